"""Stage "encoder": SigLIP's sigmoid loss between pictures and captions, the words of each patch's region, and linear
reconstruction of each patch. In a part of the pictures colours change, so that a thing is told by its shape."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import torch
from torch import Tensor

from .. import parallel
from ..data.colour_changes import change_colours, draw_colour_changes, may_turn_of
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
HEADS = ("vision.reconstruct", "loss")  # used in training only, so that no pack has them


def take_tokenizer(folder: Path, pack: Path) -> None:
    shutil.copyfile(pack / FILES["tokenizer"], folder / "tokenizer.json")


def take_towers(recipe: Recipe, folder: Path, pack: Path) -> None:
    """The pack's towers, unchanged, as the codebook stage would have left them."""
    towers = build_towers(recipe, prepare_tokenizer(recipe, folder))
    start_from(towers, tower_weights(pack), may_lack=HEADS)
    save_atomically({"model": towers.state_dict(), "averages": None}, folder / "encoder.final.pt")
    print(f"[encoder] taken from {pack}", flush=True)


def draw_captions(
    examples: list[Example], may_turn: Tensor, tokens: TextTokens, size: int, generator: torch.Generator
) -> Batch:
    """Rows of `size` pictures, a text for each, and how its colours change."""
    rows = draw_rows(len(examples), size, generator)
    by_prompt = torch.rand(size, generator=generator) < 0.3
    chosen = [examples[row] for row in rows.tolist()]
    texts = [
        draw_text(example.prompts if short else example.captions, generator)
        for example, short in zip(chosen, by_prompt.tolist(), strict=True)
    ]
    ids, mask = tokens.batch(texts)
    changes = draw_colour_changes(may_turn[rows], generator)
    return {"rows": rows, "ids": ids, "mask": mask, "same": same_texts(texts), **changes}


def encoder_losses(towers: Towers, scenes: Tensor, labels: RegionLabels, batch: Batch) -> dict[str, Tensor]:
    """`scenes` uint8 (n, 3, S, S) and `labels` of all pictures."""
    pixels = change_colours(to_pixels(take(scenes, batch["rows"])), batch["saturation"], batch["turn"])
    changed, kept = (part.nonzero().flatten() for part in (batch["is_changed"], ~batch["is_changed"]))
    features = towers.vision.features(pixels)
    # Captions name colours: they say nothing of a picture whose colours have changed.
    picture_embedding = towers.vision.pool(features[kept])
    text_embedding = towers.text(batch["ids"][kept], batch["mask"][kept])
    contrast = towers.loss(picture_embedding, text_embedding, batch["same"][kept][:, kept])
    difference = towers.vision.reconstruct(features) - towers.vision.space.patches(pixels)
    reconstruction = difference.square().mean()
    with torch.no_grad():
        best = (picture_embedding @ text_embedding.T).argmax(dim=1)
        retrieval = (best == torch.arange(best.shape[0], device=best.device)).float().mean()
    words = towers.vision.space.regions(features, labels.rows(batch["rows"]).without_colours(changed))
    noun_right = words.pop("noun_right")
    loss = contrast + RECONSTRUCTION_WEIGHT * reconstruction * 4.0  # ×4: errors in [0, 1] units, as L2 of [−1, 1]
    loss = loss + REGION_WEIGHT * torch.stack(list(words.values())).sum()
    return {
        "loss": loss, "contrast": contrast, "reconstruction": reconstruction, "retrieval": retrieval,
        **words, "noun_right": noun_right,
    }  # fmt: skip


def run(
    recipe: Recipe, folder: Path, *, resume: bool, init_from: Path | None = None, refine: bool = False,
    hardware: Hardware = CPU,
) -> None:  # fmt: skip
    if init_from is not None:
        parallel.by_first(partial(take_tokenizer, folder, init_from))
        if not refine:
            take_towers(recipe, folder, init_from)
            return
    settings, device = recipe.encoder, hardware.device
    tokens = prepare_tokenizer(recipe, folder)
    examples = load_examples(folder, "train")
    torch.manual_seed(recipe.seed)
    towers = build_towers(recipe, tokens)
    if init_from is not None:
        start_from(towers, tower_weights(init_from), may_lack=HEADS)
    towers = towers.to(device)
    labels = label_regions([example.scene for example in examples], recipe.world, recipe.sizes.grid).near(device)
    may_turn = may_turn_of(recipe.world, examples)
    loop = TrainingLoop(
        name="encoder", module=towers, settings=settings, folder=folder, seed=recipe.seed + 1, hardware=hardware,
        draw=partial(draw_captions, examples, may_turn, tokens, settings.batch),
        losses=partial(encoder_losses, towers, keep_near(load_scene_pictures(folder, "train"), device), labels),
        optimizers=build_optimizers(towers, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr),
    )  # fmt: skip
    loop.run(resume=resume)
