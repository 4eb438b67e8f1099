"""Edits that leave open where something comes: any outcome of which the instruction is true is right."""

from __future__ import annotations

from dataclasses import replace

import torch

from unicode2_training.evaluation.free_edits import covered_cells, is_done
from unicode2_training.world.scene import GRID, Scene, SceneObject

CAT = SceneObject("cat", "red", "medium", 1, 3, 3)
DOG = SceneObject("dog", "natural", "small", 5, 3, 2)
SOURCE = Scene((CAT,), "beach")
RESULT = Scene((CAT, DOG), "beach")


def done(instruction: str, *seen: SceneObject, result: Scene = RESULT, source: Scene = SOURCE) -> bool:
    return is_done(instruction, result, source, Scene(seen, "beach"))


def test_an_added_thing_may_stand_anywhere_in_any_size_that_is_not_told() -> None:
    below = replace(DOG, cell_x=1, cell_y=6)
    assert not done("add a dog", replace(CAT, cell_x=4, cell_y=0), below), "the cat has moved"
    for seen in (DOG, below, replace(below, size="large", cells=4)):
        assert done("add a dog", CAT, seen) and done("add a dog", seen, CAT)
    assert not done("add a small dog", CAT, replace(DOG, size="large", cells=4))
    assert not done("add a dog", CAT)
    assert not done("add a dog", CAT, replace(DOG, noun="pig"))
    assert not done("add a dog", CAT, DOG, replace(DOG, cell_y=0))


def test_an_added_thing_stands_where_the_instruction_says() -> None:
    left = replace(DOG, cell_x=0, cell_y=3), replace(CAT, cell_x=2)
    assert done("add a dog to the right of the cat", CAT, DOG)
    assert not done("add a dog to the right of the cat", *left)
    assert done("put a dog next to the cat please", *left)
    assert not done("put a dog next to the cat please", CAT, replace(DOG, cell_x=1, cell_y=6))


def test_what_was_there_stays_what_it_was() -> None:
    assert not done("add a dog", replace(CAT, colour="blue"), DOG)
    assert not done("add a dog", replace(CAT, size="small", cells=2), DOG)
    assert not is_done("add a dog", RESULT, SOURCE, replace(RESULT, background="sea"))


def test_counts_are_told() -> None:
    three = Scene(tuple(replace(DOG, cell_x=2 * index) for index in range(3)), "beach")
    two = replace(three, objects=three.objects[:2])
    new = replace(DOG, cell_x=5, cell_y=0)
    assert done("one more dog", *two.objects, new, result=three, source=two)
    assert not done("one more dog", *two.objects, result=three, source=two)
    assert not done("one more dog", two.objects[0], new, replace(new, cell_x=2), result=three, source=two)
    assert done("one dog less", *three.objects[1:], result=two, source=three), "any of them may go"
    assert not done("one dog less", three.objects[0], new, result=two, source=three)


def test_cells_that_things_touch() -> None:
    covered = covered_cells([CAT], GRID).reshape(GRID, GRID)
    assert torch.equal(covered.nonzero().min(dim=0).values, torch.tensor([3, 1])) and int(covered.sum()) == 9
    assert int(covered_cells([replace(CAT, cell_x=1.5)], GRID).sum()) == 12
