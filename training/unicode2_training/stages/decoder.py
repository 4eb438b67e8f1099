"""Stage "decoder": the flow decoder's pretraining, conditioned on the frozen text tower's states."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from ..data.precompute import apply_in_batches, load_pictures
from ..export.init_from import graph_weights, start_from
from ..models.autoencoder import Autoencoder
from ..models.build import build_autoencoder, build_decoder
from ..models.flow_decoder import flow_loss, noisy_batch
from ..optimizers import build_optimizers
from ..recipe import Recipe
from ..training_loop import TrainingLoop, load_trained, save_atomically
from .common import draw_rows, draw_text, load_towers, prepare_tokenizer, wait_for


def load_latents(recipe: Recipe, folder: Path) -> Tensor:
    """Latents (n, C, h, w) of the first training scenes, computed once."""
    path = folder / "latents.pt"
    if not path.is_file():
        autoencoder = load_trained(build_autoencoder(recipe.sizes), wait_for(folder / "autoencoder.final.pt"))
        assert isinstance(autoencoder, Autoencoder)
        scenes = load_pictures(folder, "train").scenes[: recipe.data.latent_pictures]
        save_atomically(apply_in_batches(autoencoder.encode, scenes, name="latents"), path)
    latents: Tensor = torch.load(path, weights_only=True)
    return latents


def run(recipe: Recipe, folder: Path, *, resume: bool, init_from: Path | None = None) -> None:
    settings = recipe.decoder
    latents = load_latents(recipe, folder)
    tokens = prepare_tokenizer(recipe, folder)
    text = load_towers(recipe, folder, tokens).text
    examples = load_pictures(folder, "train").examples
    torch.manual_seed(recipe.seed + 30)
    decoder = build_decoder(recipe.sizes)
    if init_from is not None:
        weights, _ = graph_weights(init_from / "decoder.onnx")
        start_from(decoder, weights, may_lack=("text_adapter",))

    def losses(generator: torch.Generator) -> dict[str, Tensor]:
        rows = draw_rows(latents.shape[0], settings.batch, generator)
        ids, mask = tokens.batch([draw_text(examples[row].captions, generator) for row in rows.tolist()])
        with torch.no_grad():
            states = text.states(ids, mask)
        noisy, time = noisy_batch(latents[rows], generator)
        clean = decoder.from_text(noisy, time, states, mask)
        error = (clean - latents[rows]).square().mean()
        return {"loss": flow_loss(clean, latents[rows], time), "clean_error": error}

    loop = TrainingLoop(
        name="decoder", module=decoder, settings=settings, folder=folder, seed=recipe.seed + 31, losses=losses,
        optimizers=build_optimizers(decoder, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr),
    )  # fmt: skip
    loop.run(resume=resume)
