"""The vision encoder: a ViT whose patch embeddings are what the frozen codebook C1 quantizes.

Trained in SigLIP 2's spirit: a sigmoid loss against captions for meaning, the words of every patch's own region, and a
linear pixel reconstruction of every patch for local detail. Afterwards it is frozen, together with the map into C1's
space (codebook_space.py).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..world.scene import WorldConfig
from .codebook_space import CodebookSpace
from .transformer import Block, cell_features, rms_norm


class VisionEncoder(nn.Module):
    """Pixels [B, 3, S, S] in [−1, 1] → patch features [B, N, d] and a unit-length picture embedding [B, e]."""

    def __init__(
        self,
        *,
        picture_size: int,
        patch_size: int,
        width: int,
        layers: int,
        heads: int,
        embedding: int,
        code_width: int,
        config: WorldConfig,
    ) -> None:
        super().__init__()
        side = picture_size // patch_size
        # A short convolutional stem sees a little beyond its patch; only its last steps depend on the patch size.
        channels = [48, width // 3, 2 * width // 3, width]
        halvings = (patch_size // 4).bit_length() - 1
        assert patch_size == 4 << halvings and halvings >= 1, patch_size
        self.stem = nn.Sequential(
            nn.PixelUnshuffle(4),
            nn.Conv2d(channels[0], channels[1], kernel_size=3, padding=1),
            nn.ReLU(),
            *(
                layer
                for step in range(halvings)
                for layer in (
                    nn.Conv2d(channels[min(step, 1) + 1], channels[2 if step + 1 < halvings else 3],
                              kernel_size=3, stride=2, padding=1),
                    nn.ReLU() if step + 1 < halvings else nn.Identity(),
                )
            ),
        )  # fmt: skip
        self.positions = nn.Parameter(0.5 * cell_features(side, side, width))
        self.blocks = nn.ModuleList(Block(width=width, heads=heads) for _ in range(layers))
        self.pool_score = nn.Linear(width, 1)
        self.project = nn.Linear(width, embedding)
        self.reconstruct = nn.Linear(width, 3 * patch_size * patch_size)
        self.space = CodebookSpace(
            width=width, patch_size=patch_size, grid_side=side, code_width=code_width, config=config
        )

    def features(self, pixels: Tensor) -> Tensor:
        """Patch features before the map into C1's space. Shape: (B, N, d)."""
        x = rms_norm(self.stem(pixels).flatten(2).transpose(1, 2)) + self.positions
        for block in self.blocks:
            x = block(x)
        return rms_norm(x)

    def pool(self, features: Tensor) -> Tensor:
        """Attention pooling, projected to unit length. Shape: (B, N, d) → (B, e)."""
        weights = torch.softmax(self.pool_score(features), dim=1)  # (B, N, 1)
        return F.normalize(self.project((features * weights).sum(dim=1)), dim=-1, eps=1e-6)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """The exported graph: patch embeddings in C1's space and the picture embedding."""
        features = self.features(pixels)
        return self.space(features, pixels), self.pool(features)
