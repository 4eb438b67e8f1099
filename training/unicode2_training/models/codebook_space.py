"""The space in which C1 measures distance: what a patch is called, and how it looks.

Raw features mix in what lies elsewhere in the picture, and k-means spends most of its centres on that: the codes of new
pictures are then noise that no language model can predict. So a patch is told by the probabilities of its region's
words, by where in its region it lies, and by its own pixels' principal components.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..world.scene import WorldConfig
from .region_words import RegionWords

# Lengths of one certain word of each slot, and of a step across a region.
WORD_LENGTHS = {"noun": 1.0, "colour": 0.7, "size": 0.4, "background": 0.7, "style": 0.3}
OFFSET_LENGTH = 1.0  # from the middle of a thing to its edge
POSITION_LENGTH = 0.5  # from the middle of the picture to its edge, where there is no thing
LOOK_LENGTH, BACKGROUND_LOOK_LENGTH = 0.2, 0.6  # of the spread of pixels, in things and elsewhere
SCALE = 10.0  # brings a component's spread near 1, which C2 starts from


class CodebookSpace(nn.Module):
    """Patch features and pixels → embeddings of `code_width` components: words, offset, then pixels."""

    pixel_mean: Tensor
    pixel_map: Tensor
    position: Tensor

    def __init__(self, *, width: int, patch_size: int, grid_side: int, code_width: int, config: WorldConfig) -> None:
        super().__init__()
        self.patch_size = patch_size
        self.regions = RegionWords(width=width, config=config)
        looks = code_width - sum(self.regions.widths)
        assert looks >= 4, f"code_width must be at least {sum(self.regions.widths) + 4} for this world"
        count = 3 * patch_size * patch_size
        self.register_buffer("pixel_mean", torch.zeros(count))
        self.register_buffer("pixel_map", torch.zeros(count, looks))
        middle = (torch.arange(grid_side) + 0.5) / grid_side * 2 - 1
        grid = torch.stack(torch.meshgrid(middle, middle, indexing="ij")[::-1], dim=-1).reshape(-1, 2)
        self.register_buffer("position", grid, persistent=False)

    def patches(self, pixels: Tensor) -> Tensor:
        """(B, 3, S, S) → (B, N, 3·p·p)"""
        return F.pixel_unshuffle(pixels, self.patch_size).flatten(2).transpose(1, 2)

    @torch.no_grad()
    def fit(self, patches: Tensor) -> None:
        """Set the map of pixels from a sample (n, 3·p·p): principal components, of unit total variance."""
        self.pixel_mean.copy_(patches.mean(dim=0))
        values, vectors = torch.linalg.eigh(torch.cov(patches.T))
        self.pixel_map.copy_(vectors[:, -self.pixel_map.shape[1] :] / values.sum().sqrt())

    def forward(self, features: Tensor, pixels: Tensor) -> Tensor:
        """(B, N, d), (B, 3, S, S) → (B, N, code_width)"""
        logits = self.regions.logits(features)
        shares = {slot: torch.softmax(logits[slot], dim=-1) for slot in WORD_LENGTHS}
        nothing = shares["noun"][..., :1]  # (B, N, 1)
        thing = 1.0 - nothing
        there = {"colour": thing, "size": thing, "background": nothing}
        words = [length * shares[slot] * there.get(slot, 1.0) for slot, length in WORD_LENGTHS.items()]
        offset = OFFSET_LENGTH * thing * logits["offset"] + POSITION_LENGTH * nothing * self.position
        looks = (self.patches(pixels) - self.pixel_mean) @ self.pixel_map
        looks = looks * (LOOK_LENGTH * thing + BACKGROUND_LOOK_LENGTH * nothing)
        return SCALE * torch.cat([*words, offset, looks], dim=-1)
