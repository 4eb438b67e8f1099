"""Lets a fresh language model start with C2 in the space of its words.

The frozen encoder's region words say what every centre of C1 is called. The projector starts as the least-squares map
that carries a centre to the embeddings of its words, and both heads start as transposes: a word that is copied from a
patch is a word said, and a word of the prompt is a code drawn. Training is free to leave this point.
"""

from __future__ import annotations

import torch
from torch import Tensor

from ..data.text_tokens import TextTokens
from ..world.phrases import BACKGROUND_NAME, COUNTS, SIZE_WORDS
from ..world.scene import WorldConfig
from .language_model import LanguageModel
from .region_words import slot_words

DETAIL = 0.35  # root mean square of what the projector carries beside words
HEAD_SCALE = 0.05  # of both heads against the embeddings they transpose
SAME_WORD = 0.9  # how alike words of one meaning start
RIDGE = 0.02


def _synonyms(config: WorldConfig) -> dict[str, tuple[str, ...]]:
    """Other words for what the slots name: plurals, sizes, backgrounds."""
    others: dict[str, tuple[str, ...]] = {noun.noun: (noun.plural,) for noun in config.noun_list}
    others |= dict(SIZE_WORDS.items())
    for background in config.backgrounds:
        others[background] = tuple(name.split()[-1] for name in BACKGROUND_NAME[background])
    return others


@torch.no_grad()
def _embed(model: LanguageModel, tokens: TextTokens, word: str) -> Tensor:
    """Mean embedding of a word's tokens. Shape: (D,)"""
    return model.text_embedding.weight[tokens.encode(word)].mean(dim=0)


@torch.no_grad()
def bring_synonyms_together(model: LanguageModel, tokens: TextTokens, config: WorldConfig) -> None:
    """Words of one token that mean the same start close to each other."""
    weight = model.text_embedding.weight
    for word, others in _synonyms(config).items():
        start = _embed(model, tokens, word)
        for other in others:
            ids = tokens.encode(other)
            if len(ids) == 1 and ids != tokens.encode(word) and other not in COUNTS:
                weight[ids[0]] = SAME_WORD * start + (1 - SAME_WORD**2) ** 0.5 * weight[ids[0]]


@torch.no_grad()
def words_of_codes(model: LanguageModel, tokens: TextTokens, config: WorldConfig, logits: dict[str, Tensor]) -> Tensor:
    """Expected word embeddings of every code, by the region words' logits (K, classes). Shape: (K, D)."""
    shares = {slot: torch.softmax(logits[slot], dim=-1) for slot in slot_words(config)}
    thing = 1.0 - shares["noun"][:, :1]
    weights: dict[str, Tensor | float] = {
        "noun": 1.0,
        "colour": thing,
        "size": thing,
        "background": 1.0 - thing,
        "style": 0.5,
    }
    total = torch.zeros(thing.shape[0], model.text_embedding.weight.shape[1])
    for slot, words in slot_words(config).items():
        table = torch.stack([_embed(model, tokens, word) if word else torch.zeros(total.shape[1]) for word in words])
        total += weights[slot] * (shares[slot] @ table)
    return total / total.square().mean().sqrt() * model.text_embedding.weight.square().mean().sqrt()


@torch.no_grad()
def start_in_word_space(
    model: LanguageModel, tokens: TextTokens, config: WorldConfig, centroids: Tensor, logits: dict[str, Tensor]
) -> None:
    """Set embeddings, projector and heads of a fresh model. centroids (K, c); `logits` of the centroids by slot."""
    bring_synonyms_together(model, tokens, config)
    target = words_of_codes(model, tokens, config, logits)  # (K, D)
    gram = centroids.T @ centroids / centroids.shape[0]
    ridge = RIDGE * gram.diagonal().mean() * torch.eye(gram.shape[0])
    words = torch.linalg.solve(gram + ridge, centroids.T @ target / centroids.shape[0]).T  # (D, c)
    detail = torch.randn(words.shape) * DETAIL / gram.trace().sqrt()
    model.projector.weight.copy_(words + detail)
    model.query_head.weight.copy_(HEAD_SCALE * (words + detail).T)
    model.text_head.weight.copy_(HEAD_SCALE * model.text_embedding.weight)
