"""How well the verifier itself reads: true renders, style by style, without any model.

Three sets: the world that the pack knows, with the verifier that judges the pack; a small part of the broad world that
has every style, time of day and two weathers; and pairs of that part in which one thing hides a little of the other.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..world.sampler import sample_scene
from ..world.scene import FLAT, NOTHING, STYLES, TIMES, Scene, WorldConfig
from .card.markdown import share, table
from .verifier import Verifier, accuracy

OWN, BROAD = 100, 48  # scenes of each style
MOST_HIDDEN = 0.25  # of the square of the thing behind
# What tells styles apart does not depend on how many nouns there are; what a reading costs does.
BROAD_WORLD = WorldConfig(
    nouns=12, backgrounds=("beach", "forest", "city", "kitchen", NOTHING), colours=("red", "blue", "white"),
    styles=STYLES, times=TIMES, weathers=("rain", "fog"), holdout_share=0.0,
)  # fmt: skip
HIDING_WORLD = replace(
    BROAD_WORLD, styles=(FLAT,), times=(), weathers=(), single_weight=0.0, group_weight=0.0, overlap_share=1.0
)
SETS = {
    "own": "the pack's world", "broad": "part of the broad world",
    "hiding": "two things, less than a quarter of one hidden",
}  # fmt: skip

Judged = dict[str, dict[str, dict[str, float]]]  # set → style → what `accuracy` says


def score_judge(verifier: Verifier, *, limit: int) -> Judged:
    """Accuracy of the pack's verifier and of two broader ones, on at most `limit` scenes of each style."""
    size = verifier.renderer.size
    broad, few = Verifier(BROAD_WORLD, size), min(BROAD, limit)
    return {
        "own": {style: _read(verifier, style, min(OWN, limit)) for style in verifier.config.styles},
        "broad": {style: _read(broad, style, few) for style in BROAD_WORLD.styles},
        "hiding": {FLAT: _read(Verifier(HIDING_WORLD, size), FLAT, few)},
    }


def _read(verifier: Verifier, style: str, count: int) -> dict[str, float]:
    source = scenes_in(verifier.config, style)
    true = [next(source) for _ in range(count)]
    return accuracy(verifier.read(verifier.renderer.render(true).float() / 255), true)


def scenes_in(config: WorldConfig, style: str) -> Iterator[Scene]:
    """Scenes of this style, of all combinations; where things hide others, those in which one hides a little."""
    rng = random.Random(f"judge:{style}")
    while True:
        scene = sample_scene(config, rng, held_out=None)
        is_fit = config.overlap_share == 0 or 0 < hidden_share(scene) < MOST_HIDDEN
        if scene.style == style and is_fit:
            yield scene


def hidden_share(scene: Scene) -> float:
    """The largest part of any thing's square that the square of one thing in front of it covers."""
    shares = [0.0]
    for index, front in enumerate(scene.objects):
        for behind in scene.objects[:index]:
            right, left = (
                min(front.cell_x + front.cells, behind.cell_x + behind.cells),
                max(front.cell_x, behind.cell_x),
            )
            end, top = min(front.cell_y + front.cells, behind.cell_y + behind.cells), max(front.cell_y, behind.cell_y)
            shares.append(max(0.0, right - left) * max(0.0, end - top) / behind.cells**2)
    return max(shares)


def judge_table(scores: dict[str, Any]) -> str:
    """Markdown, from what `score_judge` returns."""
    rows = [
        (SETS[name], style, f"{each['scenes']:.0f}", share(each["nounsAndCounts"]), share(each["everything"]))
        for name, styles in scores.items()
        for style, each in styles.items()
    ]
    return table(("true renders of", "style", "scenes", "nouns and counts", "everything"), rows)
