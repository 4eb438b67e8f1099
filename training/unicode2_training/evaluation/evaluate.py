"""Scores a run, or a pack, on scenes that training has not shown: scores.json, and for a starter docs/ as well."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import torch

from ..data.precompute import Example
from ..data.text_tokens import TextTokens, load_tokenizer
from ..devices import CPU
from ..export.manifest import DEFAULTS, FILES, layout_defaults
from ..export.run import Trained, load_pack, load_run
from ..recipe import EvaluationSettings, Recipe
from ..stages.common import prepare_tokenizer
from .categories import all_prompts, score_categories
from .decoder_steps import score_steps
from .edits import score_edits, score_infill
from .generation import load_prompts, save_sheet, score_prompts, write_prompts
from .hand_written import score_hand_written, training_texts
from .honesty import score_cycle, score_honesty
from .intervals import interval_of_share
from .judge_accuracy import score_judge
from .multi_turn import score_multi_turn
from .outside import score_outside
from .pictures import code_usage, decode_codes, fresh_codes, round_trip
from .publish import Scored, as_json, publish
from .questions import Baselines, score_questions
from .quick import score_quick
from .rounding import score_rounding
from .sampling import Sampling
from .self_check import score_self_check, self_check_scores
from .sets_fingerprint import sets_fingerprint
from .shown import Shown, show, training_examples
from .verifier import Verifier, accuracy

SPLITS = {"validation": "seenCombinations", "held_out": "unseenCombinations"}
DIGITS = 4


def rounded(scores: dict[str, Any]) -> dict[str, Any]:
    """Floats with a few digits, at any depth."""
    result: dict[str, Any] = {}
    for key, value in scores.items():
        if isinstance(value, dict):
            result[key] = rounded(value)
        elif isinstance(value, list):
            result[key] = [round(each, DIGITS) for each in value]
        else:
            result[key] = round(value, DIGITS) if isinstance(value, float) else value
    return result


class Clock:
    """Says how long every part took."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def say(self, what: str) -> None:
        now = time.monotonic()
        print(f"[evaluate] {what}: {now - self.last:.0f} s", flush=True)
        self.last = now


def ask(
    trained: Trained, tokens: TextTokens, training: list[Example], splits: dict[str, Shown], limits: EvaluationSettings
) -> dict[str, Any]:
    """Both splits; the published number is that of `validation`."""
    baselines = Baselines(training)
    scores = {
        name: score_questions(
            trained.language, tokens, baselines, splits[split].examples[: limits.scenes], splits[split].scenes,
            per_scene=limits.questions,
        )
        for split, name in SPLITS.items()
    }  # fmt: skip
    return {**scores.pop("seenCombinations"), **scores}


def evaluate(recipe: Recipe, folder: Path, device: torch.device = CPU.device) -> dict[str, Any]:
    """Scores the weights of a run's folder, as they would ship, and keeps them there for export."""
    tokens = prepare_tokenizer(recipe, folder)
    trained, plain = (load_run(recipe, folder, tokens, device, rounded=each) for each in (True, False))
    scored = score(recipe, trained, tokens, plain)
    (folder / "scores.json").write_text(as_json(scored.scores), encoding="utf-8")
    save_sheet(scored.sheet, scored.texts, folder / "sheet.png")
    return _published(recipe, scored)


def evaluate_pack(recipe: Recipe, pack: Path, device: torch.device = CPU.device) -> dict[str, Any]:
    """Scores a pack that this recipe has made; nothing else of the run is needed."""
    tokens = TextTokens(load_tokenizer(pack / FILES["tokenizer"]))
    return _published(recipe, score(recipe, load_pack(recipe, pack, tokens, device), tokens))


def _published(recipe: Recipe, scored: Scored) -> dict[str, Any]:
    """Only a starter's scores belong in docs/."""
    if recipe.name.startswith("starter"):
        publish(scored)
    print(as_json(scored.scores), flush=True)
    return scored.scores


def score(recipe: Recipe, trained: Trained, tokens: TextTokens, plain: Trained | None = None) -> Scored:
    """All scores. Codes and pictures lie on the CPU. `plain` are the weights before rounding: a pack has none."""
    limits, clock = recipe.evaluation, Clock()
    layout, cells = layout_defaults(recipe), recipe.sizes.grid**2
    sampling = Sampling.from_manifest(DEFAULTS, layout)
    config = recipe.world
    training = list(training_examples(recipe))
    splits = {split: show(recipe, trained, split, training) for split in SPLITS}
    validation, grids = splits["validation"].pictures, splits["validation"].scenes
    clock.say("scenes that training has not shown")

    scores: dict[str, Any] = {
        "trainedOn": recipe.trained_on,
        "sets": sets_fingerprint(recipe),
        "leftOut": {split: shown.left_out for split, shown in splits.items()},
        "sampling": {**DEFAULTS, "layout": layout},
    }
    scores["codes"] = code_usage(fresh_codes(trained, config, recipe.sizes), recipe.sizes.codes)
    clock.say("use of the codes")
    scores["questions"] = ask(trained, tokens, training, splits, limits)
    clock.say("questions")

    count = min(limits.pictures, len(validation))
    pictures = validation.scenes[:count].float() / 255
    trip, back = round_trip(trained, pictures, grids[:count], steps=sampling.decoder_steps)
    clock.say("round trip")
    scenes = [example.scene for example in validation.examples[:count]]
    scores["outside"] = score_outside(trained, scenes, validation.scenes[:count], config)
    clock.say("outside")
    verifier = Verifier(config, recipe.sizes.picture)
    scores["verifier"] = {
        "trueRenders": accuracy(verifier.read(pictures), scenes),
        "roundTrip": accuracy(verifier.read(back), scenes),
    }
    agreed = scores["verifier"]["roundTrip"]["everything"]
    scores["roundTrip"] = {**trip, "verifier": agreed, "intervals": {"verifier": interval_of_share(agreed, count)}}
    scores["judge"] = score_judge(verifier, limit=limits.pictures)
    scores["decoderSteps"] = score_steps(trained, verifier, pictures, grids[:count], scenes)
    clock.say("verifier and decoder steps")

    asked = all_prompts(config, limits.per_category)
    drawn = write_prompts(
        trained.language, tokens, [each["prompt"] for each in asked], sampling, seeds=limits.category_seeds, cells=cells
    )
    seen = verifier.read(decode_codes(trained, drawn.flatten(0, 1), steps=sampling.decoder_steps, seed=5))
    scores["generation"] = score_categories(asked, seen)
    scores["cycle"] = score_cycle(trained.language, tokens, asked, drawn)
    clock.say("six categories")
    scores["honesty"] = score_honesty(trained.language, tokens, validation.examples[: limits.pictures], grids)
    clock.say("calibration and consistency")

    scores["quick"], quick = score_quick(
        recipe, trained, tokens, verifier, sampling, examples=validation.examples, grids=grids,
        per_category=limits.quick_per_category,
    )  # fmt: skip
    if plain is not None:
        scores["rounding"] = score_rounding(
            recipe, plain, trained, tokens, verifier, sampling, examples=validation.examples, grids=grids,
            per_category=limits.quick_per_category,
        )  # fmt: skip
    clock.say("quick set and rounding")

    prompts = load_prompts()[: limits.prompts]
    texts = [prompt["prompt"] for prompt in prompts]
    written = write_prompts(trained.language, tokens, texts, sampling, seeds=limits.seeds, cells=cells)
    drawn = decode_codes(trained, written.flatten(0, 1), steps=sampling.decoder_steps, seed=2)
    scores["fixedPrompts"] = score_prompts(prompts, verifier.read(drawn))
    clock.say("fixed prompts")
    several = write_prompts(trained.language, tokens, texts, sampling, seeds=limits.candidates, cells=cells)
    scores["selfCheck"] = score_self_check(
        prompts,
        self_check_scores(trained.language, tokens, texts, several),
        verifier.read(decode_codes(trained, several.flatten(0, 1), steps=sampling.decoder_steps, seed=2)),
    )
    clock.say("self-check")
    scores["handWrittenSet"] = score_hand_written(
        trained, tokens, verifier, sampling, config, side=recipe.sizes.picture, cells=cells, limit=limits.hand_written,
        said=training_texts(training),
    )  # fmt: skip
    scores["handWritten"] = scores["handWrittenSet"]["all"]
    clock.say("hand-written set")

    edited = score_edits(
        trained, tokens, verifier, validation, {"scenes": grids, "edited": splits["validation"].edited}, sampling,
        count=limits.edits, patch=recipe.sizes.patch,
    )  # fmt: skip
    scores["edits"] = edited
    scores["infill"] = score_infill(
        trained.language, tokens, validation, grids, trained.centroids.cpu(), sampling,
        count=limits.infill,
    )  # fmt: skip
    scores["multiTurn"] = score_multi_turn(
        recipe, trained, tokens, verifier, sampling, examples=validation.examples, limit=limits.edits
    )
    clock.say("edits, infill and chats")

    sheet = drawn.reshape(*written.shape[:2], *drawn.shape[1:])
    return Scored(rounded(scores), quick, sheet, texts)
