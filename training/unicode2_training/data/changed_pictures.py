"""Scenes in other colours as the decoder needs them: where the encoder puts their patches, and their latents.

A decoder that has only seen the world's own pairs of noun and colour paints an unseen pair as the nearest one that it
knows. Here it sees shapes in many colours: scenes that hold a noun of which pairs are kept for evaluation only fade,
all others turn as well. C1 has no codes for most of these colours, so the decoder reads the embeddings themselves, as
far as C2 would have moved them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from .. import parallel
from ..codebook.unspoken import rows_near
from ..devices import keep_near
from ..models.autoencoder import Autoencoder
from ..models.vision_encoder import VisionEncoder
from ..recipe import Recipe
from ..training_loop import save_atomically
from .colour_changes import change_colours, draw_colour_changes, may_turn_of
from .precompute import Example, apply_in_batches, load_scene_pictures, to_pixels

CHANGED_FILE = "changed.pt"


@dataclass(frozen=True)
class ChangedPictures:
    """Of the first m training scenes, all in other colours: rows (m, N, c) in C2's space, latents (m, C, h, w)."""

    rows: Tensor
    latents: Tensor

    def __len__(self) -> int:
        return self.rows.shape[0]

    def near(self, device: torch.device) -> ChangedPictures:
        """Both tables on the device, as far as they fit."""
        return ChangedPictures(keep_near(self.rows, device), keep_near(self.latents, device))


def draw_changes(recipe: Recipe, examples: list[Example]) -> dict[str, Tensor]:
    """Saturation and turn of every scene (m,); scenes that could show a kept pair do not turn."""
    may_turn = may_turn_of(recipe.world, examples)
    return draw_colour_changes(may_turn, torch.Generator().manual_seed(recipe.seed + 43), share=1.0)


def _change(recipe: Recipe, folder: Path, examples: list[Example]) -> Tensor:
    """uint8 (m, 3, S, S)"""
    scenes = load_scene_pictures(folder, "train", count=len(examples))
    changes = draw_changes(recipe, examples)
    for start in range(0, len(scenes), 64):
        part = slice(start, start + 64)
        pixels = change_colours(to_pixels(scenes[part]), changes["saturation"][part], changes["turn"][part])
        scenes[part] = ((pixels + 1) * 127.5).round().byte()
    return scenes


def load_changed(
    recipe: Recipe, folder: Path, examples: list[Example], *,
    vision: VisionEncoder, autoencoder: Autoencoder, centroids: Tensor, rows: Tensor, device: torch.device,
) -> ChangedPictures:  # fmt: skip
    """Embedded and encoded once, then stored; C1's `centroids` (K, d) and C2's `rows` (K, c) say how C2 has moved.

    `examples` are those that have latents. Raises ValueError where the recipe wants more changed pictures.
    """
    path, count = folder / CHANGED_FILE, recipe.data.changed_pictures
    if count > len(examples):
        raise ValueError(f"changed_pictures must be 0..{len(examples)}, as many as have latents, not {count}")

    def make() -> None:
        if path.is_file():
            return
        scenes = _change(recipe, folder, examples[:count])
        embeddings = apply_in_batches(
            lambda pixels: vision(pixels)[0].half(), scenes, name="changed, embeddings", device=device
        )
        latents = apply_in_batches(autoencoder.encode, scenes, name="changed, latents", device=device)
        save_atomically({"embeddings": embeddings, "latents": latents}, path)

    parallel.by_first(make)
    stored = torch.load(path, weights_only=True)
    return ChangedPictures(rows_near(stored["embeddings"], centroids, rows), stored["latents"])
