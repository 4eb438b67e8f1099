"""The whole chain with tiny steps: every stage, the scores, the pack; ONNX and PyTorch agree."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from unicode2_training.codebook.unspoken import settle_rows, spoken_codes
from unicode2_training.export.init_from import autoencoder_weights, language_weights, mapped_weights, start_from
from unicode2_training.export.run import load_run
from unicode2_training.models.build import build_autoencoder, build_language
from unicode2_training.recipe import load_recipe
from unicode2_training.smoke import smoke
from unicode2_training.stages.common import prepare_tokenizer
from unicode2_training.stages.mapping import build_mapped
from unicode2_training.stages.run import run_stage
from unicode2_training.training_loop import TrainingLoop, load_trained

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
RECIPE = load_recipe("smoke")
TRAINED = ("encoder", "autoencoder", "decoder", "mapping", "language", "adaptation")
KILLED_AT = 2


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """A folder with a finished run, its losses by stage and its pack; its seconds are printed past pytest's capture."""
    folder = tmp_path_factory.mktemp("smoke")
    plain, losses = TrainingLoop.run, {}

    def run(loop: TrainingLoop, *, resume: bool = False, until: int | None = None) -> list[float]:
        losses[loop.name] = plain(loop, resume=resume, until=until)
        return losses[loop.name]

    start = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TrainingLoop, "run", run)
        smoke(RECIPE, folder / "pack", folder / "run")
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(f"\nsmoke: {time.monotonic() - start:.0f} s", flush=True)
    (folder / "losses.json").write_text(json.dumps(losses))
    return folder


def test_the_chain_makes_a_complete_pack(base: Path) -> None:
    pack = base / "pack"
    manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["typicalDistance"] > 0 and {"macro", "object"} <= set(manifest["scores"]["questions"])
    assert {"mean", "singleObject", "unseenCombinations"} <= set(manifest["scores"]["generation"])
    assert {file["path"] for file in manifest["files"]} | {"manifest.json"} == {file.name for file in pack.iterdir()}
    for file in manifest["files"]:
        data = (pack / file["path"]).read_bytes()
        assert len(data) == file["bytes"] and hashlib.sha256(data).hexdigest() == file["sha256"], file["path"]


@pytest.mark.parametrize("stage", TRAINED)
def test_a_stage_killed_and_resumed_equals_the_undisturbed_run(
    base: Path, tmp_path: Path, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "run"
    shutil.copytree(base / "run", folder, ignore=shutil.ignore_patterns(f"{stage}.*", "pack"))
    plain, histories = TrainingLoop.run, []

    def run(loop: TrainingLoop, *, resume: bool = False, until: int | None = None) -> list[float]:
        assert until is None
        losses = plain(loop, resume=resume, until=None if resume else KILLED_AT)
        histories.append(losses)
        if not resume:
            raise KeyboardInterrupt
        return losses

    monkeypatch.setattr(TrainingLoop, "run", run)
    with pytest.raises(KeyboardInterrupt):
        run_stage(stage, RECIPE, folder, resume=False, part=0, parts=1)
    run_stage(stage, RECIPE, folder, resume=True, part=0, parts=1)
    losses = json.loads((base / "losses.json").read_text())[stage]
    assert len(histories[0]) == KILLED_AT < len(losses)
    assert histories[0] + histories[1] == pytest.approx(losses, rel=0, abs=1e-6)
    undisturbed = torch.load(base / "run" / f"{stage}.pt", weights_only=False)
    resumed = torch.load(folder / f"{stage}.pt", weights_only=False)
    assert len(losses) == undisturbed["step"] == resumed["step"]
    for name, value in undisturbed["model"].items():
        assert torch.allclose(resumed["model"][name], value, atol=1e-6), name


def test_a_codebook_that_is_made_again_is_the_same(base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    shutil.copytree(
        base / "run", folder, ignore=shutil.ignore_patterns("codebook.pt", "codes-*.pt", "encoder.final.pt")
    )
    run_stage("codebook", RECIPE, folder, resume=True, part=0, parts=1)
    for name in ("codebook.pt", "codes-train.pt", "codes-held_out.pt"):
        before, after = (torch.load(run / name) for run in (base / "run", folder))
        for key in before.keys() - {"scores"}:
            assert torch.equal(before[key], after[key]), (name, key)


def test_training_goes_on_from_a_pack(base: Path) -> None:
    pack, run, again = base / "pack", base / "run", base / "again"
    for stage in ("pictures", "encoder", "codebook", "autoencoder"):
        run_stage(stage, RECIPE, again, resume=False, part=0, parts=1, init_from=pack)
    before, after = (torch.load(folder / "codes-validation.pt")["scenes"] for folder in (run, again))
    assert float((before == after).float().mean()) > 0.99
    tokens = prepare_tokenizer(RECIPE, again)
    shipped = load_run(RECIPE, run, tokens)
    language = build_language(RECIPE.sizes, tokens.size)
    start_from(language, language_weights(pack))
    mapped = build_mapped(RECIPE)
    start_from(mapped, mapped_weights(pack), may_lack=("decoder.text_adapter", "regions"))
    for fresh, trained in ((language, shipped.language), (mapped, shipped.mapped)):
        for name, value in trained.state_dict().items():
            if not name.startswith(("decoder.text_adapter", "regions")):
                assert torch.allclose(fresh.state_dict()[name], value, atol=1e-5), name
    latents = [
        load_trained(build_autoencoder(RECIPE.sizes), folder / "autoencoder.final.pt").state_dict()
        for folder in (run, again)
    ]
    assert all(torch.allclose(latents[0][name], latents[1][name], atol=1e-5) for name in latents[0])


def test_rows_stay_where_they_are_fixed(base: Path) -> None:
    folder, loops = base / "fixed", []
    shutil.copytree(base / "run", folder, ignore=shutil.ignore_patterns("language*", "adaptation*"))
    plain = TrainingLoop.__init__

    def keep(loop: TrainingLoop, **options: Any) -> None:  # noqa: ANN401
        plain(loop, **options)
        loops.append(loop)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TrainingLoop, "__init__", keep)
        recipe = replace(RECIPE, fixed_rows=True)
        run_stage("language", recipe, folder, resume=False, part=0, parts=1, init_from=base / "pack")
    before, after = language_weights(base / "pack"), torch.load(folder / "language.pt", weights_only=False)["model"]
    centroids = torch.load(folder / "codebook.pt")["centroids"]
    codes, own = torch.load(folder / "codes-train.pt"), language_weights(base / "pack", centroids)["rows.weight"]
    spoken = spoken_codes(torch.cat([codes["scenes"], codes["edited"]]), RECIPE.sizes.codes)
    assert torch.equal(after["rows.weight"][spoken], own[spoken])
    settle_rows(own, centroids, spoken)
    assert torch.equal(after["rows.weight"], own)
    assert not torch.equal(after["text_head.weight"], before["text_head.weight"])
    assert not loops[0].losses.args[1].any(), "no code is left out of the softmax"
    assert loops[0].losses.args[0].rows.weight.grad is None, "and none weighs on the clipping of gradients"


def test_more_extension_codes_join_those_of_a_pack(base: Path) -> None:
    pack, run, folder, more = base / "pack", base / "run", base / "larger", 8
    larger = replace(RECIPE, sizes=replace(RECIPE.sizes, codes=RECIPE.sizes.codes + more))
    for stage in ("pictures", "encoder", "codebook"):
        run_stage(stage, larger, folder, resume=False, part=0, parts=1, init_from=pack)
    before, after = (torch.load(each / "codebook.pt") for each in (run, folder))
    assert all(len(after[name]) == larger.sizes.codes for name in ("centroids", "counts", "exemplars"))
    torch.testing.assert_close(after["centroids"][:-more], before["centroids"], atol=0.05, rtol=0.01)
    assert torch.equal(after["counts"][:-more], before["counts"])
    rows, own = (language_weights(pack, each)["rows.weight"] for each in (after["centroids"], None))
    assert torch.equal(rows[:-more], own) and bool(rows[-more:].isfinite().all())
    for codes in (RECIPE.sizes.codes - 1, RECIPE.sizes.codes + RECIPE.data.extension_codes + 1):
        wrong = replace(RECIPE, sizes=replace(RECIPE.sizes, codes=codes))
        with pytest.raises(ValueError, match="codes to go on from"):
            run_stage("codebook", wrong, folder, resume=False, part=0, parts=1, init_from=pack)


def test_encoder_and_codebook_are_refined_from_a_pack(base: Path) -> None:
    pack, run, refined = base / "pack", base / "run", base / "refined"
    for stage in ("pictures", "encoder", "codebook"):
        run_stage(stage, RECIPE, refined, resume=False, part=0, parts=1, init_from=pack, refine=True)
    before, after = (torch.load(folder / "codebook.pt")["centroids"] for folder in (run, refined))
    assert before.shape == after.shape and not torch.equal(before, after)
    spoken = RECIPE.sizes.codes - RECIPE.data.extension_codes
    own, other = (torch.cdist(after[:spoken], before[order]) for order in (slice(spoken), torch.arange(spoken).flip(0)))
    assert float(own.diagonal().median()) < float(other.diagonal().median()), "codes keep their numbers"
    rows = language_weights(pack, after)["rows.weight"]
    assert rows.shape == before.shape and not torch.equal(rows, language_weights(pack)["rows.weight"])


def test_the_autoencoder_is_refined_from_a_pack(base: Path) -> None:
    pack, folder = base / "pack", base / "sharper"
    run_stage("pictures", RECIPE, folder, resume=False, part=0, parts=1)
    (folder / "latents.pt").touch()
    run_stage("autoencoder", RECIPE, folder, resume=False, part=0, parts=1, init_from=pack, refine=True)
    assert not (folder / "latents.pt").exists(), "another autoencoder made them"
    fresh = build_autoencoder(RECIPE.sizes)
    before, after = autoencoder_weights(pack, fresh), torch.load(folder / "autoencoder.final.pt")["model"]
    kernels = [name for name, value in fresh.state_dict().items() if value.ndim > 1 and bool(value.any())]
    for name in kernels:
        moved, apart = (float((each[name] - before[name]).norm()) for each in (after, fresh.state_dict()))
        assert 0 < moved < 0.9 * apart, name


def test_a_pack_of_another_size_is_refused(base: Path) -> None:
    sizes = replace(RECIPE.sizes, language_width=32)
    with pytest.raises(ValueError, match="does not fit"):
        start_from(build_language(sizes, 700), language_weights(base / "pack"))
    fewer = build_autoencoder(replace(RECIPE.sizes, autoencoder_outer_blocks=1))
    with pytest.raises(ValueError, match="does not fit"):
        autoencoder_weights(base / "pack", fewer)
