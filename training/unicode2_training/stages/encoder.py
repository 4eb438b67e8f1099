"""Stage "encoder": SigLIP's sigmoid loss between pictures and captions, the words of each patch's region, and linear
reconstruction of each patch."""

from __future__ import annotations

import shutil
from pathlib import Path

import torch
from torch import Tensor

from ..data.precompute import load_pictures, to_pixels
from ..export.init_from import start_from, tower_weights
from ..export.manifest import FILES
from ..models.region_words import label_regions
from ..optimizers import build_optimizers
from ..recipe import Recipe
from ..training_loop import TrainingLoop, save_atomically
from .common import build_towers, draw_rows, draw_text, prepare_tokenizer, same_texts

RECONSTRUCTION_WEIGHT = 3.0
REGION_WEIGHT = 1.0


def take(recipe: Recipe, folder: Path, pack: Path) -> None:
    """The pack's tokenizer and towers, unchanged, as the codebook stage would have left them."""
    shutil.copyfile(pack / FILES["tokenizer"], folder / "tokenizer.json")
    towers = build_towers(recipe, prepare_tokenizer(recipe, folder))
    start_from(towers, tower_weights(pack), may_lack=("vision.reconstruct", "loss"))
    save_atomically({"model": towers.state_dict(), "averages": None}, folder / "encoder.final.pt")
    print(f"[encoder] taken from {pack}", flush=True)


def run(recipe: Recipe, folder: Path, *, resume: bool, init_from: Path | None = None) -> None:
    if init_from is not None:
        take(recipe, folder, init_from)
        return
    settings = recipe.encoder
    tokens = prepare_tokenizer(recipe, folder)
    pictures = load_pictures(folder, "train")
    torch.manual_seed(recipe.seed)
    towers = build_towers(recipe, tokens)
    labels = label_regions([example.scene for example in pictures.examples], recipe.world)

    def losses(generator: torch.Generator) -> dict[str, Tensor]:
        rows = draw_rows(len(pictures), settings.batch, generator)
        pixels = to_pixels(pictures.scenes[rows])
        by_prompt = torch.rand(settings.batch, generator=generator) < 0.3
        examples = [pictures.examples[row] for row in rows.tolist()]
        texts = [
            draw_text(example.prompts if short else example.captions, generator)
            for example, short in zip(examples, by_prompt.tolist(), strict=True)
        ]
        ids, mask = tokens.batch(texts)
        features = towers.vision.features(pixels)
        picture_embedding, text_embedding = towers.vision.pool(features), towers.text(ids, mask)
        contrast = towers.loss(picture_embedding, text_embedding, same_texts(texts))
        difference = towers.vision.reconstruct(features) - towers.vision.space.patches(pixels)
        reconstruction = difference.square().mean()
        with torch.no_grad():
            best = (picture_embedding @ text_embedding.T).argmax(dim=1)
            retrieval = (best == torch.arange(settings.batch)).float().mean()
        words = towers.vision.space.regions(features, labels.rows(rows))
        noun_right = words.pop("noun_right")
        loss = contrast + RECONSTRUCTION_WEIGHT * reconstruction * 4.0  # ×4: errors in [0, 1] units, as L2 of [−1, 1]
        loss = loss + REGION_WEIGHT * torch.stack(list(words.values())).sum()
        return {
            "loss": loss, "contrast": contrast, "reconstruction": reconstruction, "retrieval": retrieval,
            **words, "noun_right": noun_right,
        }  # fmt: skip

    loop = TrainingLoop(
        name="encoder", module=towers, settings=settings, folder=folder, seed=recipe.seed + 1, losses=losses,
        optimizers=build_optimizers(towers, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr),
    )  # fmt: skip
    loop.run(resume=resume)
