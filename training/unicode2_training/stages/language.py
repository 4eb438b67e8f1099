"""Stage "language": C2 and the language model on precomputed codes. L_GEN on visual tokens, L_UND on text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from ..codebook.unspoken import settle_rows, silence, spoken_codes
from ..data.conversations import Conversations
from ..data.precompute import load_examples
from ..data.prefetch import Batch
from ..data.text_tokens import TextTokens
from ..devices import CPU, Hardware, compile_function
from ..export.init_from import language_weights, start_from
from ..models.build import build_language
from ..models.language_model import LanguageModel
from ..optimizers import build_optimizers
from ..recipe import Recipe
from ..training_loop import TrainingLoop
from .common import prepare_tokenizer, wait_for

TEXT_WEIGHT = 0.6  # of L_UND where a batch has both losses
CrossEntropy = Callable[[Tensor, Tensor, Tensor | None, Tensor, Tensor], Tensor]
ROWS_FACTOR = 0.3  # C2's learning rate relative to the embeddings'


def draw_conversations(
    conversations: Conversations, size: int, generator: torch.Generator, plan: str | None = None
) -> Batch:
    """A batch (B, T) and which of its B·T positions predict a visual or a text token that is learned."""
    batch = conversations.batch(size, generator, plan)
    is_learned, is_visual = batch.weights[:, 1:] > 0, batch.codes[:, 1:] >= 0
    here = torch.arange(batch.codes.numel()).reshape(batch.codes.shape)[:, :-1]  # position t predicts t + 1
    return {**vars(batch), "visual": here[is_learned & is_visual], "text": here[is_learned & ~is_visual]}


def weighted_cross_entropy(
    states: Tensor, table: Tensor, bias: Tensor | None, targets: Tensor, weights: Tensor
) -> Tensor:
    """Mean over n positions of −log softmax(table · state + bias)[target]. Shapes: (n, D), (K, D), (K,), (n,), (n,)."""
    errors = F.cross_entropy(F.linear(states, table, bias), targets, reduction="none")
    return (errors * weights).sum() / weights.sum()


def language_losses(
    model: LanguageModel, silent: Tensor, batch: Batch, *, cross_entropy: CrossEntropy = weighted_cross_entropy
) -> dict[str, Tensor]:
    """Weighted means of both cross-entropies over the positions that are learned. `silent` (K,) is added to logits."""
    states = model(batch["text_ids"], batch["codes"], batch["cell"]).flatten(0, 1)  # (B·T, D)
    weights, codes, ids = (batch[name].flatten() for name in ("weights", "codes", "text_ids"))
    result: dict[str, Tensor] = {}
    loss = states.new_zeros(())
    visual, text = batch["visual"], batch["text"]
    if visual.numel():
        queries = model.visual_query(states[visual])
        here = visual + 1
        result["visual"] = cross_entropy(queries, model.rows.weight, silent, codes[here], weights[here])
        loss = loss + result["visual"]
    here = text + 1
    text_loss = cross_entropy(states[text], model.text_head.weight, None, ids[here], weights[here])
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


def run(recipe: Recipe, folder: Path, *, resume: bool, init_from: Path | None = None, hardware: Hardware = CPU) -> None:
    settings = recipe.language
    tokens = prepare_tokenizer(recipe, folder)
    codes = torch.load(wait_for(folder / "codes-train.pt"), weights_only=True)
    centroids = torch.load(folder / "codebook.pt", weights_only=True)["centroids"]
    conversations = Conversations(
        load_examples(folder, "train"), codes["scenes"], codes["edited"], tokens,
        world=recipe.world, codes=recipe.sizes.codes, limit=recipe.sizes.max_length, layouts=recipe.layouts,
    )  # fmt: skip
    if init_from is None:
        model = build_with_centroids(recipe, tokens, centroids)
    else:
        model = build_language(recipe.sizes, tokens.size)
        start_from(model, language_weights(init_from, centroids))
    model = model.to(hardware.device)
    spoken = spoken_codes(torch.cat([codes["scenes"], codes["edited"]]), recipe.sizes.codes).to(hardware.device)
    fixed = recipe.fixed_rows
    if fixed:
        settle_rows(model.rows.weight, centroids.to(hardware.device), spoken)
        model.rows.requires_grad_(False)
    silent = torch.zeros(recipe.sizes.codes, device=hardware.device) if fixed else silence(spoken)
    optimizers = build_optimizers(
        model, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr, factors={"rows": 0.0 if fixed else ROWS_FACTOR}
    )
    cross_entropy = compile_function(weighted_cross_entropy) if settings.compiled else weighted_cross_entropy
    loop = TrainingLoop(
        name="language", module=model, settings=settings, folder=folder, seed=recipe.seed + 21, hardware=hardware,
        draw=partial(draw_conversations, conversations, settings.batch),
        losses=partial(language_losses, model, silent, cross_entropy=cross_entropy), optimizers=optimizers,
    )  # fmt: skip
    loop.run(resume=resume)
    if not fixed:
        settle_rows(model.rows.weight, centroids.to(hardware.device), spoken)
        loop.checkpoint()
