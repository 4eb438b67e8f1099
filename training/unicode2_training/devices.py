"""Where a run computes, and what is moved there.

Files and random numbers belong to the CPU on every machine: a checkpoint of a GPU loads anywhere, and a resumed run
draws what an undisturbed one would have drawn.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import torch
from torch import Tensor, nn

Function = TypeVar("Function", bound=Callable[..., Any])
DEVICES = ("auto", "cpu", "cuda")
RESIDENT_SHARE = 0.4  # of a GPU's free memory that one table of data may take


@dataclass(frozen=True, kw_only=True)
class Hardware:
    """One process's device, and how many more processes draw its batches ahead (0: drawn when they are needed)."""

    device: torch.device
    workers: int = 0


CPU = Hardware(device=torch.device("cpu"))


def choose_hardware(name: str, workers: int | None = None) -> Hardware:
    """`auto` is the GPU where there is one. Raises ValueError for other names, and for `cuda` without a GPU."""
    if name not in DEVICES:
        raise ValueError(f"device must be one of {DEVICES}, not {name!r}")
    if workers is not None and workers < 0:
        raise ValueError(f"workers must be 0 or more, not {workers}")
    if name == "cpu" or (name == "auto" and not torch.cuda.is_available()):
        return Hardware(device=CPU.device, workers=workers or 0)
    if not torch.cuda.is_available():
        raise ValueError("device 'cuda': PyTorch sees no GPU here; allowed are 'cpu' and 'auto'")
    device = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
    torch.cuda.set_device(device)
    allow_tf32(False)
    cores = (os.cpu_count() or 1) // int(os.environ.get("LOCAL_WORLD_SIZE", "1"))
    return Hardware(device=device, workers=min(4, max(1, cores - 1)) if workers is None else workers)


def has_bfloat16_products() -> bool:
    """Whether this CPU multiplies matrices in bfloat16 itself (AMX, or AVX-512's dot products)."""
    return torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()


def mixed_precision(device: torch.device, wanted: bool) -> torch.autocast:
    """Products in bfloat16 within this context, where they are wanted and the hardware is built for them."""
    enabled = wanted and (device.type == "cuda" or has_bfloat16_products())
    return torch.autocast(device.type, torch.bfloat16, enabled=enabled)


def can_compile() -> bool:
    """Whether torch.compile has the C++ compiler that it needs here."""
    if shutil.which("g++") is not None:
        return True
    print("no g++ here: training goes on uncompiled, slower", flush=True)
    return False


def compile_blocks(module: nn.Module, kinds: tuple[type[nn.Module], ...]) -> None:
    """Compiles every part of these kinds, in place; names of weights stay."""
    if can_compile():
        torch._dynamo.config.recompile_limit = 64  # kinds of blocks times shapes, of all models of a process
        for part in module.modules():
            if isinstance(part, kinds):
                part.compile()


def compile_function(function: Function) -> Function:
    """The function compiled, or itself where nothing can be."""
    return cast(Function, torch.compile(function)) if can_compile() else function


def allow_tf32(allowed: bool) -> None:
    """float32 products and convolutions of a GPU in TF32, or exactly: codes must be those that the studio computes."""
    precision = "tf32" if allowed else "ieee"
    torch.backends.cuda.matmul.fp32_precision = precision
    torch.backends.cudnn.conv.fp32_precision = precision  # type: ignore[attr-defined]


@contextmanager
def training_precision() -> Iterator[None]:
    """TF32 while a stage trains."""
    allow_tf32(True)
    try:
        yield
    finally:
        allow_tf32(False)


def moved(value: Any, device: torch.device) -> Any:  # noqa: ANN401
    """The same dicts, lists and tuples with all their tensors on the device."""
    if isinstance(value, Tensor):
        return value.to(device, non_blocking=value.is_pinned() and device.type == "cuda")
    if isinstance(value, dict):
        return {key: moved(each, device) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(moved(each, device) for each in value)
    return value


def keep_near(data: Tensor, device: torch.device) -> Tensor:
    """The table on the device, unless it would take too much of its free memory: then it stays where it is."""
    if device.type == "cuda" and data.nbytes > RESIDENT_SHARE * torch.cuda.mem_get_info(device)[0]:
        return data
    return data.to(device)


def take(data: Tensor, rows: Tensor) -> Tensor:
    """Rows (B,) of a table, on the device of `rows`, wherever the table lies."""
    return data[rows.to(data.device)].to(rows.device, non_blocking=True)
