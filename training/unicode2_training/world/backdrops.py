"""Backgrounds: one fixed picture each, with hard edges on whole cells in calm colours, so that objects stand out.

None shows anything that is also a noun of the world (no sun, moon, tree of the icon's kind): a question about the
objects must have one true answer.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import torch

from unicode2_training.world import landscapes
from unicode2_training.world.canvas import Canvas
from unicode2_training.world.scene import GRID


def _beach(canvas: Canvas) -> None:
    canvas.band(0, 3, (190, 229, 250))
    canvas.band(3, 5, (70, 178, 205))
    canvas.band(4.75, 5, (226, 246, 246))
    canvas.band(5, 8, (243, 218, 160))
    rng = random.Random(1)
    for x in range(GRID):
        for y in (5, 6, 7):
            canvas.disc(x + rng.uniform(0.2, 0.8), y + rng.uniform(0.3, 0.8), 0.08, (219, 187, 121))


def _sea(canvas: Canvas) -> None:
    canvas.band(0, 8, (84, 176, 205))
    canvas.band(4, 8, (66, 156, 192))
    for row in range(GRID):
        for x in range(row % 2, GRID, 2):
            canvas.ripple(x, row + 0.5, 1, (170, 221, 234))


def _sky(canvas: Canvas) -> None:
    canvas.band(0, 8, (176, 219, 250))
    for x, y in ((1.5, 1.6), (6, 2.7), (2.4, 5.0), (6.3, 6.7)):
        for dx, dy, radius in ((-0.65, 0.1, 0.38), (0, -0.1, 0.55), (0.65, 0.1, 0.38)):
            canvas.disc(x + dx, y + dy, radius, (248, 252, 255))
        canvas.box(x - 0.7, y + 0.1, x + 0.7, y + 0.48, (248, 252, 255))


def _night(canvas: Canvas) -> None:
    canvas.band(0, 8, (28, 32, 74))
    rng = random.Random(4)
    for row in range(GRID):
        for column in range(GRID):
            if (row * 3 + column) % 2 == 0:
                radius = rng.choice((0.06, 0.09, 0.13))
                canvas.disc(column + rng.uniform(0.3, 0.7), row + rng.uniform(0.3, 0.7), radius, (244, 244, 214))


def _forest(canvas: Canvas) -> None:
    canvas.band(0, 8, (206, 228, 205))
    for x in range(GRID):  # a wall of pointed firs, paler than any icon
        deep = (104, 150, 118) if x % 2 else (126, 170, 136)
        top = 0.3 if x % 2 else 0.9
        canvas.box(x + 0.42, 5, x + 0.58, 6.2, (122, 100, 82))
        for step in range(3):
            y = top + step * 1.35
            half = 0.45 + 0.13 * step
            canvas.shape([(x + 0.5, y), (x + 0.5 - half, y + 2.2), (x + 0.5 + half, y + 2.2)], deep)
    canvas.band(6, 8, (148, 128, 96))
    for x in range(GRID):
        canvas.disc(x + 0.3, 6.5 + 0.9 * (x % 2), 0.12, (116, 98, 70))


def _desert(canvas: Canvas) -> None:
    canvas.band(0, 8, (255, 241, 208))
    canvas.hills(4, 0.6, 1, 0.1, (240, 196, 128))
    canvas.hills(5.4, 0.6, 1, 0.6, (226, 170, 98))
    canvas.hills(6.9, 0.5, 1, 0.2, (208, 146, 78))


def _snow(canvas: Canvas) -> None:
    canvas.band(0, 8, (164, 186, 212))
    canvas.hills(5.0, 0.4, 1, 0.1, (224, 234, 244))
    canvas.hills(6.2, 0.4, 1, 0.6, (248, 251, 255))
    rng = random.Random(2)
    for row in range(GRID - 3):
        for column in range(GRID):
            canvas.disc(column + rng.uniform(0.25, 0.75), row + rng.uniform(0.25, 0.75), 0.13, (255, 255, 255))


def _meadow(canvas: Canvas) -> None:
    canvas.band(0, 2, (196, 232, 252))
    canvas.band(2, 8, (154, 208, 108))
    for row in range(2, GRID):
        for x in range(GRID):
            left = x + (0.15 if row % 2 else 0.55)
            for blade in (0, 0.13, 0.26):
                points = [(left + blade, row + 0.8), (left + blade + 0.06, row + 0.4), (left + blade + 0.12, row + 0.8)]
                canvas.shape(points, (110, 174, 72))


def _city(canvas: Canvas) -> None:
    canvas.band(0, 8, (214, 222, 232))
    tops = (3, 1, 2, 4, 1, 3, 0.5, 2)
    for x, top in enumerate(tops):
        canvas.box(x, top, x + 1, 6, (146, 154, 170) if x % 2 else (166, 174, 188))
        y = top + 0.35
        while y < 5.6:
            for dx in (0.18, 0.58):
                canvas.box(x + dx, y, x + dx + 0.24, y + 0.3, (242, 228, 168))
            y += 0.65
    canvas.band(6, 8, (96, 98, 106))
    for x in range(0, GRID, 2):
        canvas.box(x + 0.5, 6.92, x + 1.5, 7.08, (240, 240, 236))


def _white(canvas: Canvas) -> None:
    canvas.band(0, 8, (255, 255, 255))


DRAWERS: dict[str, Callable[[Canvas], None]] = {
    "beach": _beach,
    "sea": _sea,
    "sky": _sky,
    "night": _night,
    "forest": _forest,
    "desert": _desert,
    "snow": _snow,
    "meadow": _meadow,
    "city": _city,
    "white": _white,
    **landscapes.DRAWERS,
}


def backdrop(name: str, size: int) -> torch.Tensor:
    """A background. Float32 in [0, 1], shape [3, size, size]."""
    canvas = Canvas(size)
    DRAWERS[name](canvas)
    return canvas.to_tensor()
