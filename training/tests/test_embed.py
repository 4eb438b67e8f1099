"""Embeddings on disk are those that the pack's encoder gives, and are made once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from unicode2_training.codebook.embed import embed
from unicode2_training.recipe import load_recipe

PACK = Path(__file__).parents[2] / "resources" / "packs" / "starter"


def test_shards_hold_every_patch_and_follow_from_the_seed(tmp_path: Path) -> None:
    recipe = load_recipe("starter-cpu")
    for folder in ("first", "second"):
        embed(recipe, PACK, tmp_path / folder, split="validation", pictures=2, threads=1)
    first, second = (np.load(tmp_path / folder / "validation-000.npy") for folder in ("first", "second"))
    assert first.dtype == np.float32 and len(first) == 2 * recipe.sizes.grid**2
    assert np.isfinite(first).all() and first.std(axis=0).max() > 0
    np.testing.assert_array_equal(first, second)


def test_wrong_requests_are_named(tmp_path: Path) -> None:
    recipe = load_recipe("starter-cpu")
    with pytest.raises(ValueError, match="split must be one of"):
        embed(recipe, PACK, tmp_path, split="test", pictures=1)
    with pytest.raises(ValueError, match="pictures must be at least 1"):
        embed(recipe, PACK, tmp_path, split="train", pictures=0)
