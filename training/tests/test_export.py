"""ONNX Runtime gives what PyTorch gives, with weights stored as int8."""

from __future__ import annotations

from pathlib import Path

import onnx
import pytest
import tiny
import torch
from onnx import TensorProto

from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.export.graphs import Graph, LanguageStep, export_graph, largest_difference, run_onnx, run_torch
from unicode2_training.export.quantize import round_to_int8, round_weights
from unicode2_training.models.build import build_decoder, build_mapping

pytestmark = pytest.mark.filterwarnings("ignore")


def test_rounded_weights_lie_on_an_int8_grid() -> None:
    weight = torch.randn(8, 32, generator=torch.Generator().manual_seed(0))
    rounded = round_to_int8(weight)
    scale = weight.abs().amax(dim=1, keepdim=True) / 127
    assert torch.allclose(rounded / scale, (rounded / scale).round(), atol=1e-3)
    assert float((rounded - weight).abs().max()) <= 0.51 * float(scale.max())


@pytest.mark.parametrize("batch", [1, 3])
def test_language_step_matches(tokens: TextTokens, tmp_path: Path, batch: int) -> None:
    model = tiny.make_language(tokens)
    round_weights(model, skip=("rows",))
    generator = torch.Generator().manual_seed(0)

    def inputs(rows: int, past: int, length: int) -> dict[str, torch.Tensor]:
        shape = (model.layers, rows, model.heads, past, model.head_width)
        return {
            "text_ids": torch.randint(10, 60, (rows, length), generator=generator),
            "visual_rows": torch.zeros(rows, length, tiny.SIZES.code_width),
            "cell": torch.full((rows, length), -1),
            "past_keys": torch.randn(shape, generator=generator),
            "past_values": torch.randn(shape, generator=generator),
        }

    axes = {name: {0: "B", 1: "T"} for name in ("text_ids", "visual_rows", "cell")}
    axes |= {name: {1: "B", 3: "P"} for name in ("past_keys", "past_values")}
    axes |= {name: {1: "B", 3: "Q"} for name in ("present_keys", "present_values")}
    axes |= {name: {0: "B"} for name in ("text_logits", "visual_query")}
    outputs = ("text_logits", "visual_query", "present_keys", "present_values")
    graph = Graph("languageModel", "language.onnx", LanguageStep(model), inputs(2, 3, 2), outputs, axes)
    export_graph(graph, tmp_path)
    for past, length in ((0, 5), (7, 1)):  # a prefill on an empty cache, and one more token
        values = inputs(batch, past, length)
        assert largest_difference(run_torch(graph, values), run_onnx(tmp_path / graph.file, values)) < 1e-4


def test_decoder_and_mapping_match_and_store_int8(tmp_path: Path) -> None:
    torch.manual_seed(0)
    mapping, decoder = build_mapping(tiny.SIZES).eval(), build_decoder(tiny.SIZES).eval()
    for module in (mapping, decoder):
        round_weights(module)
    rows = torch.randn(2, tiny.CELLS, tiny.SIZES.code_width)
    side = tiny.SIZES.latent_side
    latent = torch.randn(2, tiny.SIZES.latent_channels, side, side)
    with torch.no_grad():
        condition = mapping(rows)
    for graph in (
        Graph("mapping", "mapping.onnx", mapping, {"visual_rows": rows}, ("condition",), {}),
        Graph(
            "decoder", "decoder.onnx", decoder,
            {"latent": latent, "time": torch.tensor([0.0, 0.7]), "condition": condition}, ("clean",), {},
        ),
    ):  # fmt: skip
        info = export_graph(graph, tmp_path)
        path = tmp_path / graph.file
        assert info["int8"] > 0 and info["float"] == 0
        stored = [each for each in onnx.load(str(path)).graph.initializer if each.data_type == TensorProto.INT8]
        assert stored
        # Every matrix says which parameter it is, so that training can go on from a pack.
        names = {each.name.removesuffix(".int8").removesuffix(".transposed") for each in stored}
        assert names <= set(graph.module.state_dict())
        assert largest_difference(run_torch(graph, graph.inputs), run_onnx(path, graph.inputs)) < 1e-4
