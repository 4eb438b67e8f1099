"""Transformer parts shared by the towers, the language model, Mapping and the flow decoder.

QK-norm, ReLU² and zero-initialised output projections follow the modded-nanogpt record runs: together they make a
short run with a large learning rate safe. Everything is written with operations that export to ONNX without change.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def rms_norm(x: Tensor, *, epsilon: float = 1e-6) -> Tensor:
    """Root-mean-square normalisation over the last axis, without parameters."""
    return x * torch.rsqrt(x.square().mean(dim=-1, keepdim=True) + epsilon)


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    """Softmax attention written out. Shapes: (B, H, T, h), (B, H, S, h), (B, H, S, h); mask is additive."""
    scores = query @ key.transpose(-1, -2) * (1.0 / math.sqrt(query.shape[-1]))  # (B, H, T, S)
    if mask is not None:
        scores = scores + mask
    return torch.softmax(scores, dim=-1) @ value


def attend_in_training(
    query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None = None, *, is_causal: bool = False
) -> Tensor:
    """The same by PyTorch's kernel, except in bfloat16 on a CPU, where its backward pass takes 2.6 times as long."""
    if not (query.device.type == "cpu" and torch.is_autocast_enabled("cpu")):
        return F.scaled_dot_product_attention(query, key, value, attn_mask=mask, is_causal=is_causal)
    if is_causal:
        assert mask is None
        length = query.shape[2]
        mask = torch.full((length, length), -1e9, device=query.device, dtype=torch.bfloat16).triu(1)
    return attend(query, key, value, mask)


class Attention(nn.Module):
    """Multi-head attention, self or cross, with normalised queries and keys."""

    def __init__(self, *, width: int, heads: int, source_width: int | None = None) -> None:
        super().__init__()
        assert width % heads == 0, (width, heads)
        source_width = width if source_width is None else source_width
        self.heads = heads
        self.query = nn.Linear(width, width, bias=False)
        self.key = nn.Linear(source_width, width, bias=False)
        self.value = nn.Linear(source_width, width, bias=False)
        self.out = nn.Linear(width, width, bias=False)
        self.key_gain = nn.Parameter(torch.full((width // heads,), 1.5))
        nn.init.zeros_(self.out.weight)

    def split(self, x: Tensor) -> Tensor:
        """(B, T, D) → (B, H, T, h)"""
        return x.reshape(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def merge(self, x: Tensor) -> Tensor:
        """(B, H, T, h) → (B, T, D)"""
        return x.transpose(1, 2).reshape(x.shape[0], x.shape[2], -1)

    def project(self, x: Tensor, source: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Queries of x; keys and values of source. Each (B, H, ·, h)."""
        query = rms_norm(self.split(self.query(x)))
        key = rms_norm(self.split(self.key(source))) * self.key_gain
        return query, key, self.split(self.value(source))

    def forward(self, x: Tensor, *, source: Tensor | None = None, mask: Tensor | None = None) -> Tensor:
        query, key, value = self.project(x, x if source is None else source)
        if torch.onnx.is_in_onnx_export():
            mixed = attend(query, key, value, mask)
        else:
            mixed = attend_in_training(query, key, value, mask)
        return self.out(self.merge(mixed))


class FeedForward(nn.Module):
    """Two linear maps around ReLU²."""

    def __init__(self, *, width: int, ratio: int = 4) -> None:
        super().__init__()
        self.up = nn.Linear(width, ratio * width, bias=False)
        self.down = nn.Linear(ratio * width, width, bias=False)
        nn.init.zeros_(self.down.weight)

    def forward(self, x: Tensor) -> Tensor:
        return self.down(F.relu(self.up(x)).square())


class Block(nn.Module):
    """Pre-norm transformer block."""

    def __init__(self, *, width: int, heads: int, ratio: int = 4) -> None:
        super().__init__()
        self.attention = Attention(width=width, heads=heads)
        self.feed_forward = FeedForward(width=width, ratio=ratio)

    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        x = x + self.attention(rms_norm(x), mask=mask)
        return x + self.feed_forward(rms_norm(x))


def sinusoid(positions: Tensor, width: int, *, longest: float = 64.0) -> Tensor:
    """Sine and cosine features of positions. Shape: (n,) → (n, width); a shift of the position is a rotation."""
    assert width % 2 == 0, width
    rates = torch.exp(torch.linspace(0.0, math.log(longest), width // 2))
    angles = positions.float()[:, None] * (2 * math.pi / (2.0 * rates))[None, :]
    return torch.cat([angles.sin(), angles.cos()], dim=-1)


def cell_features(height: int, width_cells: int, width: int) -> Tensor:
    """Start values of cell embeddings: raster index, row and column, a third each. Shape: (N, width)."""
    cells = torch.arange(height * width_cells)
    part = width // 3 // 2 * 2
    rows, columns = cells // width_cells, cells % width_cells
    features = [
        sinusoid(cells, width - 2 * part, longest=float(2 * height * width_cells)),
        sinusoid(rows, part, longest=float(2 * height)),
        sinusoid(columns, part, longest=float(2 * width_cells)),
    ]
    return torch.cat(features, dim=-1)
