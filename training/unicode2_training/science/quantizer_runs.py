"""One quantizer of one size: use, evenness and error on held-out patch embeddings; one JSON file each."""

from __future__ import annotations

import time
from math import isqrt
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..evaluation.pictures import VECTORS_PER_CODE, code_usage
from .quantizers import QUANTIZERS, Quantizer
from .results import Result, write_result

CHUNK = 65536


def load_shards(folder: Path, split: str) -> Tensor:
    """All vectors of a split that `embed` has written. Shape: (n, d)"""
    paths = sorted(folder.glob(f"{split}-*.npy"))
    if not paths:
        raise FileNotFoundError(f"{folder} has no {split}-*.npy; `python -m unicode2_training embed` makes them")
    return torch.from_numpy(np.concatenate([np.load(path) for path in paths])).float()


def measure(quantizer: Quantizer, codes: int, held_out: Tensor) -> dict[str, float]:
    """On at most 39·K vectors: used codes and perplexity as shares of K, error as a share of the variance."""
    vectors = held_out[: VECTORS_PER_CODE * codes]
    found = [quantizer(part) for part in torch.split(vectors, CHUNK)]
    usage = code_usage(torch.cat([part.codes for part in found]), codes)
    error = float(torch.cat([part.errors for part in found]).double().mean())
    spread = float((vectors - vectors.mean(dim=0)).square().sum(dim=1).double().mean())
    return {
        "heldOut": usage["vectors"], "heldOutPerCode": usage["vectorsPerCode"],
        "used": usage["used"], "perplexityShare": usage["perplexityShare"], "relativeError": error / spread,
    }  # fmt: skip


def run_quantizer(
    name: str, codes: int, seed: int, *, shards: Path, seen: int, most_held_out: int, results: Path
) -> None:
    """Fit and measure, unless the result is there. `seen` is the budget in training vectors."""
    codes = isqrt(codes) ** 2 if name in ("residual", "product") else codes
    target = results / f"quantizer-{name}-{codes}-{seed}.json"
    if target.is_file():
        return
    train, held_out = load_shards(shards, "train"), load_shards(shards, "validation")
    start = time.process_time()
    quantizer = QUANTIZERS[name](train, codes, seen, torch.Generator().manual_seed(seed))
    seconds = time.process_time() - start
    result: Result = {
        "quantizer": name, "codes": codes, "seed": seed, "vectors": train.shape[0], "seen": seen,
        "processorSeconds": round(seconds, 1), **measure(quantizer, codes, held_out[:most_held_out]),
    }  # fmt: skip
    write_result(target, result)
    print(f"[science] {target.stem}: {result}", flush=True)
