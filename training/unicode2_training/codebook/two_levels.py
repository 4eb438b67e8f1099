"""k-means in two levels, for codebooks so large that comparing every vector with every centre would take hours.

A few hundred coarse centres part the vectors into cells; each cell is then clustered by itself, with a share of the
codes in proportion to its distinct vectors. With K codes and √K cells a step costs n·√K distances instead of n·K, and
memory holds one cell. A code is best within its cell only: the nearest code of a vector near a border may lie beyond.

Flat backgrounds give nearly the same patch again and again, and codes for such copies would never be used: vectors that
agree in every component to a part of their spread count once.
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
RESOLUTION = 0.1  # of the components' spread


@dataclass(frozen=True)
class LargeCodebook:
    """Centres (K, d) rounded to float16, the vectors each has in its cell (K,), and the row nearest to each (K,)."""

    centroids: Tensor
    counts: Tensor
    exemplar_rows: Tensor
    distinct: int  # vectors that count


def fit_two_levels(shards: Shards, *, codes: int, steps: int, seed: int) -> LargeCodebook:
    """Cluster all rows. The result depends on rows, sizes and seed. Raises ValueError if distinct rows are too few."""
    if codes < 2 or steps < 1:
        raise ValueError(f"codes must be 2 or more and steps 1 or more, not {codes} and {steps}")
    sample = shards.sample(SAMPLE_PER_CELL * math.isqrt(codes))
    step = RESOLUTION * float(sample.var(dim=0).mean().sqrt())
    cell_of = coarse_cells(shards, sample, math.isqrt(codes), torch.Generator().manual_seed(seed))
    order, sizes = cell_of.argsort(stable=True), torch.bincount(cell_of)
    cells = [rows for rows in torch.split(order, sizes.tolist()) if len(rows)]  # ascending rows in each
    distinct = [rows[first_of_each(shards.take(rows), step)] for rows in cells]
    shares = share_codes(torch.tensor([len(rows) for rows in distinct]), codes)
    parts = []
    for index, (rows, chosen, share) in enumerate(zip(cells, distinct, shares.tolist(), strict=True)):
        generator = torch.Generator().manual_seed(seed * 1_000_003 + index + 1)
        vectors = shards.take(chosen)
        centres = fit_cell(vectors, codes=share, steps=steps, generator=generator)
        counts = torch.bincount(nearest(shards.take(rows), centres)[0], minlength=share)
        parts.append((centres, counts, chosen[nearest(centres, vectors)[0]]))
        if index % 100 == 99 or index == len(cells) - 1:
            print(f"[scale] cell {index + 1} of {len(cells)}", flush=True)
    centroids, counts, exemplar_rows = (torch.cat(values) for values in zip(*parts, strict=True))
    return LargeCodebook(centroids, counts, exemplar_rows, distinct=sum(len(rows) for rows in distinct))


def coarse_cells(shards: Shards, sample: Tensor, cells: int, generator: torch.Generator) -> Tensor:
    """The cell of every row (n,), by k-means on a sample."""
    centres = start_centroids(sample, min(cells, len(sample)), generator)
    for step in range(COARSE_STEPS):
        centres, _, _ = lloyd_step(torch.split(sample, CHUNK), centres, reseed=step < COARSE_STEPS - 1)
    return torch.cat([nearest(vectors, centres)[0] for vectors in shards.chunks(CHUNK)])


def first_of_each(vectors: Tensor, step: float) -> Tensor:
    """Ascending places of the vectors that differ from all before them, rounded to multiples of `step`."""
    if step == 0:
        return torch.zeros(1, dtype=torch.int64)
    rounded = np.ascontiguousarray((vectors / step).round().to(torch.int32).numpy())
    as_one = np.dtype((np.void, rounded.dtype.itemsize * rounded.shape[1]))
    _, first = np.unique(rounded.view(as_one), return_index=True)
    return torch.from_numpy(np.sort(first))


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


def fit_cell(vectors: Tensor, *, codes: int, steps: int, generator: torch.Generator) -> Tensor:
    """k-means of one cell: centres (codes, d), rounded to float16."""
    centres = start_centroids(vectors, codes, generator)
    for step in range(steps):
        centres, _, _ = lloyd_step([vectors], centres, reseed=step < steps - 1)
    return centres.half().float()
