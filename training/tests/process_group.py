"""Processes of a group for test_cluster.py: they begin as under torchrun, but forked where torch is imported already.

One of them may die: at a call, not at a time, so that it dies there on a machine of any speed.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable
from multiprocessing.connection import wait
from pathlib import Path
from types import FrameType

import torch
from torch import Tensor

from unicode2_training import parallel, training_loop
from unicode2_training.__main__ import main
from unicode2_training.codebook import kmeans

CODE = (str(Path(kmeans.__file__).parent), training_loop.__file__)
PATIENCE_S = 120
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["unicode2_training.__main__", "unicode2_training.codebook.cluster"])


class Calls:
    """Counts calls, of Python and of C, in the code of clustering and checkpoints. At call `last` the process dies."""

    def __init__(self, last: int | None) -> None:
        self.count, self.last = 0, last

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if event in ("call", "c_call") and frame.f_code.co_filename.startswith(CODE):
            self.count += 1
            if self.count == self.last:
                os.kill(os.getpid(), signal.SIGKILL)


def cluster(rank: int, arguments: list[str], target: Path, deaths: dict[int, int]) -> None:
    """The command; `deaths` says at which call a rank dies. Writes how many calls it made beside the target."""
    calls = Calls(deaths.get(rank))
    sys.argv = ["unicode2_training", "cluster", "--threads", "1", "--to", str(target), *arguments]
    sys.setprofile(calls)
    main()
    sys.setprofile(None)
    target.with_suffix(f".calls-{rank}").write_text(str(calls.count))


def step_with_reseeding(rank: int, shares: list[Tensor], centroids: Tensor, target: Path) -> None:
    """A full step on this rank's share, written by every rank."""
    parallel.join()
    torch.save(kmeans.lloyd_step(shares[rank].split(4), centroids, reseed=True), target.with_suffix(f".{rank}"))
    parallel.leave()


def begin(work: Callable[..., None], rank: int, processes: int, port: int, arguments: tuple[object, ...]) -> None:
    group = {"RANK": rank, "WORLD_SIZE": processes, "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": port}
    os.environ.update({name: str(value) for name, value in group.items()})
    torch.set_num_threads(1)
    work(rank, *arguments)


def run_group(work: Callable[..., None], *arguments: object, processes: int) -> list[int | None]:
    """Exit codes of processes that do `work(rank, *arguments)`. When one fails, the others are killed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    group = [CONTEXT.Process(target=begin, args=(work, rank, processes, port, arguments)) for rank in range(processes)]
    for process in group:
        process.start()
    while running := [process for process in group if process.is_alive()]:
        ended = wait([process.sentinel for process in running], timeout=PATIENCE_S)
        if not ended or any(process.exitcode for process in group):
            for process in running:
                process.kill()
        assert ended, "the group hangs"
    return [process.exitcode for process in group]
