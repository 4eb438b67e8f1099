"""Writes pictures with the language model as the studio does: layout, guidance as a batch of two, cache, locked cells.

What does not read as its layout says is drawn again.
"""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from ..data.text_tokens import BEGIN_PICTURE, TextTokens
from ..models.language_model import LanguageModel
from ..world.layout import differences
from .layouts import lay_out, read_layouts
from .requests import Request, together
from .sampling import Sampling, draw

STREAM = 7_000_003  # added to a request's seed for every further drawing


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
        drawn = draw(
            guided, uniform[:, index], temperature=sampling.temperature, top_k=sampling.top_k, top_p=sampling.top_p
        )
        written[:, index] = torch.where(locked[:, index] >= 0, locked[:, index], drawn)
        text_ids = torch.zeros(rows, 1, dtype=torch.int64, device=device)
        cell = torch.full((rows, 1), index, device=device)
        visual = model.rows(written[:, index]).repeat(2, 1)[:, None]
    return written


def write_pictures(
    model: LanguageModel, tokens: TextTokens, requests: list[Request], sampling: Sampling, *, cells: int
) -> Tensor:
    """Codes of all pictures on the CPU, in the order of the requests. Shape: (n, N)"""
    if sampling.layout is not None:
        requests = lay_out(model, tokens, requests, sampling.layout)
    return write_laid_out(model, tokens, requests, sampling, cells=cells)


def write_laid_out(
    model: LanguageModel, tokens: TextTokens, requests: list[Request], sampling: Sampling, *, cells: int
) -> Tensor:
    """The same for requests that have their layouts, or none."""
    written = _write(model, requests, sampling, cells)
    redraws = redraws_of(sampling)
    if redraws and any(request.layout for request in requests):
        _redraw(model, tokens, requests, written, sampling, redraws)
    return written


def redraws_of(sampling: Sampling) -> int:
    """How often a picture may be drawn again; without chance a second time would repeat the first."""
    if sampling.layout is None:
        return 0
    if sampling.temperature > 0:
        return sampling.layout.redraws
    return min(sampling.layout.redraws, 0 if sampling.guidance == 1 else 1)


def _write(model: LanguageModel, requests: list[Request], sampling: Sampling, cells: int) -> Tensor:
    """In the order of the requests, whose layouts are written. Shape: (n, N)"""
    result = torch.empty(len(requests), cells, dtype=torch.int64)
    for part in together(requests):
        result[part] = _write_batch(model, [requests[index] for index in part], sampling, cells).cpu()
    return result


def _redraw(
    model: LanguageModel,
    tokens: TextTokens,
    requests: list[Request],
    written: Tensor,
    sampling: Sampling,
    redraws: int,
) -> None:
    """Draws pictures (n, N) again, in place, that do not read as their layouts say, away from what they read as.

    Only what reads better than before stays. Most of what goes wrong is a combination that training never showed, which
    another seed alone hardly mends.
    """
    assert sampling.layout is not None
    wished = [tokens.decode(request.layout) for request in requests]
    left = [index for index, request in enumerate(requests) if request.layout]
    read = read_layouts(model, tokens, [written[index] for index in left], sampling.layout)
    seen = dict(zip(left, read, strict=True))
    for attempt in range(1, redraws + 1):
        left = [index for index in left if differences(wished[index], seen[index])]
        others = [
            replace(requests[index].away_from(tokens.encode(seen[index])), seed=requests[index].seed + attempt * STREAM)
            for index in left
        ]
        redrawn = _write(model, others, sampling, written.shape[1])
        read = read_layouts(model, tokens, [*redrawn], sampling.layout)
        for index, codes, layout in zip(left, redrawn, read, strict=True):
            if differences(wished[index], layout) < differences(wished[index], seen[index]):
                written[index], seen[index] = codes, layout
