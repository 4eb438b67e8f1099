"""Golden inputs and outputs: what every graph must give, computed by PyTorch from the very weights that ship."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from .graphs import Graph, largest_difference, run_onnx, run_torch

GoldenTensors = dict[str, Tensor]


def add_graph(golden: GoldenTensors, graph: Graph, path: Path, *, prefix: str | None = None) -> float:
    """Store a graph's example batch and PyTorch's outputs; returns ONNX Runtime's largest difference."""
    expected = run_torch(graph, graph.inputs)
    for name, value in {**graph.inputs, **expected}.items():
        golden[f"{prefix or graph.role}/{name}"] = value.detach().contiguous().clone()
    return largest_difference(expected, run_onnx(path, graph.inputs))


def add_language_steps(
    golden: GoldenTensors, path: Path, make: Callable[[dict[str, Tensor]], Graph], prefill: dict[str, Tensor],
    one_more: dict[str, Tensor],
) -> float:  # fmt: skip
    """Two steps of the language model: a prefill on an empty cache, then one more token on its cache."""
    first = make(prefill)
    worst = add_graph(golden, first, path, prefix="languageModel/prefill")
    present = {name: value for name, value in golden.items() if name.startswith("languageModel/prefill/present_")}
    cache = {f"past_{name.rsplit('/present_', 1)[1]}": value for name, value in present.items()}
    second = make({**one_more, **cache})
    return max(worst, add_graph(golden, second, path, prefix="languageModel/step"))


def save_golden(golden: GoldenTensors, path: Path) -> None:
    """Written beside its target, then renamed."""
    for name, value in golden.items():
        assert value.dtype in (torch.float32, torch.int64), f"{name}: {value.dtype}"
    temporary = path.with_name(path.name + ".part")
    save_file(golden, str(temporary))
    temporary.chmod(0o644)
    temporary.replace(path)


def tolerance(difference: float) -> float:
    """What the studio must meet: other builds of the runtime add in another order."""
    return max(2e-4, 20.0 * difference)
