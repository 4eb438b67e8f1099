"""Stage "decoder": the flow decoder's pretraining, conditioned on the frozen text tower's states."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import torch
from torch import Tensor

from .. import parallel
from ..data.precompute import Example, apply_in_batches, load_examples, load_scene_pictures
from ..data.prefetch import Batch
from ..data.text_tokens import TextTokens
from ..devices import CPU, Hardware, keep_near, take
from ..export.init_from import graph_weights, start_from
from ..models.autoencoder import Autoencoder
from ..models.build import build_autoencoder, build_decoder
from ..models.flow_decoder import FlowDecoder, draw_noise, flow_loss, mix_noise
from ..models.text_tower import TextTower
from ..optimizers import build_optimizers
from ..recipe import Recipe
from ..training_loop import TrainingLoop, load_trained, save_atomically
from .common import draw_rows, draw_text, load_towers, prepare_tokenizer, wait_for

LATENTS_FILE = "latents.pt"


def make_latents(recipe: Recipe, folder: Path, path: Path, device: torch.device) -> None:
    autoencoder = load_trained(build_autoencoder(recipe.sizes), wait_for(folder / "autoencoder.final.pt")).to(device)
    assert isinstance(autoencoder, Autoencoder)
    scenes = load_scene_pictures(folder, "train", count=recipe.data.latent_pictures)
    save_atomically(apply_in_batches(autoencoder.encode, scenes, name="latents", device=device), path)


def load_latents(recipe: Recipe, folder: Path, device: torch.device) -> Tensor:
    """Latents (n, C, h, w) of the first training scenes, computed once on the device and stored."""
    path = folder / LATENTS_FILE
    parallel.by_first(lambda: None if path.is_file() else make_latents(recipe, folder, path, device))
    latents: Tensor = torch.load(path, weights_only=True)
    return latents


def draw_noisy(
    examples: list[Example], tokens: TextTokens, count: int, size: int, shape: tuple[int, ...],
    generator: torch.Generator,
) -> Batch:  # fmt: skip
    """Rows of `size` of the first `count` pictures, a caption for each; noise of `shape` (C, h, w) and times."""
    rows = draw_rows(count, size, generator)
    ids, mask = tokens.batch([draw_text(examples[row].captions, generator) for row in rows.tolist()])
    noise, time = draw_noise((size, *shape), generator)
    return {"rows": rows, "ids": ids, "mask": mask, "noise": noise, "time": time}


def decoder_losses(decoder: FlowDecoder, text: TextTower, latents: Tensor, batch: Batch) -> dict[str, Tensor]:
    """`latents` (n, C, h, w) of all pictures."""
    target, time = take(latents, batch["rows"]), batch["time"]
    with torch.no_grad():
        states = text.states(batch["ids"], batch["mask"])
    clean = decoder.from_text(mix_noise(target, batch["noise"], time), time, states, batch["mask"])
    return {"loss": flow_loss(clean, target, time), "clean_error": (clean - target).square().mean()}


def run(recipe: Recipe, folder: Path, *, resume: bool, init_from: Path | None = None, hardware: Hardware = CPU) -> None:
    settings, device = recipe.decoder, hardware.device
    latents = load_latents(recipe, folder, device)
    tokens = prepare_tokenizer(recipe, folder)
    text = load_towers(recipe, folder, tokens).text.to(device)
    examples = load_examples(folder, "train")
    torch.manual_seed(recipe.seed + 30)
    decoder = build_decoder(recipe.sizes)
    if init_from is not None:
        weights, _ = graph_weights(init_from / "decoder.onnx")
        start_from(decoder, weights, may_lack=("text_adapter",))
    decoder = decoder.to(device)
    loop = TrainingLoop(
        name="decoder", module=decoder, settings=settings, folder=folder, seed=recipe.seed + 31, hardware=hardware,
        draw=partial(draw_noisy, examples, tokens, len(latents), settings.batch, tuple(latents.shape[1:])),
        losses=partial(decoder_losses, decoder, text, keep_near(latents, device)),
        optimizers=build_optimizers(decoder, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr),
    )  # fmt: skip
    loop.run(resume=resume)
