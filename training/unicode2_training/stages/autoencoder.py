"""Stage "autoencoder": L1 + gradient loss, with a little noise on the latents so that the decoder half forgives.

A part of the pictures has other colours, so that it paints those of combinations that training never shows."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn

from .. import parallel
from ..data.changed_pictures import CHANGED_FILE
from ..data.colour_changes import change_colours, draw_colour_changes, may_turn_of
from ..data.precompute import apply_in_batches, load_examples, load_scene_pictures, to_pixels
from ..data.prefetch import Batch
from ..devices import CPU, Hardware, keep_near, take
from ..export.init_from import autoencoder_weights, start_from
from ..export.quantize import round_weights
from ..models.autoencoder import Autoencoder, gradient_loss
from ..models.build import build_autoencoder
from ..optimizers import build_optimizers
from ..recipe import Recipe, Sizes
from ..training_loop import TrainingLoop, load_trained, save_atomically
from .common import draw_rows
from .decoder import LATENTS_FILE

LATENT_NOISE = 0.12  # of a channel's standard deviation: what the flow decoder leaves is about that


def draw_pictures(may_turn: Tensor, sizes: Sizes, size: int, generator: torch.Generator) -> Batch:
    """Rows of `size` pictures, noise for their latents, and changes of colour where `may_turn` (n,) allows them."""
    rows = draw_rows(len(may_turn), size, generator)
    shape = size, sizes.latent_channels, sizes.latent_side, sizes.latent_side
    changes = draw_colour_changes(may_turn[rows], generator)
    return {"rows": rows, "noise": torch.randn(shape, generator=generator), **changes}


def autoencoder_losses(model: Autoencoder, scenes: Tensor, batch: Batch) -> dict[str, Tensor]:
    """`scenes` uint8 (n, 3, S, S) of all pictures."""
    pixels = change_colours(to_pixels(take(scenes, batch["rows"])), batch["saturation"], batch["turn"])
    pixels = pixels.contiguous(memory_format=torch.channels_last)
    latent = model.encoder(pixels)
    spread = latent.detach().std(dim=(0, 2, 3), keepdim=True)
    output = model.decoder(latent + batch["noise"] * spread * LATENT_NOISE).float()
    absolute = (output - pixels).abs().mean()
    gradient = gradient_loss(output, pixels)
    with torch.no_grad():
        psnr = -10 * ((output.clamp(-1, 1) - pixels).square().mean() / 4.0).log10()
    # The small penalty keeps latents near unit size without pressing information out of them.
    loss = absolute + gradient + 1e-4 * latent.square().mean()
    return {"loss": loss, "absolute": absolute, "gradient": gradient, "psnr": psnr}


def store(model: nn.Module, folder: Path) -> None:
    """The autoencoder as later stages take it; latents that another one made go."""
    for name in (LATENTS_FILE, CHANGED_FILE):
        (folder / name).unlink(missing_ok=True)
    save_atomically({"model": model.state_dict(), "averages": None}, folder / "autoencoder.final.pt")


def finish(recipe: Recipe, folder: Path, scenes: Tensor, device: torch.device) -> None:
    """Round the weights as they ship, and set the statistics of latents."""
    trained = load_trained(build_autoencoder(recipe.sizes), folder / "autoencoder.pt").to(device)
    round_weights(trained)
    assert isinstance(trained, Autoencoder)
    latents = apply_in_batches(trained.encoder, scenes[:1000], name="latent statistics", device=device)
    trained.latent_mean.copy_(latents.mean(dim=(0, 2, 3)))
    trained.latent_scale.copy_(latents.std(dim=(0, 2, 3)))
    store(trained, folder)


def run(
    recipe: Recipe, folder: Path, *, resume: bool, init_from: Path | None = None, refine: bool = False,
    hardware: Hardware = CPU,
) -> None:  # fmt: skip
    settings, device = recipe.autoencoder, hardware.device
    torch.manual_seed(recipe.seed + 10)
    model = build_autoencoder(recipe.sizes).to(memory_format=torch.channels_last)
    if init_from is not None:
        start_from(model, autoencoder_weights(init_from, model))
        if not refine:
            # The latent space stays: a decoder of the same pack speaks it.
            store(model, folder)
            print(f"[autoencoder] taken from {init_from}", flush=True)
            return
    scenes = load_scene_pictures(folder, "train")
    may_turn = may_turn_of(recipe.world, load_examples(folder, "train"))
    model = model.to(device)
    loop = TrainingLoop(
        name="autoencoder", module=model, settings=settings, folder=folder, seed=recipe.seed + 11, hardware=hardware,
        draw=partial(draw_pictures, may_turn, recipe.sizes, settings.batch),
        losses=partial(autoencoder_losses, model, keep_near(scenes, device)),
        optimizers=build_optimizers(model, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr),
    )  # fmt: skip
    loop.run(resume=resume)
    parallel.by_first(lambda: finish(recipe, folder, scenes, device))
