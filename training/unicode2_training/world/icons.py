"""The icons of the nouns, rasterised into a git-ignored cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from unicode2_training.world.nouns import NOUNS_FILE
from unicode2_training.world.scene import WorldConfig

ICON_SIZE = 96
TRAINING = Path(__file__).resolve().parents[2]
CACHE = TRAINING / "data" / "icons"


def find_node() -> str:
    """Node.js: $UNICODE2_NODE, else the one among the repository's packages, else the one in PATH."""
    chosen = os.environ.get("UNICODE2_NODE")
    if chosen:
        return chosen
    for name in ("node", "node.exe"):
        for path in sorted((TRAINING.parent / "node_modules").glob(f"node-*/bin/{name}")):
            return str(path)
    found = shutil.which("node")
    if found is None:
        raise FileNotFoundError("Node.js not found: run `npm ci`, or set UNICODE2_NODE to its path")
    return found


def rasterise() -> None:
    """Draw the icon of every noun into the cache; safe while other processes do the same."""
    script = TRAINING / "scripts" / "rasterise-icons.mjs"
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE.parent) as fresh:
        command = [find_node(), str(script), "--nouns", str(NOUNS_FILE), "--out", fresh, "--size", str(ICON_SIZE)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for picture in Path(fresh).glob("*.png"):
            picture.replace(CACHE / picture.name)


def load_icons(config: WorldConfig) -> torch.Tensor:
    """Icons of the world's nouns, float32 RGBA in [0, 1], straight alpha. Shape: [nouns, 4, 96, 96]."""
    nouns = config.noun_list
    if any(not (CACHE / f"{noun.icon}.png").is_file() for noun in nouns):
        rasterise()
    icons = torch.stack([read_icon(CACHE / f"{noun.icon}.png") for noun in nouns])
    assert icons.shape == (len(nouns), 4, ICON_SIZE, ICON_SIZE), icons.shape
    return icons


def read_icon(path: Path) -> torch.Tensor:
    """Float32 RGBA in [0, 1], straight alpha. Shape: [4, 96, 96]."""
    with Image.open(path) as picture:
        pixels = np.asarray(picture.convert("RGBA"), dtype=np.float32)
    return torch.from_numpy(pixels).permute(2, 0, 1).contiguous() / 255
