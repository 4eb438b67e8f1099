"""k-means in two levels, for codebooks so large that comparing every vector with every centre would take hours.

A few hundred coarse centres part the vectors into cells; each cell is then clustered by itself, with a share of the
codes in proportion to its distinct vectors. With K codes and √K cells a step costs n·√K distances instead of n·K, and
memory holds one cell. A code is best within its cell only: the nearest code of a vector near a border may lie beyond.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from .kmeans import lloyd_step, nearest, start_centroids
from .shards import Shards

CHUNK = 8192  # rows read at once
SAMPLE_PER_CELL, COARSE_STEPS = 64, 6


@dataclass(frozen=True)
class LargeCodebook:
    """Centres (K, d) rounded to float16, the vectors each has in its cell (K,), and the row nearest to each (K,)."""

    centroids: Tensor
    counts: Tensor
    exemplar_rows: Tensor


def fit_two_levels(shards: Shards, *, codes: int, steps: int, seed: int) -> LargeCodebook:
    """Cluster all rows. The result depends on rows, sizes and seed. Raises ValueError if distinct rows are too few."""
    if codes < 2 or steps < 1:
        raise ValueError(f"codes must be 2 or more and steps 1 or more, not {codes} and {steps}")
    cell_of = coarse_cells(shards, max(1, math.isqrt(codes)), torch.Generator().manual_seed(seed))
    order, sizes = cell_of.argsort(stable=True), torch.bincount(cell_of)
    cells = [rows for rows in torch.split(order, sizes.tolist()) if len(rows)]  # ascending rows in each
    distinct = torch.tensor([count_distinct(shards.take(rows)) for rows in cells])
    shares = share_codes(distinct, codes)
    parts = []
    for index, (rows, share) in enumerate(zip(cells, shares.tolist(), strict=True)):
        generator = torch.Generator().manual_seed(seed * 1_000_003 + index + 1)
        parts.append(fit_cell(shards.take(rows), rows, codes=share, steps=steps, generator=generator))
        if index % 100 == 99 or index == len(cells) - 1:
            print(f"[scale] cell {index + 1} of {len(cells)}", flush=True)
    return LargeCodebook(*(torch.cat(values) for values in zip(*parts, strict=True)))


def coarse_cells(shards: Shards, cells: int, generator: torch.Generator) -> Tensor:
    """The cell of every row (n,), by k-means on a sample."""
    sample = shards.sample(SAMPLE_PER_CELL * cells)
    centres = start_centroids(sample, min(cells, len(sample)), generator)
    for step in range(COARSE_STEPS):
        centres, _, _ = lloyd_step(torch.split(sample, CHUNK), centres, reseed=step < COARSE_STEPS - 1)
    return torch.cat([nearest(vectors, centres)[0] for vectors in shards.chunks(CHUNK)])


def count_distinct(vectors: Tensor) -> int:
    """Rows that differ in float16, in which centres are stored."""
    stored = np.ascontiguousarray(vectors.half().numpy())
    return len(np.unique(stored.view(np.dtype((np.void, stored.dtype.itemsize * stored.shape[1])))))


def share_codes(distinct: Tensor, codes: int) -> Tensor:
    """Codes of each cell (cells,): one, and of the rest its part by distinct vectors, but never more than those."""
    total = int(distinct.sum())
    if total < codes:
        raise ValueError(f"{total} distinct vectors are fewer than {codes} codes: more pictures are needed")
    rest = codes - len(distinct)
    assert rest >= 0, (codes, len(distinct))
    more = (distinct - 1).double()
    parts = more / more.sum().clamp(min=1) * rest
    shares = parts.floor().long()
    shares[(parts - shares).topk(rest - int(shares.sum())).indices] += 1
    return 1 + shares


def fit_cell(
    vectors: Tensor, rows: Tensor, *, codes: int, steps: int, generator: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """k-means of one cell (n, d) whose rows have the numbers (n,): centres, counts, and the row nearest to each."""
    centres = start_centroids(vectors, codes, generator)
    for step in range(steps):
        centres, _, _ = lloyd_step([vectors], centres, reseed=step < steps - 1)
    centres = centres.half().float()
    counts = torch.bincount(nearest(vectors, centres)[0], minlength=codes)
    return centres, counts, rows[nearest(centres, vectors)[0]]
