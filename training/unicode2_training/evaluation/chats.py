"""Chats as the studio sends them (main/services/pictures-meant.ts): the newest picture and what the user says about it.

Earlier turns are left out: with them in sight the model mixes their things and colours into what it draws and says.
"""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from ..data.text_tokens import BEGIN_PICTURE, EOS, SPECIAL_TOKENS, TextTokens
from ..export.run import Trained
from ..models.language_model import LanguageModel
from ..recipe import Recipe
from .pictures import decode_codes
from .requests import Request, picture_request, together
from .sampling import Sampling
from .writing import write_pictures

LONGEST = 64  # tokens of an answer with its <eos> (main/engine/language/write-text.ts)
NOT_IN_ANSWER = [each for each in range(len(SPECIAL_TOKENS)) if each != EOS]


class Chats:
    """Several chats side by side."""

    def __init__(self, recipe: Recipe, trained: Trained, tokens: TextTokens, sampling: Sampling, *, count: int) -> None:
        self.trained, self.tokens, self.sampling = trained, tokens, sampling
        self.cells, self.max_length = recipe.sizes.grid**2, recipe.sizes.max_length
        self.latest: list[Tensor | None] = [None] * count  # codes (N,) of "the picture" of each chat

    def draw(self, texts: list[str], *, seed: int) -> tuple[Tensor, list[bool]]:
        """The next turn of every chat is a picture, a change of the latest one where there is one.

        Returns pictures (n, 3, S, S) in [0, 1], and whether the model itself would have answered with one.
        """
        requests = [replace(request, seed=seed + row) for row, request in enumerate(self._asked(texts))]
        room = self.cells + 1 + (self.sampling.layout.longest + 1 if self.sampling.layout else 0)
        self._require_room(requests, room)
        written = write_pictures(self.trained.language, self.tokens, requests, self.sampling, cells=self.cells)
        self.latest = [*written]
        pictures = decode_codes(self.trained, written, steps=self.sampling.decoder_steps, seed=seed)
        return pictures, wants_picture(self.trained.language, requests)

    def ask(self, texts: list[str]) -> list[str | None]:
        """The next turn of every chat is words: "" where they do not end, None where the model would have drawn."""
        requests = self._asked(texts)
        self._require_room(requests, LONGEST)
        spoken = answer_words(self.trained.language, requests)
        would_draw = wants_picture(self.trained.language, requests)
        return [None if draws else self.tokens.decode(words) for draws, words in zip(would_draw, spoken, strict=True)]

    def _asked(self, texts: list[str]) -> list[Request]:
        shown = zip(texts, self.latest, strict=True)
        return [picture_request(self.tokens.encode(text), seed=0, source=latest) for text, latest in shown]

    def _require_room(self, requests: list[Request], room: int) -> None:
        longest = max(len(request.text_ids) for request in requests)
        if longest + room > self.max_length:
            raise ValueError(f"a chat takes {longest} positions and its answer {room}; there are {self.max_length}")


@torch.no_grad()
def wants_picture(model: LanguageModel, requests: list[Request]) -> list[bool]:
    """Whether <boi> is likelier than every word, as the studio decides it."""
    wants = [False] * len(requests)
    for part in together(requests):
        logits, _, _ = _read(model, [requests[index] for index in part])
        begin = logits[:, BEGIN_PICTURE].clone()
        logits[:, NOT_IN_ANSWER] = -torch.inf
        for index, draws in zip(part, (begin > logits.amax(dim=1)).tolist(), strict=True):
            wants[index] = draws
    return wants


@torch.no_grad()
def answer_words(model: LanguageModel, requests: list[Request]) -> list[list[int]]:
    """Greedy answers as text ids without <eos>; empty where it does not come."""
    answers: list[list[int]] = [[] for _ in requests]
    for part in together(requests):
        logits, keys, values = _read(model, [requests[index] for index in part])
        said: list[list[int]] = [[] for _ in part]
        ended = [False] * len(part)
        for _ in range(LONGEST):
            logits[:, NOT_IN_ANSWER] = -torch.inf
            ids = logits.argmax(dim=1)
            for place, token in enumerate(ids.tolist()):
                ended[place] |= token == EOS
                said[place] += [] if ended[place] else [token]
            if all(ended):
                break
            visual = torch.zeros(len(part), 1, model.rows.weight.shape[1], device=model.device)
            logits, _, keys, values = model.step(ids[:, None], visual, torch.full_like(ids[:, None], -1), keys, values)
        for place, index in enumerate(part):
            answers[index] = said[place] if ended[place] else []
    return answers


def _read(model: LanguageModel, requests: list[Request]) -> tuple[Tensor, Tensor, Tensor]:
    """Text logits (n, V) after requests of one length, and the caches of keys and values."""
    device = model.device
    text_ids = torch.tensor([request.text_ids for request in requests], device=device)
    codes = torch.tensor([request.codes for request in requests], device=device)
    cell = torch.tensor([request.cell for request in requests], device=device)
    visual = model.rows(codes.clamp(min=0)) * (codes >= 0)[:, :, None]
    keys = torch.zeros(model.layers, len(requests), model.heads, 0, model.head_width, device=device)
    logits, _, keys, values = model.step(text_ids, visual, cell, keys, keys.clone())
    return logits, keys, values
