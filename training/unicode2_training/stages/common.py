"""What stages share: waiting for inputs of another chain, tokenizer, rows of pictures."""

from __future__ import annotations

import time
from pathlib import Path

import torch
from torch import Tensor, nn

from .. import parallel
from ..data.text_tokens import TextTokens, load_tokenizer, train_tokenizer
from ..models.build import build_text, build_vision
from ..models.text_tower import SigmoidLoss, TextTower
from ..models.vision_encoder import VisionEncoder
from ..recipe import Recipe
from ..training_loop import load_trained


def wait_for(path: Path) -> Path:
    """Chains run side by side: wait until the other one has written this file."""
    said = False
    while not path.is_file():
        if not said:
            print(f"[wait] for {path.name}", flush=True)
            said = True
        time.sleep(5)
    return path


def prepare_tokenizer(recipe: Recipe, folder: Path) -> TextTokens:
    """Train the tokenizer on the world's corpus once; load it afterwards."""
    path = folder / "tokenizer.json"

    def make() -> None:
        from ..world.language import corpus

        if path.is_file():
            return
        folder.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"tokenizer.{time.monotonic_ns()}.part")
        train_tokenizer(corpus(recipe.world, 30_000, recipe.seed), vocabulary=recipe.sizes.vocabulary).save(
            str(temporary)
        )
        temporary.replace(path)

    parallel.by_first(make)
    return TextTokens(load_tokenizer(path))


class Towers(nn.Module):
    """What the encoder stage trains."""

    def __init__(self, vision: VisionEncoder, text: TextTower) -> None:
        super().__init__()
        self.vision, self.text, self.loss = vision, text, SigmoidLoss()


def build_towers(recipe: Recipe, tokens: TextTokens) -> Towers:
    return Towers(build_vision(recipe.sizes, recipe.world), build_text(recipe.sizes, tokens.size))


def load_towers(recipe: Recipe, folder: Path, tokens: TextTokens) -> Towers:
    """The frozen encoder as the codebook stage left it: rounded weights, map into C1's space."""
    towers = load_trained(build_towers(recipe, tokens), wait_for(folder / "encoder.final.pt"))
    assert isinstance(towers, Towers)
    return towers


def draw_rows(count: int, size: int, generator: torch.Generator) -> Tensor:
    """Indices of a batch. Shape: (size,)"""
    return torch.randint(0, count, (size,), generator=generator)


def draw_text(options: tuple[str, ...], generator: torch.Generator) -> str:
    """One of several wordings."""
    return options[int(torch.randint(0, len(options), (), generator=generator))]


def same_texts(texts: list[str]) -> Tensor:
    """(B, B) bool: true where two texts are equal."""
    known: dict[str, int] = {}
    ids = torch.tensor([known.setdefault(text, len(known)) for text in texts])
    return ids[:, None] == ids[None, :]
