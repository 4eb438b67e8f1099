"""What people type apart from the noun it belongs to: "a dog on a beach, make it blue".

Clauses stand behind the rest of a prompt, or between two nouns; none adds anything that the scene does not show.
"""

from __future__ import annotations

import random

from unicode2_training.world import apart_phrases
from unicode2_training.world.scene import NATURAL, Scene, SceneObject, relation_of
from unicode2_training.world.wording import article, colour_word, named, size_words, typed_colour

APART_SHARE = 0.1  # of what is told of one kind of thing
BOTH_SHARE = 0.4  # of pairs in one colour


def told_apart(thing: SceneObject, count: int, rng: random.Random, *, colour: bool, size: bool) -> str:
    """A clause that gives one thing, or a group, its colour and size; empty if there is nothing to tell."""
    words = [rng.choice(size_words(thing.size))] if size else []
    told = typed_colour(thing, rng) if colour else None
    if told is not None:
        words.append(told)
    if not words:
        return ""
    rng.shuffle(words)
    forms = apart_phrases.ONE if count == 1 else apart_phrases.SEVERAL
    if len(words) == 1 and told is not None:
        forms = (*forms, *apart_phrases.ONLY_COLOUR)
    told_words, it = rng.choice((" and ", ", ")).join(words), "it" if count == 1 else "them"
    every = "both" if count == 2 else "all"
    return rng.choice(forms).format(w=told_words, aw=article(told_words), it=it, all=every)


def both_coloured(scene: Scene, rng: random.Random) -> str:
    """A clause for two things that a viewer calls the same colour; mostly empty."""
    first, second = scene.objects
    if first.colour == NATURAL == second.colour or colour_word(first) != colour_word(second):
        return ""
    return rng.choice(apart_phrases.BOTH).format(c=colour_word(first)) if rng.random() < BOTH_SHARE else ""


def pair_apart(first: SceneObject, second: SceneObject, rng: random.Random) -> tuple[str, dict[str, str]] | None:
    """A form that names both things before it says how they stand, and its words; None if that is not plain."""
    relation = None if first.overlaps(second) else relation_of(first, second)
    if relation is None:
        return None
    ahead = relation in ("left", "above")
    sides = rng.choice(apart_phrases.SIDES["left" if relation in ("left", "right") else "above"]).split(", ")
    words = dict(zip(("side", "other") if ahead else ("other", "side"), sides, strict=True))
    words |= {"an": named(first.noun, rng), "bn": named(second.noun, rng)}
    return rng.choice(apart_phrases.PAIR), words
