"""Draws scenes. Pure Python, since a scene is a handful of small numbers; thousands per second."""

from __future__ import annotations

import random
from dataclasses import replace

from unicode2_training.world.looks import sample_looks
from unicode2_training.world.nouns import Noun
from unicode2_training.world.scene import (
    GRID,
    NATURAL,
    SIZE_CELLS,
    Scene,
    SceneObject,
    WorldConfig,
    held_out_pairs,
    is_held_out,
    is_held_out_pair,
    is_lost,
    place_of,
)

SIZES = tuple(SIZE_CELLS)
RELATIONS = ("left", "right", "above", "below")
LEAST_HIDING = 0.3  # of the square of what stands in front lies over the other
LARGEST_HIDDEN = 0.45  # of the square of what stands behind


def sample_scene(config: WorldConfig, rng: random.Random, *, held_out: bool | None = False) -> Scene:
    """A scene of the training world; with `held_out`, one that training never shows; with None, any of the world.

    Raises ValueError where `held_out` scenes are wanted of a world that keeps no pair of a noun and a colour for them.
    """
    if held_out and not held_out_pairs(config):
        raise ValueError(
            f"{config.nouns} nouns and {len(config.colours)} colours leave no pair that is kept for evaluation: "
            f"holdout_share must be more than {config.holdout_share}, or holdout_salt not {config.holdout_salt!r}"
        )
    while True:
        kind = rng.choices(
            ("single", "group", "pair", "trio"),
            (config.single_weight, config.group_weight, config.pair_weight, config.trio_weight),
        )[0]
        background = rng.choice(config.backgrounds)
        objects: tuple[SceneObject, ...]
        if kind == "single":
            objects = (_single(config, rng),)
        elif kind == "group":
            objects = _group(config, rng)
        elif kind == "trio":
            objects = _trio(config, rng)
        else:
            objects = _pair(config, rng)
        scene = sample_looks(config, rng, Scene(objects, background))
        if held_out in (None, is_held_out(config, scene)) and not is_lost(scene):
            return scene


def sample_colour(config: WorldConfig, rng: random.Random, noun: Noun) -> str:
    """A colour that this noun can take; natural ones keep their own."""
    if not noun.recolourable or rng.random() < config.natural_share:
        return NATURAL
    return rng.choice(config.colours)


def training_colours(config: WorldConfig, noun: Noun) -> list[str]:
    """The recolours of a noun that training may show."""
    if not noun.recolourable:
        return []
    return [colour for colour in config.colours if not is_held_out_pair(config, noun.noun, colour)]


def spot(config: WorldConfig, rng: random.Random, low: float, high: float) -> float:
    """A position between low and high on the placement step; both ends included."""
    step = config.placement_step
    return low + step * rng.randint(0, int((high - low) / step))


def place_spots(config: WorldConfig, cells: int) -> list[tuple[float, float]]:
    """Every corner (x, y) at which an object of this side has a plain place of its own."""
    step = config.placement_step
    ticks = [step * index for index in range(int((GRID - cells) / step) + 1)]
    probe = "apple", NATURAL, "small"
    return [(x, y) for x in ticks for y in ticks if place_of(SceneObject(*probe, x, y, cells)) is not None]


def _single(config: WorldConfig, rng: random.Random) -> SceneObject:
    noun = rng.choice(config.noun_list)
    size = rng.choice(SIZES)
    cells = rng.choice(SIZE_CELLS[size])
    row, column = rng.randint(0, 2), rng.randint(0, 2)
    x, y = _in_third(config, rng, cells, column), _in_third(config, rng, cells, row)
    return SceneObject(noun.noun, sample_colour(config, rng, noun), size, x, y, cells)


def _in_third(config: WorldConfig, rng: random.Random, cells: int, third: int) -> float:
    """A start inside the left/top, middle or right/bottom third that `place_of` names so."""
    free = GRID - cells
    step = config.placement_step
    reach = int(free * 0.25 / step) * step
    if third == 0:
        return spot(config, rng, 0, reach)
    if third == 2:
        return spot(config, rng, free - reach, free)
    around = [step * index for index in range(int(free / step) + 1) if abs(step * index - free / 2) <= 0.5]
    return rng.choice(around)


def _group(config: WorldConfig, rng: random.Random) -> tuple[SceneObject, ...]:
    noun = rng.choice(config.noun_list)
    colour = sample_colour(config, rng, noun)
    count = rng.choice(range(2, config.most + 1))
    size = rng.choice(SIZES[: max(1, 5 - count)])
    return place_group(config, rng, noun.noun, colour, size, count)


def place_group(
    config: WorldConfig, rng: random.Random, noun: str, colour: str, size: str, count: int
) -> tuple[SceneObject, ...]:
    """So many equal objects without overlap, in a row where they fit in one, or scattered."""
    cells = SIZE_CELLS[size][0]
    free = GRID - count * cells
    if free >= 0 and rng.random() < config.row_share:
        step = config.placement_step
        gap = step * rng.randint(0, int(free / (count - 1) / step)) if count > 1 else 0.0
        start = spot(config, rng, 0, free - gap * (count - 1))
        y = spot(config, rng, 0, GRID - cells)
        corners = [(start + index * (cells + gap), y) for index in range(count)]
        return tuple(SceneObject(noun, colour, size, x, y, cells) for x, y in corners)
    while True:
        placed: list[SceneObject] = []
        for _ in range(12 * count):
            x, y = spot(config, rng, 0, GRID - cells), spot(config, rng, 0, GRID - cells)
            thing = SceneObject(noun, colour, size, x, y, cells)
            if not any(thing.overlaps(other) for other in placed):
                placed.append(thing)
            if len(placed) == count:
                return tuple(sorted(placed, key=lambda each: (each.cell_y, each.cell_x)))


def _pair(config: WorldConfig, rng: random.Random) -> tuple[SceneObject, ...]:
    first, second = rng.sample(config.noun_list, 2)
    size_a, size_b = rng.choice(SIZES), rng.choice(SIZES)
    a = SceneObject(first.noun, sample_colour(config, rng, first), size_a, 0, 0, SIZE_CELLS[size_a][0])
    b = SceneObject(second.noun, sample_colour(config, rng, second), size_b, 0, 0, SIZE_CELLS[size_b][0])
    if config.overlap_share and rng.random() < config.overlap_share:
        return place_overlap(config, rng, a, b)
    return place_pair(config, rng, a, b, rng.choice(RELATIONS))


def place_overlap(
    config: WorldConfig, rng: random.Random, behind: SceneObject, front: SceneObject
) -> tuple[SceneObject, SceneObject]:
    """The second in front of the first, of which more than half stays to be seen."""
    size = rng.choice(SIZES[1:])
    behind = replace(behind, size=size, cells=SIZE_CELLS[size][0])
    front = replace(front, size=SIZES[0], cells=SIZE_CELLS[SIZES[0]][0]) if front.cells > behind.cells else front
    while True:
        first = _moved(behind, *(spot(config, rng, 0, GRID - behind.cells) for _ in range(2)))
        second = _moved(front, *(spot(config, rng, 0, GRID - front.cells) for _ in range(2)))
        across = min(first.cell_x + first.cells, second.cell_x + second.cells) - max(first.cell_x, second.cell_x)
        down = min(first.cell_y + first.cells, second.cell_y + second.cells) - max(first.cell_y, second.cell_y)
        # Icons leave the corners of their squares open, so that only deep overlaps hide anything.
        least, most = LEAST_HIDING * second.cells**2, LARGEST_HIDDEN * first.cells**2
        if across >= 1 and down >= 1 and least <= across * down <= most:
            return first, second


def _trio(config: WorldConfig, rng: random.Random) -> tuple[SceneObject, ...]:
    """Three nouns in a row or a column; the first of the scene stands between the others."""
    nouns = rng.sample(config.noun_list, 3)
    medium = rng.randrange(5)  # the one that is larger, or none
    sizes = [SIZES[1] if index == medium else SIZES[0] for index in range(3)]
    things = [
        SceneObject(noun.noun, sample_colour(config, rng, noun), size, 0, 0, SIZE_CELLS[size][0])
        for noun, size in zip(nouns, sizes, strict=True)
    ]
    free = GRID - sum(each.cells for each in things)
    before = spot(config, rng, 0, free)
    gap = spot(config, rng, 0, free - before)
    other_gap = spot(config, rng, 0, free - before - gap)
    middle = before + things[1].cells + gap
    starts = (middle, before, middle + things[0].cells + other_gap)
    line = spot(config, rng, 0, GRID - max(each.cells for each in things))
    down = rng.random() < 0.5
    return tuple(
        _moved(each, line, start) if down else _moved(each, start, line)
        for each, start in zip(things, starts, strict=True)
    )


def place_pair(
    config: WorldConfig, rng: random.Random, a: SceneObject, b: SceneObject, relation: str
) -> tuple[SceneObject, SceneObject]:
    """Both objects, newly placed, so that the first stands in this relation to the second."""
    ahead, behind = (a, b) if relation in ("left", "above") else (b, a)
    free = GRID - ahead.cells - behind.cells
    along = spot(config, rng, 0, free)
    gap = spot(config, rng, 0, free - along)
    first_along, second_along = along, along + ahead.cells + gap
    # Centres across the axis stay within one cell, so that "left of" is never also "above".
    across = spot(config, rng, 0, GRID - max(ahead.cells, behind.cells))
    larger, smaller = max(ahead.cells, behind.cells), min(ahead.cells, behind.cells)
    offsets = [
        step * config.placement_step
        for step in range(int((larger - smaller) / config.placement_step) + 1)
        if abs(step * config.placement_step - (larger - smaller) / 2) <= 1
    ]
    inner = across + rng.choice(offsets)
    ahead_across, behind_across = (across, inner) if ahead.cells == larger else (inner, across)
    if relation in ("left", "right"):
        corners = (first_along, ahead_across), (second_along, behind_across)
    else:
        corners = (ahead_across, first_along), (behind_across, second_along)
    placed_ahead = _moved(ahead, *corners[0])
    placed_behind = _moved(behind, *corners[1])
    return (placed_ahead, placed_behind) if ahead is a else (placed_behind, placed_ahead)


def _moved(thing: SceneObject, x: float, y: float) -> SceneObject:
    return SceneObject(thing.noun, thing.colour, thing.size, x, y, thing.cells)
