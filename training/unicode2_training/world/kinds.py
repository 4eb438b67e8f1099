"""Kinds of things by their common name, asked only where nobody could answer otherwise: "which animal is it?"."""

from __future__ import annotations

import random
from functools import lru_cache
from math import comb

from unicode2_training.world import question_phrases as asked_phrases
from unicode2_training.world.nouns import noun_of
from unicode2_training.world.request_phrases import THING_KINDS
from unicode2_training.world.scene import Scene, SceneObject, WorldConfig
from unicode2_training.world.wording import article, noun_phrase, things

# Some would say that these are one too.
PERHAPS = {"animals": ("fantasy", "sea"), "vehicles": ("fantasy", "toys", "space")}


def ask_which(scene: Scene, rng: random.Random) -> tuple[str, str] | None:
    """Question and answer on the only thing of its kind; None where there is none, or could be another."""
    kind = rng.choice(tuple(THING_KINDS))
    found = [(thing, count) for thing, count in things(scene) if _group(thing) == kind]
    if len(found) != 1 or any(_group(thing) in PERHAPS[kind] for thing in scene.objects):
        return None
    (thing, count), (one, several) = found[0], THING_KINDS[kind]
    forms = asked_phrases.ASK_WHICH if count == 1 else asked_phrases.ASK_WHICH_SEVERAL
    return rng.choice(forms).format(kind=one, kinds=several), noun_phrase(thing, rng, colour=False, count=count)


def ask_if_any(scene: Scene, rng: random.Random, config: WorldConfig) -> tuple[str, bool] | None:
    """Whether any thing of a kind is there; None where one could argue, and so often that yes is as likely as no."""
    kind = rng.choice(tuple(THING_KINDS))
    groups = {_group(thing) for thing in scene.objects}
    yes = kind in groups
    if not yes and groups & set(PERHAPS[kind]):
        return None
    chances = _chances(config, kind, len(things(scene)))
    if rng.random() * chances[yes] >= min(chances):
        return None
    one, several = THING_KINDS[kind]
    return rng.choice(asked_phrases.ASK_EXISTENCE).format(np=article(one), ns=several), yes


@lru_cache(maxsize=64)
def _chances(config: WorldConfig, kind: str, count: int) -> tuple[float, float]:
    """How likely so many different nouns are all of other kinds (no), and how likely one is of this kind (yes)."""
    groups = [noun.group for noun in config.noun_list]
    others = sum(group != kind for group in groups)
    plainly_others = sum(group not in (kind, *PERHAPS[kind]) for group in groups)
    whole = comb(len(groups), count)
    return comb(plainly_others, count) / whole, 1 - comb(others, count) / whole


def _group(thing: SceneObject) -> str:
    return noun_of(thing.noun).group
