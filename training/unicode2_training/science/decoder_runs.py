"""What the decoder owes to its text pretraining and to L_CL, at equal steps of a smaller decoder.

`full` as in the paper: first conditioned on the text tower, then on Mapping with the contrastive loss L_CL ·
`withoutContrast` the same without L_CL · `tokensAlone` never sees a text: all steps are conditioned on Mapping.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn

from ..data.precompute import load_scene_pictures
from ..data.prefetch import Draw
from ..devices import CPU
from ..evaluation.pictures import psnr, ssim
from ..evaluation.verifier import Verifier, accuracy
from ..models.region_words import label_regions
from ..optimizers import build_optimizers
from ..recipe import Recipe, StageSettings
from ..stages import autoencoder, encoder
from ..stages.common import load_towers
from ..stages.decoder import decoder_losses, draw_noisy, load_latents
from ..stages.mapping import CONTRAST_WEIGHT, MappedDecoder, build_mapped, draw_codes, mapping_losses
from ..training_loop import BatchLosses, TrainingLoop
from .results import Result, write_result
from .setting import Painter, Setting

WIDTH, LAYERS, HEADS = 128, 4, 4


@dataclass(frozen=True)
class Variant:
    pretrained: bool
    contrast_weight: float


VARIANTS = {
    "full": Variant(True, CONTRAST_WEIGHT),
    "withoutContrast": Variant(True, 0.0),
    "tokensAlone": Variant(False, 0.0),
}


def smaller(recipe: Recipe) -> Recipe:
    sizes = replace(
        recipe.sizes, decoder_width=WIDTH, decoder_layers=LAYERS, decoder_heads=HEADS, condition_width=WIDTH,
        mapping_layers=1,
    )  # fmt: skip
    return replace(recipe, sizes=sizes)


def train(setting: Setting, name: str, seed: int, variant: Variant) -> MappedDecoder:
    """Both stages one after the other; the first one's steps go to the second where there is no pretraining."""
    pack_recipe, recipe = replace(setting.recipe, world=setting.pack_world), smaller(setting.recipe)
    encoder.run(pack_recipe, setting.folder, resume=False, init_from=setting.pack)
    autoencoder.run(recipe, setting.folder, resume=False, init_from=setting.pack)
    text = load_towers(pack_recipe, setting.folder, setting.tokens).text
    latents, book = load_latents(recipe, setting.folder, CPU.device), setting.book(setting.recipe.sizes.codes)
    examples, shape = setting.examples("train"), tuple(latents.shape[1:])
    labels = label_regions([each.scene for each in examples], recipe.world, recipe.sizes.grid)
    torch.manual_seed(3000 + seed)
    model = build_mapped(recipe)

    def learn(stage: str, module: nn.Module, settings: StageSettings, draw: Draw, losses: BatchLosses) -> None:
        folder = setting.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        optimizers = build_optimizers(
            module, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr,
            factors={} if stage == "decoder" else {"decoder.text_adapter": 0.0},
        )  # fmt: skip
        TrainingLoop(
            name=stage, module=module, settings=settings, folder=folder, seed=4000 + seed, draw=draw, losses=losses,
            steps=settings.max_steps, hardware=CPU, optimizers=optimizers,
        ).run(resume=True)  # fmt: skip

    text_settings, token_settings = recipe.decoder, recipe.mapping
    if variant.pretrained:
        noisy = partial(draw_noisy, examples, setting.tokens, len(latents), text_settings.batch, shape)
        learn("decoder", model.decoder, text_settings, noisy, partial(decoder_losses, model.decoder, text, latents))
    else:
        token_settings = replace(token_settings, max_steps=token_settings.max_steps + text_settings.max_steps)
    coded = partial(
        draw_codes, examples, setting.tokens, book.codes["train"], recipe.sizes.codes, token_settings.batch, shape
    )  # fmt: skip
    losses = partial(
        mapping_losses, model, text, book.centroids, latents, labels, contrast_weight=variant.contrast_weight
    )  # fmt: skip
    learn("mapping", model, token_settings, coded, losses)
    return model.eval().requires_grad_(False)


def run_decoder(setting: Setting, name: str, seed: int, results: Path) -> None:
    """Train and measure the round trip of held-out scenes, unless the result is there."""
    target = results / f"decoder-{name}-{seed}.json"
    if target.is_file():
        return
    start = time.process_time()
    model = train(setting, f"decoder-{name}-{seed}", seed, VARIANTS[name])
    minutes = (time.process_time() - start) / 60
    count, book = setting.recipe.evaluation.pictures, setting.book(setting.recipe.sizes.codes)
    true: Tensor = load_scene_pictures(setting.folder, "validation", count=count).float() / 255
    painter = Painter(model, setting.painter().autoencoder)
    back = painter.paint(book.centroids, book.codes["validation"][:count])
    read = Verifier(setting.recipe.world, setting.recipe.sizes.picture).read(back)
    result: Result = {
        "variant": name, "seed": seed, "codes": setting.recipe.sizes.codes, "processorMinutes": minutes,
        "textSteps": setting.recipe.decoder.max_steps if VARIANTS[name].pretrained else 0,
        "steps": setting.recipe.decoder.max_steps + setting.recipe.mapping.max_steps,
        "psnr": float(psnr(back, true).mean()), "ssim": float(ssim(back, true).mean()),
        "verifier": accuracy(read, [each.scene for each in setting.examples("validation")[:count]]),
    }  # fmt: skip
    write_result(target, result)
    print(f"[science] decoder-{name}-{seed}: {result['psnr']:.2f} dB, {result['verifier']}", flush=True)
