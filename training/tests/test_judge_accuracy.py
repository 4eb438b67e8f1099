"""The verifier's own accuracy: what it is asked to read, and that its mistakes count."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import pytest
from tiny_run import WORLD
from torch import Tensor

from unicode2_training.evaluation.judge_accuracy import (
    BROAD_WORLD,
    HIDING_WORLD,
    MOST_HIDDEN,
    hidden_share,
    judge_table,
    scenes_in,
    score_judge,
)
from unicode2_training.evaluation.verifier import Verifier
from unicode2_training.world.scene import STYLES, Scene, SceneObject


def test_every_style_is_judged_and_what_the_judge_overlooks_costs(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Verifier.read

    def blind_to_pixels(self: Verifier, pictures: Tensor) -> list[Scene]:
        seen = plain(self, pictures)
        return [replace(scene, objects=()) if scene.style == "pixel" else scene for scene in seen]

    monkeypatch.setattr(Verifier, "read", blind_to_pixels)
    scores = score_judge(Verifier(WORLD, 64), limit=4)
    assert [*scores["own"]] == [*WORLD.styles] and [*scores["broad"]] == [*STYLES] and [*scores["hiding"]] == ["flat"]
    rows = [(style, each) for styles in scores.values() for style, each in styles.items()]
    assert all(each["scenes"] == 4 for _, each in rows)
    for name in ("nounsAndCounts", "everything"):
        assert [each[name] for style, each in rows if style == "pixel"] == [0, 0]
        others = [each[name] for style, each in rows if style != "pixel"]
        assert sum(others) / len(others) >= 0.9, scores
    lines = judge_table(scores).splitlines()
    assert len(lines) == 2 + len(rows)
    assert lines[3] == "| the pack's world | pixel | 4 | 0 % | 0 % |" and " neon " in lines[8]


def test_scenes_are_of_their_style_and_hide_little() -> None:
    for style in STYLES:
        assert {scene.style for scene in islice(scenes_in(BROAD_WORLD, style), 20)} == {style}
    shares = [hidden_share(scene) for scene in islice(scenes_in(HIDING_WORLD, "flat"), 20)]
    assert 0 < min(shares) <= max(shares) < MOST_HIDDEN


def test_the_hidden_share_is_that_of_the_thing_behind() -> None:
    behind = SceneObject("cat", "red", "large", 0.0, 0.0, 4)
    front = SceneObject("dog", "blue", "small", 3.0, 3.0, 2)
    assert hidden_share(Scene((behind, front), "beach")) == 1 / 16
    assert hidden_share(Scene((front, behind), "beach")) == 1 / 4
    assert hidden_share(Scene((behind, replace(front, cell_x=4.0)), "beach")) == 0
