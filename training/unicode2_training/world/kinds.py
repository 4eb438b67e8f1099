"""Kinds of things by their common name, asked only where nobody could answer otherwise: "which animal is it?"."""

from __future__ import annotations

import random

from unicode2_training.world import question_phrases as asked_phrases
from unicode2_training.world.nouns import noun_of
from unicode2_training.world.request_phrases import KINDS
from unicode2_training.world.scene import Scene, SceneObject
from unicode2_training.world.wording import article, noun_phrase, things

PERHAPS = {"animals": ("fantasy", "sea"), "vehicles": ("fantasy", "toys")}  # some would say that these are one too


def ask_which(scene: Scene, rng: random.Random) -> tuple[str, str] | None:
    """Question and answer on the only thing of its kind; None where there is none, or could be another."""
    kind = rng.choice(tuple(KINDS))
    found = [(thing, count) for thing, count in things(scene) if _group(thing) == kind]
    if len(found) != 1 or any(_group(thing) in PERHAPS[kind] for thing in scene.objects):
        return None
    (thing, count), (one, several) = found[0], KINDS[kind]
    forms = asked_phrases.ASK_WHICH if count == 1 else asked_phrases.ASK_WHICH_SEVERAL
    return rng.choice(forms).format(kind=one, kinds=several), noun_phrase(thing, rng, colour=False, count=count)


def ask_if_any(scene: Scene, rng: random.Random) -> tuple[str, bool] | None:
    """Whether any thing of a kind is there; None where one could argue."""
    kind = rng.choice(tuple(KINDS))
    groups = {_group(thing) for thing in scene.objects}
    if kind not in groups and groups & set(PERHAPS[kind]):
        return None
    one, several = KINDS[kind]
    return rng.choice(asked_phrases.ASK_EXISTENCE).format(np=article(one), ns=several), kind in groups


def _group(thing: SceneObject) -> str:
    return noun_of(thing.noun).group
