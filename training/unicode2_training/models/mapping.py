"""Mapping: carries the language model's visual tokens (rows of C2) into the flow decoder's condition space.

Its pooled output is aligned with the decoder's text encoder on the same prompt by a contrastive loss (L_CL).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .transformer import Block, cell_features, rms_norm


class Mapping(nn.Module):
    """C2 rows [B, N, c] → condition vectors [B, N, m] with 2-D positions."""

    def __init__(self, *, grid_side: int, row_width: int, width: int, layers: int, heads: int) -> None:
        super().__init__()
        self.project = nn.Linear(row_width, width)
        self.positions = nn.Parameter(0.5 * cell_features(grid_side, grid_side, width))
        self.blocks = nn.ModuleList(Block(width=width, heads=heads, ratio=3) for _ in range(layers))
        self.out = nn.Linear(width, width)

    def forward(self, visual_rows: Tensor) -> Tensor:
        x = self.project(visual_rows) + self.positions
        for block in self.blocks:
            x = block(x)
        return self.out(rms_norm(x))


def contrastive_loss(mapped: Tensor, text: Tensor, same: Tensor, *, temperature: float = 0.1) -> Tensor:
    """L_CL: symmetric InfoNCE on pooled means (B, m) twice; `same` (B, B) marks equal prompts, which are masked."""
    batch = mapped.shape[0]
    logits = F.normalize(mapped, dim=-1) @ F.normalize(text, dim=-1).T / temperature  # (B, B)
    duplicates = same & ~torch.eye(batch, dtype=torch.bool, device=same.device)
    logits = logits.masked_fill(duplicates, -1e4)
    target = torch.arange(batch, device=logits.device)
    return 0.5 * (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target))
