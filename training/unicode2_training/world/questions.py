"""Questions with short, true answers. Yes and no are equally likely, so that a question alone tells little."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from unicode2_training.world import phrases
from unicode2_training.world import question_phrases as asked_phrases
from unicode2_training.world.background_questions import ask_background
from unicode2_training.world.choice_questions import compare, if_several, which_colour, which_size
from unicode2_training.world.kinds import ask_if_any, ask_which
from unicode2_training.world.looks import ask_look, looks_of
from unicode2_training.world.manner import as_typed
from unicode2_training.world.relation_questions import ask_between, ask_relation
from unicode2_training.world.scene import (
    NATURAL,
    NOTHING,
    PLACES,
    SIZE_CELLS,
    UNLIT,
    Scene,
    WorldConfig,
)
from unicode2_training.world.wording import (
    article,
    colour_word,
    named,
    noun_phrase,
    place_at,
    place_name,
    reference,
    size_word,
    things,
    verbs,
)

# A background or weather that looks like a noun: nobody could say whether that noun is there.
LOOKALIKES = {
    "forest": {"tree"},
    "night": {"star", "moon"},
    "city": {"house", "castle", "tower", "church", "factory"},
    "snow": {"snowflake"},
    "mountains": {"volcano", "rock"},
    "space": {"star", "planet"},
    "kitchen": {"door"},
    "snowfall": {"snowflake"},
}
NATURAL_KEPT = 0.2  # a natural colour can be guessed from the noun alone: asked this seldom
DIGIT_SHARE = 0.2  # of numbers are typed so
CHOICE_SHARE = 0.12  # of questions on a colour, a size or a relation name what may be the answer
KIND_ASKED_SHARE = 0.25  # of questions on what there is name its kind
ALL_PLACES = tuple(name for row in PLACES for name in row)


@dataclass(frozen=True)
class Question:
    """`family` is what it tests; yes/no questions are part of the family they test."""

    family: str
    question: str
    answer: str


def questions(scene: Scene, rng: random.Random, count: int, *, config: WorldConfig | None = None) -> list[Question]:
    """So many different questions on a scene, over as many families as possible."""
    config = config or WorldConfig()
    kind = "pair" if scene.is_pair or scene.is_trio else "group" if scene.is_group else "single"
    found: list[Question] = []
    waiting: list[str] = []
    for _ in range(40 * count):
        if len(found) == count:
            return found
        waiting = waiting or _order(rng, kind, config)
        family = waiting.pop()
        made = ask(family, scene, rng, config)
        if made is not None and all(made.question != other.question for other in found):
            found.append(made)
    raise ValueError(f"no {count} different questions on {scene}")


def ask(family: str, scene: Scene, rng: random.Random, config: WorldConfig) -> Question | None:
    """A question of this family as people type it; None where chance draws one that nobody could answer."""
    if family in FAMILIES:
        made = FAMILIES[family](scene, rng, config)
    else:
        look = ask_look(family, scene, rng, config)
        made = None if look is None else Question(family, *look)
    return None if made is None else replace(made, question=as_typed(made.question, rng, is_question=True))


def _order(rng: random.Random, kind: str, config: WorldConfig) -> list[str]:
    """Families in random order, likelier ones last (they are taken from the end)."""
    weights = WEIGHTS[kind] | dict.fromkeys(looks_of(config), LOOK_WEIGHT)
    return sorted(weights, key=lambda family: rng.random() ** (1 / weights[family]))


def _object(scene: Scene, rng: random.Random, config: WorldConfig) -> Question | None:
    if scene.is_pair and rng.random() < 0.5:
        thing, other = rng.sample(scene.objects, 2)
        if thing.colour == NATURAL or colour_word(other) in (thing.colour, None):
            return None
        if other.colour == NATURAL:  # natural colours have shades of others in them
            return None
        # "what is blue?" could be the sky.
        empty = scene.background in ("white", NOTHING)
        fitting = [form for form in asked_phrases.ASK_COLOURED_THING if empty or "thing" in form or "object" in form]
        return Question("object", rng.choice(fitting).format(c=thing.colour), article(thing.noun))
    which = ask_which(scene, rng) if rng.random() < KIND_ASKED_SHARE else None
    if which is not None:
        return Question("object", *which)
    answer = " and ".join(noun_phrase(thing, rng, colour=False, count=count) for thing, count in things(scene))
    forms: tuple[str, ...] = asked_phrases.ASK_OBJECT
    if not scene.is_trio and len(scene.objects) > 1 and rng.random() < 0.2:
        forms = asked_phrases.ASK_OBJECT_PAIR if scene.is_pair else asked_phrases.ASK_OBJECT_GROUP
    return Question("object", rng.choice(forms), answer)


def _colour(scene: Scene, rng: random.Random, config: WorldConfig) -> Question | None:
    thing, count = rng.choice(things(scene))
    colour = colour_word(thing)
    if colour is None or (thing.colour == NATURAL and rng.random() > NATURAL_KEPT):
        return None
    if scene.style == "neon" and colour in UNLIT:
        return None
    the = reference(scene, thing, rng, colour=False, it=count == 1)
    wrong = [other for other in config.colours if other != colour]
    if rng.random() < CHOICE_SHARE:
        return Question("colour", *which_colour(the, colour, wrong, count, rng))
    if rng.random() < 0.6:
        return Question("colour", rng.choice(asked_phrases.ASK_COLOUR).format(the=the, **verbs(count)), colour)
    yes = rng.random() < 0.5
    asked = colour if yes else rng.choice(wrong)
    coloured = f"{asked} {named(thing.noun, rng, count=count)}"
    cns = article(coloured) if count == 1 else coloured
    text = rng.choice(asked_phrases.ASK_IF_COLOUR).format(the=the, c=asked, cns=cns, **verbs(count))
    return Question("colour", text, _yes(yes))


def _count(scene: Scene, rng: random.Random, config: WorldConfig) -> Question | None:
    thing, count = rng.choice(things(scene))
    plural = named(thing.noun, rng, count=2)
    if rng.random() < CHOICE_SHARE:
        return Question("count", *if_several(thing.noun, count, rng))
    if rng.random() < 0.3:
        yes = rng.random() < 0.5
        shown = count if yes else rng.choice([other for other in range(1, config.most + 1) if other != count])
        if shown == 1 or (count == 1 and rng.random() < 0.5):
            return None
        word = str(shown) if rng.random() < DIGIT_SHARE else phrases.COUNTS[shown - 1]
        return Question("count", rng.choice(asked_phrases.ASK_IF_COUNT).format(count=word, ns=plural), _yes(yes))
    if rng.random() < 0.2:
        return Question("count", rng.choice(asked_phrases.ASK_TOTAL), phrases.COUNTS[len(scene.objects) - 1])
    forms = (
        asked_phrases.ASK_COUNT if len(things(scene)) > 1 else (*asked_phrases.ASK_COUNT, *asked_phrases.ASK_COUNT_ALL)
    )
    return Question("count", rng.choice(forms).format(ns=plural), phrases.COUNTS[count - 1])


def _background(scene: Scene, rng: random.Random, config: WorldConfig) -> Question | None:
    asked = ask_background(scene, rng, config)
    return None if asked is None else Question("background", *asked)


def _place(scene: Scene, rng: random.Random, config: WorldConfig) -> Question | None:
    name = place_name(scene.objects[0])
    if len(scene.objects) != 1 or name is None:
        return None
    the = reference(scene, scene.objects[0], rng, it=False)
    if rng.random() < 0.65:
        return Question("place", rng.choice(asked_phrases.ASK_PLACE).format(the=the), phrases.PLACE_AT[name][0])
    yes = rng.random() < 0.5
    # Only places that share no edge word: a thing at the top left is also "at the top".
    shown = name if yes else rng.choice([other for other in ALL_PLACES if not set(other.split()) & set(name.split())])
    place = phrases.PLACE_AT[shown][0] if rng.random() < 0.4 else place_at(shown, rng)
    return Question("place", rng.choice(asked_phrases.ASK_IF_PLACE).format(the=the, place=place), _yes(yes))


def _size(scene: Scene, rng: random.Random, config: WorldConfig) -> Question | None:
    thing, count = rng.choice(things(scene))
    words = {"the": reference(scene, thing, rng, it=count == 1), **verbs(count)}
    if rng.random() < CHOICE_SHARE:
        return Question("size", *which_size(words["the"], thing.size, count, rng))
    if rng.random() < 0.65:
        return Question("size", rng.choice(asked_phrases.ASK_SIZE).format(**words), thing.size)
    yes = rng.random() < 0.5
    shown = thing.size if yes else rng.choice([size for size in SIZE_CELLS if size != thing.size])
    text = rng.choice(asked_phrases.ASK_IF_SIZE)
    word = size_word(shown, text, rng)
    sized = f"{word} {named(thing.noun, rng, count=count)}"
    ns = article(sized) if count == 1 else sized
    text = text.replace("{size} {ns}", ns) if "{ns}" in text else text.replace("{size}", word)
    return Question("size", text.format(**words), _yes(yes))


def _relation(scene: Scene, rng: random.Random, config: WorldConfig) -> Question | None:
    asked = ask_between(scene, rng) if scene.is_trio else ask_relation(scene, rng, config)
    if scene.is_pair and rng.random() < 2 * CHOICE_SHARE:
        asked = compare(scene, rng)
    return None if asked is None else Question("relation", *asked)


def _existence(scene: Scene, rng: random.Random, config: WorldConfig) -> Question | None:
    if rng.random() < KIND_ASKED_SHARE / 2:
        asked = ask_if_any(scene, rng, config)
        return None if asked is None else Question("existence", asked[0], _yes(asked[1]))
    yes = rng.random() < 0.5
    present = {each.noun for each in scene.objects}
    absent = [noun.noun for noun in config.noun_list if noun.noun not in present]
    noun = rng.choice(sorted(present)) if yes else rng.choice(absent)
    if noun in LOOKALIKES.get(scene.background, ()) or noun in LOOKALIKES.get(scene.weather, ()):
        return None
    one, several = named(noun, rng), named(noun, rng, count=2)
    text = rng.choice(asked_phrases.ASK_EXISTENCE).format(np=article(one), ns=several)
    return Question("existence", text, _yes(yes))


def _yes(yes: bool) -> str:
    return phrases.YES if yes else phrases.NO


FAMILIES: dict[str, Callable[[Scene, random.Random, WorldConfig], Question | None]] = {
    "object": _object,
    "colour": _colour,
    "count": _count,
    "background": _background,
    "place": _place,
    "size": _size,
    "relation": _relation,
    "existence": _existence,
}
LOOK_WEIGHT = 0.6
# How readily a family is asked. Counts are asked mostly where there are several, so that "one" is no safe guess.
WEIGHTS: dict[str, dict[str, float]] = {
    "single": {"object": 1, "colour": 1.2, "count": 0.12, "background": 1, "place": 1.2, "size": 0.7, "existence": 1},
    "group": {"object": 1, "colour": 1, "count": 3, "background": 0.8, "size": 0.7, "existence": 0.8},
    "pair": {"object": 1, "colour": 1, "count": 0.12, "background": 1, "size": 0.5, "relation": 2.5, "existence": 1},
}
