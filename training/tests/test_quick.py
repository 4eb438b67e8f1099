"""The quick set's own parts: the same answers from batches as one by one, and pictures read back from files."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from PIL import Image
from tiny import CELLS, make_codes, make_language

from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.evaluation.honesty import answer_all
from unicode2_training.evaluation.quick import judge, quick_prompts
from unicode2_training.recipe import load_recipe
from unicode2_training.world.icons import load_icons
from unicode2_training.world.render import render
from unicode2_training.world.scene import NATURAL, Scene, SceneObject


def test_answers_do_not_depend_on_what_else_is_in_the_batch(tokens: TextTokens) -> None:
    model, grids = make_language(tokens), make_codes(3)[0]
    assert grids.shape[1] == CELLS
    asked = [(0, "what is this?"), (1, "how many apples are there in the picture?"), (2, "what colour is it?")]
    together = answer_all(model, tokens, grids, asked)
    alone = [answer_all(model, tokens, grids, [each])[0] for each in asked]
    assert [each.text for each in together] == [each.text for each in alone]
    assert all(abs(a.confidence - b.confidence) < 1e-4 for a, b in zip(together, alone, strict=True))


def test_the_judge_reads_files_in_the_order_of_the_prompts(tmp_path: Path) -> None:
    recipe = load_recipe("smoke")
    prompts = [prompt for prompt in quick_prompts(recipe, 1) if prompt["category"] == "singleObject"]
    prompts = [{**prompts[0], "category": prompt["category"]} for prompt in quick_prompts(recipe, 1)]
    noun, background = prompts[0]["objects"][0]["noun"], prompts[0]["background"] or "beach"
    scene = Scene((SceneObject(noun, NATURAL, "large", 2.0, 2.0, 4),), background)
    pixels = render([scene], load_icons(recipe.world), recipe.sizes.picture)[0].permute(1, 2, 0)
    for index in range(len(prompts)):
        shown = pixels if index else torch.zeros_like(pixels)
        Image.fromarray(shown.numpy()).save(tmp_path / f"{index:03d}.png")
    (tmp_path / "quick.json").write_text(json.dumps({"prompts": prompts}))
    scores = judge(recipe, tmp_path / "quick.json", tmp_path)
    assert scores["singleObject"] == 0.0 and scores["twoObjects"] == 1.0 and abs(scores["mean"] - 5 / 6) < 1e-9
