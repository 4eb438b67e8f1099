"""The language model's graph: its example inputs, its two golden steps, and what rounding costs in int8 products."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import onnx
import torch
from torch import Tensor

from ..data.text_tokens import (
    ASSISTANT,
    BEGIN_PICTURE,
    BOS,
    END_PICTURE,
    MASK_CELL,
    USER,
    TextTokens,
)  # fmt: skip
from ..models.language_model import LanguageModel
from .golden import GoldenTensors, add_language_steps, tolerance
from .graphs import Graph, export_graph, save_graph
from .int8_products import use_int8_products
from .language_step import LanguageStep
from .manifest import FILES

TRACED_PAST = 3  # cached positions while tracing, since an empty cache could be folded away
ROUNDING_MARGIN = 3.0  # other processors round other values
# Widths from which steps use int8 products. Narrower ones gain 0.3 ms and would not speak PyTorch's very codes.
INT8_FROM = 384


@dataclass(frozen=True)
class LanguageParity:
    """Largest differences between PyTorch and ONNX Runtime: of float32 products, and of int8 ones where they ship."""

    exact: float
    rounded: float | None

    @property
    def tolerance(self) -> float:
        """What the studio must meet."""
        return tolerance(self.exact) if self.rounded is None else ROUNDING_MARGIN * self.rounded


def cache_names(time: str, layers: int) -> list[str]:
    """`time` is "past" or "present"; keys and values of every layer in turn."""
    return [f"{time}_{kind}_{layer}" for layer in range(layers) for kind in ("keys", "values")]


def random_cache(model: LanguageModel, batch: int, past: int) -> dict[str, Tensor]:
    """A cache of P positions, each (B, H, P, h); empty where P is 0."""
    shape = (batch, model.heads, past, model.head_width)
    return {name: torch.randn(shape) for name in cache_names("past", model.layers)}


def language_graph(model: LanguageModel, inputs: dict[str, Tensor]) -> Graph:
    outputs = ("text_logits", "visual_query", *cache_names("present", model.layers))
    dynamic = {name: {0: "B", 1: "T"} for name in ("text_ids", "visual_rows", "cell")}
    dynamic |= {name: {0: "B", 2: "P"} for name in cache_names("past", model.layers)}
    dynamic |= {name: {0: "B", 2: "P_plus_T"} for name in cache_names("present", model.layers)}
    dynamic |= {name: {0: "B"} for name in ("text_logits", "visual_query")}
    return Graph("languageModel", FILES["languageModel"], LanguageStep(model), inputs, outputs, dynamic, fused=True)


def language_inputs(
    model: LanguageModel, tokens: TextTokens, grids: Tensor
) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Golden prefill (a masked picture, words, the start of an answer picture) and one visual token more, uncached.

    `grids` are codes (B, N).
    """
    words = tokens.encode("a red apple on a beach")
    batch, cells = grids.shape
    hidden = [cell % 3 == 0 for cell in range(cells)]
    text = [BOS, USER, BEGIN_PICTURE, *(MASK_CELL if h else 0 for h in hidden), END_PICTURE, *words]
    text += [ASSISTANT, BEGIN_PICTURE]
    cell = [-1] * 3 + list(range(cells)) + [-1] * (len(words) + 3)
    rows = torch.zeros(batch, len(text), model.rows.weight.shape[1])
    keep = torch.tensor([not h for h in hidden])
    rows[:, 3 : 3 + cells] = model.rows.weight[grids] * keep[None, :, None]
    prefill = {"text_ids": torch.tensor([text] * batch), "visual_rows": rows, "cell": torch.tensor([cell] * batch)}
    one_more = {
        "text_ids": torch.zeros(batch, 1, dtype=torch.int64),
        "visual_rows": model.rows.weight[grids[:, :1]],
        "cell": torch.zeros(batch, 1, dtype=torch.int64),
    }
    return prefill, one_more


def write_language_graph(
    golden: GoldenTensors, model: LanguageModel, tokens: TextTokens, grids: Tensor, target: Path,
    *, int8_from: int = INT8_FROM,
) -> LanguageParity:  # fmt: skip
    """Export with float32 products and compare; from the width `int8_from` on, again with int8 products.

    Adds the golden values to `golden`.
    """
    prefill, one_more = language_inputs(model, tokens, grids)
    batch = grids.shape[0]
    info = export_graph(language_graph(model, {**one_more, **random_cache(model, batch, TRACED_PAST)}), target)
    path = target / FILES["languageModel"]
    prefill |= random_cache(model, batch, 0)

    def difference() -> float:
        return add_language_steps(golden, path, lambda inputs: language_graph(model, inputs), prefill, one_more)

    exact = difference()
    print(f"[export] languageModel: {info}, largest difference {exact:.2e}", flush=True)
    if model.heads * model.head_width < int8_from:
        return LanguageParity(exact, None)
    graph = onnx.load(path)
    replaced = use_int8_products(graph)
    save_graph(graph, path)
    rounded = difference()
    print(f"[export] languageModel: {replaced} int8 products, largest difference {rounded:.2e}", flush=True)
    return LanguageParity(exact, rounded)
