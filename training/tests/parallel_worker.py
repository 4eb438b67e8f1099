"""One of several processes in test_parallel.py: trains the tiny language model and saves its own weights.

Arguments: the run folder, and a step after which process 1 kills itself (0: never).
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace
from pathlib import Path

import tiny
import torch

from unicode2_training import parallel

STEPS = 12


def main(folder: Path, killed_after: int) -> None:
    torch.set_num_threads(1)
    parallel.join()
    rank = parallel.rank()
    settings = replace(tiny.SETTINGS, checkpoint_seconds=0.0, minutes=1000.0, max_steps=STEPS)
    loop = tiny.make_loop(tiny.make_tokens(), folder, settings=settings, steps=STEPS)
    step = loop.train_step
    drawn: list[int] = []

    def train_step() -> dict[str, float]:
        if killed_after and rank == 1 and loop.step == killed_after:
            os.kill(os.getpid(), signal.SIGKILL)
        drawn.append(loop.step)
        return step()

    loop.train_step = train_step  # type: ignore[method-assign]
    loop.run(resume=True)
    state = {"model": loop.module.state_dict(), "steps": drawn, "next": loop.next_batch()}
    torch.save(state, folder / f"process-{rank}.pt")
    parallel.leave()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
