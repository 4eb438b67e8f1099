"""Layouts: what a picture shows and where, in words. The model writes one before it draws (docs/pack-format.md)."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import ceil

from unicode2_training.world.nouns import noun_of
from unicode2_training.world.request_phrases import THING_KINDS
from unicode2_training.world.scene import FLAT, GRID, NATURAL, Scene, SceneObject

Thing = tuple[str, int, int, int]  # name with its colour; side, column and row in cells


def layout_of(scene: Scene, *, said: str | None = None) -> str:
    """ "beach pixel: blue apple325 dog214": the looks, then each thing with its side, column and row, all in cells.

    Things stand in the order in which `said` names them (where there are words to follow, and the picture is yet to be
    made) or in which their first cells are drawn. What is plain (daylight, flat, a thing's own colour) is left out.
    """
    looks = [scene.background, scene.time, scene.weather, "" if scene.style == FLAT else scene.style]
    things = sorted(scene.objects, key=lambda each: (int(each.cell_y), int(each.cell_x)))
    if said is not None:
        things.sort(key=lambda each: _named_at(each.noun, said))
    return f"{' '.join(each for each in looks if each)}: {' '.join(_thing(each) for each in things)}"


def _named_at(noun: str, text: str) -> int:
    """Where a text names the noun, or else its kind; its end where it does neither."""
    found = next((match for pattern in _patterns(noun) if (match := pattern.search(text))), None)
    return len(text) if found is None else found.start()


@cache
def _patterns(noun: str) -> list[re.Pattern[str]]:
    entry = noun_of(noun)
    names = [entry.noun, entry.plural, *(name for pair in entry.synonyms for name in pair)]
    alternatives = [names, THING_KINDS.get(entry.group, ())]
    return [re.compile(rf"\b(?:{'|'.join(map(re.escape, each))})\b") for each in alternatives if each]


def _thing(thing: SceneObject) -> str:
    # A car painted red looks like a red car: a reader could not tell them apart.
    is_own = thing.colour in (NATURAL, noun_of(thing.noun).natural_colour)
    colour = "" if is_own else f"{thing.colour} "
    left, top = int(thing.cell_x), int(thing.cell_y)
    # The smallest square of whole cells that holds it all.
    side = max(ceil(thing.cell_x + thing.cells) - left, ceil(thing.cell_y + thing.cells) - top)
    return f"{colour}{thing.noun}{side}{min(left, GRID - side)}{min(top, GRID - side)}"


def read_things(layout: str) -> tuple[str, list[Thing]]:
    """Looks and things of a layout; things that it places outside the picture, or half writes, are left out."""
    looks, _, rest = layout.partition(":")
    found = (
        (name.strip(), int(side), int(column), int(row))
        for name, side, column, row in re.findall(r"([^0-9]+)([1-8])([0-7])([0-7])(?![0-9])", rest)
    )
    return looks.strip(), [thing for thing in found if max(thing[2:]) + thing[1] <= GRID]


def in_drawing_order(layout: str) -> str:
    """With its things, as `read_things` finds them, in the order in which their cells are drawn; as it is if none."""
    looks, things = read_things(layout)
    if not things:
        return layout
    things.sort(key=lambda thing: (thing[3], thing[2]))
    return f"{looks}: {' '.join(''.join(map(str, thing)) for thing in things)}"


def has_overlaps(layout: str) -> bool:
    """Whether any two of its things share a cell."""
    things = read_things(layout)[1]
    return any(
        max(x, other_x) < min(x + side, other_x + other_side) and max(y, other_y) < min(y + side, other_y + other_side)
        for index, (_, side, x, y) in enumerate(things)
        for _, other_side, other_x, other_y in things[:index]
    )


def differences(wished: str, read: str) -> int:
    """How far two layouts are apart in what they show, wherever it stands.

    2 for each thing in one of them only, but 1 where the other has its noun in another colour; 2 for other looks.
    """
    (wished_looks, wished_things), (read_looks, read_things_) = read_things(wished), read_things(read)
    apart = 2 * (wished_looks != read_looks)
    for part in (str, _noun):
        names, others = (Counter(part(each[0]) for each in things) for things in (wished_things, read_things_))
        apart += ((names - others) + (others - names)).total()
    return apart


def _noun(name: str) -> str:
    """The last word of a name: "blue apple" → "apple"."""
    return name.rpartition(" ")[2]


def changed_area(before: str, after: str) -> list[bool] | None:
    """Which cells of GRID × GRID an edit may change: where things come, go or change. None: all of them.

    All, too, where both layouts say the same or one says nothing: then they cannot tell.
    """
    (old_looks, old), (looks, new) = read_things(before), read_things(after)
    different = [*(Counter(old) - Counter(new)), *(Counter(new) - Counter(old))]
    if old_looks != looks or not different or not old:
        return None
    return [
        any(x <= cell % GRID < x + side and y <= cell // GRID < y + side for _, side, x, y in different)
        for cell in range(GRID * GRID)
    ]
