"""The smoke recipe: the whole chain with tiny steps, scored and exported; parity is checked on the way."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import torch

from .devices import CPU, Hardware
from .evaluation.evaluate import evaluate
from .export.pack import export_pack
from .recipe import Recipe
from .stages.run import STAGES, run_stage


def smoke(recipe: Recipe, target: Path | None = None, run: Path | None = None, *, hardware: Hardware = CPU) -> Path:
    """Run all stages in a temporary folder (or in `run`); returns the pack's folder."""
    start = time.monotonic()
    base = Path(tempfile.mkdtemp(prefix="unicode2-smoke-"))
    pack, run = target or base / "pack", run or base / "run"
    for stage in STAGES:
        run_stage(stage, recipe, run, resume=False, part=0, parts=1, hardware=hardware)
    evaluate(recipe, run, hardware.device)
    export_pack(recipe, run, pack)
    differences = torch.load(run / "export.pt", weights_only=True)["differences"]
    assert max(differences.values()) < 5e-4, f"ONNX and PyTorch differ: {differences}"
    print(f"pack in {pack}\nsmoke: {time.monotonic() - start:.0f} s", flush=True)
    return pack
