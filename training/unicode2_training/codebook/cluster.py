"""A codebook of any size from embeddings on disk: `python -m unicode2_training cluster`, also under torchrun.

Start (k-means‖ on a sample, or the centres of another book, which split when they are fewer), mini-batches (Sculley
2010), then full Lloyd steps with all-reduced sums. All processes hold the same centres and read their own share of the
rows. The first process writes a checkpoint after every step; since centres and step are all the state there is, any
process may be killed and the group started again. It goes when the book is written.

Centres and sums lie on the device that is asked for, and are all-reduced there; files and random numbers are the
CPU's. Memory of a process, on that device: 36·K·d bytes at the start (a sample of 8 float32 vectors per code, and the
centres), then 20·K·d (centres, float64 sums, means and new centres), each with up to 12 bytes per value of the rows in
hand: a chunk, or the process's part of a mini-batch. A start from another book needs no sample.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.nn import functional as F

from .. import parallel
from ..devices import CPU
from ..training_loop import save_atomically
from .kmeans import counts_and_error, lloyd_step, mini_batch_step, start_centroids
from .shards import LARGEST, Shards

CHUNK = 32_768  # rows read at once
MOST_SAMPLED = 2**24  # vectors: torch.multinomial takes no more


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
        for name, least in (("codes", 2), ("sample_per_code", 1), ("batches", 0), ("batch", 1), ("steps", 0)):
            if getattr(self, name) < least:
                raise ValueError(f"{name} must be {least} or more, not {getattr(self, name)}")


def load_book(path: Path, dimension: int) -> tuple[Tensor, Tensor]:
    """Centres (k, d) and counts (k,) of a book to start from; if it is none, a ValueError that names the file."""
    try:
        book = load_file(path)
    except (SafetensorError, OSError) as error:
        raise ValueError(f"{path}: not a whole safetensors file: {error}") from error
    centroids = book.get("centroids", torch.empty(0))
    if centroids.ndim != 2 or not centroids.is_floating_point() or centroids.shape[0] < 2:
        raise ValueError(f"{path}: no floating-point tensor 'centroids' of 2 or more rows [k, d]")
    if centroids.shape[1] != dimension:
        raise ValueError(f"{path}: {centroids.shape[1]} dimensions, vectors have {dimension}")
    counts = book.get("counts", torch.ones(centroids.shape[0]))
    if counts.shape != centroids.shape[:1] or bool((counts < 0).any()) or not 0 < float(counts.sum()) < float("inf"):
        raise ValueError(f"{path}: 'counts' must be one number per code, none below 0 and not all 0")
    if not bool((centroids.abs() <= LARGEST).all()):
        raise ValueError(f"{path}: centres hold values beyond ±{LARGEST:.0f}, float16's range, or that are not finite")
    return centroids.float(), counts


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
    larger = torch.cat([smaller, added + spread * torch.randn(added.shape, generator=generator)])
    return larger.clamp_(-LARGEST, LARGEST)


class Clustering:
    """One run: its state is the centres and the number of the next step."""

    def __init__(
        self, settings: ClusterSettings, shards: Shards, checkpoint: Path, device: torch.device = CPU.device
    ) -> None:
        if shards.total < settings.codes:
            raise ValueError(f"{shards.total} vectors are fewer than {settings.codes} codes")
        self.settings, self.shards, self.checkpoint, self.device = settings, shards, checkpoint, device
        self.processes = parallel.processes()
        self.rank = parallel.rank()
        self.step, self.centroids, self.seen = 0, torch.empty(0), torch.zeros(settings.codes, device=device)
        self.history: list[dict[str, float]] = []
        described = {**asdict(settings), "processes": self.processes, "rows": shards.total, "d": shards.dimension}
        self.identity = hashlib.sha256(json.dumps(described, sort_keys=True).encode()).hexdigest()

    def generator(self, step: int) -> torch.Generator:
        """Random numbers of one step: they depend on nothing else, so that all processes and resuming repeat them."""
        return torch.Generator().manual_seed((self.settings.seed * 1009 + step) * 1009)

    def start(self) -> None:
        """The same first centres in every process."""
        settings, generator = self.settings, torch.Generator().manual_seed(self.settings.seed)
        if settings.start:
            book, counts = load_book(Path(settings.start), self.shards.dimension)
            self.centroids = split_centroids(book, counts, settings.codes, generator).to(self.device)
        else:
            sample = self.shards.sample(min(settings.sample_per_code * settings.codes, MOST_SAMPLED))
            self.centroids = start_centroids(sample.to(self.device), settings.codes, generator)

    def mini_batch(self) -> float:
        vectors = self.shards.batch(self.settings.batch, self.generator(self.step))
        self.centroids, self.seen, error = mini_batch_step(vectors, self.centroids, self.seen)
        return error

    def full_step(self) -> float:
        last = self.step == self.settings.batches + self.settings.steps - 1
        self.centroids, self.seen, error = lloyd_step(self.shards.chunks(CHUNK), self.centroids, reseed=not last)
        return error / self.shards.total

    def save(self) -> None:
        if self.rank == 0:
            state = {"identity": self.identity, "step": self.step, "history": self.history}
            save_atomically({**state, "centroids": self.centroids, "seen": self.seen}, self.checkpoint)

    def resume(self) -> bool:
        """Go on from the checkpoint, if there is one. Raises ValueError if it is broken or belongs to another run."""
        if not self.checkpoint.is_file():
            return False
        try:
            state: dict[str, Any] = torch.load(self.checkpoint, weights_only=True)
        except Exception as error:  # torch and pickle raise many kinds
            raise ValueError(f"{self.checkpoint}: not a whole checkpoint, delete it to start anew: {error}") from error
        if not isinstance(state, dict) or not {"identity", "step", "history", "centroids", "seen"} <= state.keys():
            raise ValueError(f"{self.checkpoint}: not a checkpoint of a clustering, delete it to start anew")
        if state["identity"] != self.identity:
            raise ValueError(f"{self.checkpoint} belongs to other settings, data or number of processes")
        self.step, self.history = state["step"], state["history"]
        self.centroids, self.seen = state["centroids"].to(self.device), state["seen"].to(self.device)
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


def cluster(settings: ClusterSettings, folder: Path, target: Path, device: torch.device = CPU.device) -> None:
    """Cluster `folder` into the file `target` (safetensors: centroids [K, d] float16, counts [K] int32)."""
    rank, processes = parallel.rank(), parallel.processes()
    shards = Shards(folder, rank=rank, processes=processes, metric=settings.metric)
    run = Clustering(settings, shards, target.with_suffix(".checkpoint"), device)
    centroids = run.run().half()
    counts, error = counts_and_error(shards.chunks(CHUNK), centroids.float())
    if rank == 0:
        metadata = {"metric": settings.metric, "meanSquaredError": repr(error / shards.total)}
        temporary = target.with_name(target.name + ".part")
        save_file({"centroids": centroids.cpu(), "counts": counts.int().cpu()}, temporary, metadata=metadata)
        temporary.replace(target)
        run.checkpoint.unlink()
        print(f"[cluster] {target}: error {error / shards.total:.6g}, {int((counts == 0).sum())} empty", flush=True)
