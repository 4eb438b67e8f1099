"""Edits whose result is not one picture: what is added may stand wherever the instruction leaves it open.

The verifier reads what was drawn, and a reading is right if the instruction is true of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import torch
from torch import Tensor

from ..world.phrases import NEXT_TO
from ..world.request_phrases import MORE_NEXT_TO
from ..world.scene import GRID, Scene, SceneObject, is_next_to, relation_of
from ..world.wording import size_words, typed_relations
from .verifier import says_colour

FREE_KINDS = ("add", "count")
REACH = 1.0  # cells that an object may stand away from where the edit should leave it


def is_done(instruction: str, result: Scene, source: Scene, seen: Scene) -> bool:
    """Whether what is seen is the source after this instruction, of which `result` is one outcome: the background, and
    all things, of which as many as can have stayed where they were."""
    if seen.background != result.background or _nouns(seen) != _nouns(result):
        return False
    old = {each.noun for each in source.objects}
    for thing in result.objects:
        drawn = [each for each in seen.objects if each.noun == thing.noun]
        sized = thing.noun in old or _says(instruction, size_words(thing.size))
        if not all(says_colour(each, thing.colour) and (not sized or each.size == thing.size) for each in drawn):
            return False
    stayed = len(seen.objects) - len(without(seen, source))
    if stayed < min(len(source.objects), len(result.objects)):
        return False
    added = [thing for thing in result.objects if thing.noun not in old]
    return not added or _stands_as_told(instruction, result, seen, added[0])


def without(scene: Scene, other: Scene) -> list[SceneObject]:
    """Things of a scene where the other has none of their noun within REACH."""
    return [thing for thing in scene.objects if not any(is_near(thing, each) for each in other.objects)]


def is_near(thing: SceneObject, other: SceneObject) -> bool:
    """Whether both are of one noun, at most REACH apart along either axis."""
    apart = max(abs(a - b) for a, b in zip(thing.centre, other.centre, strict=True))
    return thing.noun == other.noun and apart <= REACH


def _stands_as_told(instruction: str, result: Scene, seen: Scene, added: SceneObject) -> bool:
    def pair(scene: Scene) -> tuple[SceneObject, SceneObject]:
        new = next(each for each in scene.objects if each.noun == added.noun)
        return new, next(each for each in scene.objects if each.noun != added.noun)

    relation = relation_of(*pair(result))
    if _says(instruction, (*NEXT_TO, *MORE_NEXT_TO)):
        return is_next_to(*pair(seen))
    if relation is not None and _says(instruction, typed_relations(relation)):
        return relation_of(*pair(seen)) == relation
    return True


def _nouns(scene: Scene) -> Counter[str]:
    return Counter(each.noun for each in scene.objects)


def _says(instruction: str, wordings: tuple[str, ...]) -> bool:
    return any(f" {words} " in f" {instruction} " for words in wordings)


def covered_cells(things: Iterable[SceneObject], side: int) -> Tensor:
    """Cells of a token grid that any of the things touches. Shape: (side²,) bool"""
    covered = torch.zeros(side, side, dtype=torch.bool)
    for each in things:
        left, top, right, bottom = (
            int(value * side / GRID)
            for value in (each.cell_x, each.cell_y, each.cell_x + each.cells - 0.01, each.cell_y + each.cells - 0.01)
        )
        covered[top : bottom + 1, left : right + 1] = True
    return covered.flatten()
