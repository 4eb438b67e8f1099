"""Words for objects: articles, noun phrases, references. No choice here may say something untrue."""

from __future__ import annotations

import random
from dataclasses import replace

from unicode2_training.world import phrases
from unicode2_training.world import request_phrases as typed_phrases
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

SYNONYM_SHARE = 0.15  # of nouns that have other names
KIND_NAMED_SHARE = 0.04  # of nouns in prompts leave open which one of their kind it is
OWN_COLOUR_SHARE = 0.25  # of things in their own colours are called by it all the same: "a red apple"


def article(words: str) -> str:
    """The words with "a" or "an"."""
    vowel = words[0] in "aeiou" and not words.startswith(("unicorn", "ufo"))
    return f"{'an' if vowel else 'a'} {words}"


def size_words(size: str, *, typed: bool = True) -> tuple[str, ...]:
    """Words for a size; as typed, more than captions use."""
    said = phrases.SIZE_WORDS[size]
    return (*said, *said, *typed_phrases.MORE_SIZES[size]) if typed else said


def size_word(size: str, form: str, rng: random.Random) -> str:
    """A word for a size that fits into a form: no "medium sized" where the form says "size" itself."""
    return rng.choice(size_words(size, typed="size" not in form.replace("{size}", "")))


def adjectives(
    thing: SceneObject, rng: random.Random, *, colour: str | None, size: bool = False, typed: bool = False
) -> str:
    """Size and colour in front of a noun, each with a blank after it."""
    words = [rng.choice(size_words(thing.size, typed=typed))] if size else []
    if colour is not None:
        words.append(colour)
    return "".join(f"{word} " for word in words)


def typed_colour(thing: SceneObject, rng: random.Random) -> str | None:
    """The colour that people name with a thing: the one it was given, and now and then its own."""
    own = thing.colour == NATURAL
    return None if own and rng.random() >= OWN_COLOUR_SHARE else colour_word(thing)


def named(noun: str, rng: random.Random, *, count: int = 1) -> str:
    """The noun as people type it, plural where there are several: now and then by another name."""
    entry = noun_of(noun)
    one, several = entry.noun, entry.plural
    if entry.synonyms and rng.random() < SYNONYM_SHARE:
        one, several = rng.choice(entry.synonyms)
    return one if count == 1 else several


def noun_phrase(
    thing: SceneObject,
    rng: random.Random,
    *,
    colour: bool = True,
    size: bool = False,
    count: int = 1,
    typed: bool = False,
    bare: bool = False,
    after: bool = False,
    kind: bool = False,
) -> str:
    """With its article or number: "a small red apple", "three red apples".

    `typed`: in all the ways people type it; `bare`: without article; `after`: the colour may follow the noun;
    `kind`: the noun may be left open ("an animal").
    """
    entry = noun_of(thing.noun)
    noun = named(thing.noun, rng, count=count) if typed else entry.noun if count == 1 else entry.plural
    if kind and entry.group in typed_phrases.THING_KINDS and rng.random() < KIND_NAMED_SHARE:
        noun = typed_phrases.THING_KINDS[entry.group][0 if count == 1 else 1]
    told = None
    if colour:
        told = typed_colour(thing, rng) if typed else None if thing.colour == NATURAL else thing.colour
    follows = after and told is not None and rng.random() < 0.1
    before = adjectives(thing, rng, colour=None if follows else told, size=size, typed=typed)
    words = f"{before}{noun}"
    if follows:
        words = rng.choice(typed_phrases.COLOURED).format(n=words, c=told, **{"is": be(count)})
    if bare and count == 1:
        return words
    if typed and rng.random() < (0.05 if count == 1 else 0.3):
        return f"{rng.choice(typed_phrases.MORE_COUNTS[count])} {words}"
    return article(words) if count == 1 else f"{phrases.COUNTS[count - 1]} {words}"


def things(scene: Scene) -> list[tuple[SceneObject, int]]:
    """Objects with their number: a group is one entry."""
    return [(scene.objects[0], len(scene.objects))] if scene.is_group else [(each, 1) for each in scene.objects]


def reference(
    scene: Scene, thing: SceneObject, rng: random.Random, *, colour: bool = True, it: bool = True, every: bool = False
) -> str:
    """The known thing: "the cat", "the red cat"; "it" or "them" only where nothing else could be meant.

    `every`: several may be "both cats".
    """
    count = len(scene.objects) if scene.is_group else 1
    alone = count == len(scene.objects)
    if it and alone and rng.random() < 0.2:
        return "it" if count == 1 else "them"
    before = adjectives(thing, rng, colour=typed_colour(thing, rng) if colour and rng.random() < 0.3 else None)
    words = f"{before}{named(thing.noun, rng, count=count)}"
    if every and count > 1 and rng.random() < 0.2:
        return f"{rng.choice(typed_phrases.ALL_OF[count])} {words}"
    if alone and rng.random() < 0.06:
        return f"{'this' if count == 1 else 'these'} {words}"
    return f"the {words}"


def be(count: int) -> str:
    """The verb for one or several."""
    return "is" if count == 1 else "are"


def verbs(count: int) -> dict[str, str]:
    """The verbs of a question on one or several."""
    return {"is": be(count), "do": "does" if count == 1 else "do"}


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


def background_at(name: str, rng: random.Random, *, own: bool = False) -> str:
    """ "on a beach", as people type it; `own`: also "in my room"."""
    said = phrases.BACKGROUND_AT[name]
    more = typed_phrases.OWN_BACKGROUND_AT.get(name, ()) if own else ()
    return rng.choice((*said, *said, *typed_phrases.MORE_BACKGROUND_AT[name], *more))


def background_name(name: str, rng: random.Random, *, own: bool = False) -> str:
    """ "a beach", as people type it; `own`: also "my room"."""
    said = phrases.BACKGROUND_NAME[name]
    more = typed_phrases.OWN_BACKGROUND_NAMES.get(name, ()) if own else ()
    return rng.choice((*said, *said, *typed_phrases.MORE_BACKGROUND_NAMES[name], *more))


def place_at(name: str, rng: random.Random, *, bare: bool = False) -> str:
    """ "at the top left", as people type it; `bare`: also "top left"."""
    said = (*phrases.PLACE_AT[name], *typed_phrases.MORE_PLACES_AT[name])
    return rng.choice([form for form in said if bare or form.startswith(("at ", "in ", "on "))])


def place_to(name: str, rng: random.Random) -> str:
    """ "to the top left", as people type it."""
    return rng.choice((*phrases.PLACE_TO[name], *typed_phrases.MORE_PLACES_TO[name]))


def relation_words(
    scene: Scene,
    first: SceneObject,
    second: SceneObject,
    config: WorldConfig,
    rng: random.Random,
    *,
    typed: bool = False,
) -> tuple[str, ...]:
    """Ways to say how the first stands to the second, all true; none where it is not plain."""
    depth = depth_of(scene, first, second)
    if depth is not None:
        return phrases.DEPTH_OF[depth]
    relation = relation_of(first, second)
    if relation is None:
        return ()
    if config.next_to and is_next_to(first, second) and rng.random() < 0.4:
        return (*phrases.NEXT_TO, *typed_phrases.MORE_NEXT_TO) if typed else phrases.NEXT_TO
    return typed_relations(relation) if typed else phrases.RELATION_OF[relation]


def typed_relations(relation: str) -> tuple[str, ...]:
    """Ways in which people type a relation; the plain ones likelier."""
    return (*phrases.RELATION_OF[relation] * 2, *typed_phrases.MORE_RELATIONS[relation])
