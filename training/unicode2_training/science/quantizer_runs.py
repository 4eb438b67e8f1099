"""One quantizer of one size: use, evenness and error on held-out patch embeddings; one JSON file each."""

from __future__ import annotations

import time
from math import isqrt
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from .quantizers import QUANTIZERS, Quantizer
from .results import Result, write_result

PER_CODE = 39  # held-out vectors per code, where there are so many
CHUNK = 65536


def load_shards(folder: Path, split: str) -> Tensor:
    """All vectors of a split that `embed` has written. Shape: (n, d)"""
    paths = sorted(folder.glob(f"{split}-*.npy"))
    if not paths:
        raise FileNotFoundError(f"{folder} has no {split}-*.npy; `python -m unicode2_training embed` makes them")
    return torch.from_numpy(np.concatenate([np.load(path) for path in paths])).float()


def measure(quantizer: Quantizer, codes: int, held_out: Tensor) -> dict[str, float]:
    """On at most 39·K vectors: used codes and perplexity as shares of K, error as a share of the variance."""
    vectors = held_out[: PER_CODE * codes]
    counts, error = torch.zeros(codes, dtype=torch.float64), 0.0
    for part in torch.split(vectors, CHUNK):
        found = quantizer(part)
        counts += torch.bincount(found.codes, minlength=codes)
        error += float(found.errors.double().sum())
    shares = counts / counts.sum()
    entropy = -(shares * shares.clamp(min=1e-12).log()).sum()
    spread = float((vectors - vectors.mean(dim=0)).square().sum(dim=1).double().mean())
    return {
        "heldOut": float(vectors.shape[0]), "heldOutPerCode": vectors.shape[0] / codes,
        "used": float((counts > 0).double().mean()), "perplexityShare": float(entropy.exp()) / codes,
        "relativeError": error / vectors.shape[0] / spread,
    }  # fmt: skip


def run_quantizer(name: str, codes: int, seed: int, *, shards: Path, seen: int, results: Path) -> None:
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
        "processorSeconds": round(seconds, 1), **measure(quantizer, codes, held_out),
    }  # fmt: skip
    write_result(target, result)
    print(f"[science] {target.stem}: {result}", flush=True)
