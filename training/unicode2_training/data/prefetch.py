"""Batches drawn ahead by worker processes, in a fixed order.

Every step has a random generator of its own, seeded by stage, process and step: a batch is the same whoever draws it,
and a resumed run needs no random state.
"""

from __future__ import annotations

import hashlib
import itertools
import multiprocessing
from collections.abc import Callable, Iterator

import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

Batch = dict[str, Tensor]
Draw = Callable[[torch.Generator], Batch]  # on the CPU; all randomness comes from the generator

AHEAD = 4  # batches that every worker keeps ready


def step_generator(seed: int, rank: int, step: int) -> torch.Generator:
    """Random numbers of one step of one process."""
    digest = hashlib.sha256(f"{seed}:{rank}:{step}".encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:4], "big"))  # the generator keeps 32 bits of a seed


class Steps(Dataset[Batch]):
    """The batch of every step."""

    def __init__(self, draw: Draw, seed: int, rank: int) -> None:
        self.draw, self.seed, self.rank = draw, seed, rank

    def __getitem__(self, step: int) -> Batch:
        return self.draw(step_generator(self.seed, self.rank, step))


def prefetch(
    draw: Draw, *, seed: int, rank: int = 0, first: int = 0, workers: int = 0, pinned: bool = False
) -> Iterator[Batch]:
    """Batches of step `first` and all later ones, in order.

    Workers are forked, so `draw` may hold any data, but must not touch a GPU. Where processes cannot fork (Windows),
    batches are drawn when they are needed.
    """
    workers = workers if "fork" in multiprocessing.get_all_start_methods() else 0
    return iter(
        DataLoader(
            Steps(draw, seed, rank),
            batch_size=None,
            sampler=itertools.count(first),
            num_workers=workers,
            multiprocessing_context="fork" if workers else None,
            prefetch_factor=AHEAD if workers else None,
            pin_memory=pinned,
            generator=torch.Generator().manual_seed(0),  # not used, but otherwise drawn from the global one
        )
    )
