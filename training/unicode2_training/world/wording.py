"""Words for objects: articles, noun phrases, references. No choice here may say something untrue."""

from __future__ import annotations

import random
from dataclasses import replace

from unicode2_training.world import phrases
from unicode2_training.world.nouns import noun_of
from unicode2_training.world.scene import (
    NATURAL,
    PLACES,
    Scene,
    SceneObject,
    WorldConfig,
    depth_of,
    is_next_to,
    place_of,
    relation_of,
)


def article(words: str) -> str:
    """The words with "a" or "an"."""
    vowel = words[0] in "aeiou" and not words.startswith(("unicorn", "ufo"))
    return f"{'an' if vowel else 'a'} {words}"


def adjectives(thing: SceneObject, rng: random.Random, *, colour: bool, size: bool) -> str:
    """Size and colour in front of a noun, each with a blank after it."""
    words = [rng.choice(phrases.SIZE_WORDS[thing.size])] if size else []
    if colour and thing.colour != NATURAL:
        words.append(thing.colour)
    return "".join(f"{word} " for word in words)


def noun_phrase(
    thing: SceneObject, rng: random.Random, *, colour: bool = True, size: bool = False, count: int = 1
) -> str:
    """With its article or number: "a small red apple", "three red apples"."""
    before = adjectives(thing, rng, colour=colour, size=size)
    entry = noun_of(thing.noun)
    return article(before + entry.noun) if count == 1 else f"{phrases.COUNTS[count - 1]} {before}{entry.plural}"


def things(scene: Scene) -> list[tuple[SceneObject, int]]:
    """Objects with their number: a group is one entry."""
    return [(scene.objects[0], len(scene.objects))] if scene.is_group else [(each, 1) for each in scene.objects]


def bare(thing: SceneObject, count: int) -> str:
    """The noun, plural where there are several."""
    entry = noun_of(thing.noun)
    return entry.noun if count == 1 else entry.plural


def reference(scene: Scene, thing: SceneObject, rng: random.Random, *, colour: bool = True, it: bool = True) -> str:
    """The known thing: "the cat", "the red cat"; "it" or "them" only where nothing else could be meant."""
    count = len(scene.objects) if scene.is_group else 1
    alone = count == len(scene.objects)
    if it and alone and rng.random() < 0.2:
        return "it" if count == 1 else "them"
    before = adjectives(thing, rng, colour=colour and rng.random() < 0.3, size=False)
    return f"the {before}{bare(thing, count)}"


def be(count: int) -> str:
    """The verb for one or several."""
    return "is" if count == 1 else "are"


def place_name(thing: SceneObject) -> str | None:
    """One of PLACES, or None where it is not plain."""
    place = place_of(thing)
    return None if place is None else PLACES[place[0]][place[1]]


def colour_word(thing: SceneObject) -> str | None:
    """The colour a viewer would name, or None where there is no single one."""
    return noun_of(thing.noun).natural_colour if thing.colour == NATURAL else thing.colour


def with_objects(scene: Scene, objects: tuple[SceneObject, ...]) -> Scene:
    """The scene with other objects."""
    return replace(scene, objects=objects)


def relation_words(
    scene: Scene, first: SceneObject, second: SceneObject, config: WorldConfig, rng: random.Random
) -> tuple[str, ...]:
    """Ways to say how the first stands to the second, all true; none where it is not plain."""
    depth = depth_of(scene, first, second)
    if depth is not None:
        return phrases.DEPTH_OF[depth]
    relation = relation_of(first, second)
    if relation is None:
        return ()
    if config.next_to and is_next_to(first, second) and rng.random() < 0.4:
        return phrases.NEXT_TO
    return phrases.RELATION_OF[relation]
