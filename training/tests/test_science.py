"""Quantizers measured on data of known shape; language runs that differ in C2 only; the report."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from unicode2_training.recipe import Recipe, load_recipe
from unicode2_training.science.__main__ import PACK
from unicode2_training.science.language_runs import VARIANTS, Run, build, run_language, train
from unicode2_training.science.quantizer_runs import measure, run_quantizer
from unicode2_training.science.quantizers import QUANTIZERS
from unicode2_training.science.report import write_report
from unicode2_training.science.setting import Setting

CODES = 64


def clustered(count: int, seed: int) -> Tensor:
    """Vectors [n, 12] of 100 tight clusters far from the origin."""
    centres = 5 + 3 * torch.randn(100, 12, generator=torch.Generator().manual_seed(0))
    generator = torch.Generator().manual_seed(seed)
    return centres[torch.randint(0, 100, (count,), generator=generator)] + 0.2 * torch.randn(
        count, 12, generator=generator
    )


def test_quantizers_differ_as_the_literature_says() -> None:
    train_vectors, held_out = clustered(6000, 1), clustered(CODES * 39, 2)
    scores = {
        name: measure(fit(train_vectors, CODES, 400_000, torch.Generator().manual_seed(3)), CODES, held_out)
        for name, fit in QUANTIZERS.items()
    }
    assert scores["kmeans"]["used"] == 1.0
    assert scores["ema"]["used"] < 0.7, "rows that start far from the data stay dead"
    assert scores["emaRevival"]["used"] > 0.9
    assert scores["kmeans"]["relativeError"] < scores["emaRevival"]["relativeError"] < scores["ema"]["relativeError"]
    for name, score in scores.items():
        assert 0 < score["perplexityShare"] <= score["used"] <= 1, name
        assert score["heldOutPerCode"] == 39


def test_results_are_kept_and_sizes_that_are_no_squares_are_said(tmp_path: Path) -> None:
    for split, seed in (("train", 1), ("validation", 2)):
        np.save(tmp_path / f"{split}-000.npy", clustered(3000, seed).numpy())
    for _ in range(2):
        run_quantizer("product", 70, 0, shards=tmp_path, seen=6000, results=tmp_path / "results")
        (only,) = (tmp_path / "results").iterdir()
        result = json.loads(only.read_text())
        assert result["codes"] == 64 and result["vectors"] == 3000
    with pytest.raises(FileNotFoundError, match="validation"):
        (tmp_path / "validation-000.npy").unlink()
        run_quantizer("kmeans", 16, 0, shards=tmp_path, seen=6000, results=tmp_path / "results")


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    recipe: Recipe = load_recipe("science")
    recipe = replace(
        recipe,
        data=replace(recipe.data, records=32, held_out=16, shard=32),
        language=replace(recipe.language, max_steps=3, batch=4),
        evaluation=replace(recipe.evaluation, questions=1, per_category=1, category_seeds=1, pictures=4),
    )
    return Setting(recipe, PACK, tmp_path_factory.mktemp("science"))


def test_variants_differ_in_their_rows_only(setting: Setting) -> None:
    book = setting.book(CODES)
    fresh = {variant: build(setting, book, Run(CODES, variant, 0)) for variant in VARIANTS}
    assert torch.equal(fresh["frozen"].rows.weight, book.centroids)
    assert torch.equal(fresh["cascaded"].rows.weight, book.centroids)
    assert not torch.allclose(fresh["random"].rows.weight, book.centroids)
    assert torch.equal(fresh["random"].text_embedding.weight, fresh["cascaded"].text_embedding.weight)
    trained = {variant: train(setting, book, Run(CODES, variant, 0))[0] for variant in ("frozen", "cascaded")}
    assert torch.equal(trained["frozen"].rows.weight, book.centroids)
    assert not torch.equal(trained["cascaded"].rows.weight, book.centroids)
    with pytest.raises(ValueError, match="variant"):
        Run(CODES, "thawed", 0)


def test_a_run_is_scored_once_and_reported(setting: Setting, tmp_path: Path) -> None:
    results = tmp_path / "data" / "science"
    run_language(setting, Run(CODES, "cascaded", 0), results)
    (path,) = results.iterdir()
    result = json.loads(path.read_text())
    assert result["steps"] == 3 and result["visualLoss"] > 0 and result["drift"] > 0
    before = path.stat().st_mtime_ns
    run_language(setting, Run(CODES, "cascaded", 0), results)
    assert path.stat().st_mtime_ns == before
    document = tmp_path / "science.md"
    document.write_text("a\n<!-- language table -->\nold\n<!-- end of language table -->\nb\n")
    write_report(results, document)
    text = document.read_text()
    assert text.startswith("a\n") and text.endswith("\nb\n") and "old" not in text and "| 64 | cascaded |" in text
    assert "<polyline" in (tmp_path / "data" / "science-language.svg").read_text()
