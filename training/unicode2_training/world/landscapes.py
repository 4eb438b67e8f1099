"""More backgrounds, for worlds broader than the starter's: landscapes, rooms, space. Same rules as in backdrops.py."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from unicode2_training.world.canvas import Canvas
from unicode2_training.world.scene import GRID


def _mountains(canvas: Canvas) -> None:
    canvas.band(0, 8, (202, 226, 244))
    for x, top, half in ((1.3, 1.6, 2.6), (6.6, 1.2, 2.9), (4.0, 2.3, 2.3)):
        slope = half / (6.5 - top)
        canvas.shape([(x, top), (x - half, 6.5), (x + half, 6.5)], (132, 146, 170))
        canvas.shape([(x, top), (x + half, 6.5), (x + 0.2, 6.5)], (112, 126, 152))
        cap = 1.1  # height of the snow cap
        points = [(x, top), (x - cap * slope, top + cap), (x - 0.2, top + cap * 0.7), (x + 0.1, top + cap * 1.1)]
        canvas.shape([*points, (x + cap * slope, top + cap)], (244, 248, 252))
    canvas.hills(6.3, 0.25, 1, 0.3, (120, 168, 126))
    canvas.hills(7.1, 0.25, 1, 0.8, (100, 148, 106))


def _park(canvas: Canvas) -> None:
    canvas.band(0, 2.2, (206, 236, 250))
    for x in range(-1, GRID + 1):  # a clipped hedge
        canvas.disc(x + 0.5, 2.3, 0.62, (96, 158, 104))
    canvas.band(2.3, 3, (96, 158, 104))
    for row in range(5):  # a lawn, mown in stripes
        canvas.band(3 + row, 4 + row, (170, 220, 132) if row % 2 else (152, 208, 116))
    edge = [(index / 8, 3.0 + index / 8) for index in range(41)]
    left = [(3.4 + 1.1 * math.sin(y * 1.3) - 0.12 * (y - 3), y) for _, y in edge]
    right = [(4.3 + 1.1 * math.sin(y * 1.3) + 0.22 * (y - 3), y) for _, y in reversed(edge)]
    canvas.shape([*left, *right], (236, 222, 188))


def _kitchen(canvas: Canvas) -> None:
    canvas.band(0, 8, (240, 236, 226))
    for y in range(2, 5):  # tiles
        for x in range(GRID):
            ink = (206, 228, 226) if (x + y) % 2 else (226, 240, 238)
            canvas.box(x + 0.04, y + 0.04, x + 0.96, y + 0.96, ink)
    canvas.band(0, 2, (222, 196, 158))
    canvas.band(5, 5.5, (150, 134, 124))
    canvas.band(5.5, 8, (210, 180, 140))
    for x in range(0, GRID, 2):  # drawers with short bars
        for top, bottom in ((0.15, 1.85), (5.65, 6.7), (6.85, 7.9)):
            canvas.box(x + 0.12, top, x + 1.88, bottom, (234, 210, 174))
            canvas.box(x + 0.7, (top + bottom) / 2 - 0.06, x + 1.3, (top + bottom) / 2 + 0.06, (150, 134, 124))


def _room(canvas: Canvas) -> None:
    for x in range(GRID * 2):  # wallpaper
        canvas.box(x / 2, 0, x / 2 + 0.5, 5.2, (236, 216, 222) if x % 2 else (228, 204, 212))
    canvas.band(5.2, 5.55, (250, 246, 240))
    canvas.band(5.55, 8, (196, 154, 112))
    for row in range(3):  # floorboards
        y = 5.55 + 0.82 * row
        canvas.band(y + 0.76, y + 0.82, (168, 126, 88))
        for x in range(row % 2, GRID + 1, 2):
            canvas.box(x, y, x + 0.06, y + 0.8, (168, 126, 88))


def _space(canvas: Canvas) -> None:
    canvas.band(0, 8, (20, 12, 38))
    rng = random.Random(8)
    for spread, largest, ink in ((1.5, 0.9, (44, 22, 72)), (0.9, 0.6, (66, 32, 100)), (0.45, 0.35, (92, 48, 124))):
        for step in range(48):  # a band of glowing mist
            along = step / 6
            y = 8 - along + rng.gauss(0, 0.45) * spread
            canvas.disc(along + rng.gauss(0, 0.2), y, rng.uniform(0.4, 1) * largest, ink)
    for _ in range(70):
        canvas.disc(rng.uniform(0, 8), rng.uniform(0, 8), rng.choice((0.03, 0.05)), (236, 232, 255))


def _road(canvas: Canvas) -> None:
    canvas.band(0, 3, (196, 224, 246))
    canvas.band(3, 8, (186, 204, 128))
    canvas.hills(3.0, 0.25, 1, 0.2, (186, 204, 128))
    canvas.shape([(3.5, 3), (4.5, 3), (8.6, 8), (-0.6, 8)], (112, 114, 122))
    canvas.shape([(3.5, 3), (3.56, 3), (-0.2, 8), (-0.6, 8)], (238, 236, 226))
    canvas.shape([(4.44, 3), (4.5, 3), (8.6, 8), (8.2, 8)], (238, 236, 226))
    for top, bottom in ((3.3, 3.6), (4.1, 4.7), (5.4, 6.2), (7.1, 8.0)):  # the middle line, in perspective
        near, far = 0.03 + 0.03 * (bottom - 3), 0.03 + 0.03 * (top - 3)
        canvas.shape([(4 - far, top), (4 + far, top), (4 + near, bottom), (4 - near, bottom)], (238, 236, 226))


def _farm(canvas: Canvas) -> None:
    canvas.band(0, 3, (204, 232, 248))
    canvas.band(2.8, 4, (168, 202, 128))
    canvas.hills(2.9, 0.3, 1, 0.4, (168, 202, 128))
    canvas.band(4, 8, (178, 134, 92))
    for row in range(4):  # furrows with young green
        y = 4.35 + row
        canvas.band(y, y + 0.3, (150, 108, 70))
        for x in range(GRID * 2):
            canvas.disc(x / 2 + 0.25 * (row % 2) + 0.12, y + 0.05, 0.13, (122, 178, 88))
    for y in (2.75, 3.35):  # a fence
        canvas.band(y, y + 0.2, (250, 248, 242))
    for x in range(GRID):
        canvas.box(x + 0.38, 2.4, x + 0.62, 4.0, (250, 248, 242))


def _lake(canvas: Canvas) -> None:
    canvas.band(0, 3, (214, 236, 248))
    canvas.hills(2.3, 0.5, 1, 0.05, (148, 190, 176))
    canvas.hills(2.8, 0.3, 2, 0.4, (122, 172, 146))
    canvas.band(3, 6.6, (118, 178, 214))
    rng = random.Random(3)
    for row in range(6):
        for x in range(0, GRID, 2):
            left = x + rng.uniform(0, 0.9)
            canvas.box(left, 3.35 + 0.55 * row, left + 0.9, 3.45 + 0.55 * row, (178, 216, 236))
    canvas.hills(6.6, 0.2, 1, 0.6, (178, 198, 120))
    for x in range(GRID * 2):  # reeds
        left = x / 2 + 0.1
        canvas.shape([(left, 7.6), (left + 0.07, 6.5 + 0.3 * (x % 3)), (left + 0.14, 7.6)], (120, 152, 80))


def _nothing(canvas: Canvas) -> None:
    canvas.band(0, 8, (255, 255, 255))


DRAWERS: dict[str, Callable[[Canvas], None]] = {
    "mountains": _mountains,
    "park": _park,
    "kitchen": _kitchen,
    "room": _room,
    "space": _space,
    "road": _road,
    "farm": _farm,
    "lake": _lake,
    "none": _nothing,
}
