"""Words that change nothing."""

from __future__ import annotations

import random

from unicode2_training.data.fillers import FILLER_SHARE, FILLERS, with_fillers
from unicode2_training.recipe import load_recipe
from unicode2_training.world.language import vocabulary


def test_no_filler_is_a_word_of_the_largest_world() -> None:
    words = {word for each in vocabulary(load_recipe("starter-gpu").world).values() for word in each}
    assert len(FILLERS) == len(set(FILLERS)) > 200 and not words & set(FILLERS)


def test_fillers_stand_between_the_words() -> None:
    rng = random.Random(1)
    text, changed = "is there a red apple?", 0
    for _ in range(2000):
        longer = with_fillers(text, rng.random)
        left = [word for word in longer.split(" ") if word not in FILLERS]
        assert " ".join(left) == text and longer.endswith("?")
        changed += longer != text
    assert abs(changed / 2000 - FILLER_SHARE) < 0.04


def test_a_text_may_begin_and_end_with_one() -> None:
    rng = random.Random(2)
    texts = [with_fillers("a cat", rng.random) for _ in range(500)]
    assert any(text.startswith("a cat ") for text in texts) and any(text.endswith(" a cat") for text in texts)
