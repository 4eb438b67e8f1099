"""Writes pictures with the language model as the studio does: guidance as a batch of two, cache, locked cells.

Every request has a seed of its own, so that a result does not depend on what else is in the batch.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import torch
from torch import Tensor

from ..data.text_tokens import ASSISTANT, BEGIN_PICTURE, BOS, END_PICTURE, MASK_CELL, PAD, UNCONDITIONAL, USER
from ..models.language_model import LanguageModel

TOGETHER = 48  # requests in one batch; twice as many rows


@dataclass(frozen=True, kw_only=True)
class Sampling:
    """A manifest's `defaults`."""

    guidance: float
    temperature: float
    top_k: int
    top_p: float
    decoder_steps: int

    @staticmethod
    def from_manifest(values: dict[str, float]) -> Sampling:
        return Sampling(
            guidance=values["guidance"], temperature=values["temperature"], top_k=int(values["topK"]),
            top_p=values["topP"], decoder_steps=int(values["decoderSteps"]),
        )  # fmt: skip


@dataclass
class Request:
    """Positions up to <assistant> (docs/pack-format.md), and the codes that are forced (−1: free)."""

    seed: int
    text_ids: list[int] = field(default_factory=list)
    unconditional: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    cell: list[int] = field(default_factory=list)
    locked: Tensor | None = None  # (N,)

    def text(self, ids: list[int], *, dropped: bool = False) -> None:
        self.text_ids += ids
        self.unconditional += [UNCONDITIONAL] * len(ids) if dropped else ids
        self.codes += [-1] * len(ids)
        self.cell += [-1] * len(ids)

    def picture(self, grid: Tensor, hidden: Tensor | None = None) -> None:
        """A source picture (N,); hidden cells are <mask>."""
        is_hidden = [False] * grid.shape[0] if hidden is None else hidden.tolist()
        self.text([BEGIN_PICTURE])
        ids = [MASK_CELL if each else PAD for each in is_hidden]
        self.text_ids += ids
        self.unconditional += ids
        self.codes += [-1 if each else code for code, each in zip(grid.tolist(), is_hidden, strict=True)]
        self.cell += range(grid.shape[0])
        self.text([END_PICTURE])


def picture_request(
    words: list[int], *, seed: int, source: Tensor | None = None, hidden: Tensor | None = None
) -> Request:
    """Generate (no source), edit (a source) or infill (a source with hidden cells)."""
    request = Request(seed)
    request.text([BOS, USER])
    if source is not None:
        request.picture(source, hidden)
        if hidden is not None:
            request.locked = torch.where(hidden, -1, source)
    request.text(words, dropped=True)
    request.text([ASSISTANT])
    return request


def draw(logits: Tensor, uniform: Tensor, sampling: Sampling) -> Tensor:
    """The studio's sampler: top-k, then top-p, then one in proportion. Shapes: (n, K), (n,) → (n,)."""
    kept, index = logits.topk(min(sampling.top_k or logits.shape[1], logits.shape[1]), dim=1)
    if sampling.temperature == 0:
        return index[:, 0]
    weights = torch.softmax(kept / sampling.temperature, dim=1)
    before = weights.cumsum(dim=1) - weights
    weights = weights * (before < sampling.top_p)
    reached = weights.cumsum(dim=1)
    rank = (reached <= uniform[:, None] * reached[:, -1:]).sum(dim=1).clamp(max=kept.shape[1] - 1)
    return index.gather(1, rank[:, None])[:, 0]


@torch.no_grad()
def _write_batch(model: LanguageModel, requests: list[Request], sampling: Sampling, cells: int) -> Tensor:
    """Requests of one length. Returns (n, N) on the model's device."""
    count, device = len(requests), model.device
    rows = 2 * count  # first all conditional rows, then their unconditional twins
    ids = [request.text_ids for request in requests] + [request.unconditional for request in requests]
    text_ids = torch.tensor([[*row, BEGIN_PICTURE] for row in ids], device=device)
    codes = torch.tensor([[*request.codes, -1] for request in requests], device=device).repeat(2, 1)
    cell = torch.tensor([[*request.cell, -1] for request in requests], device=device).repeat(2, 1)
    visual = model.rows(codes.clamp(min=0)) * (codes >= 0)[:, :, None]
    locked = torch.stack([torch.full((cells,), -1) if r.locked is None else r.locked for r in requests]).to(device)
    uniform = torch.stack([torch.rand(cells, generator=torch.Generator().manual_seed(r.seed)) for r in requests])
    uniform = uniform.to(device)
    keys = torch.zeros(model.layers, rows, model.heads, 0, model.head_width, device=device)
    values = keys.clone()
    written = torch.empty(count, cells, dtype=torch.int64, device=device)
    for index in range(cells):
        _, query, keys, values = model.step(text_ids, visual, cell, keys, values)
        logits = query @ model.rows.weight.T
        conditional, unconditional = logits[:count], logits[count:]
        guided = unconditional + sampling.guidance * (conditional - unconditional)
        drawn = draw(guided, uniform[:, index], sampling)
        written[:, index] = torch.where(locked[:, index] >= 0, locked[:, index], drawn)
        text_ids = torch.zeros(rows, 1, dtype=torch.int64, device=device)
        cell = torch.full((rows, 1), index, device=device)
        visual = model.rows(written[:, index]).repeat(2, 1)[:, None]
    return written


def write_pictures(model: LanguageModel, requests: list[Request], sampling: Sampling, *, cells: int) -> Tensor:
    """Codes of all pictures on the CPU, in the order of the requests. Shape: (n, N)"""
    by_length: dict[int, list[int]] = defaultdict(list)
    for index, request in enumerate(requests):
        by_length[len(request.text_ids)].append(index)
    result = torch.empty(len(requests), cells, dtype=torch.int64)
    for indices in by_length.values():
        for start in range(0, len(indices), TOGETHER):
            part = indices[start : start + TOGETHER]
            result[part] = _write_batch(model, [requests[index] for index in part], sampling, cells).cpu()
    return result
