"""Questions that name what may be the answer: "is it blue or red?", "which is higher, the ball or the hat?"."""

from __future__ import annotations

import random

from unicode2_training.world import choice_phrases as forms
from unicode2_training.world import phrases
from unicode2_training.world.scene import SIZE_CELLS, Scene, relation_of
from unicode2_training.world.wording import article, named, verbs


def which_colour(the: str, colour: str, others: list[str], count: int, rng: random.Random) -> tuple[str, str]:
    """Question and answer; `others` are wrong colours."""
    return _which(forms.ASK_WHICH_COLOUR, the, colour, others, count, rng), colour


def which_size(the: str, size: str, count: int, rng: random.Random) -> tuple[str, str]:
    """The same for sizes."""
    others = [each for each in SIZE_CELLS if each != size]
    return _which(forms.ASK_WHICH_SIZE, the, size, others, count, rng), size


def _which(templates: tuple[str, ...], the: str, right: str, others: list[str], count: int, rng: random.Random) -> str:
    a, b = rng.sample((right, rng.choice(others)), 2)
    return rng.choice(templates).format(the=the, a=a, b=b, it="it" if count == 1 else "they", **verbs(count))


def compare(scene: Scene, rng: random.Random) -> tuple[str, str] | None:
    """How one of a scene's two things stands to the other, of two ways, or which stands so; None if not plain."""
    thing, other = rng.sample(scene.objects, 2)
    relation = relation_of(thing, other)
    if relation is None or thing.overlaps(other):
        return None
    names = [f"the {named(each.noun, rng)}" for each in (thing, other)]
    draw, opposite = rng.random(), phrases.OPPOSITE[relation]
    if draw < 0.35:
        templates = forms.ASK_WHICH_SIDE if relation in ("left", "right") else forms.ASK_WHICH_HEIGHT
        a, b = rng.sample((relation, opposite), 2)
        text = rng.choice(templates).format(first=names[0], second=names[1], a=a, b=b)
        return text, phrases.RELATION_ANSWER[relation]
    if draw < 0.7:
        words = {"more": rng.choice(forms.MORE[relation]), "end": rng.choice(forms.END[relation])}
        first, second = rng.sample(names, 2)
        text = rng.choice(forms.ASK_WHICH_THING).format(first=first, second=second, **words)
        return text, article(thing.noun)
    yes = rng.random() < 0.5
    more = rng.choice(forms.MORE[relation if yes else opposite])
    text = rng.choice(forms.ASK_IF_MORE).format(first=names[0], second=names[1], more=more)
    return text, phrases.YES if yes else phrases.NO


def if_several(noun: str, count: int, rng: random.Random) -> tuple[str, str]:
    """Whether there is more than one, or only one."""
    several = rng.random() < 0.7
    templates = forms.ASK_IF_SEVERAL if several else forms.ASK_IF_ONLY
    text = rng.choice(templates).format(n=named(noun, rng))
    return text, phrases.YES if (count > 1) == several else phrases.NO
