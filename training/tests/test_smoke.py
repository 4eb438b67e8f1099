"""The whole chain with tiny steps: every stage, the scores, the pack; ONNX and PyTorch agree."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from unicode2_training.recipe import load_recipe
from unicode2_training.smoke import smoke


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_chain_makes_a_complete_pack(tmp_path: Path) -> None:
    pack = smoke(load_recipe("smoke"), tmp_path / "pack")
    manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["typicalDistance"] > 0 and manifest["scores"]["questions"]["count"] > 0
    assert {file["path"] for file in manifest["files"]} | {"manifest.json"} == {file.name for file in pack.iterdir()}
    for file in manifest["files"]:
        data = (pack / file["path"]).read_bytes()
        assert len(data) == file["bytes"] and hashlib.sha256(data).hexdigest() == file["sha256"], file["path"]
