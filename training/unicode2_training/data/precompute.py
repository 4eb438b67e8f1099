"""Everything that is computed once: pictures with their texts, codes and latents.

Rendering and encoding otherwise eat half of a CPU run, and C1 is frozen, so codes never change. Pictures lie
in shards (uint8), each made from its own seed, so that shards can be made in any order by any number of processes.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ..recipe import Recipe
from ..training_loop import save_atomically
from ..world.icons import load_icons
from ..world.language import caption, prompt, questions
from ..world.records import Record, make_records
from ..world.render import render
from ..world.scene import Scene

WORDINGS = 3  # of every prompt and caption
MORE_QUESTIONS = 6  # beside the record's own four


@dataclass(frozen=True)
class Example:
    """One record: its scenes and texts, some in several wordings. `questions` holds (family, question, answer)."""

    scene: Scene
    edited_scene: Scene
    prompts: tuple[str, ...]
    captions: tuple[str, ...]
    questions: tuple[tuple[str, str, str], ...]
    edit_instruction: str
    edit_kind: str


@dataclass(frozen=True)
class Pictures:
    """Records of one split: pictures and edited pictures uint8 [n, 3, S, S], and their texts."""

    examples: list[Example]
    scenes: Tensor
    edited: Tensor

    def __len__(self) -> int:
        return len(self.examples)


def to_pixels(pictures: Tensor) -> Tensor:
    """uint8 → float32 in [−1, 1]."""
    return pictures.float() / 127.5 - 1.0


def shard_path(folder: Path, split: str, index: int) -> Path:
    return folder / "pictures" / f"{split}-{index:03d}.pt"


def make_examples(recipe: Recipe, records: Sequence[Record], *, split: str, index: int) -> list[Example]:
    """What is said about the records of one shard."""
    config, rng = recipe.world, random.Random(f"{recipe.seed}:{split}:{index}")
    return [
        Example(
            scene=record.scene,
            edited_scene=record.edited_scene,
            prompts=(record.prompt, *(prompt(record.scene, rng, config=config) for _ in range(WORDINGS - 1))),
            captions=(record.caption, *(caption(record.scene, rng, config=config) for _ in range(WORDINGS - 1))),
            questions=tuple(
                (each.family, each.question, each.answer)
                for each in (*record.questions, *questions(record.scene, rng, MORE_QUESTIONS, config=config))
            ),
            edit_instruction=record.edit_instruction,
            edit_kind=record.edit_kind,
        )
        for record in records
    ]


def shard_seed(recipe: Recipe, index: int) -> int:
    """From which the records of a shard follow."""
    return recipe.seed * 1000 + index


def draw_scenes(recipe: Recipe, scenes: list[Scene]) -> Tensor:
    """Shape: uint8 (n, 3, S, S)"""
    icons, side = load_icons(recipe.world), recipe.sizes.picture
    return torch.cat([render(scenes[i : i + 64], icons, side) for i in range(0, len(scenes), 64)])


def make_shard(recipe: Recipe, folder: Path, split: str, index: int, count: int) -> None:
    """Sample, render and store one shard, unless it exists."""
    path = shard_path(folder, split, index)
    if path.is_file():
        return
    records = make_records(recipe.world, count, shard_seed(recipe, index), split)
    examples = make_examples(recipe, records, split=split, index=index)
    texts = [
        {**vars(each), "scene": each.scene.to_json(), "edited_scene": each.edited_scene.to_json()} for each in examples
    ]
    scenes = draw_scenes(recipe, [record.scene for record in records])
    edited = draw_scenes(recipe, [record.edited_scene for record in records])
    save_atomically({"texts": json.dumps(texts), "scenes": scenes, "edited": edited}, path)


def make_pictures(recipe: Recipe, folder: Path, *, part: int = 0, parts: int = 1, first: int = 0) -> None:
    """All shards of this part: processes with different `part` share the work; another `first` draws other scenes."""
    shards = -(-recipe.data.records // recipe.data.shard)
    if part == 0:
        for split in ("validation", "held_out"):
            make_shard(recipe, folder, split, 0, recipe.data.held_out)
    for index in range(first + part, first + shards, parts):
        make_shard(recipe, folder, "train", index, recipe.data.shard)
        print(f"[pictures] shard {index - first + 1} of {shards}", flush=True)


def load_shards(folder: Path, split: str) -> Iterator[dict[str, Any]]:
    """All stored shards of a split, in order; of their pictures, only what is used is read."""
    paths = sorted((folder / "pictures").glob(f"{split}-*.pt"))
    assert paths, f"no pictures of split {split!r} in {folder}: run the stage 'pictures' first"
    for path in paths:
        yield torch.load(path, weights_only=True, mmap=True)


def load_examples(folder: Path, split: str) -> list[Example]:
    """All scenes and texts of a split."""
    examples: list[Example] = []
    for shard in load_shards(folder, split):
        for text in json.loads(shard["texts"]):
            if "edited_scene" not in text:
                raise ValueError(
                    f"the pictures in {folder} were made by an older version: delete them to make them anew"
                )
            for name in ("scene", "edited_scene"):
                text[name] = Scene.from_json(text[name])
            text["questions"] = tuple(tuple(question) for question in text["questions"])
            text["prompts"], text["captions"] = tuple(text["prompts"]), tuple(text["captions"])
            examples.append(Example(**text))
    return examples


def load_scene_pictures(folder: Path, split: str, *, part: str = "scenes", count: int | None = None) -> Tensor:
    """The first pictures of a split (or its edited ones), uint8 (n, 3, S, S)."""
    parts, missing = [], count
    for shard in load_shards(folder, split):
        parts.append(shard[part][:missing])
        if missing is not None and (missing := missing - len(parts[-1])) == 0:
            break
    return torch.cat(parts)


def load_pictures(folder: Path, split: str) -> Pictures:
    """All of a split."""
    parts = (load_scene_pictures(folder, split, part=part) for part in ("scenes", "edited"))
    return Pictures(load_examples(folder, split), *parts)


@torch.no_grad()
def apply_in_batches(
    function: Callable[[Tensor], Tensor],
    pictures: Tensor,
    *,
    name: str,
    device: torch.device,
    size: int = 128,
) -> Tensor:
    """Results of `function` on the device for all pictures, concatenated on the CPU, with some lines of progress."""
    results = []
    for index, part in enumerate(torch.split(pictures, size)):
        results.append(function(to_pixels(part.to(device))).cpu())
        if index % 20 == 19:
            print(f"[{name}] {(index + 1) * size} of {pictures.shape[0]}", flush=True)
    return torch.cat(results)
