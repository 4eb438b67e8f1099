"""What rounding costs: the weights as training left them beside those that ship, on the same questions and prompts.

Everything is greedy. The studio's products round activations too (export/int8_products.py); `npm run eval` scores that.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from torch import Tensor

from ..data.precompute import Example
from ..data.text_tokens import TextTokens
from ..export.run import Trained
from ..recipe import Recipe
from .card.markdown import share, table
from .generation import check
from .intervals import mean_with_interval
from .pictures import decode_codes
from .questions import answered, pick_questions
from .quick import quick_prompts
from .requests import picture_request
from .sampling import Sampling, without_chance
from .verifier import Verifier
from .writing import write_pictures

QUESTIONS = 400
SCORED = {"questions": "questions answered", "generation": "pictures of the quick set"}

Groups = list[list[bool]]  # right or wrong; a score is the mean over the groups' shares


def score_rounding(
    recipe: Recipe, plain: Trained, shipped: Trained, tokens: TextTokens, verifier: Verifier, sampling: Sampling, *,
    examples: list[Example], grids: Tensor, per_category: int,
) -> dict[str, Any]:  # fmt: skip
    """`plain`: load_run(…, rounded=False). `grids` (n, N) are the codes of the examples: one question on each.

    Shares under `float` and `int8`; `lost` is their difference (0.01: one point), with intervals from resampling
    questions and prompts, each of which both sides answered.
    """
    greedy = without_chance(sampling)
    right = {
        name: {
            "questions": answered_rightly(trained, tokens, examples, grids),
            "generation": drawn_rightly(
                recipe, trained, tokens, verifier, greedy, cells=grids.shape[1], per_category=per_category
            ),
        }
        for name, trained in (("float", plain), ("int8", shipped))
    }
    scores: dict[str, Any] = {
        name: {what: mean_with_interval(groups)[0] for what, groups in each.items()} for name, each in right.items()
    }
    lost = {what: mean_with_interval(differences(right["float"][what], right["int8"][what])) for what in SCORED}
    return {
        "questions": len(right["int8"]["questions"][0]),
        "prompts": sum(len(group) for group in right["int8"]["generation"]),
        **scores,
        "lost": {what: mean for what, (mean, _) in lost.items()},
        "intervals": {what: interval for what, (_, interval) in lost.items()},
    }


def answered_rightly(trained: Trained, tokens: TextTokens, examples: list[Example], grids: Tensor) -> Groups:
    """One group: the first question on each of the first scenes."""
    return [answered(trained.language, tokens, grids, pick_questions(examples, 1)[:QUESTIONS])]


def drawn_rightly(
    recipe: Recipe, trained: Trained, tokens: TextTokens, verifier: Verifier, greedy: Sampling, *,
    cells: int, per_category: int,
) -> Groups:  # fmt: skip
    """One group for each of the six categories of the quick set."""
    prompts = quick_prompts(recipe, per_category)
    requests = [picture_request(tokens.encode(prompt["prompt"]), seed=0) for prompt in prompts]
    written = write_pictures(trained.language, tokens, requests, greedy, cells=cells)
    seen = verifier.read(decode_codes(trained, written, steps=greedy.decoder_steps, seed=6))
    groups: dict[str, list[bool]] = defaultdict(list)
    for prompt, scene in zip(prompts, seen, strict=True):
        groups[prompt["category"]].append(all(check(prompt, scene).values()))
    return list(groups.values())


def differences(before: Groups, after: Groups) -> list[list[float]]:
    """1 where only `before` is right, −1 where only `after` is."""
    return [
        [float(a) - float(b) for a, b in zip(one, other, strict=True)] for one, other in zip(before, after, strict=True)
    ]


def rounding_table(scores: dict[str, Any]) -> str:
    """Markdown, from what `score_rounding` returns."""

    def points(value: float) -> str:
        return f"{100 * value:.1f}".replace("-", "−")

    rows = [
        (
            text, share(scores["float"][what]), share(scores["int8"][what]), points(scores["lost"][what]),
            " to ".join(points(end) for end in scores["intervals"][what]),
        )
        for what, text in SCORED.items()
    ]  # fmt: skip
    return table(("", "as trained", "int8", "points lost", "95 % interval"), rows)
