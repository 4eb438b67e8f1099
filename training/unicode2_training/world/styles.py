"""Styles as operations on pictures: an icon and a background as a drawing, in pixels, in paint, in light, in paper.

A tile is an icon at its final size, premultiplied RGBA [4, p, p]; a background is RGB [3, s, s]; float32 in [0, 1].
Every operation is deterministic (noise has fixed seeds), so that tiles can be made once and pasted thousands of times.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import torch
import torch.nn.functional as functional
from torch import Tensor

LUMA = torch.tensor([0.299, 0.587, 0.114]).view(3, 1, 1)
SPRITE = 16  # side of an icon in pixel art, whatever its size
BACKDROP_SPRITE = 32
WHITE = torch.ones(3, 1, 1)


def styled_tile(tile: Tensor, style: str, cell: int) -> Tensor:
    """The icon in a style. `cell` is the side of a cell in px, by which lines and blurs are measured."""
    assert tile.ndim == 3 and tile.shape[0] == 4, tile.shape
    return TILES[style](tile, cell).clamp(0, 1)


def styled_backdrop(picture: Tensor, style: str, cell: int) -> Tensor:
    """The background in a style; same shape."""
    assert picture.ndim == 3 and picture.shape[0] == 3, picture.shape
    return BACKDROPS[style](picture, cell).clamp(0, 1)


def cut_out(tile: Tensor, cell: int) -> Tensor:
    """A sticker: the icon, a little smaller, on a white border with a grey rim."""
    small = _shrunk(tile, 0.84)
    border = _grown(small[3:], round(cell * 0.17))
    rim = _grown(border, max(1, round(cell * 0.07)))
    card = torch.cat([(0.72 * rim + 0.28 * border).expand(3, -1, -1), rim])
    return _over(small, card)


def _shrunk(tile: Tensor, share: float) -> Tensor:
    """The icon at a share of its size in the middle of the same square."""
    side = tile.shape[-1]
    inner = round(side * share / 2) * 2 + side % 2
    small = functional.interpolate(tile[None], size=(inner, inner), mode="bilinear", antialias=True)[0]
    edge = (side - inner) // 2
    return functional.pad(small, (edge, side - inner - edge, edge, side - inner - edge))


def _grown(mask: Tensor, radius: int) -> Tensor:
    """A mask grown by so many px, with corners rounded by two octagonal steps."""
    for step in range(radius):
        across = functional.max_pool2d(mask[None], (1, 3), 1, (0, 1))[0]
        both = functional.max_pool2d(mask[None], 3, 1, 1)[0]
        mask = both if step % 2 else torch.maximum(across, functional.max_pool2d(mask[None], (3, 1), 1, (1, 0))[0])
    return mask


def _over(front: Tensor, behind: Tensor) -> Tensor:
    """Premultiplied "over"."""
    return front + behind * (1 - front[3:])


def _blurred(picture: Tensor, radius: float) -> Tensor:
    """Gaussian blur, edges repeated."""
    reach = max(1, round(2 * radius))
    line = torch.exp(-torch.arange(-reach, reach + 1).float().square() / (2 * radius**2))
    line = (line / line.sum()).view(1, 1, 1, -1)
    channels = picture[:, None]
    channels = functional.conv2d(functional.pad(channels, (reach, reach, 0, 0), mode="replicate"), line)
    line = line.transpose(2, 3)
    return functional.conv2d(functional.pad(channels, (0, 0, reach, reach), mode="replicate"), line)[:, 0]


def _plain(tile: Tensor) -> Tensor:
    """Straight colours of a premultiplied tile."""
    return (tile[:3] / tile[3:].clamp_min(1e-3)).clamp(0, 1) * (tile[3:] > 0.02)


def _edges(picture: Tensor) -> Tensor:
    """Largest step to the next pixel across or down, over channels. Shape: [1, h, w]."""
    padded = functional.pad(picture[None], (1, 1, 1, 1), mode="replicate")[0]
    across = (padded[:, 1:-1, 2:] - padded[:, 1:-1, :-2]).abs()
    down = (padded[:, 2:, 1:-1] - padded[:, :-2, 1:-1]).abs()
    return torch.maximum(across, down).amax(0, keepdim=True)


@lru_cache(maxsize=32)
def _noise(side: int, waves: int, seed: int) -> Tensor:
    """Smooth noise in −1…1, `waves` bumps along a side. Shape: [1, side, side]."""
    coarse = torch.rand(1, 1, waves, waves, generator=torch.Generator().manual_seed(seed)) * 2 - 1
    return functional.interpolate(coarse, size=(side, side), mode="bicubic", align_corners=False)[0].clamp(-1, 1)


def _warped(picture: Tensor, reach: float) -> Tensor:
    """Moved by smooth noise of so many px."""
    side = picture.shape[-1]
    ticks = (torch.arange(side) + 0.5) / side * 2 - 1
    y, x = torch.meshgrid(ticks, ticks, indexing="ij")
    waves = max(3, side // 10)
    shift = 2 * reach / side
    grid = torch.stack([x + shift * _noise(side, waves, 1)[0], y + shift * _noise(side, waves, 2)[0]], dim=-1)
    return functional.grid_sample(picture[None], grid[None], padding_mode="border", align_corners=False)[0]


def _outline_tile(tile: Tensor, cell: int) -> Tensor:
    rgb, alpha = _plain(tile), tile[3:]
    line = (_edges(torch.cat([rgb * alpha + 1 - alpha, alpha * 0.9])) * 2.2 - 0.25).clamp(0, 1)
    line = torch.maximum(line, functional.max_pool2d(line[None], 3, 1, 1)[0] * 0.45) * (alpha > 0.1)
    dark = (1 - rgb.amax(0, keepdim=True) / 0.45).clamp(0, 1)  # black stays black
    fill = WHITE + (rgb - WHITE) * (0.3 + 0.6 * dark)
    return torch.cat([(fill + (rgb * 0.72 - fill) * line) * alpha, alpha])


def _outline_backdrop(picture: Tensor, cell: int) -> Tensor:
    line = (_edges(picture) * 3 - 0.1).clamp(0, 0.8)
    fill = WHITE + (picture - WHITE) * 0.22
    return fill + (picture * 0.6 - fill) * line


def _pixel_tile(tile: Tensor, cell: int) -> Tensor:
    side = tile.shape[-1]
    small = functional.interpolate(tile[None], size=(SPRITE, SPRITE), mode="area")[0]
    solid = (small[3:] > 0.45).float()
    rgb = (_plain(small) * 7).round() / 7 * solid
    return functional.interpolate(torch.cat([rgb, solid])[None], size=(side, side), mode="nearest")[0]


def _pixel_backdrop(picture: Tensor, cell: int) -> Tensor:
    small = functional.interpolate(picture[None], size=(BACKDROP_SPRITE, BACKDROP_SPRITE), mode="area")[0]
    small = (small * 9).round() / 9
    return functional.interpolate(small[None], size=picture.shape[-2:], mode="nearest")[0]


def _watercolour_tile(tile: Tensor, cell: int) -> Tensor:
    side = tile.shape[-1]
    wet = _blurred(_warped(_shrunk(tile, 0.95), cell * 0.10), cell * 0.04)
    rgb, alpha = _plain(wet), wet[3:]
    wash = 0.84 + 0.16 * _noise(side, 5, 3)  # paint pools and thins
    rgb = WHITE + (rgb - WHITE) * wash
    rim = (alpha - _blurred(alpha, cell * 0.14)).clamp_min(0)  # pigment gathers at the edge
    return torch.cat([rgb * (1 - 0.7 * rim) * alpha, alpha])


def _watercolour_backdrop(picture: Tensor, cell: int) -> Tensor:
    side = picture.shape[-1]
    wet = _blurred(_warped(picture, cell * 0.16), cell * 0.09)
    wash = 0.74 + 0.09 * _noise(side, 9, 4) + 0.05 * _noise(side, side // 2, 5)
    paper = 0.985 - 0.015 * _noise(side, side // 2, 6)
    return (WHITE + (wet - WHITE) * wash) * paper


def _neon_tile(tile: Tensor, cell: int) -> Tensor:
    rgb, alpha = _plain(tile), tile[3:]
    bright = rgb * (0.82 / rgb.amax(0, keepdim=True).clamp_min(0.05)).clamp(1, 3)  # the dark glows too, but dimly
    line = (_edges(torch.cat([rgb * alpha, alpha * 0.9])) * 2.2 - 0.2).clamp(0, 1) * (alpha > 0.1)
    line = torch.maximum(line, functional.max_pool2d(line[None], 3, 1, 1)[0] * 0.5)
    glow = _blurred(torch.cat([bright * alpha, alpha]), cell * 0.14)
    inside = torch.cat([bright * 0.5 * alpha, alpha * 0.9])
    lamp = torch.cat([(bright + (1 - bright) * 0.25) * line * alpha, line * alpha])
    return _over(lamp, _over(inside, glow * 0.5))


def _neon_backdrop(picture: Tensor, cell: int) -> Tensor:
    dark = torch.tensor([0.03, 0.02, 0.08]).view(3, 1, 1)
    line = (_edges(picture) * 1.5).clamp(0, 0.5)
    return dark + picture * (0.16 + 0.5 * line)


def _paper_tile(tile: Tensor, cell: int) -> Tensor:
    sheet = _shrunk(tile, 0.9)
    rgb, alpha = _plain(sheet), sheet[3:]
    solid = ((alpha - 0.35) / 0.3).clamp(0, 1)
    flat = (rgb * 5).round() / 5 * 0.6 + rgb * 0.4
    drop = max(1, round(cell * 0.11))
    lit = (solid - torch.roll(solid, (drop // 2 + 1, drop // 2 + 1), (1, 2))).clamp_min(0)  # the cut edge, above left
    inner = (_edges(flat * solid) * 0.9).clamp(0, 0.35)  # layers lie on layers
    grain = 1 + 0.03 * _noise(tile.shape[-1], max(4, tile.shape[-1] // 2), 7)
    paper = (flat * (1 - inner) * grain + (1 - flat) * lit * 0.35).clamp(0, 1)
    shadow = _blurred(torch.roll(solid, (drop, drop), (1, 2)), cell * 0.07) * 0.45
    return _over(torch.cat([paper * solid, solid]), torch.cat([torch.zeros_like(paper), shadow]))


def _paper_backdrop(picture: Tensor, cell: int) -> Tensor:
    drop = max(1, round(cell * 0.12))
    flat = (picture * 8).round() / 8 * 0.5 + picture * 0.5
    moved = functional.pad(flat[None], (drop, 0, drop, 0), mode="replicate")[0][:, :-drop, :-drop]
    step = _blurred((flat - moved).abs().amax(0, keepdim=True), cell * 0.06)
    grain = 0.985 + 0.025 * _noise(picture.shape[-1], picture.shape[-1] // 2, 8)
    return flat * (1 - (step * 0.9).clamp(0, 0.4)) * grain


Operation = Callable[[Tensor, int], Tensor]
TILES: dict[str, Operation] = {
    "flat": lambda tile, cell: tile,
    "outline": _outline_tile,
    "pixel": _pixel_tile,
    "watercolour": _watercolour_tile,
    "neon": _neon_tile,
    "paper": _paper_tile,
}
BACKDROPS: dict[str, Operation] = {
    "flat": lambda picture, cell: picture,
    "outline": _outline_backdrop,
    "pixel": _pixel_backdrop,
    "watercolour": _watercolour_backdrop,
    "neon": _neon_backdrop,
    "paper": _paper_backdrop,
}
