"""Grounded captioning for the vision encoder: every patch predicts the words of the region that it belongs to.

SigLIP 2 adds a captioning loss with regions (LocCa) to the sigmoid loss, so that single patches carry meaning. Here a
region's caption is short and known exactly (noun, colour, size, background), so one linear map per patch predicts its
words, and where inside its thing the patch lies. Only training needs it; of C1's space it is one part of the metric.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..world.scene import GRID, NATURAL, SIZE_CELLS, Scene, WorldConfig

NOT_LEARNED = -100
SIZES = tuple(SIZE_CELLS)


@dataclass(frozen=True)
class RegionLabels:
    """Words of every patch as class numbers (n, N) int64; NOT_LEARNED where a slot does not apply."""

    noun: Tensor  # 0: no thing
    colour: Tensor
    size: Tensor
    background: Tensor  # only where there is no thing
    offset: Tensor  # (n, N, 2): place inside the thing, −1…1; 0 where there is none

    def rows(self, index: Tensor) -> RegionLabels:
        """The labels of some pictures."""
        return RegionLabels(*(value[index] for value in vars(self).values()))


def label_regions(scenes: Sequence[Scene], config: WorldConfig) -> RegionLabels:
    """Labels from scene records; later objects lie in front."""
    tints = (NATURAL, *config.colours)
    nouns = {noun.noun: index + 1 for index, noun in enumerate(config.noun_list)}
    shape = len(scenes), GRID, GRID
    noun = torch.zeros(shape, dtype=torch.int64)
    colour, size = torch.full(shape, NOT_LEARNED), torch.full(shape, NOT_LEARNED)
    background = torch.empty(shape, dtype=torch.int64)
    offset = torch.zeros(*shape, 2)
    for row, scene in enumerate(scenes):
        background[row] = config.backgrounds.index(scene.background)
        for thing in scene.objects:
            x, y, cells = round(thing.cell_x), round(thing.cell_y), thing.cells
            box = row, slice(y, y + cells), slice(x, x + cells)
            noun[box] = nouns[thing.noun]
            colour[box] = tints.index(thing.colour)
            size[box] = SIZES.index(thing.size)
            background[box] = NOT_LEARNED
            inside = (torch.arange(cells) + 0.5) / cells * 2 - 1
            offset[box] = torch.stack(torch.meshgrid(inside, inside, indexing="ij")[::-1], dim=-1)
    return RegionLabels(*(value.flatten(1, 2) for value in (noun, colour, size, background, offset)))


class RegionWords(nn.Module):
    """Patch features [B, N, d] → logits of every slot and the offset, by one linear map."""

    def __init__(self, *, width: int, config: WorldConfig) -> None:
        super().__init__()
        self.slots = [len(config.noun_list) + 1, 1 + len(config.colours), len(SIZES), len(config.backgrounds), 2]
        self.head = nn.Linear(width, sum(self.slots))

    def forward(self, features: Tensor, labels: RegionLabels) -> dict[str, Tensor]:
        """Mean losses by slot and the share of patches whose noun is right."""
        noun, colour, size, background, offset = torch.split(self.head(features), self.slots, dim=-1)
        there = labels.noun > 0
        losses = {
            name: F.cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=NOT_LEARNED)
            for name, logits, target in (
                ("noun", noun, labels.noun),
                ("colour", colour, labels.colour),
                ("size", size, labels.size),
                ("background", background, labels.background),
            )
        }
        losses["offset"] = (offset - labels.offset).square().mean(dim=-1)[there].mean()
        with torch.no_grad():
            losses["noun_right"] = (noun.argmax(dim=-1) == labels.noun)[there].float().mean()
        return losses

    def metric(self) -> Tensor:
        """Rows of the linear map that tell things apart: nouns, colours and offsets. Shape: (n, d)."""
        noun, colour, _, _, offset = torch.split(self.head.weight, self.slots, dim=0)
        return torch.cat([noun, colour, 2.0 * offset])
