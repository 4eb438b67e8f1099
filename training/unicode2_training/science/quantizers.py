"""Quantizers by budget: how many of their codes held-out vectors use, how evenly, and at what error.

Each sees as many training vectors as its budget says, in mini-batches or full steps, and is then frozen:
`kmeans` Lloyd steps (UniCode²'s C1) · `twoLevels` the same within √K cells, for sizes at which full steps take days
· `ema` one trainable book with moving averages (VQ-VAE, van den Oord et al. 2017) · `emaRevival` the same, dead codes
moved to vectors of the batch · `simvq` a fixed random book seen through one trained linear map, so that no code moves
alone (Zhu et al. 2024) · `residual` two books of √K codes, the second on what the first leaves · `product` two books
of √K codes, one per half of the components.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isqrt
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ..codebook.kmeans import lloyd_step, nearest, start_centroids
from ..codebook.shards import Shards
from ..codebook.two_levels import fit_two_levels

BATCH = 1024
DECAY = 0.98  # of EMA counts and sums: a code that nothing chooses is dead after some 110 batches
DEAD = 0.1  # of the count that a code would have if all were used alike: below it a code is moved
CHUNK = 16384
LLOYD_STEPS = 4
SIMVQ_LR = 1e-3
TRAINED_IN_BATCHES = ("ema", "emaRevival", "simvq")
TWO_BOOKS = ("residual", "product")  # of √K codes, each on half of the budget


@dataclass(frozen=True)
class Quantized:
    """Codes (n,) in 0…K−1 and squared errors (n,) of vectors."""

    codes: Tensor
    errors: Tensor


Quantizer = Callable[[Tensor], Quantized]


def _nearest_in(book: Tensor) -> Quantizer:
    return lambda vectors: Quantized(*nearest(vectors, book))


def _draw(vectors: Tensor, generator: torch.Generator) -> Tensor:
    """A batch, with replacement."""
    return vectors[torch.randint(0, vectors.shape[0], (BATCH,), generator=generator)]


def _kmeans(vectors: Tensor, codes: int, seen: int, generator: torch.Generator) -> Tensor:
    """k-means‖ and Lloyd steps on as many vectors as the budget lets all of them see. Returns (K, d)."""
    count = max(codes, seen // LLOYD_STEPS)
    vectors = vectors[torch.randperm(vectors.shape[0], generator=generator)[:count]]
    centroids = start_centroids(vectors[: max(4 * codes, count // 2)], codes, generator)
    for step in range(LLOYD_STEPS):
        centroids, _, _ = lloyd_step(torch.split(vectors, CHUNK), centroids, reseed=step < LLOYD_STEPS - 1)
    return centroids


def fit_kmeans(vectors: Tensor, codes: int, seen: int, generator: torch.Generator) -> Quantizer:
    return _nearest_in(_kmeans(vectors, codes, seen, generator))


def fit_two_levels_kmeans(vectors: Tensor, codes: int, seen: int, generator: torch.Generator) -> Quantizer:
    """Vectors are found exactly afterwards, among all codes."""
    count = max(codes, seen // LLOYD_STEPS)
    chosen = vectors[torch.randperm(vectors.shape[0], generator=generator)[:count].sort().values]
    seed = int(torch.randint(2**31, (), generator=generator))
    with TemporaryDirectory() as folder:
        np.save(Path(folder) / "vectors.npy", chosen.numpy())
        book = fit_two_levels(Shards(Path(folder)), codes=codes, steps=LLOYD_STEPS, seed=seed)
    return _nearest_in(book.centroids)


def _random_book(vectors: Tensor, codes: int, generator: torch.Generator) -> Tensor:
    """Rows of the data's mean and spread, without its shape: what a book knows before training."""
    return vectors.mean(dim=0) + vectors.std(dim=0) * torch.randn(codes, vectors.shape[1], generator=generator)


def fit_ema(vectors: Tensor, codes: int, seen: int, generator: torch.Generator, *, revive: bool = False) -> Quantizer:
    """Codes follow moving averages of the vectors that chose them."""
    book = _random_book(vectors, codes, generator)
    expected = BATCH / codes
    counts, sums = torch.full((codes,), expected), book * expected
    for _ in range(max(1, seen // BATCH)):
        batch = _draw(vectors, generator)
        index, _ = nearest(batch, book)
        counts = DECAY * counts + (1 - DECAY) * torch.bincount(index, minlength=codes)
        sums = DECAY * sums
        sums.index_add_(0, index, batch, alpha=1 - DECAY)
        book = sums / counts.clamp(min=1e-9)[:, None]
        if revive:
            dead = (counts < DEAD * expected).nonzero().flatten()[:BATCH]
            chosen = batch[torch.randint(0, batch.shape[0], (dead.numel(),), generator=generator)]
            book[dead], counts[dead], sums[dead] = chosen, expected, chosen * expected
    return _nearest_in(book)


def fit_simvq(vectors: Tensor, codes: int, seen: int, generator: torch.Generator) -> Quantizer:
    """book = fixed · Wᵀ + b; W and b learn by the squared error of the chosen codes."""
    width = vectors.shape[1]
    fixed = torch.randn(codes, width, generator=generator)
    weight = torch.diag(vectors.std(dim=0)).requires_grad_(True)
    bias = vectors.mean(dim=0).clone().requires_grad_(True)
    optimizer = torch.optim.Adam([weight, bias], lr=SIMVQ_LR)
    for _ in range(max(1, seen // BATCH)):
        batch = _draw(vectors, generator)
        with torch.no_grad():
            index, _ = nearest(batch, fixed @ weight.T + bias)
        loss = F.mse_loss(fixed[index] @ weight.T + bias, batch)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
    return _nearest_in((fixed @ weight.T + bias).detach())


def fit_residual(vectors: Tensor, codes: int, seen: int, generator: torch.Generator) -> Quantizer:
    """A second k-means on what the first leaves; half of the budget each. ⌊√K⌋² codes."""
    side = isqrt(codes)
    first = _kmeans(vectors, side, seen // 2, generator)
    second = _kmeans(vectors - first[nearest(vectors, first)[0]], side, seen // 2, generator)

    def quantize(vectors: Tensor) -> Quantized:
        high, _ = nearest(vectors, first)
        low, errors = nearest(vectors - first[high], second)
        return Quantized(high * side + low, errors)

    return quantize


def fit_product(vectors: Tensor, codes: int, seen: int, generator: torch.Generator) -> Quantizer:
    """k-means on even and on odd components; half of the budget each. ⌊√K⌋² codes."""
    side = isqrt(codes)
    even = _kmeans(vectors[:, ::2].contiguous(), side, seen // 2, generator)
    odd = _kmeans(vectors[:, 1::2].contiguous(), side, seen // 2, generator)

    def quantize(vectors: Tensor) -> Quantized:
        high, errors = nearest(vectors[:, ::2].contiguous(), even)
        low, more = nearest(vectors[:, 1::2].contiguous(), odd)
        return Quantized(high * side + low, errors + more)

    return quantize


def _fit_reviving(vectors: Tensor, codes: int, seen: int, generator: torch.Generator) -> Quantizer:
    return fit_ema(vectors, codes, seen, generator, revive=True)


QUANTIZERS: dict[str, Callable[[Tensor, int, int, torch.Generator], Quantizer]] = {
    "kmeans": fit_kmeans,
    "twoLevels": fit_two_levels_kmeans,
    "ema": fit_ema,
    "emaRevival": _fit_reviving,
    "simvq": fit_simvq,
    "residual": fit_residual,
    "product": fit_product,
}


def vectors_per_centre(name: str, codes: int, vectors: int, seen: int) -> float:
    """Training vectors, of `vectors` in all, that a fit could draw from at most, per centre of one book.

    k-means takes all its steps on one sample of a quarter of the budget; books trained in batches draw from everything.
    Repeated draws do not count.
    """
    assert name in QUANTIZERS, name
    if name in TWO_BOOKS:
        codes, seen = isqrt(codes), seen // 2
    budget = seen if name in TRAINED_IN_BATCHES else max(codes, seen // LLOYD_STEPS)
    return min(vectors, budget) / codes
