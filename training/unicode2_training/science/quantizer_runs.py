"""One quantizer of one size: use, evenness and error on held-out patch embeddings; one JSON file each."""

from __future__ import annotations

import time
from math import isqrt
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from ..codebook.embed import PICTURES_PER_SHARD
from ..evaluation.pictures import VECTORS_PER_CODE, code_usage
from .quantizers import QUANTIZERS, TWO_BOOKS, Quantizer, vectors_per_centre
from .results import Result, write_result

CHUNK = 65536
PATCHES = 64  # per picture of the starter pack


def load_shards(folder: Path, split: str, pictures: int) -> Tensor:
    """Vectors of the first `pictures` pictures of a split that `embed` has written, whatever else lies there.

    Shape: (64 · pictures, d). Raises FileNotFoundError for a missing shard, ValueError for one with fewer pictures.
    """
    arrays = []
    for index, start in enumerate(range(0, pictures, PICTURES_PER_SHARD)):
        path = folder / f"{split}-{index:03d}.npy"
        if not path.is_file():
            raise FileNotFoundError(f"{path} is missing; `python -m unicode2_training embed` makes it")
        rows = PATCHES * min(PICTURES_PER_SHARD, pictures - start)
        array = np.load(path, mmap_mode="r")
        if len(array) < rows:
            raise ValueError(f"{path} holds {len(array)} vectors, {rows} are needed: remove it to have it made anew")
        arrays.append(array[:rows])
    return torch.from_numpy(np.concatenate(arrays)).float()


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
    name: str, codes: int, seed: int, *,
    shards: Path, pictures: int, held_out_pictures: int, seen: int, most_held_out: int, results: Path,
) -> None:  # fmt: skip
    """Fit and measure, unless the result is there. `seen` is the budget in training vectors."""
    codes = isqrt(codes) ** 2 if name in TWO_BOOKS else codes
    target = results / f"quantizer-{name}-{codes}-{seed}.json"
    if target.is_file():
        return
    train, held_out = load_shards(shards, "train", pictures), load_shards(shards, "validation", held_out_pictures)
    start = time.process_time()
    quantizer = QUANTIZERS[name](train, codes, seen, torch.Generator().manual_seed(seed))
    seconds = time.process_time() - start
    result: Result = {
        "quantizer": name, "codes": codes, "seed": seed, "vectors": train.shape[0], "seen": seen,
        "vectorsPerCentre": vectors_per_centre(name, codes, train.shape[0], seen),
        "processorSeconds": round(seconds, 1), **measure(quantizer, codes, held_out[:most_held_out]),
    }  # fmt: skip
    write_result(target, result)
    print(f"[science] {target.stem}: {result}", flush=True)
