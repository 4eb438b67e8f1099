"""Stage "encoder": SigLIP's sigmoid loss between pictures and captions, the words of each patch's region, and linear
reconstruction of each patch."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import torch
from torch import Tensor

from ..data.precompute import Example, load_examples, load_scene_pictures, to_pixels
from ..data.prefetch import Batch
from ..data.text_tokens import TextTokens
from ..devices import CPU, Hardware, keep_near, take
from ..export.init_from import start_from, tower_weights
from ..export.manifest import FILES
from ..models.region_words import RegionLabels, label_regions
from ..optimizers import build_optimizers
from ..recipe import Recipe
from ..training_loop import TrainingLoop, save_atomically
from .common import Towers, build_towers, draw_rows, draw_text, prepare_tokenizer, same_texts

RECONSTRUCTION_WEIGHT = 3.0
REGION_WEIGHT = 1.0


def take_towers(recipe: Recipe, folder: Path, pack: Path) -> None:
    """The pack's tokenizer and towers, unchanged, as the codebook stage would have left them."""
    shutil.copyfile(pack / FILES["tokenizer"], folder / "tokenizer.json")
    towers = build_towers(recipe, prepare_tokenizer(recipe, folder))
    start_from(towers, tower_weights(pack), may_lack=("vision.reconstruct", "loss"))
    save_atomically({"model": towers.state_dict(), "averages": None}, folder / "encoder.final.pt")
    print(f"[encoder] taken from {pack}", flush=True)


def draw_captions(examples: list[Example], tokens: TextTokens, size: int, generator: torch.Generator) -> Batch:
    """Rows of `size` pictures, and a text for each."""
    rows = draw_rows(len(examples), size, generator)
    by_prompt = torch.rand(size, generator=generator) < 0.3
    chosen = [examples[row] for row in rows.tolist()]
    texts = [
        draw_text(example.prompts if short else example.captions, generator)
        for example, short in zip(chosen, by_prompt.tolist(), strict=True)
    ]
    ids, mask = tokens.batch(texts)
    return {"rows": rows, "ids": ids, "mask": mask, "same": same_texts(texts)}


def encoder_losses(towers: Towers, scenes: Tensor, labels: RegionLabels, batch: Batch) -> dict[str, Tensor]:
    """`scenes` uint8 (n, 3, S, S) and `labels` of all pictures."""
    pixels = to_pixels(take(scenes, batch["rows"]))
    features = towers.vision.features(pixels)
    picture_embedding, text_embedding = towers.vision.pool(features), towers.text(batch["ids"], batch["mask"])
    contrast = towers.loss(picture_embedding, text_embedding, batch["same"])
    difference = towers.vision.reconstruct(features) - towers.vision.space.patches(pixels)
    reconstruction = difference.square().mean()
    with torch.no_grad():
        best = (picture_embedding @ text_embedding.T).argmax(dim=1)
        retrieval = (best == torch.arange(best.shape[0], device=best.device)).float().mean()
    words = towers.vision.space.regions(features, labels.rows(batch["rows"]))
    noun_right = words.pop("noun_right")
    loss = contrast + RECONSTRUCTION_WEIGHT * reconstruction * 4.0  # ×4: errors in [0, 1] units, as L2 of [−1, 1]
    loss = loss + REGION_WEIGHT * torch.stack(list(words.values())).sum()
    return {
        "loss": loss, "contrast": contrast, "reconstruction": reconstruction, "retrieval": retrieval,
        **words, "noun_right": noun_right,
    }  # fmt: skip


def run(recipe: Recipe, folder: Path, *, resume: bool, init_from: Path | None = None, hardware: Hardware = CPU) -> None:
    if init_from is not None:
        take_towers(recipe, folder, init_from)
        return
    settings, device = recipe.encoder, hardware.device
    tokens = prepare_tokenizer(recipe, folder)
    examples = load_examples(folder, "train")
    torch.manual_seed(recipe.seed)
    towers = build_towers(recipe, tokens).to(device)
    labels = label_regions([example.scene for example in examples], recipe.world, recipe.sizes.grid).near(device)
    loop = TrainingLoop(
        name="encoder", module=towers, settings=settings, folder=folder, seed=recipe.seed + 1, hardware=hardware,
        draw=partial(draw_captions, examples, tokens, settings.batch),
        losses=partial(encoder_losses, towers, keep_near(load_scene_pictures(folder, "train"), device), labels),
        optimizers=build_optimizers(towers, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr),
    )  # fmt: skip
    loop.run(resume=resume)
