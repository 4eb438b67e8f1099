"""Operations that ONNX Runtime has as one kernel, for graphs that are exported.

Written out, a normalisation is six nodes and an attention a dozen; in a step of one token most of the time goes into
calling nodes, not into their arithmetic. Each operation computes with PyTorch, so that golden values do not come from
the runtime, and is exported as the runtime's operator (`com.microsoft`, and `RMSNormalization` of opset 23).
"""

from __future__ import annotations

from typing import Protocol

import torch
from torch import Tensor
from torch._C import Value
from torch.nn import functional as F

OPSET = 23  # the first with RMSNormalization
DOMAIN = "com.microsoft"
EPSILON = 1e-6


class GraphBuilder(Protocol):
    """What the exporter gives to add nodes with."""

    def op(self, name: str, *inputs: Value, **attributes: object) -> Value | tuple[Value, ...]: ...


def add_node(graph: GraphBuilder, name: str, *inputs: Value, **attributes: object) -> Value:
    """A node with one output, of the first input's type."""
    output = graph.op(name, *inputs, **attributes)
    assert not isinstance(output, tuple), name
    output.setType(inputs[0].type())
    return output


class _Normalize(torch.autograd.Function):
    @staticmethod
    def forward(ctx: object, x: Tensor, gain: Tensor) -> Tensor:
        return F.rms_norm(x, gain.shape, gain, EPSILON)

    @staticmethod
    def symbolic(graph: GraphBuilder, x: Value, gain: Value) -> Value:
        return add_node(graph, "RMSNormalization", x, gain, axis_i=-1, epsilon_f=EPSILON)


class _AddAndNormalize(torch.autograd.Function):
    @staticmethod
    def forward(ctx: object, x: Tensor, more: Tensor, gain: Tensor) -> tuple[Tensor, Tensor]:
        total = x + more
        return F.rms_norm(total, gain.shape, gain, EPSILON), total

    @staticmethod
    def symbolic(graph: GraphBuilder, x: Value, more: Value, gain: Value) -> tuple[Value, Value]:
        name = f"{DOMAIN}::SkipSimplifiedLayerNormalization"
        outputs = graph.op(name, x, more, gain, epsilon_f=EPSILON, outputs=4)
        assert isinstance(outputs, tuple)
        normalized, _, _, total = outputs
        for output in (normalized, total):
            output.setType(x.type())
        return normalized, total


class _Rotate(torch.autograd.Function):
    @staticmethod
    def forward(ctx: object, x: Tensor, cosine: Tensor, sine: Tensor, first: Tensor, heads: int) -> Tensor:
        halves = x.reshape(x.shape[0], x.shape[1], heads, 2, -1)
        left, right = halves[:, :, :, 0], halves[:, :, :, 1]
        cosine, sine = cosine[:, None], sine[:, None]
        return torch.cat([left * cosine - right * sine, left * sine + right * cosine], dim=-1).reshape(x.shape)

    @staticmethod
    def symbolic(graph: GraphBuilder, x: Value, cosine: Value, sine: Value, first: Value, heads: int) -> Value:
        name = f"{DOMAIN}::RotaryEmbedding"
        return add_node(graph, name, x, first, cosine, sine, num_heads_i=heads, interleaved_i=0)


class _AttendCached(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: object, query: Tensor, key: Tensor, value: Tensor, past_key: Tensor, past_value: Tensor, heads: int
    ) -> tuple[Tensor, Tensor, Tensor]:
        def split(x: Tensor) -> Tensor:
            return x.reshape(x.shape[0], x.shape[1], heads, -1).transpose(1, 2)

        keys = torch.cat([past_key, split(key)], dim=2)
        values = torch.cat([past_value, split(value)], dim=2)
        length, past = query.shape[1], past_key.shape[2]
        seen = torch.ones(length, past + length, dtype=torch.bool, device=query.device).tril(past)
        mixed = F.scaled_dot_product_attention(split(query), keys, values, attn_mask=seen)
        return mixed.transpose(1, 2).reshape(query.shape), keys, values

    @staticmethod
    def symbolic(
        graph: GraphBuilder, query: Value, key: Value, value: Value, past_key: Value, past_value: Value, heads: int
    ) -> tuple[Value, ...]:
        absent = graph.op("prim::Constant")  # for the bias, the padding mask and the attention bias
        assert not isinstance(absent, tuple)
        absent.setType(torch._C.OptionalType.ofTensor())
        outputs = graph.op(
            f"{DOMAIN}::MultiHeadAttention", query, key, value, absent, absent, absent, past_key, past_value,
            num_heads_i=heads, unidirectional_i=1, outputs=3,
        )  # fmt: skip
        assert isinstance(outputs, tuple)
        cache = past_key.type().with_sizes([None] * 4)
        for output, kind in zip(outputs, (query.type(), cache, cache), strict=True):
            output.setType(kind)
        return outputs


def normalize(x: Tensor, gain: Tensor) -> Tensor:
    """Root-mean-square normalisation times a gain, over the last axis. Shapes: (…, n), (n,)."""
    return _Normalize.apply(x, gain)


def add_and_normalize(x: Tensor, more: Tensor, gain: Tensor) -> tuple[Tensor, Tensor]:
    """The sum, normalised, and the sum itself. Shapes: (B, T, D) twice, (D,)."""
    return _AddAndNormalize.apply(x, more, gain)


def rotate_heads(x: Tensor, cosine: Tensor, sine: Tensor, *, heads: int) -> Tensor:
    """Rotary position embedding over the halves of every head. Shapes: (B, T, H·h), (T, h/2) twice."""
    first = torch.zeros(1, dtype=torch.int64)  # the tables start at the first position
    return _Rotate.apply(x, cosine, sine, first, heads)


def attend_cached(
    query: Tensor, key: Tensor, value: Tensor, past_key: Tensor, past_value: Tensor, *, heads: int
) -> tuple[Tensor, Tensor, Tensor]:
    """Causal attention of T new positions after P cached ones, and the longer caches.

    Shapes: (B, T, H·h) three times, (B, H, P, h) twice → (B, T, H·h), (B, H, P+T, h) twice.
    """
    return _AttendCached.apply(query, key, value, past_key, past_value, heads)
