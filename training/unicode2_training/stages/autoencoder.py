"""Stage "autoencoder": L1 + gradient loss, with a little noise on the latents so that the decoder half forgives."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from ..data.precompute import apply_in_batches, load_scenes, to_pixels
from ..export.init_from import autoencoder_weights, start_from
from ..export.quantize import round_weights
from ..models.autoencoder import Autoencoder, gradient_loss
from ..models.build import build_autoencoder
from ..optimizers import build_optimizers
from ..recipe import Recipe
from ..training_loop import TrainingLoop, load_trained, save_atomically
from .common import draw_rows

LATENT_NOISE = 0.08  # of a channel's standard deviation


def run(recipe: Recipe, folder: Path, *, resume: bool, init_from: Path | None = None) -> None:
    settings = recipe.autoencoder
    scenes = load_scenes(recipe, folder, recipe.data.scenes)
    torch.manual_seed(recipe.seed + 10)
    model = build_autoencoder(recipe.sizes).to(memory_format=torch.channels_last)
    if init_from is not None:
        start_from(model, autoencoder_weights(init_from, model))
        # The latent space stays: a decoder of the same pack speaks it.
        save_atomically({"model": model.state_dict(), "averages": None}, folder / "autoencoder.final.pt")
        print(f"[autoencoder] taken from {init_from}", flush=True)
        return

    def losses(generator: torch.Generator) -> dict[str, Tensor]:
        rows = draw_rows(scenes.shape[0], settings.batch, generator)
        pixels = to_pixels(scenes[rows]).contiguous(memory_format=torch.channels_last)
        latent = model.encoder(pixels)
        spread = latent.detach().std(dim=(0, 2, 3), keepdim=True)
        noise = torch.randn(latent.shape, generator=generator) * spread * LATENT_NOISE
        output = model.decoder(latent + noise)
        absolute = (output - pixels).abs().mean()
        gradient = gradient_loss(output, pixels)
        with torch.no_grad():
            psnr = -10 * ((output.clamp(-1, 1) - pixels).square().mean() / 4.0).log10()
        # The small penalty keeps latents near unit size without pressing information out of them.
        loss = absolute + gradient + 1e-4 * latent.square().mean()
        return {"loss": loss, "absolute": absolute, "gradient": gradient, "psnr": psnr}

    loop = TrainingLoop(
        name="autoencoder", module=model, settings=settings, folder=folder, seed=recipe.seed + 11, losses=losses,
        optimizers=build_optimizers(model, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr),
    )  # fmt: skip
    loop.run(resume=resume)

    trained = load_trained(build_autoencoder(recipe.sizes), folder / "autoencoder.pt")
    round_weights(trained)
    assert isinstance(trained, Autoencoder)
    latents = apply_in_batches(trained.encoder, scenes[:1000], name="latent statistics")
    trained.latent_mean.copy_(latents.mean(dim=(0, 2, 3)))
    trained.latent_scale.copy_(latents.std(dim=(0, 2, 3)))
    save_atomically({"model": trained.state_dict(), "averages": None}, folder / "autoencoder.final.pt")
