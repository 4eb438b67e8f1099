"""How much the engine's self-check helps: of N candidates, the one whose caption request fits the prompt best.

The same score as main/engine/pipelines/self-check.ts: mean log-probability of the prompt's own tokens as the answer to
"describe the picture". The verifier, which shares nothing with the model, judges what was chosen.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import torch
from torch import Tensor

from ..data.text_tokens import PAD, TextTokens
from ..models.language_model import LanguageModel
from ..world.scene import Scene
from .generation import check, score_prompts
from .intervals import mean_with_interval
from .questions import Asked, pad, question_row

CAPTION_REQUEST = "describe the picture"


@torch.no_grad()
def self_check_scores(
    model: LanguageModel, tokens: TextTokens, prompts: list[str], written: Tensor, *, together: int = 40
) -> Tensor:
    """Nats per token (≤ 0) of every candidate. written (prompts, N, cells) → (prompts, N)."""
    count, candidates, _ = written.shape
    rows = [
        question_row(tokens, written[index, candidate], Asked(index, "", CAPTION_REQUEST, prompts[index]))
        for index in range(count)
        for candidate in range(candidates)
    ]
    scores: list[float] = []
    for start in range(0, len(rows), together):
        part = rows[start : start + together]
        text_ids = pad([row.text_ids for row in part], PAD)
        codes, cells = pad([row.codes for row in part], -1), pad([row.cell for row in part], -1)
        states = model(text_ids.to(model.device), codes.to(model.device), cells.to(model.device))
        likely = model.text_logits(states).log_softmax(dim=-1).cpu()  # (B, T, V)
        for place, row in enumerate(part):
            end = len(row.text_ids) - 1  # without <eos>
            first = len(row.text_ids) - row.answer
            words = torch.tensor(row.text_ids[first:end])
            scores.append(float(likely[place, first - 1 : end - 1].gather(1, words[:, None]).mean()))
    return torch.tensor(scores).reshape(count, candidates)


def score_self_check(prompts: list[dict[str, Any]], scores: Tensor, seen: list[Scene]) -> dict[str, Any]:
    """`seen` holds the readings of all candidates in order; results for the first, best of half, best of all."""
    count, candidates = scores.shape
    assert len(seen) == count * candidates, (len(seen), count, candidates)
    result: dict[str, Any] = {}
    for among in sorted({1, max(1, candidates // 2), candidates}):
        picked = scores[:, :among].argmax(dim=1).tolist()
        chosen = [seen[index * candidates + best] for index, best in enumerate(picked)]
        made = score_prompts(prompts, chosen)
        result[f"bestOf{among}"] = {
            "overall": made["overall"], **made["clauses"], "intervals": {"overall": _overall_interval(prompts, chosen)},
        }  # fmt: skip
    return result


def _overall_interval(prompts: list[dict[str, Any]], chosen: list[Scene]) -> list[float]:
    """95 % interval of the mean over categories; one reading per prompt."""
    categories: dict[str, list[float]] = defaultdict(list)
    for wanted, scene in zip(prompts, chosen, strict=True):
        categories[wanted["category"]].append(float(all(check(wanted, scene).values())))
    return mean_with_interval(list(categories.values()))[1]
