"""A codebook of any size from embeddings on disk: `python -m unicode2_training cluster`, also under torchrun.

Start (k-means‖ on a sample, or the centres of another book, which split when they are fewer), mini-batches (Sculley
2010), then full Lloyd steps with all-reduced sums. All processes hold the same centres and read their own share of the
rows. The first process writes a checkpoint after every step; since centres and step are all the state there is, any
process may be killed and the group started again. Memory of a process: 28·K·d bytes for centres and sums, and the
sample at the start.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F

from .. import parallel
from ..training_loop import save_atomically
from .kmeans import lloyd_step, nearest, start_centroids, sum_over_processes
from .shards import Shards

CHUNK = 32_768  # rows read at once


@dataclass(frozen=True, kw_only=True)
class ClusterSettings:
    """What is asked for. A checkpoint belongs to one of these and to one number of processes."""

    codes: int
    metric: str = "euclidean"
    sample_per_code: int = 8  # vectors per code that the start looks at
    batches: int = 20
    batch: int = 65_536  # vectors of all processes together
    steps: int = 10
    seed: int = 0
    start: str = ""  # a book of at most as many codes; empty: k-means‖

    def __post_init__(self) -> None:
        if self.codes < 2:
            raise ValueError(f"codes must be 2 or more, not {self.codes}")


def split_centroids(smaller: Tensor, counts: Tensor, codes: int, generator: torch.Generator) -> Tensor:
    """A larger book (codes, d): centres (k, d), each with copies slightly apart, as many as its count (k,) is large."""
    if smaller.shape[0] > codes:
        raise ValueError(f"the book to start from has {smaller.shape[0]} codes, more than {codes}")
    shares = counts.double() / counts.double().sum() * (codes - smaller.shape[0])
    copies = shares.floor().long()
    left = codes - smaller.shape[0] - int(copies.sum())
    copies[(shares - copies).topk(left).indices] += 1
    added = smaller.repeat_interleave(copies, dim=0)
    spread = smaller.std(dim=0) * 1e-2
    return torch.cat([smaller, added + spread * torch.randn(added.shape, generator=generator)])


class Clustering:
    """One run: its state is the centres and the number of the next step."""

    def __init__(self, settings: ClusterSettings, shards: Shards, checkpoint: Path) -> None:
        if shards.total < settings.codes:
            raise ValueError(f"{shards.total} vectors are fewer than {settings.codes} codes")
        self.settings, self.shards, self.checkpoint = settings, shards, checkpoint
        self.processes = parallel.processes()
        self.rank = parallel.rank()
        self.step, self.centroids, self.seen = 0, torch.empty(0), torch.zeros(settings.codes)
        self.history: list[dict[str, float]] = []
        described = {**asdict(settings), "processes": self.processes, "rows": shards.total, "d": shards.dimension}
        self.identity = hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()

    def generator(self, step: int) -> torch.Generator:
        """Random numbers of one step in one process: they depend on nothing else, so that resuming repeats them."""
        return torch.Generator().manual_seed((self.settings.seed * 1009 + step) * 1009 + self.rank)

    def start(self) -> None:
        """The same first centres in every process."""
        settings, generator = self.settings, torch.Generator().manual_seed(self.settings.seed)
        if settings.start:
            book = load_file(settings.start)
            if book["centroids"].shape[1] != self.shards.dimension:
                raise ValueError(
                    f"{settings.start}: {book['centroids'].shape[1]} dimensions, vectors have {self.shards.dimension}"
                )
            counts = book.get("counts", torch.ones(book["centroids"].shape[0]))
            self.centroids = split_centroids(book["centroids"].float(), counts, settings.codes, generator)
        else:
            sample = self.shards.sample(settings.sample_per_code * settings.codes)
            self.centroids = start_centroids(sample, settings.codes, generator)

    def mini_batch(self) -> float:
        """Centres move towards the means of a batch, each by the share that the batch has in all it has seen."""
        vectors = self.shards.batch(self.settings.batch // self.processes, self.generator(self.step))
        index, distances = nearest(vectors, self.centroids)
        sums = torch.zeros(self.centroids.shape).index_add_(0, index, vectors)
        counts = torch.bincount(index, minlength=self.settings.codes).float()
        sums, counts = sum_over_processes(sums), sum_over_processes(counts)
        self.seen += counts
        rate = (counts / self.seen.clamp(min=1))[:, None]
        self.centroids = self.centroids + rate * (sums / counts.clamp(min=1)[:, None] - self.centroids)
        totals = sum_over_processes(torch.tensor([float(distances.sum()), float(len(vectors))], dtype=torch.float64))
        return float(totals[0] / totals[1])

    def full_step(self) -> float:
        last = self.step == self.settings.batches + self.settings.steps - 1
        self.centroids, self.seen, error = lloyd_step(self.shards.chunks(CHUNK), self.centroids, reseed=not last)
        return error / self.shards.total

    def save(self) -> None:
        if self.rank == 0:
            state = {"identity": self.identity, "step": self.step, "history": self.history}
            save_atomically({**state, "centroids": self.centroids, "seen": self.seen}, self.checkpoint)

    def resume(self) -> bool:
        """Go on from the checkpoint, if there is one. Raises ValueError if it belongs to another run."""
        if not self.checkpoint.is_file():
            return False
        state: dict[str, Any] = torch.load(self.checkpoint, weights_only=True)
        if state["identity"] != self.identity:
            raise ValueError(f"{self.checkpoint} belongs to other settings, data or number of processes")
        self.step, self.history = state["step"], state["history"]
        self.centroids, self.seen = state["centroids"], state["seen"]
        return True

    def run(self) -> Tensor:
        """Centres (K, d), float32; `history` says the mean squared error before each step."""
        if not self.resume():
            self.start()
            self.save()
        total = self.settings.batches + self.settings.steps
        began, first = time.monotonic(), self.step
        while self.step < total:
            warm = self.step < self.settings.batches
            error = self.mini_batch() if warm else self.full_step()
            if self.settings.metric == "cosine":
                self.centroids = F.normalize(self.centroids, dim=1)
            self.step += 1
            self.history.append({"step": self.step, "full": float(not warm), "error": error})
            self.save()
            if self.rank == 0:
                took = time.monotonic() - began
                left = took / (self.step - first) * (total - self.step)
                kind = "mini-batch" if warm else "full step"
                times = f"{took:.3f} s, {left:.0f} s left"
                print(f"[cluster] {self.step}/{total} {kind}: error {error:.6g}, {times}", flush=True)
        return self.centroids


def cluster(settings: ClusterSettings, folder: Path, target: Path) -> None:
    """Cluster `folder` into the file `target` (safetensors: centroids [K, d] float16, counts [K] int32)."""
    rank, processes = parallel.rank(), parallel.processes()
    shards = Shards(folder, rank=rank, processes=processes, metric=settings.metric)
    run = Clustering(settings, shards, target.with_suffix(".checkpoint"))
    centroids = run.run().half()
    _, counts, error = lloyd_step(shards.chunks(CHUNK), centroids.float(), reseed=False)
    if rank == 0:
        metadata = {"metric": settings.metric, "meanSquaredError": repr(error / shards.total)}
        save_file({"centroids": centroids, "counts": counts.int()}, target, metadata=metadata)
        print(f"[cluster] {target}: error {error / shards.total:.6g}, {int((counts == 0).sum())} empty", flush=True)
