"""The text tower: SigLIP's other half, and the "diffusion text encoder" of the flow decoder's pretraining."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .transformer import Block, rms_norm


class TextTower(nn.Module):
    """Token ids [B, T] and attention mask [B, T] → states [B, T, d] and a unit-length embedding [B, e]."""

    def __init__(
        self, *, vocabulary: int, width: int, layers: int, heads: int, embedding: int, max_length: int = 96
    ) -> None:
        super().__init__()
        self.max_length = max_length
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(max_length, width)
        self.blocks = nn.ModuleList(Block(width=width, heads=heads) for _ in range(layers))
        self.project = nn.Linear(width, embedding)
        nn.init.normal_(self.tokens.weight, std=0.5)
        nn.init.normal_(self.positions.weight, std=0.1)

    def states(self, token_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Contextual states, zero where the mask is zero. Shape: (B, T, d)."""
        assert token_ids.shape == attention_mask.shape
        steps = torch.cumsum(torch.ones_like(token_ids), dim=1) - 1  # (B, T): 0, 1, 2, …
        x = self.tokens(token_ids) + self.positions(steps.clamp(max=self.max_length - 1))
        bias = (1.0 - attention_mask[:, None, None, :].float()) * -1e4  # (B, 1, 1, T)
        for block in self.blocks:
            x = block(x, mask=bias)
        return rms_norm(x) * attention_mask[:, :, None].float()

    def pool(self, states: Tensor, attention_mask: Tensor) -> Tensor:
        """Masked mean, projected to unit length. Shape: (B, T, d) → (B, e)."""
        count = attention_mask.float().sum(dim=1, keepdim=True).clamp(min=1.0)
        return F.normalize(self.project(states.sum(dim=1) / count), dim=-1, eps=1e-6)

    def forward(self, token_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """The exported graph: the unit-length text embedding."""
        return self.pool(self.states(token_ids, attention_mask), attention_mask)


class SigmoidLoss(nn.Module):
    """SigLIP's pairwise loss with learned temperature and bias; pairs with equal captions are not negatives."""

    def __init__(self, *, temperature: float = 10.0, bias: float = -10.0) -> None:
        super().__init__()
        self.log_temperature = nn.Parameter(torch.tensor(math.log(temperature)))
        self.bias = nn.Parameter(torch.tensor(bias))

    def forward(self, pictures: Tensor, texts: Tensor, same: Tensor) -> Tensor:
        """Embeddings (B, e) twice; `same` (B, B) is true where two rows carry the same caption."""
        batch = pictures.shape[0]
        assert same.shape == (batch, batch)
        logits = pictures @ texts.T * self.log_temperature.exp() + self.bias  # (B, B)
        target = torch.eye(batch, device=logits.device)
        keep = (~same).float() + target  # duplicates off the diagonal are masked
        losses = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
        return (losses * keep.clamp(max=1.0)).sum() / batch
