"""k-means for the frozen codebook C1, and its honest measures on held-out vectors.

Plain Lloyd steps with tiled matrix products for the nearest centre; under torch.distributed the sums and counts are
all-reduced, so every process may hold its own share of the vectors. Empty clusters move to the vectors with the largest
errors. All is computed and reduced on the device of the centres; chunks of vectors are moved there one at a time, and
random numbers are the CPU's. Usage on the fitting set is ~100 % by construction, hence `measure` is meant for vectors
that were held out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch
from torch import Tensor
from torch import distributed as dist
from torch.nn import functional as F

from .. import parallel

Result = TypeVar("Result")
GROUP = 64  # codes whose scores are compared at once
MOST_RESEEDED = 1024  # vectors that each process offers to empty clusters


def nearest(vectors: Tensor, centroids: Tensor, *, rows: int = 2048, codes: int = 1024) -> tuple[Tensor, Tensor]:
    """Index of the nearest centre, ties to the lowest, and the squared distance. Shapes: (n, d), (K, d) → (n,), (n,).

    Scores x·c − ½‖c‖² are made in tiles of `rows` × `codes` that stay in the processor's cache. Of each tile the
    largest score of every GROUP codes is found first, since that is vectorised and a maximum with its index is not.
    """
    assert codes % GROUP == 0, codes
    padding = -centroids.shape[0] % GROUP  # of codes that score −∞
    half_norms = F.pad(0.5 * centroids.square().sum(dim=1), (0, padding), value=float("inf"))
    padded = F.pad(centroids, (0, 0, 0, padding))
    tiles = list(zip(torch.split(padded, codes), torch.split(half_norms, codes), strict=True))

    @torch.no_grad()
    def search(part: Tensor) -> tuple[Tensor, Tensor]:
        count = part.shape[0]
        scratch = part.new_empty(count * min(codes, padded.shape[0]))
        best, index = part.new_full((count,), float("-inf")), torch.zeros(count, dtype=torch.int64, device=part.device)
        for tile, (centres, half) in enumerate(tiles):
            scores = scratch[: count * centres.shape[0]].view(count, centres.shape[0])
            torch.mm(part, centres.T, out=scores).sub_(half)
            groups = scores.view(count, centres.shape[0] // GROUP, GROUP)
            score, group = groups.amax(dim=2).max(dim=1)
            chosen = groups.gather(1, group[:, None, None].expand(-1, 1, GROUP))[:, 0]  # (count, GROUP)
            found = tile * codes + group * GROUP + chosen.argmax(dim=1)
            index = torch.where(score > best, found, index)
            best = torch.maximum(best, score)
        return index, (part.square().sum(dim=1) - 2 * best).clamp(min=0)

    indices, distances = zip(*side_by_side(search, torch.split(vectors, rows)), strict=True)
    return torch.cat(indices), torch.cat(distances)


def side_by_side(search: Callable[[Tensor], Result], parts: Sequence[Tensor]) -> list[Result]:
    """The search of every part, in order, as many at once as torch has threads, each on one of them.

    Threads that share one tile wait for each other at every operation; where another program runs too, for long.
    """
    threads = torch.get_num_threads()
    if threads == 1 or len(parts) == 1 or parts[0].device.type != "cpu":
        return [search(part) for part in parts]
    with ThreadPoolExecutor(threads, initializer=torch.set_num_threads, initargs=(1,)) as pool:
        results = list(pool.map(search, parts))
    torch.set_num_threads(threads)  # threads that start later take what was set last
    return results


def sum_over_processes(value: Tensor) -> Tensor:
    """All-reduce under torchrun; otherwise the value itself."""
    if parallel.processes() > 1:
        dist.all_reduce(value)
    return value


def gather_from_processes(value: Tensor) -> Tensor:
    """Tensors of one shape from all processes, joined along the first axis in the order of ranks."""
    if parallel.processes() == 1:
        return value
    parts = [torch.empty_like(value) for _ in range(dist.get_world_size())]
    dist.all_gather(parts, value)
    return torch.cat(parts)


def start_centroids(sample: Tensor, codes: int, generator: torch.Generator, *, rounds: int = 8) -> Tensor:
    """k-means++ in rounds (k-means‖): each round draws many candidates by squared distance. Returns (K, d).

    The sample (n, d) lies on the device that computes; `generator` is the CPU's.
    """
    assert sample.shape[0] >= codes, f"{sample.shape[0]} vectors are fewer than {codes} codes"
    batch = -(-codes // rounds)
    centroids = sample.new_empty(codes, sample.shape[1])
    distances = sample.new_full((sample.shape[0],), float("inf"))
    picks = torch.randperm(sample.shape[0], generator=generator)[:batch]
    for start in range(0, codes, batch):
        if start:
            distances = torch.minimum(distances, nearest(sample, centroids[start - batch : start])[1])
            picks = torch.multinomial(distances.cpu() + 1e-12, min(batch, codes - start), generator=generator)
        centroids[start : start + batch] = sample[picks.to(sample.device)]
    return centroids


def add_rows(sums: Tensor, index: Tensor, vectors: Tensor) -> None:
    """sums[index] += vectors, in the same order each time. Shapes: (K, d), (n,), (n, d)."""
    if sums.device.type == "cpu":
        sums.index_add_(0, index, vectors)
    else:  # there, index_add_ adds in any order, and this sorts first
        sums.index_put_((index,), vectors, accumulate=True)


def mini_batch_step(vectors: Tensor, centroids: Tensor, seen: Tensor) -> tuple[Tensor, Tensor, float]:
    """Centres (K, d) move towards the means of a batch, each by the share that the batch has in all it has seen (K,).

    `vectors` (n, d) are this process's part of the batch. Returns centres, `seen` and the mean squared error before.
    """
    vectors = vectors.to(centroids.device)
    index, distances = nearest(vectors, centroids)
    sums, counts = torch.zeros_like(centroids), torch.bincount(index, minlength=centroids.shape[0]).float()
    add_rows(sums, index, vectors)
    sums, counts = sum_over_processes(sums), sum_over_processes(counts)
    seen = seen + counts
    rate = (counts / seen.clamp(min=1))[:, None]
    centroids = centroids + rate * (sums / counts.clamp(min=1)[:, None] - centroids)
    errors = distances.sum().double()
    totals = sum_over_processes(torch.stack([errors, torch.full_like(errors, len(vectors))]))
    return centroids, seen, float(totals[0] / totals[1])


def counts_and_error(chunks: Iterable[Tensor], centroids: Tensor) -> tuple[Tensor, float]:
    """Vectors of all processes at each centre (K,), and the sum of their squared errors."""
    counts = torch.zeros(centroids.shape[0], dtype=torch.int64, device=centroids.device)
    error = torch.zeros((), dtype=torch.float64, device=centroids.device)
    for chunk in chunks:
        index, distances = nearest(chunk.to(centroids.device), centroids)
        counts += torch.bincount(index, minlength=centroids.shape[0])
        error += distances.double().sum()
    return sum_over_processes(counts), float(sum_over_processes(error))


def lloyd_step(chunks: Iterable[Tensor], centroids: Tensor, *, reseed: bool) -> tuple[Tensor, Tensor, float]:
    """One full step over all vectors of all processes: new centres (K, d), counts (K,) and the sum of squared errors.

    Sums are float64, so that the result does not depend on how the vectors are shared out beyond rounding.
    """
    codes = centroids.shape[0]
    sums = torch.zeros_like(centroids, dtype=torch.float64)
    counts, error = sums.new_zeros(codes), sums.new_zeros(())
    worst = centroids.new_full((MOST_RESEEDED,), -1.0)
    candidates = centroids.new_zeros(MOST_RESEEDED, centroids.shape[1])
    for chunk in chunks:
        vectors = chunk.to(centroids.device)
        index, distances = nearest(vectors, centroids)
        add_rows(sums, index, vectors.double())
        counts += torch.bincount(index, minlength=codes)
        error += distances.double().sum()
        both = torch.cat([worst, distances])
        worst, keep = both.topk(MOST_RESEEDED)
        candidates = torch.cat([candidates, vectors])[keep]
    sums, counts, error = (sum_over_processes(value) for value in (sums, counts, error))
    means = sums.div_(counts.clamp(min=1)[:, None]).float()
    centroids = torch.where(counts[:, None] > 0, means, centroids)
    empty = (counts == 0).nonzero().flatten()
    if reseed and empty.numel():
        worst, candidates = gather_from_processes(worst), gather_from_processes(candidates)
        order = worst.topk(min(empty.numel(), int((worst >= 0).sum()))).indices
        centroids[empty[: order.numel()]] = candidates[order]
    return centroids, counts, float(error)


def fit(vectors: Tensor, *, codes: int, steps: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Centres (K, d), rounded to float16, and how many vectors each was assigned (K,)."""
    sample = vectors[torch.randperm(vectors.shape[0], generator=generator)[: 40 * codes]]
    return fit_from(start_centroids(sample, codes, generator), vectors, steps=steps)


def fit_from(centroids: Tensor, vectors: Tensor, *, steps: int) -> tuple[Tensor, Tensor]:
    """The same from given centres, which keep their numbers."""
    codes = centroids.shape[0]
    for step in range(steps):
        centroids, counts, error = lloyd_step(torch.split(vectors, 16384), centroids, reseed=step < steps - 1)
        print(f"[codebook] step {step + 1} of {steps}: error {error:.4g}, {int((counts == 0).sum())} empty", flush=True)
    centroids = centroids.half().float()
    index, _ = nearest(vectors, centroids)
    return centroids, sum_over_processes(torch.bincount(index, minlength=codes)).int()


def measure(held_out: Tensor, centroids: Tensor) -> dict[str, float]:
    """Held-out usage, perplexity and relative error of C1."""
    index, distances = nearest(held_out, centroids)
    counts = torch.bincount(index, minlength=centroids.shape[0]).float()
    shares = counts / counts.sum()
    entropy = -(shares * shares.clamp(min=1e-12).log()).sum()
    spread = (held_out - held_out.mean(dim=0)).square().sum(dim=1).mean()
    return {
        "heldOutVectors": float(held_out.shape[0]),
        "usage": float((counts > 0).float().mean()),
        "perplexity": float(entropy.exp()),
        "relativeError": float(distances.mean() / spread),
    }


def typical_distance(held_out: Tensor, centroids: Tensor) -> float:
    """Median Euclidean distance of held-out vectors to their code: the unit of a picture's novelty."""
    return float(nearest(held_out, centroids)[1].sqrt().median())
