"""Training and evaluation records. Each follows from (split, seed, index) alone, so that any range can be remade."""

from __future__ import annotations

import random
from dataclasses import dataclass

from unicode2_training.world.language import Question, caption, edit, prompt, questions
from unicode2_training.world.sampler import sample_scene
from unicode2_training.world.scene import Scene, WorldConfig

QUESTIONS = 4
# train and validation: the same world from seeds that never meet; held_out: combinations that training never shows.
SPLITS = ("train", "validation", "held_out")


@dataclass(frozen=True)
class Record:
    """One scene and everything said about it."""

    scene: Scene
    prompt: str
    caption: str
    questions: tuple[Question, ...]
    edit_instruction: str
    edit_kind: str
    edited_scene: Scene


def make_record(config: WorldConfig, seed: int, split: str, index: int) -> Record:
    """Record number `index` of a split."""
    rng = _random(seed, split, index)
    scene = sample_scene(config, rng, held_out=split == "held_out")
    change = edit(scene, rng, config=config)
    return Record(
        scene=scene,
        prompt=prompt(scene, rng, config=config),
        caption=caption(scene, rng, config=config),
        questions=tuple(questions(scene, rng, QUESTIONS, config=config)),
        edit_instruction=change.instruction,
        edit_kind=change.kind,
        edited_scene=change.result,
    )


def _random(seed: int, split: str, index: int) -> random.Random:
    if split not in SPLITS:
        raise ValueError(f"split must be one of {SPLITS}, not {split!r}")
    return random.Random(f"{split}:{seed}:{index}")


def record_scene(config: WorldConfig, seed: int, split: str, index: int) -> Scene:
    """The scene of a record, without what is said about it: a hundred times as fast."""
    return sample_scene(config, _random(seed, split, index), held_out=split == "held_out")


def make_records(config: WorldConfig, n: int, seed: int, split: str, *, start: int = 0) -> list[Record]:
    """Records start … start + n − 1 of a split."""
    return [make_record(config, seed, split, index) for index in range(start, start + n)]
