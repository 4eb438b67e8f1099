"""What is talked about more often than it is drawn by chance: what takes longer to learn, and what people expect."""

from __future__ import annotations

from ..world.scene import NATURAL, Scene
from ..world.wording import place_name

# By its number of things: more of them take longer to learn.
ONE_WEIGHT, GROUP_WEIGHT, SEVERAL_WEIGHT = 1.4, 1.5, 2.0
COLOUR_FACTOR = 1.5  # where a thing has another colour than its own: pairs of a noun and a colour are hundreds
BOUND_FACTOR = 2.0  # on top, where two things have colours of their own: which has which takes longest
# Words mostly leave sizes and places open: then people expect things that fill the picture.
SIZE_FACTORS = {"small": 0.6, "medium": 1.0, "large": 1.4}
MIDDLE_FACTOR = 1.5  # of one thing that stands there
# Edits that most often fail: what is new has to find its place beside what stays.
EDIT_FACTORS = {"count": 3.0, "add": 2.5, "resize": 1.5}


def scene_weight(scene: Scene) -> float:
    """How often a scene is talked about, relative to others."""
    things = scene.objects
    colours = {each.colour for each in things} - {NATURAL}
    return _size_weight(scene) * (COLOUR_FACTOR if colours else 1.0) * (BOUND_FACTOR if len(colours) > 1 else 1.0)


def _size_weight(scene: Scene) -> float:
    """By the number and the sizes of its things."""
    things = scene.objects
    if scene.is_group:
        return GROUP_WEIGHT
    filling = sum(SIZE_FACTORS[each.size] for each in things) / len(things)
    if len(things) == 1:
        return ONE_WEIGHT * filling * (MIDDLE_FACTOR if place_name(things[0]) == "middle" else 1.0)
    return SEVERAL_WEIGHT * filling


def edit_factor(kind: str) -> float:
    """How often an edit of this kind is shown, relative to others of its scene."""
    return EDIT_FACTORS.get(kind, 1.0)
