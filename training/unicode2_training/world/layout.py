"""Layouts: what a picture shows and where, in words. The model writes one before it draws (docs/pack-format.md)."""

from __future__ import annotations

from unicode2_training.world.scene import FLAT, NATURAL, Scene, SceneObject


def layout_of(scene: Scene) -> str:
    """ "beach pixel red apple325 dog214": the looks, then each thing with its side, column and row, all in cells.

    Things stand in the order in which their first cells are drawn; what is plain (daylight, flat, natural) is left out.
    """
    looks = [scene.background, scene.time, scene.weather, "" if scene.style == FLAT else scene.style]
    things = sorted(scene.objects, key=lambda each: (int(each.cell_y), int(each.cell_x)))
    return " ".join([each for each in looks if each] + [_thing(each) for each in things])


def _thing(thing: SceneObject) -> str:
    colour = "" if thing.colour == NATURAL else f"{thing.colour} "
    return f"{colour}{thing.noun}{thing.cells}{int(thing.cell_x)}{int(thing.cell_y)}"
