"""k-means for the frozen codebook C1, and its honest measures on held-out vectors.

Plain Lloyd steps with a chunked matrix product for the nearest centre; under torch.distributed the sums and counts are
all-reduced, so every process may hold its own share of the vectors. Empty clusters move to the vectors with the largest
errors. Usage on the fitting set is ~100 % by construction, hence `measure` is meant for vectors that were held out.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch import distributed as dist


def nearest(vectors: Tensor, centroids: Tensor, *, chunk: int = 16384) -> tuple[Tensor, Tensor]:
    """Index of the nearest centre and the squared distance. Shapes: (n, d), (K, d) → (n,), (n,)."""
    half_norms = 0.5 * centroids.square().sum(dim=1)
    indices, distances = [], []
    for start in range(0, vectors.shape[0], chunk):
        part = vectors[start : start + chunk]
        scores, index = (part @ centroids.T - half_norms).max(dim=1)
        indices.append(index)
        distances.append((part.square().sum(dim=1) - 2 * scores).clamp(min=0))
    return torch.cat(indices), torch.cat(distances)


def sum_over_processes(value: Tensor) -> Tensor:
    """All-reduce under torchrun; otherwise the value itself."""
    if dist.is_available() and dist.is_initialized():
        dist.all_reduce(value)
    return value


def start_centroids(vectors: Tensor, codes: int, generator: torch.Generator) -> Tensor:
    """k-means++ in rounds (k-means‖): each round draws many candidates by squared distance. Returns (K, d)."""
    sample = vectors[torch.randperm(vectors.shape[0], generator=generator)[: 40 * codes]]
    rounds = 8
    chosen = sample[: max(1, codes // rounds)]
    while chosen.shape[0] < codes:
        _, distances = nearest(sample, chosen)
        count = min(-(-codes // rounds), codes - chosen.shape[0])
        probabilities = distances + 1e-12
        extra = torch.multinomial(probabilities, min(count, sample.shape[0]), generator=generator)
        chosen = torch.cat([chosen, sample[extra]])
    return chosen[:codes].clone()


def fit(vectors: Tensor, *, codes: int, steps: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Centres (K, d), rounded to float16, and how many vectors each was assigned (K,)."""
    assert vectors.shape[0] >= codes, f"{vectors.shape[0]} vectors are fewer than {codes} codes"
    centroids = start_centroids(vectors, codes, generator)
    for step in range(steps):
        index, distances = nearest(vectors, centroids)
        sums = torch.zeros_like(centroids).index_add_(0, index, vectors)
        counts = torch.bincount(index, minlength=codes).float()
        sums, counts = sum_over_processes(sums), sum_over_processes(counts)
        centroids = torch.where(counts[:, None] > 0, sums / counts.clamp(min=1)[:, None], centroids)
        empty = (counts == 0).nonzero().flatten()
        if empty.numel() and step < steps - 1:
            centroids[empty] = vectors[distances.topk(empty.numel()).indices]
        error = float(sum_over_processes(distances.sum()))
        print(f"[codebook] step {step + 1} of {steps}: error {error:.4g}, {empty.numel()} empty", flush=True)
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
