"""Stages "mapping" and "adaptation": visual tokens take the place of text in the decoder's condition.

Mapping learns by the decoder's flow loss, by L_CL against the frozen text encoder on the same prompt, and by the words
of every cell's region: one code says only in part what its patch belongs to, all codes together say it. On a CPU budget
all of the decoder's weights adapt (a larger recipe would keep most of them frozen). Stage "mapping" reads C2 as
initialised, so that it can run beside the language model; "adaptation" finishes on the final C2.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn

from ..data.precompute import Example, load_examples
from ..data.prefetch import Batch
from ..data.text_tokens import TextTokens
from ..devices import CPU, Hardware, keep_near, take
from ..export.init_from import mapped_weights, rows_of, start_from
from ..models.build import build_decoder, build_mapping
from ..models.flow_decoder import FlowDecoder, draw_noise, flow_loss, mix_noise
from ..models.mapping import Mapping, contrastive_loss
from ..models.region_words import RegionLabels, RegionWords, label_regions
from ..models.text_tower import TextTower
from ..optimizers import build_optimizers
from ..recipe import Recipe
from ..training_loop import TrainingLoop, load_trained
from .common import draw_rows, draw_text, load_towers, prepare_tokenizer, same_texts, wait_for
from .decoder import load_latents

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
    generator: torch.Generator,
) -> Batch:  # fmt: skip
    """`size` rows of `codes` (n, N), some codes wrong; for each a caption, noise of `shape` (C, h, w) and a time."""
    rows = draw_rows(codes.shape[0], size, generator)
    grid = codes[rows]
    wrong = torch.rand(grid.shape, generator=generator) < WRONG_CODES
    grid = torch.where(wrong, torch.randint(0, code_count, grid.shape, generator=generator), grid)
    noise, time = draw_noise((size, *shape), generator)
    captions = [draw_text(examples[row].captions, generator) for row in rows.tolist()]
    ids, mask = tokens.batch(captions)
    same = same_texts(captions)
    return {"rows": rows, "grid": grid, "noise": noise, "time": time, "ids": ids, "mask": mask, "same": same}


def mapping_losses(
    model: MappedDecoder, text: TextTower, rows_of_codes: Tensor, latents: Tensor, labels: RegionLabels, batch: Batch,
    *, contrast_weight: float = CONTRAST_WEIGHT,
) -> dict[str, Tensor]:  # fmt: skip
    """C2's rows (K, c); `latents` (n, C, h, w) and `labels` of all pictures."""
    target, time, mask = take(latents, batch["rows"]), batch["time"], batch["mask"]
    condition = model.mapping(rows_of_codes[batch["grid"]])  # (B, N, m)
    clean = model.decoder(mix_noise(target, batch["noise"], time), time, condition)
    flow = flow_loss(clean, target, time)
    with torch.no_grad():
        states = model.decoder.text_adapter(text.states(batch["ids"], mask)) * mask[:, :, None]
        text_target = states.sum(dim=1) / mask.sum(dim=1, keepdim=True)  # (B, m)
    contrast = contrastive_loss(condition.mean(dim=1), text_target, batch["same"])
    words = model.regions(condition, labels.rows(batch["rows"]))
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
    text = load_towers(recipe, folder, tokens).text.to(device)
    latents = load_latents(recipe, folder, device)
    codes = torch.load(wait_for(folder / "codes-train.pt"), weights_only=True)["scenes"][: latents.shape[0]]
    examples = load_examples(folder, "train")[: latents.shape[0]]
    labels = label_regions([example.scene for example in examples], recipe.world, recipe.sizes.grid).near(device)
    torch.manual_seed(recipe.seed + 40)
    if final:
        model = load_trained(build_mapped(recipe), wait_for(folder / "mapping.pt")).requires_grad_(True)
        trained = torch.load(wait_for(folder / "language.pt"), weights_only=False)["model"]
        rows_of_codes: Tensor = trained["rows.weight"].half().float()
    else:
        model = build_mapped(recipe)
        model.decoder.load_state_dict(load_trained(model.decoder, wait_for(folder / "decoder.pt")).state_dict())
        model.decoder.requires_grad_(True)
        rows_of_codes = torch.load(folder / "codebook.pt", weights_only=True)["centroids"]
        if init_from is not None:
            start_from(model, mapped_weights(init_from), may_lack=HELPERS)
            rows_of_codes = rows_of(init_from, rows_of_codes)
    assert isinstance(model, MappedDecoder)
    model = model.to(device)
    shape = tuple(latents.shape[1:])
    loop = TrainingLoop(
        name="adaptation" if final else "mapping", module=model, settings=settings, folder=folder,
        seed=recipe.seed + 41, hardware=hardware,
        draw=partial(draw_codes, examples, tokens, codes, len(rows_of_codes), settings.batch, shape),
        losses=partial(mapping_losses, model, text, rows_of_codes.to(device), keep_near(latents, device), labels),
        optimizers=build_optimizers(
            model, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr, factors={"decoder.text_adapter": 0.0}
        ),
    )  # fmt: skip
    loop.run(resume=resume)
