"""Stage "language": C2 and the language model on precomputed codes. L_GEN on visual tokens, L_UND on text."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from ..data.conversations import Batch, Conversations
from ..data.precompute import load_pictures
from ..data.text_tokens import TextTokens
from ..export.init_from import language_weights, start_from
from ..models.build import build_language
from ..models.language_model import LanguageModel
from ..optimizers import build_optimizers
from ..recipe import Recipe
from ..training_loop import TrainingLoop
from .common import prepare_tokenizer, wait_for

TEXT_WEIGHT = 0.6  # of L_UND where a batch has both losses
ROWS_FACTOR = 0.3  # C2's learning rate relative to the embeddings'


def language_losses(model: LanguageModel, batch: Batch) -> dict[str, Tensor]:
    """Weighted means of both cross-entropies over the positions that are learned."""
    states = model(batch.text_ids, batch.codes, batch.cell)[:, :-1]  # (B, T−1, D): position t predicts t+1
    targets_text, targets_codes, weights = batch.text_ids[:, 1:], batch.codes[:, 1:], batch.weights[:, 1:]
    visual = (weights > 0) & (targets_codes >= 0)
    text = (weights > 0) & (targets_codes < 0)
    result: dict[str, Tensor] = {}
    loss = states.new_zeros(())
    if bool(visual.any()):
        logits = model.visual_query(states[visual]) @ model.rows.weight.T  # (n, K)
        errors = F.cross_entropy(logits, targets_codes[visual], reduction="none")
        result["visual"] = (errors * weights[visual]).sum() / weights[visual].sum()
        loss = loss + result["visual"]
    logits = model.text_logits(states[text])  # (n, V)
    errors = F.cross_entropy(logits, targets_text[text], reduction="none")
    text_loss = (errors * weights[text]).sum() / weights[text].sum()
    both = "visual" in result
    result["mixed_text" if both else "text"] = text_loss
    return {"loss": loss + (TEXT_WEIGHT if both else 1.0) * text_loss, **result}


def build_with_centroids(recipe: Recipe, tokens: TextTokens, centroids: Tensor) -> LanguageModel:
    """A fresh model whose C2 is a copy of C1's centres."""
    torch.manual_seed(recipe.seed + 20)
    model = build_language(recipe.sizes, tokens.size)
    with torch.no_grad():
        model.rows.weight.copy_(centroids)
    return model


def run(recipe: Recipe, folder: Path, *, resume: bool, init_from: Path | None = None) -> None:
    settings = recipe.language
    tokens = prepare_tokenizer(recipe, folder)
    codes = torch.load(wait_for(folder / "codes-train.pt"), weights_only=True)
    centroids = torch.load(folder / "codebook.pt", weights_only=True)["centroids"]
    examples = load_pictures(folder, "train").examples
    conversations = Conversations(
        examples, codes["scenes"], codes["edited"], tokens,
        world=recipe.world, codes=recipe.sizes.codes, limit=recipe.sizes.max_length,
    )  # fmt: skip
    if init_from is None:
        model = build_with_centroids(recipe, tokens, centroids)
    else:
        model = build_language(recipe.sizes, tokens.size)
        start_from(model, language_weights(init_from))

    def losses(generator: torch.Generator) -> dict[str, Tensor]:
        batch = conversations.batch(settings.batch, generator)
        return language_losses(model, batch)

    optimizers = build_optimizers(
        model, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr, factors={"rows": ROWS_FACTOR}
    )
    loop = TrainingLoop(
        name="language", module=model, settings=settings, folder=folder, seed=recipe.seed + 21, losses=losses,
        optimizers=optimizers,
    )  # fmt: skip
    loop.run(resume=resume)
