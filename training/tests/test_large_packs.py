"""Packs of a chosen size: complete, true about themselves, and opened by the studio's engine."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from unicode2_training.codebook.kmeans import nearest
from unicode2_training.export.init_from import codebook_of
from unicode2_training.export.manifest import WEBP_SIDE, exemplar_layout
from unicode2_training.export.scale_pack import carried_rows, scale_pack
from unicode2_training.export.synthetic_pack import synthetic_pack
from unicode2_training.recipe import load_recipe

pytestmark = pytest.mark.filterwarnings("ignore")
ROOT = Path(__file__).parents[2]
PACK = ROOT / "resources" / "packs" / "starter"
CODES = 2000


def check_files(pack: Path) -> dict[str, Any]:
    """The manifest, whose files are all there and as it says."""
    manifest: dict[str, Any] = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    assert {file["path"] for file in manifest["files"]} | {"manifest.json"} == {file.name for file in pack.iterdir()}
    for file in manifest["files"]:
        data = (pack / file["path"]).read_bytes()
        assert len(data) == file["bytes"] and hashlib.sha256(data).hexdigest() == file["sha256"], file["path"]
    return manifest


def ask_engine(pack: Path) -> dict[str, Any]:
    """The studio's own report on a pack: it loads it, draws a picture, reads one and answers a question."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not on the path")
    command = [node, "scripts/run-node.mjs", "main/cli/unicode2.ts", "doctor", "--json", "--pack", str(pack)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    report: dict[str, Any] = json.loads(run.stdout)
    return report


@pytest.fixture(scope="module")
def scaled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scale")
    scale_pack(
        load_recipe("starter-cpu"), PACK, folder / "pack", work=folder / "work", codes=CODES, pictures=60, held_out=4,
        steps=3, seed=0, threads=1,
    )  # fmt: skip
    return folder / "pack"


def test_a_scale_pack_is_complete_and_says_what_it_is(scaled: Path) -> None:
    manifest, starter = check_files(scaled), json.loads((PACK / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["codebook"] == {**starter["codebook"], "size": CODES}
    assert "never trained on these codes" in manifest["description"] and "of 3,840 patches" in manifest["description"]
    assert set(manifest["scores"]) == {"codebook"} and 0 < manifest["scores"]["codebook"]["relativeError"] < 1
    assert "outsideThreshold" not in manifest
    for name in ("language-model.onnx", "vision-encoder.onnx", "mapping.onnx"):
        assert (scaled / name).read_bytes() == (PACK / name).read_bytes()


def test_its_codes_have_rows_exemplars_and_golden_values(scaled: Path) -> None:
    book = load_file(scaled / "codebook-frozen.safetensors")
    assert int(book["counts"].sum()) == 60 * 64
    rows = load_file(scaled / "codebook-trainable.safetensors")["rows"].float()
    assert rows.shape == (CODES, 192) and bool(rows.isfinite().all())
    golden = load_file(scaled / "golden.safetensors")
    embeddings = golden["visionEncoder/patch_embeddings"].flatten(0, 1)
    assert torch.equal(golden["codes/expected"].flatten(), nearest(embeddings, book["centroids"].float())[0])
    assert golden["visualHead/logits"].shape[1] == CODES
    assert codebook_of(scaled, 16)["exemplars"].float().std(dim=0).max() > 10


def test_the_engine_opens_it(scaled: Path) -> None:
    report = ask_engine(scaled)
    assert report["ok"], report
    assert report["value"]["pack"]["state"] == "ready" and report["value"]["speeds"]["encodeMs"] > 0


def test_embeddings_of_another_number_of_pictures_are_refused(scaled: Path) -> None:
    work = scaled.parent / "work"
    with pytest.raises(ValueError, match="not those of 61 pictures"):
        scale_pack(
            load_recipe("starter-cpu"), PACK, scaled.parent / "other", work=work, codes=CODES, pictures=61, held_out=4,
            steps=1, seed=0, threads=1,
        )  # fmt: skip


def test_carried_rows_are_exact_where_the_map_is() -> None:
    generator = torch.Generator().manual_seed(0)
    old, true_map = torch.randn(400, 5, generator=generator), torch.randn(5, 3, generator=generator)
    new = old[:50] + 0.1 * torch.randn(50, 5, generator=generator)
    rows = carried_rows(new, old, torch.ones(400), old @ true_map)
    torch.testing.assert_close(rows, new @ true_map, rtol=1e-2, atol=1e-2)
    torch.testing.assert_close(carried_rows(old, old, torch.ones(400), old @ true_map), old @ true_map)


def test_a_test_pack_of_any_size_is_opened_by_the_engine(tmp_path: Path) -> None:
    synthetic_pack(
        load_recipe("smoke"), tmp_path / "pack", work=tmp_path / "work", codes=CODES, dimension=160, row_dimension=24,
        seed=3,
    )  # fmt: skip
    manifest = check_files(tmp_path / "pack")
    assert manifest["codebook"] == {"size": CODES, "dimension": 160, "rowDimension": 24}
    assert "nothing in it was trained" in manifest["description"]
    centroids = load_file(tmp_path / "pack" / "codebook-frozen.safetensors")["centroids"]
    assert centroids.dtype == torch.float16 and len(np.unique(centroids.numpy(), axis=0)) > 0.9 * CODES
    report = ask_engine(tmp_path / "pack")
    assert report["ok"], report


def test_an_atlas_of_any_size_fits_the_format() -> None:
    assert exemplar_layout(8192, 16) == (64, 16)
    assert exemplar_layout(500_000, 16) == (708, 8)
    for codes in (1, 64, 65_000, 65_536, 131_072, 2_000_000):
        columns, tile = exemplar_layout(codes, 16)
        assert columns * tile <= WEBP_SIDE and -(-codes // columns) * tile <= WEBP_SIDE and tile >= 1


def test_training_does_not_go_on_from_smaller_exemplars(tmp_path: Path) -> None:
    from unicode2_training.export.pack import save_exemplars, save_rows

    codes = 140_000
    save_rows({"centroids": torch.zeros(codes, 1).half()}, tmp_path / "codebook-frozen.safetensors")
    save_exemplars(torch.zeros(codes, 3, 16, 16, dtype=torch.uint8), tmp_path / "exemplars.webp")
    columns, tile = exemplar_layout(codes, 16)
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(tmp_path / "exemplars.webp") as atlas:
        assert atlas.size == (columns * tile, -(-codes // columns) * tile) and tile == 8
    with pytest.raises(ValueError, match="exemplars at 8 px"):
        codebook_of(tmp_path, 16)
