"""Scenes to pictures: backgrounds are stacked, icons pasted from a cache of recoloured, resized tiles.

With placement on whole or half cells every corner is a whole pixel, so pasting is exact and keeps edges sharp.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
import torch.nn.functional as functional

from unicode2_training.world.atmosphere import with_time, with_weather
from unicode2_training.world.backdrops import backdrop
from unicode2_training.world.nouns import all_nouns, noun_index
from unicode2_training.world.scene import FLAT, GRID, NOTHING, Scene, SceneObject
from unicode2_training.world.styles import cut_out, styled_backdrop, styled_tile
from unicode2_training.world.tint import recoloured

Tile = tuple[torch.Tensor, torch.Tensor]  # premultiplied colour [3, p, p] and 1 − alpha [1, p, p]
MOST_TILES = 4096  # kept at once: 230 MB at 128 px


class Renderer:
    """Draws scenes at one size; tiles and backgrounds are made once."""

    def __init__(self, icons: torch.Tensor, size: int) -> None:
        if size % (2 * GRID):
            raise ValueError(f"size must be a multiple of {2 * GRID}, not {size}")
        assert icons.ndim == 4 and icons.shape[1] == 4, icons.shape
        self.icons = icons
        self.size = size
        self.cell = size // GRID
        self._tiles: dict[tuple[str, str, int, str, bool], Tile] = {}
        self._backdrops: dict[tuple[str, str, str, str], torch.Tensor] = {}

    def render(self, scenes: Sequence[Scene]) -> torch.Tensor:
        """Pictures, uint8. Shape: [B, 3, size, size]."""
        pictures = torch.empty(len(scenes), 3, self.size, self.size)
        for picture, scene in zip(pictures, scenes, strict=True):
            picture.copy_(self._backdrop(scene.background, scene.style, scene.time, scene.weather))
            for thing, colour, clear in self._parts(scene):
                _window(picture, thing, colour, self.cell).mul_(clear).add_(colour)
        return _bytes(pictures)

    def cutouts(self, scenes: Sequence[Scene]) -> torch.Tensor:
        """The objects alone on nothing, uint8 RGBA with straight alpha. Shape: [B, 4, size, size]."""
        pictures = torch.zeros(len(scenes), 4, self.size, self.size)
        for picture, scene in zip(pictures, scenes, strict=True):
            for thing, colour, clear in self._parts(scene):
                _window(picture, thing, colour, self.cell).mul_(clear).add_(torch.cat([colour, 1 - clear]))
        alpha = pictures[:, 3:]
        return _bytes(torch.cat([pictures[:, :3] / alpha.clamp_min(1e-3), alpha], 1))

    def _parts(self, scene: Scene) -> Iterator[tuple[SceneObject, torch.Tensor, torch.Tensor]]:
        """Objects and their tiles, from back to front."""
        for thing in scene.objects:
            yield (thing, *self._tile(thing.noun, thing.colour, thing.cells, scene.style, scene.background == NOTHING))

    def _backdrop(self, name: str, style: str = FLAT, time: str = "", weather: str = "") -> torch.Tensor:
        key = (name, style, time, weather)
        if key not in self._backdrops:
            picture = with_weather(with_time(backdrop(name, self.size), time), weather)
            self._backdrops[key] = styled_backdrop(picture, style, self.cell)
        return self._backdrops[key]

    def _tile(self, noun: str, colour: str, cells: int, style: str = FLAT, cut: bool = False) -> Tile:
        key = (noun, colour, cells, style, cut)
        if key not in self._tiles:
            if len(self._tiles) >= MOST_TILES:
                self._tiles.clear()
            self._tiles[key] = self.draw_tile(*key)
        return self._tiles[key]

    def draw_tile(self, noun: str, colour: str, cells: int, style: str, cut: bool) -> Tile:
        """An icon as it is pasted; `cut`: with the white border of a sticker."""
        index = noun_index(noun)
        icon = recoloured(self.icons[index], all_nouns()[index], colour)  # [4, s, s]
        premultiplied = torch.cat([icon[:3] * icon[3:], icon[3:]])[None]
        side = cells * self.cell
        tile = functional.interpolate(
            premultiplied, size=(side, side), mode="bicubic", antialias=True, align_corners=False
        )[0].clamp(0, 1)
        tile = styled_tile(torch.cat([torch.minimum(tile[:3], tile[3:]), tile[3:]]), style, self.cell)
        tile = cut_out(tile, self.cell) if cut else tile
        return torch.minimum(tile[:3], tile[3:]), 1 - tile[3:]


def _window(picture: torch.Tensor, thing: SceneObject, colour: torch.Tensor, cell: int) -> torch.Tensor:
    """The part of a picture that an object covers."""
    side = colour.shape[-1]
    left, top = round(thing.cell_x * cell), round(thing.cell_y * cell)
    return picture[:, top : top + side, left : left + side]


def _bytes(pictures: torch.Tensor) -> torch.Tensor:
    return pictures.mul_(255).add_(0.5).clamp_(0, 255).to(torch.uint8)


_latest: dict[int, Renderer] = {}


def render(scenes: Sequence[Scene], icons: torch.Tensor, size: int = 128) -> torch.Tensor:
    """Pictures of scenes, uint8 [B, 3, size, size]. Tiles are kept between calls with the same icons."""
    renderer = _latest.get(size)
    if renderer is None or renderer.icons is not icons:
        renderer = _latest[size] = Renderer(icons, size)
    return renderer.render(scenes)
