"""Grounded captioning for the vision encoder: every patch predicts the words of the region that it belongs to.

SigLIP 2 adds a captioning loss with regions (LocCa) to the sigmoid loss, so that single patches carry meaning. Here a
region's caption is short and known exactly (noun, colour, size, background, style), so one linear map per patch
predicts its words, and where inside its thing the patch lies. C1 measures distance in these words
(codebook_space.py); Mapping learns them too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..devices import keep_near, take
from ..world.nouns import noun_of
from ..world.scene import GRID, NATURAL, SIZE_CELLS, Scene, WorldConfig

NOT_LEARNED = -100
SIZES = tuple(SIZE_CELLS)
SLOTS = ("noun", "colour", "size", "background", "style")


def slot_words(config: WorldConfig) -> dict[str, tuple[str, ...]]:
    """What each class of each slot is called; the empty string where it has no name."""
    return {
        "noun": ("", *(noun.noun for noun in config.noun_list)),
        "colour": ("", *config.colours),
        "size": SIZES,
        "background": config.backgrounds,
        "style": config.styles,
    }


def seen_colour(config: WorldConfig, noun: str, colour: str) -> str:
    """The colour that people see: an icon's own where it has one, else the recolour."""
    named = noun_of(noun).natural_colour if colour == NATURAL else colour
    return named if named in config.colours else ""


@dataclass(frozen=True)
class RegionLabels:
    """Words of every patch as class numbers (n, N) int64; NOT_LEARNED where a slot does not apply."""

    noun: Tensor  # 0: no thing
    colour: Tensor  # 0: of several colours, or of none that has a name
    size: Tensor
    background: Tensor  # only where there is no thing
    style: Tensor
    offset: Tensor  # (n, N, 2): place inside the thing, −1…1; 0 where there is none

    def rows(self, index: Tensor) -> RegionLabels:
        """The labels of some pictures."""
        return RegionLabels(*(take(value, index) for value in vars(self).values()))

    def without_colours(self, rows: Tensor) -> RegionLabels:
        """The labels without those of colour and background, which colours tell, in some rows (n,)."""
        colour, background = self.colour.clone(), self.background.clone()
        colour[rows] = background[rows] = NOT_LEARNED
        return replace(self, colour=colour, background=background)

    def near(self, device: torch.device) -> RegionLabels:
        """The labels on the device, as far as they fit."""
        return RegionLabels(*(keep_near(value, device) for value in vars(self).values()))


def label_regions(scenes: Sequence[Scene], config: WorldConfig, side: int = GRID) -> RegionLabels:
    """Labels of side × side patches from scene records; later objects lie in front."""
    words = slot_words(config)
    scale, rest = divmod(side, GRID)
    assert scale >= 1 and rest == 0, f"pictures must have a multiple of {GRID} patches along a side, not {side}"
    shape = len(scenes), side, side
    noun = torch.zeros(shape, dtype=torch.int64)
    colour, size = torch.full(shape, NOT_LEARNED), torch.full(shape, NOT_LEARNED)
    background, style = torch.empty(shape, dtype=torch.int64), torch.empty(shape, dtype=torch.int64)
    offset = torch.zeros(*shape, 2)
    for row, scene in enumerate(scenes):
        background[row] = words["background"].index(scene.background)
        style[row] = words["style"].index(scene.style)
        for thing in scene.objects:
            x, y, cells = round(thing.cell_x * scale), round(thing.cell_y * scale), thing.cells * scale
            box = row, slice(y, y + cells), slice(x, x + cells)
            noun[box] = words["noun"].index(thing.noun)
            colour[box] = words["colour"].index(seen_colour(config, thing.noun, thing.colour))
            size[box] = SIZES.index(thing.size)
            background[box] = NOT_LEARNED
            inside = (torch.arange(cells) + 0.5) / cells * 2 - 1
            offset[box] = torch.stack(torch.meshgrid(inside, inside, indexing="ij")[::-1], dim=-1)
    return RegionLabels(*(value.flatten(1, 2) for value in (noun, colour, size, background, style, offset)))


class RegionWords(nn.Module):
    """Patch features [B, N, d] → logits of every slot and the offset, by one linear map."""

    def __init__(self, *, width: int, config: WorldConfig) -> None:
        super().__init__()
        self.widths = [*(len(words) for words in slot_words(config).values()), 2]
        self.head = nn.Linear(width, sum(self.widths))

    def logits(self, features: Tensor) -> dict[str, Tensor]:
        """Logits by slot, and "offset" (…, 2)."""
        return dict(zip((*SLOTS, "offset"), torch.split(self.head(features), self.widths, dim=-1), strict=True))

    def forward(self, features: Tensor, labels: RegionLabels) -> dict[str, Tensor]:
        """Mean losses by slot and the share of patches whose noun is right."""
        logits = self.logits(features)
        there = labels.noun > 0
        losses = {
            name: F.cross_entropy(logits[name].flatten(0, 1), getattr(labels, name).flatten(), ignore_index=NOT_LEARNED)
            for name in SLOTS
        }
        losses["offset"] = (logits["offset"] - labels.offset).square().mean(dim=-1)[there].mean()
        with torch.no_grad():
            losses["noun_right"] = (logits["noun"].argmax(dim=-1) == labels.noun)[there].float().mean()
        return losses
