"""Times of day and weather, laid over a background before anything stands in it, so that objects stay readable."""

from __future__ import annotations

import random

import torch
from torch import Tensor

from unicode2_training.world.canvas import Canvas
from unicode2_training.world.scene import GRID

INK = (255, 255, 255)


def with_time(picture: Tensor, time: str) -> Tensor:
    """A background [3, s, s] in [0, 1] at "sunset", in the "evening", or as it is ("")."""
    if time == "sunset":
        down = torch.linspace(0, 1, picture.shape[1]).view(1, -1, 1)
        glow = _ink(0.98, 0.58, 0.38) * (1 - down) + _ink(0.86, 0.50, 0.52) * down
        return picture * (0.35 + 0.65 * glow) * 0.72 + glow * 0.26
    if time == "evening":
        return picture * _ink(0.36, 0.40, 0.62) + _ink(0.02, 0.02, 0.07)
    assert not time, time
    return picture


def with_weather(picture: Tensor, weather: str) -> Tensor:
    """A background in "rain", "fog" or "snowfall", or as it is ("")."""
    grey = picture.mean(0, keepdim=True)
    if weather == "rain":
        dull = (picture * 0.6 + grey * 0.4) * 0.82
        return dull + (_ink(0.86, 0.92, 1.0) - dull) * 0.75 * _strokes(picture.shape[-1])
    if weather == "fog":
        mist = _ink(0.86, 0.88, 0.90)
        return picture + (mist - picture) * 0.66
    if weather == "snowfall":
        dull = picture * 0.75 + grey * 0.15 + 0.04
        return dull + (1 - dull) * _flakes(picture.shape[-1])
    assert not weather, weather
    return picture


def _ink(red: float, green: float, blue: float) -> Tensor:
    return torch.tensor([red, green, blue]).view(3, 1, 1)


def _strokes(size: int) -> Tensor:
    """Slanting rain. Shape: [1, s, s]."""
    canvas, rng = Canvas(size), random.Random(11)
    for row in range(GRID):
        for column in range(GRID):
            x, y = column + rng.uniform(0.2, 0.8), row + rng.uniform(0, 0.5)
            canvas.shape([(x, y), (x + 0.09, y), (x - 0.12, y + 0.6), (x - 0.21, y + 0.6)], INK)
    return canvas.to_tensor()[:1]


def _flakes(size: int) -> Tensor:
    """Falling snow. Shape: [1, s, s]."""
    canvas, rng = Canvas(size), random.Random(12)
    for row in range(GRID):
        for column in range(GRID):
            canvas.disc(column + rng.uniform(0.2, 0.8), row + rng.uniform(0.2, 0.8), rng.choice((0.1, 0.14, 0.18)), INK)
    return canvas.to_tensor()[:1]
