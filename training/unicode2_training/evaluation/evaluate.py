"""Scores a run on held-out scenes: runs/<recipe>/scores.json; for a starter also docs/data/scores.json and the sheet.

Two held-out splits: `validation` (the training world from other seeds) and `held_out` (every scene has a combination of
noun and colour that training never shows).
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ..data.precompute import load_examples, load_pictures
from ..data.text_tokens import TextTokens
from ..devices import CPU
from ..export.manifest import DEFAULTS, layout_defaults
from ..export.run import Trained, load_run
from ..recipe import TRAINING, EvaluationSettings, Recipe
from ..stages.common import prepare_tokenizer
from ..world.records import make_records
from .card import update_card
from .categories import all_prompts, score_categories
from .curves import save_curves
from .edits import score_edits, score_infill
from .generation import load_prompts, save_sheet, score_prompts, write_prompts
from .hand_written import score_hand_written
from .honesty import score_cycle, score_honesty
from .outside import score_outside
from .pictures import code_usage, decode_codes, fresh_codes, round_trip
from .questions import Baselines, score_questions
from .quick import score_quick
from .sampling import Sampling
from .self_check import score_self_check, self_check_scores
from .verifier import Verifier, accuracy

DOCS = TRAINING.parent / "docs"
QUICK = TRAINING.parent / "bench" / "eval" / "quick.json"  # for `npm run eval`
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
    trained: Trained, tokens: TextTokens, folder: Path, codes: dict[str, dict[str, Tensor]], limits: EvaluationSettings
) -> dict[str, Any]:
    """Both splits; the published number is that of `validation`."""
    baselines = Baselines(load_examples(folder, "train"))
    scores: dict[str, Any] = {}
    for split, name in SPLITS.items():
        examples = load_examples(folder, split)[: limits.scenes]
        scores[name] = score_questions(
            trained.language, tokens, baselines, examples, codes[split]["scenes"], per_scene=limits.questions
        )
    return {**scores.pop("seenCombinations"), **scores}


def evaluate(recipe: Recipe, folder: Path, device: torch.device = CPU.device) -> dict[str, Any]:
    """All scores; `folder` is the run. Networks compute on the device; codes and pictures lie on the CPU."""
    limits, clock = recipe.evaluation, Clock()
    tokens = prepare_tokenizer(recipe, folder)
    trained = load_run(recipe, folder, tokens, device)
    codes = {split: torch.load(folder / f"codes-{split}.pt", weights_only=True) for split in SPLITS}
    layout, cells = layout_defaults(recipe), recipe.sizes.grid**2
    sampling = Sampling.from_manifest(DEFAULTS, layout)
    config = recipe.world
    validation = load_pictures(folder, "validation")
    clock.say("loading")

    scores: dict[str, Any] = {
        "trainedOn": recipe.trained_on,
        "sampling": {**DEFAULTS, "layout": layout},
    }
    scores["codes"] = code_usage(fresh_codes(trained, config, recipe.sizes), recipe.sizes.codes)
    clock.say("use of the codes")
    scores["questions"] = ask(trained, tokens, folder, codes, limits)
    clock.say("questions")

    count = min(limits.pictures, len(validation))
    pictures = validation.scenes[:count].float() / 255
    trip, back = round_trip(trained, pictures, codes["validation"]["scenes"][:count], steps=sampling.decoder_steps)
    clock.say("round trip")
    scenes = [example.scene for example in validation.examples[:count]]
    scores["outside"] = score_outside(trained, scenes, validation.scenes[:count], config)
    clock.say("outside")
    verifier = Verifier(config, recipe.sizes.picture)
    true = [record.scene for record in make_records(config, count, recipe.seed * 1000, "validation")]
    scores["verifier"] = {
        "trueRenders": accuracy(verifier.read(pictures), true),
        "roundTrip": accuracy(verifier.read(back), true),
    }
    scores["roundTrip"] = {**trip, "verifier": scores["verifier"]["roundTrip"]["everything"]}
    clock.say("verifier")

    asked = all_prompts(config, limits.per_category)
    drawn = write_prompts(
        trained.language, tokens, [each["prompt"] for each in asked], sampling, seeds=limits.category_seeds, cells=cells
    )
    seen = verifier.read(decode_codes(trained, drawn.flatten(0, 1), steps=sampling.decoder_steps, seed=5))
    scores["generation"] = score_categories(asked, seen)
    scores["cycle"] = score_cycle(trained.language, tokens, asked, drawn)
    clock.say("six categories")
    scores["honesty"] = score_honesty(
        trained.language, tokens, validation.examples[: limits.pictures], codes["validation"]["scenes"]
    )
    clock.say("calibration and consistency")

    scores["quick"], quick = score_quick(
        recipe, trained, tokens, verifier, sampling, examples=validation.examples, grids=codes["validation"]["scenes"],
        per_category=limits.quick_per_category,
    )  # fmt: skip
    clock.say("quick set")

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
        trained, tokens, verifier, sampling, config, side=recipe.sizes.picture, cells=cells, limit=limits.hand_written
    )
    scores["handWritten"] = scores["handWrittenSet"]["all"]
    clock.say("hand-written set")

    edited = score_edits(
        trained, tokens, verifier, validation, codes["validation"], sampling,
        count=limits.edits, patch=recipe.sizes.patch,
    )  # fmt: skip
    scores["edits"] = edited
    scores["infill"] = score_infill(
        trained.language, tokens, validation, codes["validation"]["scenes"], trained.centroids.cpu(), sampling,
        count=limits.infill,
    )  # fmt: skip
    clock.say("edits and infill")

    scores = rounded(scores)
    text = json.dumps(scores, indent=1, ensure_ascii=False) + "\n"
    (folder / "scores.json").write_text(text, encoding="utf-8")
    sheet = drawn.reshape(*written.shape[:2], *drawn.shape[1:])
    save_sheet(sheet, texts, folder / "sheet.png")
    if recipe.name.startswith("starter"):
        (DOCS / "data").mkdir(parents=True, exist_ok=True)
        (DOCS / "data" / "scores.json").write_text(text, encoding="utf-8")
        save_sheet(sheet, texts, DOCS / "images" / "sheet.png")
        QUICK.write_text(json.dumps(quick, ensure_ascii=False) + "\n", encoding="utf-8")
        save_curves(folder, DOCS / "data" / "training-curves.svg")
        update_card(scores, DOCS / "model-card.md")
    print(text, flush=True)
    return scores
