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
from unicode2_training.science.plot import COLOURS, Panel, Series, plot
from unicode2_training.science.quantizer_runs import load_shards, measure, run_quantizer
from unicode2_training.science.quantizers import QUANTIZERS, vectors_per_centre
from unicode2_training.science.report import span, write_report
from unicode2_training.science.results import Result, write_result
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
        np.save(tmp_path / f"{split}-000.npy", clustered(50 * 64, seed).numpy())

    def run(name: str, codes: int) -> None:
        run_quantizer(
            name, codes, 0, shards=tmp_path, pictures=50, held_out_pictures=50, seen=6000, most_held_out=10**9,
            results=tmp_path / "results",
        )  # fmt: skip

    for _ in range(2):
        run("product", 70)
        (only,) = (tmp_path / "results").iterdir()
        result = json.loads(only.read_text())
        assert result["codes"] == 64 and result["vectors"] == 3200
        assert result["vectorsPerCentre"] == 750 / 8, "two books of 8, half of 6,000 each, in four steps"
    with pytest.raises(FileNotFoundError, match="validation"):
        (tmp_path / "validation-000.npy").unlink()
        run("kmeans", 16)


def test_only_the_pictures_asked_for_are_read(tmp_path: Path) -> None:
    def save(index: int, pictures: int) -> None:
        np.save(tmp_path / f"train-{index:03d}.npy", np.full((pictures * 64, 2), index, np.float32))

    for index, pictures in enumerate((1000, 1000, 30)):
        save(index, pictures)
    for pictures, last in ((1000, 0), (1001, 1), (2000, 1), (2030, 2)):
        vectors = load_shards(tmp_path, "train", pictures)
        assert vectors.shape == (64 * pictures, 2) and float(vectors[-1, 0]) == last, pictures
    with pytest.raises(ValueError, match=r"train-002\.npy holds 1920 vectors, 1984"):
        load_shards(tmp_path, "train", 2031)
    with pytest.raises(FileNotFoundError, match=r"train-003\.npy"):
        save(2, 1000)
        load_shards(tmp_path, "train", 3001)


def test_vectors_per_centre_follow_the_budget_and_the_data() -> None:
    assert vectors_per_centre("kmeans", 16_384, 1_280_000, 1_280_000) == 320_000 / 16_384
    assert vectors_per_centre("twoLevels", 65_536, 5_120_000, 20_480_000) == 78.125
    assert vectors_per_centre("kmeans", 1000, 3000, 100) == 1, "one vector for each at least"
    assert vectors_per_centre("ema", 262_144, 5_120_000, 1_280_000) == 1_280_000 / 262_144, "no more than it sees"
    assert vectors_per_centre("simvq", 1000, 5000, 100_000) == 5, "repetitions do not count"
    assert vectors_per_centre("residual", 262_144, 5_120_000, 20_480_000) == 2_560_000 / 512


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
    drawing = (tmp_path / "data" / "science-language.svg").read_text()
    assert "<polyline" in drawing and "largest rise" in drawing


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
    half, double = (CHOICES[name].settings(settings) for name in ("halfRate", "doubleRate"))
    assert 4 * half.muon_lr == double.muon_lr == 2 * settings.muon_lr and 4 * half.adam_lr == double.adam_lr


def quantizer_result(name: str, codes: int, seed: int, used: float, held_out: float) -> Result:
    return {
        "quantizer": name, "codes": codes, "seed": seed, "vectors": 5_120_000, "seen": 20_480_000, "used": used,
        "heldOutPerCode": held_out, "perplexityShare": used / 2, "relativeError": 1 / codes, "processorSeconds": 1.0,
    }  # fmt: skip


def test_quantizers_are_reported_with_what_supports_them(tmp_path: Path) -> None:
    results, document = tmp_path / "data" / "science", tmp_path / "science.md"
    document.write_text("<!-- quantizer table -->\n<!-- end of quantizer table -->\n")
    for name, codes, seed, used, held_out in (
        ("ema", 1024, 0, 0.1, 39.0), ("ema", 1024, 1, 0.2, 39.0), ("ema", 1024, 2, 0.3, 39.0),
        ("kmeans", 1024, 0, 0.91, 39.0), ("kmeans", 1024, 1, 0.93, 39.0), ("twoLevels", 65_536, 0, 0.97, 39.0),
        ("twoLevels", 500_000, 0, 0.6, 2.6),
    ):  # fmt: skip
        result = quantizer_result(name, codes, seed, used, held_out)
        write_result(results / f"quantizer-{name}-{codes}-{seed}.json", result)
    write_report(results, document)
    text, drawing = document.read_text(), (tmp_path / "data" / "science-quantizer.svg").read_text()
    assert "| VQ, EMA | 1,024 | 0.200 ± 0.248 |" in text, "4.303 · 0.1 / √3"
    assert "| frozen k-means | 1,024 | 0.920 |" in text, "two seeds give no interval"
    assert "| k-means in two levels | 500,000 | 0.600 | 0.300 | 0.0000 | 20.48 | 10.2 | 2.6 |" in text
    assert "is 65,536 codes: k-means in two levels uses 0.970 of them (20.48 million vectors seen, 78.1 per" in text
    assert "VQ, EMA of that size was not run" in text
    assert text.count("± is half of") == 1
    assert "SimVQ" not in drawing and drawing.count("VQ, EMA<") == 1, "the legend names what has results"
    assert drawing.count("500,000") == 3, "all panels have the same sizes"
    circles = drawing.count('r="3"')
    assert circles == 3 + 3 + 4, "too few held-out vectors: not drawn among uses and perplexities"
    write_result(results / "quantizer-ema-65536-0.json", quantizer_result("ema", 65_536, 0, 0.01, 39.0))
    write_report(results, document)
    assert "VQ, EMA of that size uses 0.010 of them" in document.read_text()
    (results / "quantizer-ema-65536-0.json").unlink()
    for path in (*results.glob("*-ema-*"), *results.glob("*-kmeans-*")):
        path.unlink()
    write_report(results, document)
    assert "| k-means in two levels | 65,536 |" in document.read_text(), "no other quantizer has results"


def test_plots_tell_all_series_apart() -> None:
    series = [Series(f"s{index}", ((1024.0, 0.5),), ((0.5, 0.5),)) for index in range(len(COLOURS))]
    drawing = plot([Panel("a", tuple(series[:1])), Panel("b", tuple(series))])
    assert len(set(COLOURS)) >= len(QUANTIZERS)
    for index, colour in enumerate(COLOURS):
        assert f'r="4" fill="{colour}"/>\n<text' in drawing and f">s{index}<" in drawing
    with pytest.raises(ValueError):
        plot([Panel("a", (*series, Series("more", (), ())))])


def test_intervals_need_three_seeds() -> None:
    assert span([1.0, 3.0]) == "2.000"
    assert span([1.0, 2.0, 3.0], "{:.2f}") == "2.00 ± 2.48"
    assert span([0.0] * 10 + [1.0] * 10) == "0.500 ± 0.259"


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
    ema = found[choice_runs.run_name(setting, "ema", 0)]
    assert ema["steps"] == 2 and ema["visualLoss"] > 0
    full, alone = found["decoder-full-0"], found["decoder-tokensAlone-0"]
    assert full["textSteps"] == 2 and alone["textSteps"] == 0 and full["steps"] == alone["steps"] == 5
    assert full["psnr"] != alone["psnr"]
    document = tmp_path / "science.md"
    markers = "".join(f"<!-- {kind} table -->\n<!-- end of {kind} table -->\n" for kind in ("choice", "decoder"))
    document.write_text(markers)
    write_report(results, document)
    text = document.read_text()
    size = f"{ema['layers']} × {ema['width']}"
    assert f"| {size} | an average of the weights (0.99) |" in text and "| tokensAlone |" in text
