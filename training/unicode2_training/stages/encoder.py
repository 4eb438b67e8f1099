"""Stage "encoder": SigLIP's sigmoid loss between pictures and captions, plus linear reconstruction of each patch."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from ..data.precompute import load_pictures, to_pixels
from ..optimizers import build_optimizers
from ..recipe import Recipe
from ..training_loop import TrainingLoop
from .common import build_towers, draw_rows, draw_text, prepare_tokenizer, same_texts

RECONSTRUCTION_WEIGHT = 3.0


def run(recipe: Recipe, folder: Path, *, resume: bool) -> None:
    settings = recipe.encoder
    tokens = prepare_tokenizer(recipe, folder)
    pictures = load_pictures(folder, "train")
    torch.manual_seed(recipe.seed)
    towers = build_towers(recipe, tokens)

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
        difference = towers.vision.reconstruct(features) - towers.vision.patches(pixels)
        reconstruction = difference.square().mean()
        with torch.no_grad():
            best = (picture_embedding @ text_embedding.T).argmax(dim=1)
            retrieval = (best == torch.arange(settings.batch)).float().mean()
        loss = contrast + RECONSTRUCTION_WEIGHT * reconstruction * 4.0  # ×4: errors in [0, 1] units, as L2 of [−1, 1]
        return {"loss": loss, "contrast": contrast, "reconstruction": reconstruction, "retrieval": retrieval}

    loop = TrainingLoop(
        name="encoder", module=towers, settings=settings, folder=folder, seed=recipe.seed + 1, losses=losses,
        optimizers=build_optimizers(towers, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr),
    )  # fmt: skip
    loop.run(resume=resume)
