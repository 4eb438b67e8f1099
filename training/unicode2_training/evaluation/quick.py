"""The quick set: 120 prompts and 240 questions that PyTorch and the studio's own engine answer alike.

Codes and words are decoded greedily here, so that both sides should agree on all but rounding; only the decoder's noise
differs. `evaluate` scores it in PyTorch and writes it for `npm run eval`; `judge` scores the pictures that it makes.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from ..data.precompute import Example
from ..data.text_tokens import TextTokens
from ..export.run import Trained
from ..recipe import Recipe
from .categories import CATEGORIES, category_prompts, score_categories
from .honesty import answer_all
from .layouts import lay_out
from .pictures import decode_codes
from .questions import Asked, by_family, in_any_order, macro, pick_questions
from .requests import picture_request
from .sampling import Sampling, without_chance
from .verifier import Verifier
from .writing import write_laid_out

QUESTIONS = 240


def quick_prompts(recipe: Recipe, per_category: int) -> list[dict[str, Any]]:
    return [prompt for name in CATEGORIES for prompt in category_prompts(name, recipe.world, per_category)]


def score_pictures(prompts: list[dict[str, Any]], pictures: Tensor, verifier: Verifier) -> dict[str, float]:
    """Right pictures by category; pictures (n, 3, S, S) in [0, 1], one per prompt."""
    scores = score_categories(prompts, verifier.read(pictures))
    return {name: scores[name] for name in ("mean", *CATEGORIES)}


def score_quick(
    recipe: Recipe, trained: Trained, tokens: TextTokens, verifier: Verifier, sampling: Sampling, *,
    examples: list[Example], grids: Tensor, per_category: int,
) -> tuple[dict[str, Any], dict[str, Any]]:  # fmt: skip
    """Scores in PyTorch, and the set itself for the other side. `grids` (n, N) are the codes of the examples."""
    prompts, greedy = quick_prompts(recipe, per_category), without_chance(sampling)
    texts = [prompt["prompt"] for prompt in prompts]
    requests = [picture_request(tokens.encode(text), seed=0) for text in texts]
    if greedy.layout is not None:
        requests = lay_out(trained.language, tokens, requests, greedy.layout)
    written = write_laid_out(trained.language, tokens, requests, greedy, cells=grids.shape[1])
    drawn = decode_codes(trained, written, steps=sampling.decoder_steps, seed=6)
    asked = pick_questions(examples, 1)[:QUESTIONS]
    answers = answer_all(trained.language, tokens, grids, [(each.row, each.question) for each in asked])
    right = [answer.text in in_any_order(each.answer) for answer, each in zip(answers, asked, strict=True)]
    scores = {
        "generation": score_pictures(prompts, drawn, verifier),
        "questions": {"macro": macro(by_family(asked, right)), "right": sum(right) / len(right)},
    }
    questions = [
        {**_without_row(each), "codes": grids[each.row].tolist(), "pytorch": answer.text}
        for each, answer in zip(asked, answers, strict=True)
    ]
    pictures = [
        {**prompt, "pytorchCodes": codes, "pytorchLayout": tokens.decode(request.layout) or None}
        for request, prompt, codes in zip(requests, prompts, written.tolist(), strict=True)
    ]
    return scores, {"recipe": recipe.name, "scores": scores, "prompts": pictures, "questions": questions}


def _without_row(asked: Asked) -> dict[str, str]:
    return {key: value for key, value in asdict(asked).items() if key != "row"}


def judge(recipe: Recipe, quick: Path, folder: Path) -> dict[str, float]:
    """Scores of 000.png, 001.png … in `folder`, one per prompt of the quick set."""
    prompts: list[dict[str, Any]] = json.loads(quick.read_text(encoding="utf-8"))["prompts"]
    side = recipe.sizes.picture
    pictures = torch.empty(len(prompts), 3, side, side)
    for index in range(len(prompts)):
        with Image.open(folder / f"{index:03d}.png") as picture:
            pixels = np.asarray(picture.convert("RGB"), dtype=np.float32)
        pictures[index] = torch.from_numpy(pixels).permute(2, 0, 1) / 255
    return score_pictures(prompts, pictures, Verifier(recipe.world, side))
