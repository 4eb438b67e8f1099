"""ONNX Runtime gives what PyTorch gives, with weights stored as int8."""

from __future__ import annotations

from pathlib import Path

import onnx
import pytest
import tiny
import torch
from onnx import TensorProto

from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.export.graphs import Graph, export_graph, largest_difference, run_onnx, run_torch
from unicode2_training.export.init_from import graph_weights
from unicode2_training.export.language_graph import cache_names, language_graph, random_cache, write_language_graph
from unicode2_training.export.quantize import round_to_int8, round_weights
from unicode2_training.models.build import build_decoder, build_mapping
from unicode2_training.models.language_model import LanguageModel

pytestmark = pytest.mark.filterwarnings("ignore")


def test_rounded_weights_lie_on_an_int8_grid() -> None:
    weight = torch.randn(8, 32, generator=torch.Generator().manual_seed(0))
    rounded = round_to_int8(weight)
    scale = weight.abs().amax(dim=1, keepdim=True) / 127
    assert torch.allclose(rounded / scale, (rounded / scale).round(), atol=1e-3)
    assert float((rounded - weight).abs().max()) <= 0.51 * float(scale.max())


def step_inputs(model: LanguageModel, batch: int, past: int, length: int) -> dict[str, torch.Tensor]:
    """T words after P cached positions."""
    return {
        "text_ids": torch.randint(10, 60, (batch, length), generator=torch.Generator().manual_seed(length)),
        "visual_rows": torch.zeros(batch, length, tiny.SIZES.code_width),
        "cell": torch.full((batch, length), -1),
        **random_cache(model, batch, past),
    }


# A prefill on an empty cache, one more token, and several at once, as where cells are locked.
STEPS = ((0, 5), (7, 1), (4, 3))


@pytest.mark.parametrize("batch", [1, 3])
def test_the_fused_language_step_matches(tokens: TextTokens, tmp_path: Path, batch: int) -> None:
    model = tiny.make_language(tokens)
    round_weights(model, skip=("rows",))
    torch.manual_seed(0)
    graph = language_graph(model, step_inputs(model, 2, 3, 2))
    export_graph(graph, tmp_path)
    for past, length in STEPS:
        values = step_inputs(model, batch, past, length)
        expected = run_torch(graph, values)
        assert largest_difference(expected, run_onnx(tmp_path / graph.file, values)) < 1e-4
        cache = [torch.stack([values[name] for name in cache_names("past", model.layers)[kind::2]]) for kind in (0, 1)]
        text, query, keys, _ = model.step(values["text_ids"], values["visual_rows"], values["cell"], *cache)
        assert torch.allclose(text, expected["text_logits"], atol=1e-4)
        assert torch.allclose(query, expected["visual_query"], atol=1e-4)
        assert torch.allclose(keys[-1], expected[f"present_keys_{model.layers - 1}"], atol=1e-4)


def test_int8_products_round_a_little_and_keep_the_weights(tokens: TextTokens, tmp_path: Path) -> None:
    model = tiny.make_language(tokens)
    torch.manual_seed(0)
    for parameter in model.parameters():
        parameter.data += 0.01 * torch.randn_like(parameter)  # the exporter stores equal parameters once
    round_weights(model, skip=("rows",))
    grids = torch.randint(0, tiny.SIZES.codes, (2, tiny.CELLS))
    plain = write_language_graph({}, model, tokens, grids, tmp_path)
    assert plain.rounded is None and plain.tolerance < 1e-2
    parity = write_language_graph({}, model, tokens, grids, tmp_path, int8_from=0)
    assert parity.rounded is not None and parity.exact < 1e-4 < parity.rounded < 0.3
    graph = onnx.load(str(tmp_path / "language-model.onnx")).graph
    products = [node.op_type for node in graph.node if node.op_type.startswith("MatMul")]
    assert "MatMulNBits" in products
    named, _ = graph_weights(tmp_path / "language-model.onnx", prefix="model.")
    for name, value in model.state_dict().items():
        if name != "rows.weight":
            assert torch.allclose(named[name], value, atol=1e-6), name


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
