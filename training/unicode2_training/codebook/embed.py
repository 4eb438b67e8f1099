"""Patch embeddings of scenes on disk, made by a pack's vision encoder: what `cluster` and searches read."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import onnxruntime

from ..data.precompute import to_pixels
from ..recipe import Recipe
from ..world.icons import load_icons
from ..world.records import SPLITS
from ..world.render import render
from ..world.sampler import sample_scene
from ..world.scene import Scene

PICTURES_PER_SHARD, BATCH = 1000, 50


def shard_scenes(recipe: Recipe, split: str, index: int, count: int) -> list[Scene]:
    """The first `count` scenes of a shard: the same each time, so that its pictures can be drawn again."""
    rng = random.Random(f"embed:{recipe.seed}:{split}:{index}")
    return [sample_scene(recipe.world, rng, held_out=split == "held_out") for _ in range(count)]


def embed(recipe: Recipe, pack: Path, folder: Path, *, split: str, pictures: int, threads: int = 0) -> None:
    """Shards `<split>-000.npy`, …: float32 (pictures · N, d), N patches per picture. Shards that exist are kept."""
    if split not in SPLITS:
        raise ValueError(f"split must be one of {SPLITS}, not {split!r}")
    if pictures < 1:
        raise ValueError(f"pictures must be at least 1, not {pictures}")
    manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    path = next(file["path"] for file in manifest["files"] if file["role"] == "visionEncoder")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    encoder = onnxruntime.InferenceSession(str(pack / path), options, providers=["CPUExecutionProvider"])
    size, icons = manifest["picture"]["size"], load_icons(recipe.world)
    folder.mkdir(parents=True, exist_ok=True)
    for index, start in enumerate(range(0, pictures, PICTURES_PER_SHARD)):
        target = folder / f"{split}-{index:03d}.npy"
        if target.is_file():
            continue
        scenes = shard_scenes(recipe, split, index, min(PICTURES_PER_SHARD, pictures - start))
        parts = []
        for first in range(0, len(scenes), BATCH):
            pixels = to_pixels(render(scenes[first : first + BATCH], icons, size)).numpy()  # (B, 3, S, S)
            parts.append(np.asarray(encoder.run(["patch_embeddings"], {"pixels": pixels})[0], dtype=np.float32))
        vectors = np.concatenate(parts)
        temporary = target.with_name(target.name + ".part")
        with temporary.open("wb") as file:
            np.save(file, vectors.reshape(-1, vectors.shape[-1]))
        temporary.replace(target)
        print(f"[embed] {target.name}: {start + len(scenes)} of {pictures} pictures", flush=True)
