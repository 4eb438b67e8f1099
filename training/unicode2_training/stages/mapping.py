"""Stages "mapping" and "adaptation": visual tokens take the place of text in the decoder's condition.

Mapping learns by the decoder's flow loss, by L_CL against the frozen text encoder on the same prompt, and by the words
of every cell's region: one code says only in part what its patch belongs to, all codes together say it. A share of the
pictures has other colours (data/changed_pictures.py). On a CPU budget all of the decoder's weights adapt (a larger
recipe would keep most of them frozen). Stage "mapping" reads C2 as initialised, so that it can run beside the language
model; "adaptation" finishes on the final C2.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn

from ..data.changed_pictures import ChangedPictures, load_changed
from ..data.precompute import Example, load_examples
from ..data.prefetch import Batch
from ..data.text_tokens import TextTokens
from ..devices import CPU, Hardware, keep_near, take
from ..export.init_from import mapped_weights, rows_of, start_from
from ..models.autoencoder import Autoencoder
from ..models.build import build_autoencoder, build_decoder, build_mapping
from ..models.flow_decoder import FlowDecoder, draw_noise, flow_loss, mix_noise
from ..models.mapping import Mapping, contrastive_loss
from ..models.region_words import RegionLabels, RegionWords, label_regions
from ..models.text_tower import TextTower
from ..optimizers import build_optimizers
from ..recipe import Recipe
from ..training_loop import TrainingLoop, load_trained
from .common import draw_rows, draw_text, load_towers, prepare_tokenizer, same_texts, wait_for
from .decoder import load_latents

OTHER_COLOURS = 0.4  # of a batch, where there are pictures in other colours
WRONG_CODES = 0.06  # the language model's mistakes differ from the encoder's
CONTRAST_WEIGHT = 0.05
REGION_WEIGHT = 0.1
HELPERS = ("decoder.text_adapter", "regions")  # used in training only, so that no pack has them


class MappedDecoder(nn.Module):
    """What both stages train; `regions` only helps."""

    def __init__(self, mapping: Mapping, decoder: FlowDecoder, regions: RegionWords) -> None:
        super().__init__()
        self.mapping, self.decoder, self.regions = mapping, decoder, regions


def build_mapped(recipe: Recipe) -> MappedDecoder:
    regions = RegionWords(width=recipe.sizes.condition_width, config=recipe.world)
    return MappedDecoder(build_mapping(recipe.sizes), build_decoder(recipe.sizes), regions)


def draw_codes(
    examples: list[Example], tokens: TextTokens, codes: Tensor, code_count: int, size: int, shape: tuple[int, ...],
    generator: torch.Generator, *, changed: int = 0,
) -> Batch:  # fmt: skip
    """`size` pictures with noise of `shape` (C, h, w) and a time each: rows of `codes` (n, N), some codes wrong, with a
    caption; then a share of the `changed` ones in other colours, if any."""
    changed_size = round(OTHER_COLOURS * size) if changed else 0
    rows = draw_rows(codes.shape[0], size - changed_size, generator)
    grid = codes[rows]
    wrong = torch.rand(grid.shape, generator=generator) < WRONG_CODES
    grid = torch.where(wrong, torch.randint(0, code_count, grid.shape, generator=generator), grid)
    noise, time = draw_noise((size, *shape), generator)
    captions = [draw_text(examples[row].captions, generator) for row in rows.tolist()]
    ids, mask = tokens.batch(captions)
    batch = {"rows": rows, "grid": grid, "noise": noise, "time": time, "ids": ids, "mask": mask}
    if changed:
        batch["changed"] = draw_rows(changed, changed_size, generator)
    return {**batch, "same": same_texts(captions)}


def mapping_losses(
    model: MappedDecoder, text: TextTower, rows_of_codes: Tensor, latents: Tensor, labels: RegionLabels, batch: Batch,
    *, changed: ChangedPictures | None = None, contrast_weight: float = CONTRAST_WEIGHT,
) -> dict[str, Tensor]:  # fmt: skip
    """C2's rows (K, c); `latents` (n, C, h, w) and `labels` of all pictures. L_CL is that of unchanged ones."""
    rows, time, mask = batch["rows"], batch["time"], batch["mask"]
    read, target, words_of = rows_of_codes[batch["grid"]], take(latents, rows), labels.rows(rows)
    if changed is not None:
        others = batch["changed"]
        read = torch.cat([read, take(changed.rows, others).to(read.dtype)])
        target = torch.cat([target, take(changed.latents, others)])
        last = torch.arange(len(rows), len(read), device=rows.device)
        words_of = labels.rows(torch.cat([rows, others])).without_colours(last)
    condition = model.mapping(read)  # (B, N, m)
    clean = model.decoder(mix_noise(target, batch["noise"], time), time, condition)
    flow = flow_loss(clean, target, time)
    with torch.no_grad():
        states = model.decoder.text_adapter(text.states(batch["ids"], mask)) * mask[:, :, None]
        text_target = states.sum(dim=1) / mask.sum(dim=1, keepdim=True)  # (B, m)
    contrast = contrastive_loss(condition[: len(rows)].mean(dim=1), text_target, batch["same"])
    words = model.regions(condition, words_of)
    noun_right = words.pop("noun_right")
    region = torch.stack(list(words.values())).sum()
    return {
        "loss": flow + contrast_weight * contrast + REGION_WEIGHT * region, "flow": flow, "contrast": contrast,
        "region": region, "noun_right": noun_right, "clean_error": (clean.detach() - target).square().mean(),
    }  # fmt: skip


def run(
    recipe: Recipe, folder: Path, *, resume: bool, final: bool = False, init_from: Path | None = None,
    hardware: Hardware = CPU,
) -> None:  # fmt: skip
    """`final`: the stage "adaptation". `init_from` is for the first stage: adaptation goes on from that anyway."""
    settings, device = recipe.adaptation if final else recipe.mapping, hardware.device
    tokens = prepare_tokenizer(recipe, folder)
    towers = load_towers(recipe, folder, tokens).to(device)
    latents = load_latents(recipe, folder, device)
    codes = torch.load(wait_for(folder / "codes-train.pt"), weights_only=True)["scenes"][: latents.shape[0]]
    examples = load_examples(folder, "train")[: latents.shape[0]]
    labels = label_regions([example.scene for example in examples], recipe.world, recipe.sizes.grid).near(device)
    centroids = torch.load(folder / "codebook.pt", weights_only=True)["centroids"]
    torch.manual_seed(recipe.seed + 40)
    if final:
        model = load_trained(build_mapped(recipe), wait_for(folder / "mapping.pt")).requires_grad_(True)
        trained = torch.load(wait_for(folder / "language.pt"), weights_only=False)["model"]
        rows_of_codes: Tensor = trained["rows.weight"].half().float()
    else:
        model = build_mapped(recipe)
        model.decoder.load_state_dict(load_trained(model.decoder, wait_for(folder / "decoder.pt")).state_dict())
        model.decoder.requires_grad_(True)
        rows_of_codes = centroids
        if init_from is not None:
            start_from(model, mapped_weights(init_from), may_lack=HELPERS)
            rows_of_codes = rows_of(init_from, rows_of_codes)
    assert isinstance(model, MappedDecoder)
    model = model.to(device)
    shape, changed = tuple(latents.shape[1:]), None
    if recipe.data.changed_pictures:
        autoencoder = load_trained(build_autoencoder(recipe.sizes), folder / "autoencoder.final.pt").to(device)
        assert isinstance(autoencoder, Autoencoder)
        changed = load_changed(
            recipe, folder, examples, vision=towers.vision, autoencoder=autoencoder, centroids=centroids,
            rows=rows_of_codes, device=device,
        ).near(device)  # fmt: skip
    loop = TrainingLoop(
        name="adaptation" if final else "mapping", module=model, settings=settings, folder=folder,
        seed=recipe.seed + 41, hardware=hardware,
        draw=partial(
            draw_codes, examples, tokens, codes, len(rows_of_codes), settings.batch, shape,
            changed=len(changed) if changed else 0,
        ),
        losses=partial(
            mapping_losses, model, towers.text, rows_of_codes.to(device), keep_near(latents, device), labels,
            changed=changed,
        ),
        optimizers=build_optimizers(
            model, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr, factors={"decoder.text_adapter": 0.0}
        ),
    )  # fmt: skip
    loop.run(resume=resume)
