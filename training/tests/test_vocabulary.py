"""The manifest's words: their classes, and that none is lost between them."""

from __future__ import annotations

import pytest

from unicode2_training.world.language import LITTLE_WORDS, vocabulary
from unicode2_training.world.scene import STYLES, WorldConfig

STYLED = WorldConfig(styles=("flat", "pixel", "paper"))
BROAD = WorldConfig(styles=STYLES, next_to=True, trio_weight=0.15, overlap_share=0.2)


def test_styles_and_relations_are_those_of_the_world() -> None:
    plain, broad = vocabulary(WorldConfig()), vocabulary(BROAD)
    assert plain["styles"] == []
    assert vocabulary(STYLED)["styles"] == ["flat", "sticker", "pixel", "art", "paper", "cut", "cutout"]
    assert {"outline", "watercolour", "watercolor", "neon"} <= set(broad["styles"])
    assert plain["relations"] == ["above", "over", "below", "under", "beneath", "underneath"]
    assert {"next", "beside", "between", "behind", "front"} <= set(broad["relations"])


@pytest.mark.parametrize("config", [WorldConfig(), STYLED, BROAD], ids=["plain", "styled", "broad"])
def test_a_word_of_the_last_classes_is_in_no_other(config: WorldConfig) -> None:
    classes = vocabulary(config)
    for name in ("styles", "relations", "other"):
        others = [word for each, words in classes.items() if each != name for word in words]
        assert not set(classes[name]) & set(others), name
        assert len(set(classes[name])) == len(classes[name]), name
    assert {word for words in classes.values() for word in words} >= LITTLE_WORDS
