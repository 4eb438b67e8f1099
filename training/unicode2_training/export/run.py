"""The networks of a run, or of a pack, with the weights that ship: what export writes and evaluation scores."""

from __future__ import annotations

import json
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
from ..stages.common import Towers, build_towers, load_towers
from ..stages.encoder import HEADS
from ..stages.mapping import HELPERS, MappedDecoder, build_mapped
from ..training_loop import load_trained
from .init_from import autoencoder_weights, codebook_of, language_weights, mapped_weights, start_from, tower_weights
from .quantize import round_weights


@dataclass(frozen=True)
class Trained:
    """All networks of a run, as a rule with the weights that ship (rounded to int8 grids, C2 to float16)."""

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


def load_run(
    recipe: Recipe, folder: Path, tokens: TextTokens, device: torch.device = CPU.device, *, rounded: bool = True
) -> Trained:
    """Latest checkpoints; the stage "adaptation" if it has run, else "mapping".

    Without `rounded`, language model, C2, Mapping and decoder are as training left them; encoder and autoencoder are
    rounded in any case, since codes and latents were made by the rounded ones.
    """
    codebook = torch.load(folder / "codebook.pt", weights_only=True)
    language = load_trained(build_language(recipe.sizes, tokens.size), folder / "language.pt")
    adapted = folder / "adaptation.pt"
    mapped = load_trained(build_mapped(recipe), adapted if adapted.is_file() else folder / "mapping.pt")
    autoencoder = load_trained(build_autoencoder(recipe.sizes), folder / "autoencoder.final.pt")
    assert isinstance(language, LanguageModel) and isinstance(mapped, MappedDecoder)
    assert isinstance(autoencoder, Autoencoder)
    if rounded:
        language.rows.weight.copy_(language.rows.weight.half().float())
        round_weights(language, skip=("rows",))
        round_weights(mapped)
    return Trained(
        towers=load_towers(recipe, folder, tokens).to(device), language=language.to(device), mapped=mapped.to(device),
        autoencoder=autoencoder.to(device), centroids=codebook["centroids"].to(device), counts=codebook["counts"],
        exemplars=codebook["exemplars"],
        codebook_scores=codebook["scores"],
    )  # fmt: skip


def load_pack(recipe: Recipe, pack: Path, tokens: TextTokens, device: torch.device = CPU.device) -> Trained:
    """The same networks from a pack that the recipe has made; what training alone needs stays untrained.

    Raises ValueError if the pack is of another recipe or does not fit it.
    """
    manifest = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    if manifest["provenance"]["recipe"] != recipe.name:
        raise ValueError(f"{pack} was made by recipe {manifest['provenance']['recipe']!r}, not by {recipe.name!r}")
    towers, language = build_towers(recipe, tokens), build_language(recipe.sizes, tokens.size)
    mapped, autoencoder = build_mapped(recipe), build_autoencoder(recipe.sizes)
    start_from(towers, tower_weights(pack), may_lack=HEADS)
    start_from(language, language_weights(pack))
    start_from(mapped, mapped_weights(pack), may_lack=HELPERS)
    start_from(autoencoder, autoencoder_weights(pack, autoencoder))
    for network in (towers, language, mapped, autoencoder):
        network.to(device).eval().requires_grad_(False)
    codebook = codebook_of(pack, recipe.sizes.patch)
    return Trained(
        towers=towers, language=language, mapped=mapped, autoencoder=autoencoder,
        centroids=codebook["centroids"].to(device), counts=codebook["counts"], exemplars=codebook["exemplars"],
        codebook_scores=manifest["scores"].get("codebook", {}),
    )  # fmt: skip
