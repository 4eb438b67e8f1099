"""Honesty: does the distance to C1 tell pictures of the pack's world from others?

Far outside: noise, gradients, stripes, pages of text and panels as on a screen, drawn here by code, and parts of
screenshots of the studio. Near outside: scenes of the world whose things are replaced by nouns that no world draws
(`never_drawn_nouns`). AUROC of a picture's novelty, and the threshold that separates held-out scenes from far ones
best, in the pack's typical distance.
"""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import torch
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

from ..codebook.quantize import quantize
from ..data.precompute import apply_in_batches
from ..export.run import Trained
from ..recipe import TRAINING
from ..world.icons import CACHE, load_icons, read_icon
from ..world.nouns import never_drawn_nouns
from ..world.render import render
from ..world.scene import NATURAL, Scene, WorldConfig

FARTHEST_CELLS = 4
SCREENSHOTS = tuple(TRAINING.parent / "docs" / "images" / name for name in ("studio.png", "ten-prompts.png"))
LEAST_PART = 0.6  # of a screenshot's height: smaller parts may show nothing but a picture of the world
WORDS = ("notes", "of", "a", "long", "day", "were", "written", "down", "line", "by", "line", "and", "read", "aloud")


def far_pictures(count: int, side: int, seed: int) -> Tensor:
    """Pictures that no scene of the world resembles, uint8 (count, 3, side, side)."""
    rng = random.Random(seed)
    drawers = (_noise, _gradient, _stripes, _text, _panels, _screenshot)
    # Neighbours are of one kind, so that every other picture is as varied as all are.
    pictures = [drawers[index // 2 % len(drawers)](rng, side) for index in range(count)]
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).contiguous()


def _ink(rng: random.Random) -> tuple[int, int, int]:
    return rng.randint(0, 255), rng.randint(0, 255), rng.randint(0, 255)


def _noise(rng: random.Random, side: int) -> np.ndarray:
    grain = rng.choice((1, 2, 4))
    small = np.random.default_rng(rng.getrandbits(32)).integers(0, 256, (side // grain, side // grain, 3), np.uint8)
    return small.repeat(grain, axis=0).repeat(grain, axis=1)


def _gradient(rng: random.Random, side: int) -> np.ndarray:
    corners = np.array([[_ink(rng), _ink(rng)], [_ink(rng), _ink(rng)]], np.uint8)
    return np.asarray(Image.fromarray(corners).resize((side, side), Image.Resampling.BICUBIC))


def _stripes(rng: random.Random, side: int) -> np.ndarray:
    first, second = np.array(_ink(rng), np.uint8), np.array(_ink(rng), np.uint8)
    across, down = rng.randint(0, 9), rng.randint(1, 9)
    y, x = np.mgrid[0:side, 0:side]
    return np.where((((x * across + y * down) // 24) % 2 == 0)[..., None], first, second)


def _text(rng: random.Random, side: int) -> np.ndarray:
    dark = rng.random() < 0.5
    page = Image.new("RGB", (side, side), (24, 25, 28) if dark else (252, 251, 248))
    pen, size = ImageDraw.Draw(page), rng.choice((8, 10, 13))
    for top in range(4, side - size, size + 3):
        line = " ".join(rng.choice(WORDS) for _ in range(12))
        pen.text((5, top), line, fill="white" if dark else "black", font=ImageFont.load_default(size=size))
    return np.asarray(page)


def _panels(rng: random.Random, side: int) -> np.ndarray:
    """A window of a program: rail, panel, rows of labels, a button."""
    shade = rng.randint(20, 245)
    page = Image.new("RGB", (side, side), (shade, shade, min(255, shade + 4)))
    pen = ImageDraw.Draw(page)
    ink = 20 if shade > 128 else 230
    left = rng.randint(10, 40)
    pen.rectangle((0, 0, left, side), fill=(max(0, shade - 12),) * 3, outline=(ink,) * 3)
    for top in range(8, side - 16, rng.randint(11, 17)):
        pen.rectangle((left + 6, top, left + rng.randint(20, side - left - 8), top + 4), fill=(ink,) * 3)
    pen.rounded_rectangle((left + 6, side - 14, side - 8, side - 4), radius=3, fill=_ink(rng))
    return np.asarray(page)


def _screenshot(rng: random.Random, side: int) -> np.ndarray:
    """A square part of the studio's window."""
    with Image.open(rng.choice(SCREENSHOTS)) as window:
        part = round(window.height * rng.uniform(LEAST_PART, 1))
        left, top = rng.randint(0, window.width - part), rng.randint(0, window.height - part)
        square = window.convert("RGB").crop((left, top, left + part, top + part))
        return np.asarray(square.resize((side, side), Image.Resampling.LANCZOS))


def near_pictures(scenes: list[Scene], config: WorldConfig, side: int) -> Tensor:
    """The scenes with unknown things in the places of known ones, uint8 (n, 3, side, side)."""
    icons = load_icons(config).clone()
    strangers = [read_icon(CACHE / f"{noun.icon}.png") for noun in never_drawn_nouns()]
    for index in range(icons.shape[0]):
        icons[index] = strangers[index % len(strangers)]
    natural = [
        replace(scene, objects=tuple(replace(thing, colour=NATURAL) for thing in scene.objects)) for scene in scenes
    ]
    return render(natural, icons, side)


def novelty(distances: Tensor) -> Tensor:
    """Halfway between the mean of all cells and that of the four farthest, as the studio has it. (n, N) → (n,)

    A far picture is far everywhere; an unknown thing in a known scene in a few cells only.
    """
    farthest = distances.topk(min(FARTHEST_CELLS, distances.shape[1]), dim=1).values
    return (distances.mean(dim=1) + farthest.mean(dim=1)) / 2


def auroc(inside: Tensor, outside: Tensor) -> float:
    """Chance that an outside value is the larger one, ties half. Shapes: (n,), (m,)."""
    difference = outside[:, None] - inside[None, :]
    return float((difference > 0).float().mean() + 0.5 * (difference == 0).float().mean())


def best_threshold(inside: Tensor, outside: Tensor) -> float:
    """The value that gets the most of both sides right (Youden's index)."""
    candidates = torch.cat([inside, outside]).sort().values
    kept = (inside[None, :] <= candidates[:, None]).float().mean(dim=1)
    found = (outside[None, :] > candidates[:, None]).float().mean(dim=1)
    best = int((kept + found).argmax())
    following = candidates[min(best + 1, len(candidates) - 1)]
    return float((candidates[best] + following) / 2)


@torch.no_grad()
def score_outside(trained: Trained, scenes: list[Scene], pictures: Tensor, config: WorldConfig) -> dict[str, float]:
    """`pictures` uint8 (n, 3, S, S) show the scenes; the second half of both kinds tests what the first half chose."""
    side = pictures.shape[-1]

    def distances(source: Tensor) -> Tensor:
        vision, centroids = trained.towers.vision, trained.centroids
        squares = apply_in_batches(
            lambda pixels: quantize(vision, centroids, pixels)[1], source, name="distances", size=64,
            device=trained.device,
        )  # fmt: skip
        return squares.sqrt()

    inside = distances(pictures)
    unit = inside.flatten().median()
    within = novelty(inside) / unit
    far = novelty(distances(far_pictures(len(pictures), side, seed=11))) / unit
    near = novelty(distances(near_pictures(scenes, config, side))) / unit
    threshold = best_threshold(within[::2], far[::2])
    return {
        "far": auroc(within[1::2], far[1::2]), "near": auroc(within, near), "threshold": threshold,
        "farFound": float((far[1::2] > threshold).float().mean()),
        "falseAlarms": float((within[1::2] > threshold).float().mean()),
    }  # fmt: skip
