"""Questions on how things stand to each other, with their answers: of two things, and of one between two others."""

from __future__ import annotations

import random

from unicode2_training.world import phrases
from unicode2_training.world import question_phrases as asked_phrases
from unicode2_training.world.scene import Scene, WorldConfig, depth_of, is_next_to, relation_of
from unicode2_training.world.wording import article, named, typed_relations


def ask_relation(scene: Scene, rng: random.Random, config: WorldConfig) -> tuple[str, str] | None:
    """On two things; None where there are not two, or their relation is not plain."""
    if not scene.is_pair:
        return None
    thing, other = rng.sample(scene.objects, 2)
    depth = depth_of(scene, thing, other)
    relation = depth or relation_of(thing, other)
    if relation is None:
        return None
    ways = phrases.DEPTH_OF if depth else {each: typed_relations(each) for each in phrases.RELATION_OF}
    words = {"n": named(thing.noun, rng), "m": named(other.noun, rng)}
    words["np"] = article(words["n"])
    draw = rng.random()
    if draw < 0.4:
        # "above" is no side, and "behind" no direction.
        misfits = ("side", "direction") if depth else ("side",) if relation in ("above", "below") else ()
        forms = [form for form in asked_phrases.ASK_RELATION if not any(word in form for word in misfits)]
        answer = phrases.DEPTH_ANSWER[relation] if depth else phrases.RELATION_ANSWER[relation]
        return rng.choice(forms).format(**words), answer
    words["rel"] = rng.choice(ways[relation])
    if config.next_to and is_next_to(thing, other) and rng.random() < 0.3:
        words["rel"] = rng.choice(phrases.NEXT_TO)
    if draw < 0.6:
        return rng.choice(asked_phrases.ASK_WHAT_RELATION).format(**words), article(thing.noun)
    yes = rng.random() < 0.5
    if not yes:
        wrong = rng.choice([each for each in ways if each != relation])
        words["rel"] = rng.choice(ways[wrong])
    return rng.choice(asked_phrases.ASK_IF_RELATION).format(**words), phrases.YES if yes else phrases.NO


def ask_between(scene: Scene, rng: random.Random) -> tuple[str, str]:
    """On three things, of which the first stands between the others."""
    middle, *outer = scene.objects
    one, other = rng.sample(outer, 2)
    if rng.random() < 0.5:
        text = rng.choice(asked_phrases.ASK_BETWEEN).format(m=named(one.noun, rng), o=named(other.noun, rng))
        return text, article(middle.noun)
    yes = rng.random() < 0.5
    thing, around = (middle, (one, other)) if yes else (one, rng.sample((middle, other), 2))
    n, m, o = (named(each.noun, rng) for each in (thing, *around))
    text = rng.choice(asked_phrases.ASK_IF_BETWEEN).format(n=n, np=article(n), m=m, o=o)
    return text, phrases.YES if yes else phrases.NO
