"""How people type: the same words, now and then without articles or question mark, or more politely.

Every change keeps the meaning, and is drawn from the generator given, so that a record stays what its seed makes it.
"""

from __future__ import annotations

import random
import re

from unicode2_training.world import request_phrases as typed

CHANGED_SHARE = 0.15
VERBS = (
    "add", "adjust", "bring", "change", "clear", "color", "colour", "convert", "cut", "decrease", "delete", "ditch",
    "downsize", "drag", "draw", "drop", "dye", "eliminate", "enlarge", "erase", "exchange", "expand", "give",
    "grow", "include", "increase", "insert", "leave", "make", "move", "omit", "paint", "place", "push", "put",
    "recolor", "redraw", "reduce", "relocate", "remove", "repaint", "replace", "resize", "scale", "send", "set",
    "shift", "show", "shrink", "slide", "substitute", "swap", "switch", "take", "throw", "tint", "trade",
    "transform", "turn", "use",
)  # fmt: skip


def as_typed(text: str, rng: random.Random, *, edit: bool = False, is_question: bool = False) -> str:
    """The text, in a small share of cases changed lightly."""
    if rng.random() >= CHANGED_SHARE:
        return text
    draw = rng.random()
    if draw < 0.45:
        return without_articles(text)
    if text.endswith("?"):
        openers: tuple[str, ...] = typed.OPENERS
        if is_question and not text.startswith(typed.NO_QUESTION_OPENER):
            openers += typed.QUESTION_OPENERS
        return text[:-1] if draw < 0.75 else _opened(text, rng.choice(openers))
    if edit and draw < 0.75:
        if text.split()[0] in VERBS and "please" not in text and ":" not in text:
            return rng.choice(typed.POLITE).format(text)
        return text if text.startswith(typed.NO_EDIT_OPENER) else rng.choice(typed.EDIT_OPENERS) + text
    if draw < 0.85 and "please" not in text and not text.startswith(typed.NO_CLOSER):
        return text + rng.choice(typed.CLOSERS[: None if edit and not text.startswith("now ") else -1])
    return text + "." if draw < 0.9 else _opened(text, rng.choice(typed.OPENERS))


def _opened(text: str, opener: str) -> str:
    """The text after an opener, unless that ends as the text begins: "hi there, there are two"."""
    return text if text.startswith("there") and "there" in opener else opener + text


def without_articles(text: str) -> str:
    """ "red cat on beach" for "a red cat on a beach", "pair of"; but "a bit" and "one of the cats" stay."""
    return re.sub(r"(?<!\bone of )\b(?:a|an|the) (?!bit\b)(?=[a-z])", "", text)
