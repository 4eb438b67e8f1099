"""Scenes to pictures: backgrounds are stacked, icons pasted from a cache of recoloured, resized tiles.

With placement on whole or half cells every corner is a whole pixel, so pasting is exact and keeps edges sharp.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as functional

from unicode2_training.world.backdrops import backdrop
from unicode2_training.world.nouns import all_nouns, noun_index
from unicode2_training.world.scene import GRID, Scene
from unicode2_training.world.tint import recoloured

Tile = tuple[torch.Tensor, torch.Tensor]  # premultiplied colour [3, p, p] and 1 − alpha [1, p, p]


class Renderer:
    """Draws scenes at one size; tiles and backgrounds are made once."""

    def __init__(self, icons: torch.Tensor, size: int) -> None:
        if size % (2 * GRID):
            raise ValueError(f"size must be a multiple of {2 * GRID}, not {size}")
        assert icons.ndim == 4 and icons.shape[1] == 4, icons.shape
        self.icons = icons
        self.size = size
        self.cell = size // GRID
        self._tiles: dict[tuple[str, str, int], Tile] = {}
        self._backdrops: dict[str, torch.Tensor] = {}

    def render(self, scenes: Sequence[Scene]) -> torch.Tensor:
        """Pictures, uint8. Shape: [B, 3, size, size]."""
        pictures = torch.empty(len(scenes), 3, self.size, self.size)
        for picture, scene in zip(pictures, scenes, strict=True):
            picture.copy_(self._backdrop(scene.background))
            for thing in scene.objects:
                colour, clear = self._tile(thing.noun, thing.colour, thing.cells)
                side = colour.shape[-1]
                left, top = round(thing.cell_x * self.cell), round(thing.cell_y * self.cell)
                picture[:, top : top + side, left : left + side].mul_(clear).add_(colour)
        return pictures.mul_(255).add_(0.5).clamp_(0, 255).to(torch.uint8)

    def _backdrop(self, name: str) -> torch.Tensor:
        if name not in self._backdrops:
            self._backdrops[name] = backdrop(name, self.size)
        return self._backdrops[name]

    def _tile(self, noun: str, colour: str, cells: int) -> Tile:
        key = (noun, colour, cells)
        if key not in self._tiles:
            index = noun_index(noun)
            icon = recoloured(self.icons[index], all_nouns()[index], colour)  # [4, s, s]
            premultiplied = torch.cat([icon[:3] * icon[3:], icon[3:]])[None]
            side = cells * self.cell
            tile = functional.interpolate(
                premultiplied, size=(side, side), mode="bicubic", antialias=True, align_corners=False
            )[0].clamp(0, 1)
            self._tiles[key] = (torch.minimum(tile[:3], tile[3:]), 1 - tile[3:])
        return self._tiles[key]


_latest: dict[int, Renderer] = {}


def render(scenes: Sequence[Scene], icons: torch.Tensor, size: int = 128) -> torch.Tensor:
    """Pictures of scenes, uint8 [B, 3, size, size]. Tiles are kept between calls with the same icons."""
    renderer = _latest.get(size)
    if renderer is None or renderer.icons is not icons:
        renderer = _latest[size] = Renderer(icons, size)
    return renderer.render(scenes)
