"""PyTorch → ONNX for every graph of a pack (docs/pack-format.md), with names, dynamic axes and golden values."""

from __future__ import annotations

import copy
import io
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from ..models.autoencoder import Autoencoder
from ..models.runtime_operators import DOMAIN
from ..models.runtime_operators import OPSET as RUNTIME_OPSET
from .quantize import name_weights, quantize_graph

OPSET, IR_VERSION = 18, 10


@dataclass(frozen=True)
class Graph:
    """One graph: its module, example inputs by name, output names, and which axes are dynamic."""

    role: str
    file: str
    module: nn.Module
    inputs: dict[str, Tensor]
    outputs: tuple[str, ...]
    dynamic: dict[str, dict[int, str]]
    fused: bool = False  # whether the module uses operators of ONNX Runtime; weights then keep their own names


class VisualHead(nn.Module):
    """Exact logits over all codes, tied to C2."""

    def forward(self, query: Tensor, rows: Tensor) -> Tensor:
        return query @ rows.T


class LatentDecoder(nn.Module):
    def __init__(self, autoencoder: Autoencoder) -> None:
        super().__init__()
        self.autoencoder = autoencoder

    def forward(self, latent: Tensor) -> Tensor:
        return self.autoencoder.decode(latent)


class LatentEncoder(nn.Module):
    def __init__(self, autoencoder: Autoencoder) -> None:
        super().__init__()
        self.autoencoder = autoencoder

    def forward(self, pixels: Tensor) -> Tensor:
        return self.autoencoder.encode(pixels)


def export_graph(graph: Graph, folder: Path) -> dict[str, int]:
    """Trace a deep copy (tracing changes modules), store weights as int8 where exact, save atomically."""
    module = copy.deepcopy(graph.module).eval()
    buffer = io.BytesIO()
    torch.onnx.export(
        module,
        tuple(graph.inputs.values()),
        buffer,  # type: ignore[arg-type]  # the TorchScript exporter takes a file object
        input_names=list(graph.inputs),
        output_names=list(graph.outputs),
        dynamic_axes=graph.dynamic,
        opset_version=OPSET,
        dynamo=False,
        do_constant_folding=not graph.fused,  # the runtime folds when it loads
        custom_opsets={DOMAIN: 1} if graph.fused else None,
    )
    model = onnx.load_from_string(buffer.getvalue())
    model.ir_version = min(model.ir_version, IR_VERSION)
    if graph.fused:
        raise_opset(model)
    name_weights(model, module)
    stored, left = quantize_graph(model)
    path = folder / graph.file
    save_graph(model, path)
    return {"bytes": path.stat().st_size, "int8": stored, "float": left}


def save_graph(model: onnx.ModelProto, path: Path) -> None:
    """Checked, written beside its target, then renamed."""
    onnx.checker.check_model(model)
    temporary = path.with_name(path.name + ".part")
    temporary.write_bytes(model.SerializeToString())
    temporary.replace(path)


def raise_opset(model: onnx.ModelProto) -> None:
    """Say that the graph needs the opset of the fused operators, which the exporter does not know yet.

    What it writes for opset 18 means the same there.
    """
    for opset in model.opset_import:
        if opset.domain == "":
            opset.version = RUNTIME_OPSET


@torch.no_grad()
def run_torch(graph: Graph, inputs: dict[str, Tensor]) -> dict[str, Tensor]:
    """Golden outputs."""
    values = graph.module.eval()(*inputs.values())
    values = (values,) if isinstance(values, Tensor) else values
    return dict(zip(graph.outputs, values, strict=True))


def run_onnx(path: Path, inputs: dict[str, Tensor]) -> dict[str, NDArray[np.float32]]:
    """The exported file on ONNX Runtime's CPU provider."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    values = session.run(names, {name: value.numpy() for name, value in inputs.items()})
    return dict(zip(names, values, strict=True))


def largest_difference(expected: dict[str, Tensor], actual: dict[str, NDArray[np.float32]]) -> float:
    """Maximum absolute difference over all outputs of a graph."""
    worst = 0.0
    for name, value in expected.items():
        assert tuple(value.shape) == actual[name].shape, f"{name}: {tuple(value.shape)} ≠ {actual[name].shape}"
        if value.numel():
            worst = max(worst, float(np.abs(value.numpy() - actual[name]).max()))
    return worst
