"""Data parallel training: processes that torchrun starts hold the same weights and average their gradients.

Every process draws batches of its own; the first one decides on plans, writes checkpoints and logs. All processes read
the same run folder. In a single process every function here does nothing.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable

import torch
from torch import distributed as dist
from torch import nn

PATIENCE = datetime.timedelta(hours=2)  # others wait that long for what the first process makes


def join() -> None:
    """Under torchrun, join the group: tensors of a GPU over nccl, of a CPU over gloo."""
    if int(os.environ.get("WORLD_SIZE", "1")) > 1:
        dist.init_process_group("cpu:gloo,cuda:nccl" if torch.cuda.is_available() else "gloo", timeout=PATIENCE)


def leave() -> None:
    """Before a process ends: the group's threads would otherwise abort it now and then."""
    if dist.is_available() and dist.is_initialized():
        dist.destroy_process_group()


def processes() -> int:
    return dist.get_world_size() if dist.is_available() and dist.is_initialized() else 1


def rank() -> int:
    return dist.get_rank() if processes() > 1 else 0


def wait_for_all() -> None:
    """Return when every process has come here."""
    if processes() > 1:
        dist.all_reduce(torch.zeros(()))  # a barrier that needs no GPU


def by_first(make: Callable[[], None]) -> None:
    """The first process does it (writes a file, say); the others wait."""
    if rank() == 0:
        make()
    wait_for_all()


def from_first(value: int) -> int:
    """The first process's value."""
    if processes() == 1:
        return value
    shared = torch.tensor(value, dtype=torch.int64)
    dist.broadcast(shared, 0)
    return int(shared)


@torch.no_grad()
def share_weights(module: nn.Module) -> None:
    """All processes start with the first one's weights."""
    if processes() > 1:
        for value in module.state_dict().values():
            dist.broadcast(value, 0)


@torch.no_grad()
def average_gradients(module: nn.Module) -> None:
    """Mean gradients of all processes, by one all-reduce; what no process has a gradient for keeps none."""
    if processes() == 1:
        return
    parameters = [parameter for parameter in module.parameters() if parameter.requires_grad]
    gradients = [torch.zeros_like(each) if each.grad is None else each.grad for each in parameters]
    used = gradients[0].new_tensor([each.grad is not None for each in parameters])
    flat = torch.cat([*(each.flatten() for each in gradients), used])
    dist.all_reduce(flat)
    *means, used = torch.split(flat / processes(), [*(each.numel() for each in parameters), len(parameters)])
    for parameter, mean, is_used in zip(parameters, means, used.tolist(), strict=True):
        parameter.grad = mean.view(parameter.shape) if is_used else None


@torch.no_grad()
def assert_same_weights(module: nn.Module) -> None:
    """Fails if a process has drifted from the first one."""
    if processes() > 1:
        sums = torch.stack([value.double().sum() for value in module.state_dict().values()]).cpu()
        first = sums.clone()
        dist.broadcast(first, 0)
        assert torch.equal(sums, first), f"process {rank()} has other weights than the first one"
