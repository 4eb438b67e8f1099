"""Embeddings on disk: a folder of `*.npy` files [n, d], float16 or float32, read through memory maps.

Every process of a group reads its own share of the rows, so the data may be larger than any machine's memory. The order
of files and rows is fixed by name: a share depends on the number of processes only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

METRICS = ("euclidean", "cosine")


class Shards:
    """This process's share of a folder of embeddings."""

    def __init__(self, folder: Path, *, rank: int = 0, processes: int = 1, metric: str = "euclidean") -> None:
        if metric not in METRICS:
            raise ValueError(f"metric must be one of {METRICS}, not {metric!r}")
        self.metric = metric
        paths = sorted(folder.glob("*.npy"))
        if not paths:
            raise ValueError(f"no .npy files in {folder}")
        self.arrays = [np.load(path, mmap_mode="r") for path in paths]
        for path, array in zip(paths, self.arrays, strict=True):
            if array.ndim != 2 or array.dtype not in (np.float16, np.float32):
                raise ValueError(f"{path.name}: must be float16 or float32 [n, d], not {array.dtype} {array.shape}")
            if array.shape[1] != self.arrays[0].shape[1]:
                raise ValueError(f"{path.name}: {array.shape[1]} dimensions, others have {self.arrays[0].shape[1]}")
        self.dimension = int(self.arrays[0].shape[1])
        self.ends = np.cumsum([len(array) for array in self.arrays])
        self.total = int(self.ends[-1])
        self.first, self.last = rank * self.total // processes, (rank + 1) * self.total // processes

    def __len__(self) -> int:
        """Rows of this process."""
        return self.last - self.first

    def rows(self, first: int, last: int) -> Tensor:
        """Rows first … last − 1 of the whole data, float32 (last − first, d)."""
        parts = []
        for array, end in zip(self.arrays, self.ends, strict=True):
            start = int(end) - len(array)
            low, high = max(first, start), min(last, int(end))
            if low < high:
                parts.append(np.asarray(array[low - start : high - start], dtype=np.float32))
        return self._checked(parts, f"{first}..{last - 1}")

    def take(self, rows: Tensor) -> Tensor:
        """Rows of the whole data by their ascending numbers (n,), float32 (n, d)."""
        numbers, parts = rows.numpy(), []
        for array, end in zip(self.arrays, self.ends, strict=True):
            low, high = np.searchsorted(numbers, [int(end) - len(array), int(end)])
            parts.append(np.asarray(array[numbers[low:high] - (int(end) - len(array))], dtype=np.float32))
        return self._checked(parts, f"{int(rows[0])}..{int(rows[-1])}")

    def _checked(self, parts: list[NDArray[np.float32]], name: str) -> Tensor:
        vectors = torch.from_numpy(np.concatenate(parts))
        if not bool(torch.isfinite(vectors).all()):
            raise ValueError(f"rows {name} hold values that are not finite")
        return F.normalize(vectors, dim=1) if self.metric == "cosine" else vectors

    def chunks(self, size: int) -> Iterator[Tensor]:
        """All rows of this process, `size` at a time."""
        for start in range(self.first, self.last, size):
            yield self.rows(start, min(start + size, self.last))

    def batch(self, size: int, generator: torch.Generator) -> Tensor:
        """About `size` rows of this process: short random runs of neighbours, since disks dislike single rows."""
        run = max(1, min(len(self), size // 64))
        starts = torch.randint(0, len(self) - run + 1, (max(1, size // run),), generator=generator)
        return torch.cat([self.rows(self.first + start, self.first + start + run) for start in starts.tolist()])

    def sample(self, size: int) -> Tensor:
        """Evenly spread rows of the whole data, the same in every process. Shape: (≤ size, d)."""
        count = min(size, self.total)
        return self.take(torch.arange(count) * self.total // count)
