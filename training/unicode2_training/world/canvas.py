"""A canvas in units of cells, on which backgrounds are drawn."""

from __future__ import annotations

import math

import numpy as np
import torch
from PIL import Image, ImageDraw

from unicode2_training.world.scene import GRID

Ink = tuple[int, int, int]
OVERSAMPLING = 4


class Canvas:
    """Draws in units of cells, oversampled."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.unit = size * OVERSAMPLING / GRID
        side = size * OVERSAMPLING
        self.picture = Image.new("RGB", (side, side))
        self.draw = ImageDraw.Draw(self.picture)

    def band(self, top: float, bottom: float, ink: Ink) -> None:
        """A full-width stripe."""
        self.box(0, top, GRID, bottom, ink)

    def box(self, left: float, top: float, right: float, bottom: float, ink: Ink) -> None:
        u = self.unit
        self.draw.rectangle((left * u, top * u, right * u - 1, bottom * u - 1), fill=ink)

    def disc(self, x: float, y: float, radius: float, ink: Ink) -> None:
        u = self.unit
        self.draw.ellipse(((x - radius) * u, (y - radius) * u, (x + radius) * u, (y + radius) * u), fill=ink)

    def shape(self, points: list[tuple[float, float]], ink: Ink) -> None:
        self.draw.polygon([(x * self.unit, y * self.unit) for x, y in points], fill=ink)

    def hills(self, top: float, height: float, waves: float, shift: float, ink: Ink) -> None:
        """Everything below a sine."""
        xs = [index / 16 for index in range(GRID * 16 + 1)]
        line = [(x, top - height * math.sin(2 * math.pi * (waves * x / GRID + shift))) for x in xs]
        self.shape([*line, (GRID, GRID), (0, GRID)], ink)

    def ripple(self, x: float, y: float, width: float, ink: Ink) -> None:
        """A short wavy stroke."""
        u = self.unit
        xs = [width * index / 24 for index in range(25)]
        line = [((x + dx) * u, (y + 0.12 * math.cos(2 * math.pi * dx)) * u) for dx in xs]
        self.draw.line(line, fill=ink, width=int(0.14 * u), joint="curve")

    def to_tensor(self) -> torch.Tensor:
        """Float32 in [0, 1]. Shape: [3, size, size]."""
        small = self.picture.resize((self.size, self.size), Image.Resampling.BOX)
        return torch.from_numpy(np.asarray(small, dtype=np.float32)).permute(2, 0, 1).contiguous() / 255
