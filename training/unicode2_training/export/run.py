"""The networks of a run with the weights that ship: what export writes and evaluation scores."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from ..data.text_tokens import TextTokens
from ..devices import CPU
from ..models.autoencoder import Autoencoder
from ..models.build import build_autoencoder, build_language
from ..models.language_model import LanguageModel
from ..recipe import Recipe
from ..stages.common import Towers, load_towers
from ..stages.mapping import MappedDecoder, build_mapped
from ..training_loop import load_trained
from .quantize import round_weights


@dataclass(frozen=True)
class Trained:
    """All networks of a run with the weights that ship (rounded to int8 grids, C2 to float16)."""

    towers: Towers
    language: LanguageModel
    mapped: MappedDecoder
    autoencoder: Autoencoder
    centroids: Tensor
    counts: Tensor
    exemplars: Tensor
    codebook_scores: dict[str, float]

    @property
    def device(self) -> torch.device:
        """Where the networks and the centroids are."""
        return self.centroids.device


def load_run(recipe: Recipe, folder: Path, tokens: TextTokens, device: torch.device = CPU.device) -> Trained:
    """Latest checkpoints; the stage "adaptation" if it has run, else "mapping"."""
    codebook = torch.load(folder / "codebook.pt", weights_only=True)
    language = load_trained(build_language(recipe.sizes, tokens.size), folder / "language.pt")
    adapted = folder / "adaptation.pt"
    mapped = load_trained(build_mapped(recipe), adapted if adapted.is_file() else folder / "mapping.pt")
    autoencoder = load_trained(build_autoencoder(recipe.sizes), folder / "autoencoder.final.pt")
    assert isinstance(language, LanguageModel) and isinstance(mapped, MappedDecoder)
    assert isinstance(autoencoder, Autoencoder)
    language.rows.weight.copy_(language.rows.weight.half().float())
    round_weights(language, skip=("rows",))
    round_weights(mapped)
    return Trained(
        towers=load_towers(recipe, folder, tokens).to(device), language=language.to(device), mapped=mapped.to(device),
        autoencoder=autoencoder.to(device), centroids=codebook["centroids"].to(device), counts=codebook["counts"],
        exemplars=codebook["exemplars"],
        codebook_scores=codebook["scores"],
    )  # fmt: skip
