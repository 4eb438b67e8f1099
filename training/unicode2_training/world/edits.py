"""Edits: an instruction and the scene it asks for. What the instruction does not name stays as it is."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from unicode2_training.world import edit_phrases, phrases
from unicode2_training.world import request_phrases as typed_phrases
from unicode2_training.world.look_phrases import REMOVE_BACKGROUND
from unicode2_training.world.looks import LOOKS, change_look, looks_of
from unicode2_training.world.manner import as_typed
from unicode2_training.world.nouns import noun_of
from unicode2_training.world.recount import recount
from unicode2_training.world.sampler import place_spots, sample_colour, spot, training_colours
from unicode2_training.world.scene import (
    GRID,
    NATURAL,
    NO_PLACE,
    NOTHING,
    PLACES,
    SIZE_CELLS,
    Scene,
    SceneObject,
    WorldConfig,
    is_held_out_pair,
    is_lost,
    is_next_to,
    look_fits,
    overlaps_any,
    place_of,
    relation_of,
)
from unicode2_training.world.wording import (
    article,
    background_at,
    background_name,
    colour_word,
    named,
    noun_phrase,
    place_at,
    place_name,
    place_to,
    reference,
    size_word,
    things,
    typed_relations,
    with_objects,
)

SIZES = tuple(SIZE_CELLS)
CONTRAST_SHARE = 0.25  # of instructions also name what is there: "a cat, not a dog"


@dataclass(frozen=True)
class Edit:
    """`kind` is one of KINDS or a look; `result` is the scene after it."""

    kind: str
    instruction: str
    result: Scene


def edit(scene: Scene, rng: random.Random, *, config: WorldConfig | None = None, kind: str | None = None) -> Edit:
    """A random edit that this scene allows; of a given kind if one is named."""
    config = config or WorldConfig()
    available = [*KINDS, *looks_of(config)]
    kinds = [kind] if kind else rng.sample(available, len(available))
    for name in kinds:
        for _ in range(8):
            made = KINDS[name](scene, rng, config) if name in KINDS else change_look(name, scene, rng, config)
            if made is not None and made[1] != scene and not is_lost(made[1]):
                return Edit(name, as_typed(made[0], rng, edit=True), made[1])
    raise ValueError(f"no edit of {kinds} on {scene}")


Outcome = tuple[str, Scene] | None


def _form(forms: tuple[str, ...], scene: Scene, rng: random.Random) -> str:
    """One of the forms; those that name nothing ("blue please") only where nothing else could be meant."""
    alone = len(things(scene)) == 1
    return rng.choice([form for form in forms if alone or "{the" in form])


def _the(scene: Scene, thing: SceneObject, rng: random.Random) -> dict[str, str]:
    """The known thing as an object and as a subject."""
    the = reference(scene, thing, rng, every=True)
    return {"the": the, "the_it": "they" if the == "them" else the}


def _old(thing: SceneObject, rng: random.Random) -> dict[str, str]:
    """The known thing by its mere noun, without and with an article."""
    noun = named(thing.noun, rng)
    return {"n": noun, "anp": article(noun)}


def _recolour(scene: Scene, rng: random.Random, config: WorldConfig) -> Outcome:
    thing, _ = rng.choice(things(scene))
    taken = (thing.colour, colour_word(thing))
    choices = [colour for colour in training_colours(config, noun_of(thing.noun)) if colour not in taken]
    if not choices:
        return None
    colour = rng.choice(choices)
    objects = tuple(replace(each, colour=colour) if each.noun == thing.noun else each for each in scene.objects)
    old = colour_word(thing)
    if old is not None and len(scene.objects) == 1 and rng.random() < CONTRAST_SHARE:
        the = reference(scene, thing, rng, colour=False)
        text = rng.choice(edit_phrases.RECOLOUR_CONTRAST).format(the=the, the_it=the, old=old, c=colour)
        return text, with_objects(scene, objects)
    text = _form(edit_phrases.RECOLOUR, scene, rng).format(**_the(scene, thing, rng), c=colour)
    return text, with_objects(scene, objects)


def _replace(scene: Scene, rng: random.Random, config: WorldConfig) -> Outcome:
    thing, count = rng.choice(things(scene))
    present = {each.noun for each in scene.objects}
    noun = rng.choice([noun for noun in config.noun_list if noun.noun not in present])
    colour = _colour(config, rng, noun.noun)
    objects = tuple(
        replace(each, noun=noun.noun, colour=colour) if each.noun == thing.noun else each for each in scene.objects
    )
    instead = replace(thing, noun=noun.noun, colour=colour)
    words = {**_the(scene, thing, rng), "np": noun_phrase(instead, rng, count=count, typed=True)}
    forms: tuple[str, ...] = edit_phrases.REPLACE
    if count == 1 and rng.random() < CONTRAST_SHARE:
        forms = edit_phrases.REPLACE_CONTRAST
        words |= _old(thing, rng) | {"bare": noun_phrase(instead, rng, typed=True, bare=True)}
    return rng.choice(forms).format(**words), with_objects(scene, objects)


def _background(scene: Scene, rng: random.Random, config: WorldConfig) -> Outcome:
    others = [name for name in config.backgrounds if name != scene.background and _suits(name, scene)]
    if not others:
        return None
    name = rng.choice(others)
    whole = things(scene)
    the = reference(scene, whole[0][0], rng, every=True) if len(whole) == 1 else "them"
    forms: tuple[str, ...] = edit_phrases.CHANGE_BACKGROUND
    if name in NO_PLACE:  # nothing can be put there; and no "white background as background"
        forms = tuple(form for form in forms if "{at}" not in form and " as " not in form)
    if name == NOTHING and rng.random() < 0.6:
        misfits = {"cut out {the}": the in ("it", "them"), "make {the} a sticker": len(scene.objects) > 1}
        forms = tuple(form for form in REMOVE_BACKGROUND if not misfits.get(form))
    words = {"the": the, "at": background_at(name, rng), "bg": background_name(name, rng)}
    if NOTHING not in (name, scene.background) and rng.random() < CONTRAST_SHARE:
        forms, words["old"] = edit_phrases.CHANGE_BACKGROUND_CONTRAST, background_name(scene.background, rng)
    text = rng.choice(forms).format(**words)
    return text, replace(scene, background=name)


def _suits(background: str, scene: Scene) -> bool:
    """Whether the scene's looks may stay on another background."""
    there = replace(scene, background=background)
    return all(look_fits(field, getattr(scene, field), there) for field in LOOKS)


def _remove(scene: Scene, rng: random.Random, config: WorldConfig) -> Outcome:
    if len(things(scene)) < 2:
        return None
    gone, *left = rng.sample(scene.objects, len(scene.objects))
    kept = tuple(each for each in scene.objects if each in left)
    words = {"the": reference(scene, gone, rng)}
    forms: tuple[str, ...] = edit_phrases.REMOVE
    if len(kept) == 1 and rng.random() < CONTRAST_SHARE:
        forms = edit_phrases.REMOVE_CONTRAST
        words |= _old(gone, rng) | {"kept": reference(scene, kept[0], rng)}
    return rng.choice(forms).format(**words), with_objects(scene, kept)


def _add(scene: Scene, rng: random.Random, config: WorldConfig) -> Outcome:
    if len(scene.objects) != 1:
        return None
    old = scene.objects[0]
    noun = rng.choice([noun for noun in config.noun_list if noun.noun != old.noun])
    size = rng.choice(SIZES)
    cells = SIZE_CELLS[size][0]
    wanted = rng.choice(tuple(phrases.RELATION_OF))
    colour = _colour(config, rng, noun.noun)
    for _ in range(24):
        x, y = spot(config, rng, 0, GRID - cells), spot(config, rng, 0, GRID - cells)
        new = SceneObject(noun.noun, colour, size, x, y, cells)
        if relation_of(new, old) != wanted:
            continue
        words = {"np": noun_phrase(new, rng, size=rng.random() < 0.4, typed=True), "the": reference(scene, old, rng)}
        words["rel"] = rng.choice(typed_relations(wanted))
        if config.next_to and is_next_to(new, old) and rng.random() < 0.5:
            words["rel"] = rng.choice((*phrases.NEXT_TO, *typed_phrases.MORE_NEXT_TO))
        form = rng.choice(
            edit_phrases.ADD_RELATED if rng.random() < 0.6 else (*edit_phrases.ADD, *edit_phrases.ADD_CONTRAST)
        )
        if form in edit_phrases.ADD_CONTRAST:
            words["the"] = reference(scene, old, rng, it=False)
        text = form.format(**words)
        return text, with_objects(scene, (old, new))
    return None


def _move(scene: Scene, rng: random.Random, config: WorldConfig) -> Outcome:
    if len(scene.objects) != 1:
        return None
    thing = scene.objects[0]
    row, column = rng.randint(0, 2), rng.randint(0, 2)
    name = PLACES[row][column]
    if name == place_name(thing):
        return None
    corners = [
        (x, y)
        for x, y in place_spots(config, thing.cells)
        if place_of(replace(thing, cell_x=x, cell_y=y)) == (row, column)
    ]
    x, y = rng.choice(corners)
    words = {**_the(scene, thing, rng), "to": place_to(name, rng), "place": place_at(name, rng)}
    text = rng.choice((*edit_phrases.MOVE, *edit_phrases.MOVE_CONTRAST)).format(**words, n=named(thing.noun, rng))
    return text, with_objects(scene, (replace(thing, cell_x=x, cell_y=y),))


def _resize(scene: Scene, rng: random.Random, config: WorldConfig) -> Outcome:
    if scene.is_group or scene.is_trio or overlaps_any(scene):
        return None
    thing = rng.choice(scene.objects)
    size = rng.choice([name for name in SIZES if name != thing.size])
    new = _regrown(config, thing, size)
    if new is None:
        return None
    objects = tuple(new if each is thing else each for each in scene.objects)
    if len(objects) == 2 and relation_of(objects[0], objects[1]) != relation_of(*scene.objects):
        return None
    step = SIZES.index(size) - SIZES.index(thing.size)
    the = _the(scene, thing, rng)
    if abs(step) == 1 and rng.random() < 0.5:
        text = _form(edit_phrases.BIGGER if step > 0 else edit_phrases.SMALLER, scene, rng).format(**the)
    else:
        form, words = _form(edit_phrases.RESIZE, scene, rng), the | _old(thing, rng)
        if len(objects) == 1 and rng.random() < CONTRAST_SHARE:
            form, words["old"] = rng.choice(edit_phrases.RESIZE_CONTRAST), size_word(thing.size, "", rng)
        text = form.format(**words, size=size_word(size, form, rng))
    return text, with_objects(scene, objects)


def _regrown(config: WorldConfig, thing: SceneObject, size: str) -> SceneObject | None:
    """The object in another size, as near as possible to where it was, and in the same named place."""
    cells = SIZE_CELLS[size][0]
    step = config.placement_step
    ticks = [step * index for index in range(int((GRID - cells) / step) + 1)]
    place = place_of(thing)
    options = [replace(thing, size=size, cells=cells, cell_x=x, cell_y=y) for x in ticks for y in ticks]
    if place is not None:
        options = [option for option in options if place_of(option) == place]
    (cx, cy) = thing.centre
    return min(options, key=lambda each: (each.centre[0] - cx) ** 2 + (each.centre[1] - cy) ** 2, default=None)


def _colour(config: WorldConfig, rng: random.Random, noun: str) -> str:
    """A colour that training may show."""
    colour = sample_colour(config, rng, noun_of(noun))
    return NATURAL if is_held_out_pair(config, noun, colour) else colour


KINDS: dict[str, Callable[[Scene, random.Random, WorldConfig], Outcome]] = {
    "recolour": _recolour,
    "replace": _replace,
    "background": _background,
    "remove": _remove,
    "add": _add,
    "move": _move,
    "count": recount,
    "resize": _resize,
}
