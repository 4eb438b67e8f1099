"""Embeddings on disk: a folder of `*.npy` files [n, d], float16 or float32, read through memory maps.

Every process of a group reads its own share of the rows and of each batch, so the data may be larger than any machine's
memory. The order of files and rows is fixed by name: a share depends on the number of processes only.

Rows are checked as they are read. Under `euclidean` their values must lie within float16, since books store centres as
such; then squared distances are far from float32's limit too. Under `cosine` rows are brought to length 1, so a row
needs a direction: a zero vector is an error, as is one whose length float32 cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

METRICS = ("euclidean", "cosine")
LARGEST = float(np.finfo(np.float16).max)  # 65,504
SHORTEST = 1e-12  # length of a row that still has a direction
PIECE = 4096  # rows converted at once


def open_shard(path: Path) -> NDArray[Any]:
    """A memory map [n, d]. Raises ValueError, which names the file, if it is broken or of another kind."""
    try:
        array: NDArray[Any] = np.lib.format.open_memmap(path, mode="r")
    except (ValueError, OSError, EOFError, OverflowError) as error:
        raise ValueError(f"{path}: not a whole .npy file: {error}") from error
    if array.ndim != 2 or array.dtype not in (np.float16, np.float32):
        raise ValueError(f"{path}: must be float16 or float32 [n, d], not {array.dtype} {array.shape}")
    if 0 in array.shape:
        raise ValueError(f"{path}: has no values, its shape is {array.shape}")
    return array


class Shards:
    """This process's share of a folder of embeddings."""

    def __init__(self, folder: Path, *, rank: int = 0, processes: int = 1, metric: str = "euclidean") -> None:
        if metric not in METRICS:
            raise ValueError(f"metric must be one of {METRICS}, not {metric!r}")
        self.metric, self.rank, self.processes = metric, rank, processes
        self.paths = sorted(folder.glob("*.npy"))
        if not self.paths:
            raise ValueError(f"no .npy files in {folder}")
        self.arrays = [open_shard(path) for path in self.paths]
        self.dimension = int(self.arrays[0].shape[1])
        for path, array in zip(self.paths, self.arrays, strict=True):
            if array.shape[1] != self.dimension:
                raise ValueError(f"{path}: {array.shape[1]} dimensions, others have {self.dimension}")
        self.ends = np.cumsum([len(array) for array in self.arrays])
        self.total = int(self.ends[-1])
        if self.total < processes:
            raise ValueError(f"{self.total} vectors are fewer than {processes} processes")

    def share(self, count: int) -> tuple[int, int]:
        """This process's part of `count` things: the first of them, and the one after its last."""
        return self.rank * count // self.processes, (self.rank + 1) * count // self.processes

    def rows(self, first: int, last: int) -> Tensor:
        """Rows first … last − 1 of the whole data, float32 (last − first, d)."""
        return self.take(torch.arange(first, last))

    def take(self, rows: Tensor) -> Tensor:
        """Rows of the whole data by their ascending numbers (n,), float32 (n, d). Raises ValueError for a bad row."""
        numbers, vectors = rows.numpy(), torch.empty(len(rows), self.dimension)
        for path, array, end in zip(self.paths, self.arrays, self.ends, strict=True):
            start = int(end) - len(array)
            low, high = np.searchsorted(numbers, [start, int(end)])
            for first in range(low, high, PIECE):
                wanted = numbers[first : min(first + PIECE, high)] - start
                piece = vectors[first : first + len(wanted)]
                piece.copy_(torch.from_numpy(np.asarray(array[wanted])))
                self._check(piece, path, wanted)
        return vectors

    def _check(self, piece: Tensor, path: Path, numbers: NDArray[np.int64]) -> None:
        """Refuses rows that no book can be made of; under `cosine`, brings the others to length 1 in place."""
        low, high = (float(value) for value in piece.aminmax())  # NaN where there is one
        if not np.isfinite([low, high]).all():
            row = int(numbers[int((~piece.isfinite()).any(dim=1).nonzero()[0])])
            raise ValueError(f"{path}: row {row} holds values that are not finite")
        if self.metric == "euclidean":
            if max(-low, high) > LARGEST:
                row = int(numbers[int((piece.abs() > LARGEST).any(dim=1).nonzero()[0])])
                raise ValueError(f"{path}: row {row} holds values beyond ±{LARGEST:.0f}, the range of float16 centres")
            return
        lengths = piece.norm(dim=1, keepdim=True)
        bad = ((lengths < SHORTEST) | lengths.isinf()).flatten().nonzero().flatten()
        if bad.numel():
            row, length = int(numbers[int(bad[0])]), float(lengths[bad[0]])
            raise ValueError(f"{path}: row {row} has length {length:g}, so no direction for the metric cosine")
        piece.div_(lengths)

    def chunks(self, size: int) -> Iterator[Tensor]:
        """All rows of this process, `size` at a time."""
        first, last = self.share(self.total)
        for start in range(first, last, size):
            yield self.rows(start, min(start + size, last))

    def batch(self, size: int, generator: torch.Generator) -> Tensor:
        """This process's part (n, d) of about `size` rows of the whole data, which any number of processes draws alike.

        They are short random runs of neighbours, since disks dislike single rows.
        """
        run = max(1, min(self.total, size // 64))
        starts = torch.randint(0, self.total - run + 1, (max(1, size // run),), generator=generator)
        first, last = self.share(len(starts) * run)
        parts = [self.rows(0, 0)]
        for number, start in enumerate(starts.tolist()):
            low, high = max(first - number * run, 0), min(last - number * run, run)
            if low < high:
                parts.append(self.rows(start + low, start + high))
        return torch.cat(parts)

    def sample(self, size: int) -> Tensor:
        """Evenly spread rows of the whole data, the same in every process. Shape: (≤ size, d)."""
        count = min(size, self.total)
        return self.take(torch.arange(count) * self.total // count)
