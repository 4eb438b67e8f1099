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
from unicode2_training.science import choice_runs
from unicode2_training.science.__main__ import PACK
from unicode2_training.science.choice_runs import CHOICES, run_choice
from unicode2_training.science.decoder_runs import run_decoder
from unicode2_training.science.language_runs import VARIANTS, Run, build, make_loop, run_language, train
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
    assert scores["twoLevels"]["used"] > 0.95
    assert scores["twoLevels"]["relativeError"] < 1.2 * scores["kmeans"]["relativeError"]
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
        run_quantizer("product", 70, 0, shards=tmp_path, seen=6000, most_held_out=10**9, results=tmp_path / "results")
        (only,) = (tmp_path / "results").iterdir()
        result = json.loads(only.read_text())
        assert result["codes"] == 64 and result["vectors"] == 3000
    with pytest.raises(FileNotFoundError, match="validation"):
        (tmp_path / "validation-000.npy").unlink()
        run_quantizer("kmeans", 16, 0, shards=tmp_path, seen=6000, most_held_out=10**9, results=tmp_path / "results")


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Setting:
    recipe: Recipe = load_recipe("science")
    recipe = replace(
        recipe,
        sizes=replace(recipe.sizes, codes=CODES),
        data=replace(recipe.data, records=32, held_out=16, shard=32),
        language=replace(recipe.language, max_steps=3, batch=4, compiled=False),
        decoder=replace(recipe.decoder, max_steps=2, batch=4, compiled=False),
        mapping=replace(recipe.mapping, max_steps=3, batch=4, compiled=False),
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
    for variant in ("frozen", "cascaded"):
        loop = make_loop(setting, book, fresh[variant], f"test-{variant}", 0, settings=setting.recipe.language)
        train(loop, fresh[variant])
    assert torch.equal(fresh["frozen"].rows.weight, book.centroids)
    assert not torch.equal(fresh["cascaded"].rows.weight, book.centroids)
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


def test_choices_change_what_they_say(setting: Setting) -> None:
    book, tokens = setting.book(CODES), torch.arange(6)[None] + 10
    nothing = torch.full((1, 6), -1)

    def states(name: str) -> Tensor:
        model = build(setting, book, Run(CODES, "cascaded", 0))
        for part in model.parameters():
            torch.nn.init.normal_(part, std=0.2, generator=torch.Generator().manual_seed(5))
        CHOICES[name].change(model)
        return model(tokens, nothing, nothing)

    base = states("base")
    assert torch.equal(base, states("adamw"))
    assert not torch.allclose(base, states("gelu")) and not torch.allclose(base, states("plainAttention"))
    settings = setting.recipe.language
    assert (
        CHOICES["adamw"].settings(settings).muon_lr == 0 and CHOICES["constantRate"].settings(settings).decay_share == 0
    )


def test_choices_and_decoders_are_scored(setting: Setting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COMPILING_STEPS", "ROUNDS", "STEPS_PER_ROUND"):
        monkeypatch.setattr(choice_runs, name, 1)
    results = tmp_path / "data" / "science"
    seconds = choice_runs.time_steps(setting, list(CHOICES))
    assert seconds.keys() == CHOICES.keys() and min(seconds.values()) > 0
    assert choice_runs.time_steps(setting, list(CHOICES)) == seconds, "measured once"
    run_choice(setting, "ema", 0, minutes=2.5 * seconds["ema"] / 60, results=results)
    run_decoder(setting, "full", 0, results)
    run_decoder(setting, "tokensAlone", 0, results)
    found = {path.stem: json.loads(path.read_text()) for path in results.iterdir()}
    assert found["choice-ema-0"]["steps"] == 2 and found["choice-ema-0"]["visualLoss"] > 0
    full, alone = found["decoder-full-0"], found["decoder-tokensAlone-0"]
    assert full["textSteps"] == 2 and alone["textSteps"] == 0 and full["steps"] == alone["steps"] == 5
    assert full["psnr"] != alone["psnr"]
    document = tmp_path / "science.md"
    markers = "".join(f"<!-- {kind} table -->\n<!-- end of {kind} table -->\n" for kind in ("choice", "decoder"))
    document.write_text(markers)
    write_report(results, document)
    text = document.read_text()
    assert "| an average of the weights (0.99) |" in text and "| tokensAlone |" in text
