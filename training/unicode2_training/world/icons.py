"""Nouns and their icons: the committed list `nouns.json` and the rasterised pictures in a git-ignored cache."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from PIL import Image

if TYPE_CHECKING:
    from unicode2_training.world.scene import WorldConfig

ICON_SIZE = 96
TRAINING = Path(__file__).resolve().parents[2]
NOUNS_FILE = Path(__file__).with_name("nouns.json")
CACHE = TRAINING / "data" / "icons"


@dataclass(frozen=True)
class Noun:
    """One thing that can stand in a scene."""

    noun: str
    plural: str
    icon: str
    group: str
    natural_colour: str | None  # the word a viewer would say without being told; None: no single one
    recolourable: bool
    tint: str  # "colour": only saturated pixels take a recolour; "all": greys and whites too
    keep: tuple[str, ...]  # hues that a recolour leaves alone (leaves, windows)


@cache
def all_nouns() -> tuple[Noun, ...]:
    """Every noun, in the order of the file: groups are mixed, so that any prefix is a varied world."""
    rows = json.loads(NOUNS_FILE.read_text())
    return tuple(
        Noun(
            noun=row["noun"],
            plural=row["plural"],
            icon=row["icon"],
            group=row["group"],
            natural_colour=row["naturalColour"],
            recolourable=row["recolourable"],
            tint=row["tint"],
            keep=tuple(row["keep"]),
        )
        for row in rows
    )


@cache
def _positions() -> dict[str, int]:
    return {noun.noun: index for index, noun in enumerate(all_nouns())}


def noun_index(noun: str) -> int:
    """Row of a noun in the icon tensor."""
    return _positions()[noun]


def noun_of(noun: str) -> Noun:
    """The entry of a noun, by its singular."""
    return all_nouns()[noun_index(noun)]


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


def rasterise(folder: Path = CACHE) -> None:
    """Draw every icon that `nouns.json` names into `folder`; safe while other processes do the same."""
    script = TRAINING / "scripts" / "rasterise-icons.mjs"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as fresh:
        command = [find_node(), str(script), "--nouns", str(NOUNS_FILE), "--out", fresh, "--size", str(ICON_SIZE)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        for picture in Path(fresh).glob("*.png"):
            picture.replace(folder / picture.name)


def load_icons(config: WorldConfig) -> torch.Tensor:
    """Icons of the world's nouns, float32 RGBA in [0, 1], straight alpha. Shape: [nouns, 4, 96, 96]."""
    nouns = all_nouns()[: config.nouns]
    if any(not (CACHE / f"{noun.icon}.png").is_file() for noun in nouns):
        rasterise()
    pictures = []
    for noun in nouns:
        with Image.open(CACHE / f"{noun.icon}.png") as picture:
            pictures.append(np.asarray(picture.convert("RGBA"), dtype=np.float32))
    icons = torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).contiguous() / 255
    assert icons.shape == (len(nouns), 4, ICON_SIZE, ICON_SIZE), icons.shape
    return icons
