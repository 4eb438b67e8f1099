"""Four turns of a chat: a perfect painter gets them all, and every kind of mistake costs its own turn."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tiny import make_examples
from tiny_run import RECIPE, SAMPLING, WORLD, make_trained
from torch import Tensor

from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.evaluation import multi_turn
from unicode2_training.evaluation.chats import Chats
from unicode2_training.evaluation.multi_turn import (
    TURNS,
    change_of,
    is_changed,
    is_drawn,
    is_plain,
    multi_turn_table,
    question_on,
    score_multi_turn,
    talk,
    wish_for,
)
from unicode2_training.evaluation.verifier import Verifier
from unicode2_training.world.edits import Edit, edit
from unicode2_training.world.records import make_records
from unicode2_training.world.render import Renderer
from unicode2_training.world.scene import NATURAL, Scene, SceneObject, WorldConfig

COUNT = 12
SCENES = [record.scene for record in make_records(WORLD, COUNT, 0, "validation")]
CAT = SceneObject("cat", "red", "medium", 0.0, 3.0, 3)
DOG = SceneObject("dog", "blue", "medium", 5.0, 3.0, 3)
ONE, PAIR = Scene((CAT,), "beach"), Scene((CAT, DOG), "beach")


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier(WORLD, 128)


class Perfect(Chats):
    """Draws and says what it should; `wrong` names turns that it gets wrong in every second chat."""

    def __init__(self, renderer: Renderer, wrong: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
        self.renderer, self.wrong, self.turns = renderer, wrong, iter(TURNS)
        self.wanted: list[Any] = []
        plain_question, plain_change = multi_turn.question_on, multi_turn.change_of

        def question(seen: Scene, rng: random.Random, config: WorldConfig) -> tuple[str, str]:
            made = plain_question(seen, rng, config)
            self.wanted.append(made[1])
            return made

        def change(seen: Scene, rng: random.Random, config: WorldConfig) -> Edit:
            made = plain_change(seen, rng, config)
            self.wanted.append(made.result)
            return made

        monkeypatch.setattr(multi_turn, "question_on", question)
        monkeypatch.setattr(multi_turn, "change_of", change)

    def spoils(self) -> list[bool]:
        is_wrong = next(self.turns) in self.wrong
        return [is_wrong and row % 2 == 0 for row in range(COUNT)]

    def draw(self, texts: list[str], *, seed: int) -> tuple[Tensor, list[bool]]:
        scenes = self.wanted[-COUNT:] or SCENES
        spoilt = [
            replace(scene, background="white" if scene.background == "forest" else "forest") if bad else scene
            for scene, bad in zip(scenes, self.spoils(), strict=True)
        ]
        return self.renderer.render(spoilt).float() / 255, ["as words" not in self.wrong] * COUNT

    def ask(self, texts: list[str]) -> list[str | None]:
        return [None if bad else said for said, bad in zip(self.wanted[-COUNT:], self.spoils(), strict=True)]


@pytest.mark.parametrize("wrong", [(), ("firstPicture",), ("firstAnswer",), ("change",), ("secondAnswer",)])
def test_every_turn_counts_by_itself(
    verifier: Verifier, wrong: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = talk(Perfect(verifier.renderer, wrong, monkeypatch), verifier, SCENES)
    assert scores["chats"] == COUNT
    for name in TURNS:
        assert scores[name] == (0.5 if name in wrong or (wrong and name == "all") else 1.0), (name, scores)
        low, high = scores["intervals"][name]
        assert low <= scores[name] <= high


def test_words_in_place_of_a_picture_are_wrong(verifier: Verifier, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = talk(Perfect(verifier.renderer, ("as words",), monkeypatch), verifier, SCENES)
    assert scores["firstPicture"] == scores["change"] == 0 and scores["firstAnswer"] == 1


def test_an_untrained_model_gets_through_and_gets_nothing(
    tokens: TextTokens, tmp_path: Path, verifier: Verifier
) -> None:
    scores = score_multi_turn(
        RECIPE, make_trained(tmp_path, tokens), tokens, verifier, SAMPLING, examples=make_examples(3), limit=2
    )
    assert scores["chats"] == 2 and set(TURNS) == set(scores) - {"chats", "intervals"}
    assert scores["firstPicture"] == scores["change"] == scores["all"] == 0
    assert len(multi_turn_table(scores).splitlines()) == 2 + len(TURNS)


def test_a_wish_asks_for_what_the_scene_shows() -> None:
    rng = random.Random(0)
    assert wish_for(PAIR, rng)["prompt"] == "draw a red cat to the left of a blue dog on a beach"
    group = Scene(tuple(replace(CAT, size="small", cells=2, cell_x=2.0 * index) for index in range(3)), "forest")
    assert wish_for(group, rng)["prompt"] == "draw three red cats in a forest"
    for scene in (*SCENES, PAIR, group):
        wish = wish_for(scene, rng)
        assert is_drawn(wish, scene), wish
        assert not is_drawn(wish, replace(scene, background="sea"))
        assert not is_drawn(wish, replace(scene, style="paper"))
    swapped = Scene((replace(CAT, cell_x=5.0), replace(DOG, cell_x=0.0)), "beach")
    assert not is_drawn(wish_for(PAIR, rng), swapped)
    assert wish_for(replace(ONE, style="pixel"), rng)["prompt"] == "draw a red cat on a beach, as pixel art"


def test_of_bad_drawings_only_the_background_is_talked_about() -> None:
    rng = random.Random(1)
    mixed = Scene((CAT, replace(CAT, cell_x=4.0, colour="blue")), "forest")
    for seen in (Scene((), "forest"), mixed, Scene((CAT, DOG, replace(CAT, cell_y=0.0)), "forest")):
        assert not is_plain(seen, WORLD)
        assert question_on(seen, rng, WORLD) == ("what is the background?", "a forest")
        change = change_of(seen, rng, WORLD)
        assert change.kind == "background" and change.result == replace(seen, background=change.result.background)
    many = Scene(tuple(replace(CAT, size="small", cells=2, cell_x=2.0 * index) for index in range(4)), "forest")
    assert not is_plain(many, WORLD) and is_plain(replace(many, objects=many.objects[:3]), WORLD)
    assert is_plain(PAIR, WORLD) and is_plain(ONE, WORLD)


def test_changes_are_done_where_only_what_was_told_has_changed() -> None:
    for seed in range(60):
        before = SCENES[seed % COUNT]
        change = edit(before, random.Random(seed), config=WORLD)
        assert is_changed(change, before, change.result), change
        assert not is_changed(change, before, before), change
        other = "pixel" if change.result.style == "flat" else "flat"
        assert not is_changed(change, before, replace(change.result, style=other)), change


def test_a_move_may_end_anywhere_in_its_place() -> None:
    moved = replace(ONE, objects=(replace(CAT, cell_x=5.0, cell_y=0.0),))
    change = Edit("move", "move it to the top right", moved)
    assert is_changed(change, ONE, replace(ONE, objects=(replace(CAT, cell_x=4.0, cell_y=1.0),)))
    assert not is_changed(change, ONE, replace(ONE, objects=(replace(CAT, cell_x=2.0, cell_y=0.0),)))
    assert not is_changed(change, ONE, replace(moved, objects=(replace(moved.objects[0], colour=NATURAL),)))


def test_the_table_names_the_turns() -> None:
    scores = {"chats": 50, **dict.fromkeys(TURNS, 0.9), "intervals": {name: [0.8, 0.98] for name in TURNS}}
    assert multi_turn_table(scores).splitlines()[2] == "| a picture is drawn as asked | 90 % | 80 % to 98 % |"
