"""The language model: one causal transformer that reads and writes text and visual tokens.

Visual tokens enter as rows of the trainable codebook C2 through a projector, and are predicted by a query in C2's own
space: logits = query · rowsᵀ, so input and output share C2 (L_GEN), while text has its own head (L_UND). A visual token
or a masked cell also carries the embedding of its cell; the cell to be written next follows from it.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from .transformer import Attention, FeedForward, attend, attend_in_training, cell_features, rms_norm


def rotary_tables(
    start: int | Tensor, length: int | Tensor, size: int, device: torch.device, base: float = 10000.0
) -> tuple[Tensor, Tensor]:
    """Cosine and sine for the positions start … start+length−1. Shape: (T, size/2) each."""
    rates = base ** (-torch.arange(0, size, 2, device=device).float() / size)
    # A tensor while tracing.
    positions = torch.arange(0, length, device=device).float() + start  # type: ignore[arg-type]
    angles = positions[:, None] * rates[None, :]
    return angles.cos(), angles.sin()


def rotate(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Rotary position embedding over the halves of the last axis. Shape: (B, H, T, h)."""
    first, second = x.chunk(2, dim=-1)
    return torch.cat([first * cosine - second * sine, first * sine + second * cosine], dim=-1)


class CausalBlock(nn.Module):
    """Pre-norm block with rotary, causal self-attention."""

    def __init__(self, *, width: int, heads: int) -> None:
        super().__init__()
        self.attention = Attention(width=width, heads=heads)
        self.feed_forward = FeedForward(width=width)

    def forward(self, x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
        """Whole sequences, as in training."""
        query, key, value = self.attention.project(*(2 * (rms_norm(x),)))
        query, key = rotate(query, cosine, sine), rotate(key, cosine, sine)
        mixed = attend_in_training(query, key, value, is_causal=True)
        x = x + self.attention.out(self.attention.merge(mixed))
        return x + self.feed_forward(rms_norm(x))

    def step(
        self, x: Tensor, cosine: Tensor, sine: Tensor, mask: Tensor, past_key: Tensor, past_value: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """T new positions after P cached ones. Caches: (B, H, P, h) → (B, H, P+T, h)."""
        query, key, value = self.attention.project(*(2 * (rms_norm(x),)))
        query, key = rotate(query, cosine, sine), rotate(key, cosine, sine)
        key, value = torch.cat([past_key, key], dim=2), torch.cat([past_value, value], dim=2)
        x = x + self.attention.out(self.attention.merge(attend(query, key, value, mask)))
        return x + self.feed_forward(rms_norm(x)), key, value


class LanguageModel(nn.Module):
    """Decoder-only transformer over mixed sequences; C2 itself lives in `rows`."""

    def __init__(
        self, *, vocabulary: int, grid_side: int, codes: int, row_width: int, width: int, layers: int, heads: int
    ) -> None:
        super().__init__()
        self.layers, self.heads, self.head_width = layers, heads, width // heads
        self.text_embedding = nn.Embedding(vocabulary, width)
        self.cell_embedding = nn.Embedding(1 + grid_side * grid_side, width, padding_idx=0)
        self.rows = nn.Embedding(codes, row_width)  # C2: starts as a copy of C1's centres
        self.projector = nn.Linear(row_width, width, bias=False)
        self.blocks = nn.ModuleList(CausalBlock(width=width, heads=heads) for _ in range(layers))
        self.text_head = nn.Linear(width, vocabulary, bias=False)
        self.query_head = nn.Linear(width, row_width, bias=False)
        nn.init.normal_(self.text_embedding.weight, std=0.7)
        nn.init.zeros_(self.text_head.weight)
        nn.init.normal_(self.query_head.weight, std=0.002)
        with torch.no_grad():
            self.cell_embedding.weight[1:] = cell_features(grid_side, grid_side, width)

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.rows.weight.device

    def embed(self, text_ids: Tensor, visual_rows: Tensor, cell: Tensor, is_visual: Tensor) -> Tensor:
        """Input states. Shapes: (B, T), (B, T, c), (B, T), (B, T) → (B, T, D)."""
        text = self.text_embedding(text_ids) * (1.0 - is_visual)[:, :, None]
        return rms_norm(text + self.projector(visual_rows) + self.cell_embedding(cell + 1))

    def forward(self, text_ids: Tensor, codes: Tensor, cell: Tensor) -> Tensor:
        """Training pass. `codes` is −1 where the position is text. All (B, T); returns states (B, T, D)."""
        assert text_ids.shape == codes.shape == cell.shape
        is_visual = (codes >= 0).float()
        visual_rows = self.rows(codes.clamp(min=0)) * is_visual[:, :, None]
        x = self.embed(text_ids, visual_rows, cell, is_visual)
        cosine, sine = rotary_tables(0, x.shape[1], self.head_width, x.device)
        for block in self.blocks:
            x = block(x, cosine, sine)
        return rms_norm(x)

    def text_logits(self, states: Tensor) -> Tensor:
        """(…, D) → (…, V)"""
        return self.text_head(states)

    def visual_query(self, states: Tensor) -> Tensor:
        """(…, D) → (…, c)"""
        return self.query_head(states)

    def step(
        self, text_ids: Tensor, visual_rows: Tensor, cell: Tensor, past_keys: Tensor, past_values: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The exported graph: see docs/pack-format.md. Caches: (L, B, H, P, h)."""
        # A visual position has a cell and the text id 0; a masked cell has a cell and the id of `maskCell`.
        is_visual = ((cell >= 0) & (text_ids == 0)).float()
        x = self.embed(text_ids, visual_rows, cell, is_visual)
        past, length = past_keys.shape[3], text_ids.shape[1]
        cosine, sine = rotary_tables(past, length, self.head_width, x.device)
        queries = torch.arange(length, device=x.device)[:, None] + past
        mask = (torch.arange(past + length, device=x.device)[None, :] > queries).float() * -1e9  # (T, P+T)
        keys, values = [], []
        for index, block in enumerate(self.blocks):
            assert isinstance(block, CausalBlock)
            x, key, value = block.step(x, cosine, sine, mask, past_keys[index], past_values[index])
            keys.append(key)
            values.append(value)
        last = rms_norm(x[:, -1])
        return self.text_head(last), self.query_head(last), torch.stack(keys), torch.stack(values)
