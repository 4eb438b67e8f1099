"""What a manifest says about the world: its words and a few examples to try."""

from __future__ import annotations

from .world.language import vocabulary
from .world.scene import WorldConfig

PROMPTS = [
    "a red apple on a beach",
    "two small blue fish in the sea",
    "a large blue car in the city",
    "a cat left of a dog on a meadow",
    "three purple balloons in the sky",
    "a penguin in the snow",
]
QUESTIONS = [
    "what is in the picture?", "what colour is it?", "how many are there?", "where is it?", "what is the background?",
    "is there a cat?",
]  # fmt: skip
EDITS = [
    "make it blue", "make it bigger", "move it to the left", "change the background to the beach", "add a cat",
    "make it two",
]  # fmt: skip


def words(config: WorldConfig) -> dict[str, list[str]]:
    """The manifest's `words`, from the grammar."""
    return vocabulary(config)


def examples() -> dict[str, list[str]]:
    """The manifest's `examples`."""
    return {"prompts": PROMPTS, "questions": QUESTIONS, "edits": EDITS}
