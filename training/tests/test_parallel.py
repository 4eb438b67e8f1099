"""Two processes on a CPU: other batches, the same weights; killed and started again, those of an undisturbed run."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from parallel_worker import STEPS
from torch import nn

from unicode2_training import parallel

KILLED_AFTER = 5


def train(folder: Path, *, killed_after: int = 0) -> int:
    """Exit status of torchrun with two processes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder.mkdir(exist_ok=True)
    here = Path(__file__).parent
    command = [
        sys.executable, "-m", "torch.distributed.run", "--nproc-per-node=2", f"--master-port={port}",
        str(here / "parallel_worker.py"), str(folder), str(killed_after),
    ]  # fmt: skip
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join([str(here.parent), str(here)])}
    return subprocess.run(command, env=environment, capture_output=True, timeout=600, check=False).returncode


def results(folder: Path) -> list[dict[str, Any]]:
    return [torch.load(folder / f"process-{rank}.pt", weights_only=False) for rank in range(2)]


@pytest.mark.slow
def test_two_processes_train_one_model_and_survive_a_kill(tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    assert train(whole) == 0
    first, second = results(whole)
    assert all(torch.equal(value, second["model"][name]) for name, value in first["model"].items())
    assert first["next"]["codes"].shape != second["next"]["codes"].shape or not torch.equal(
        first["next"]["codes"], second["next"]["codes"]
    ), "every process draws batches of its own"
    assert first["steps"] == list(range(STEPS))

    assert train(killed, killed_after=KILLED_AFTER) != 0
    assert not list(killed.glob("process-*.pt"))
    assert torch.load(killed / "language.pt", weights_only=False)["step"] <= KILLED_AFTER
    assert train(killed) == 0
    resumed = results(killed)[0]
    assert 0 < len(resumed["steps"]) <= STEPS - 1, "it went on, and did not start again"
    for name, value in first["model"].items():
        assert torch.allclose(resumed["model"][name], value, atol=1e-6), name


def test_one_process_changes_nothing() -> None:
    module = nn.Linear(2, 2)
    module.weight.grad = torch.ones(2, 2)
    parallel.average_gradients(module)
    parallel.share_weights(module)
    parallel.assert_same_weights(module)
    assert torch.equal(module.weight.grad, torch.ones(2, 2)) and module.bias.grad is None
    assert (parallel.rank(), parallel.processes(), parallel.from_first(7)) == (0, 1, 7)
