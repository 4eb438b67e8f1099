"""What a manifest says about the world: its words and a few examples to try."""

from __future__ import annotations

from .world.language import vocabulary
from .world.look_phrases import STYLE_AS, STYLE_NAME
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


def examples(config: WorldConfig) -> dict[str, list[str]]:
    """The manifest's `examples`; a world with several styles shows some."""
    found = {"prompts": list(PROMPTS), "questions": list(QUESTIONS), "edits": list(EDITS)}
    for style in config.styles[1:]:
        found["prompts"].append(f"a blue car in the city {STYLE_AS[style][0]}")
        found["edits"].append(f"make it {STYLE_NAME[style][0]}")
    return found
