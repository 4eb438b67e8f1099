"""Writes pictures with the language model as the studio does: layout, guidance as a batch of two, cache, locked cells.

Every request has a seed of its own, so that a result does not depend on what else is in the batch.
"""

from __future__ import annotations

import copy
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor
from torch.nn import functional as F

from ..data.text_tokens import (
    ASSISTANT,
    BEGIN_PICTURE,
    BOS,
    END_PICTURE,
    MASK_CELL,
    PAD,
    SPECIAL_TOKENS,
    UNCONDITIONAL,
    USER,
    TextTokens,
)  # fmt: skip
from ..models.language_model import LanguageModel
from ..world.layout import changed_area, has_overlaps, in_drawing_order

TOGETHER = 48  # requests in one batch; twice as many rows
LAYOUT_STREAM = 1_000_003  # added to a request's seed: random numbers that its codes do not share
# A layout is words and ends with <boi>.
NOT_IN_LAYOUT = [each for each in range(len(SPECIAL_TOKENS)) if each != BEGIN_PICTURE]


@dataclass(frozen=True, kw_only=True)
class LayoutSampling:
    """A manifest's `layout`. Nothing is guided here: what goes where should vary as it does in training."""

    temperature: float
    min_p: float  # words less likely than this share of the likeliest are not drawn
    longest: int  # in tokens; a picture whose layout is longer is drawn without one
    attempts: int  # a layout in which things overlap is written again, up to so many times in all


@dataclass(frozen=True, kw_only=True)
class Sampling:
    """A manifest's `defaults`."""

    guidance: float
    temperature: float
    top_k: int
    top_p: float
    decoder_steps: int
    layout: LayoutSampling | None = None  # None: pictures without layouts

    @staticmethod
    def from_manifest(values: dict[str, float], layout: dict[str, float] | None) -> Sampling:
        return Sampling(
            guidance=values["guidance"], temperature=values["temperature"], top_k=int(values["topK"]),
            top_p=values["topP"], decoder_steps=int(values["decoderSteps"]),
            layout=None if layout is None else LayoutSampling(
                temperature=layout["temperature"], min_p=layout["minP"], longest=int(layout["longest"]),
                attempts=int(layout["attempts"]),
            ),
        )  # fmt: skip


def without_chance(sampling: Sampling) -> Sampling:
    """The same, always taking the likeliest."""
    layout = sampling.layout and replace(sampling.layout, temperature=0.0)
    return replace(sampling, temperature=0.0, layout=layout)


@dataclass
class Request:
    """Positions up to <assistant> (docs/pack-format.md), and the codes that are forced (−1: free)."""

    seed: int
    text_ids: list[int] = field(default_factory=list)
    unconditional: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    cell: list[int] = field(default_factory=list)
    locked: Tensor | None = None  # (N,)
    source: Tensor | None = None  # (N,): the picture that an edit changes as a whole

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

    def with_layout(self, ids: list[int]) -> Request:
        """The same request, its layout written; dropped with the words for the unconditional row."""
        longer = copy.deepcopy(self)
        if ids:
            longer.text([BEGIN_PICTURE])
            longer.text(ids, dropped=True)
        return longer


def picture_request(
    words: list[int], *, seed: int, source: Tensor | None = None, hidden: Tensor | None = None
) -> Request:
    """Generate (no source), edit (a source) or infill (a source with hidden cells)."""
    request = Request(seed)
    request.text([BOS, USER])
    if source is not None:
        request.picture(source, hidden)
        if hidden is None:
            request.source = source
        else:
            request.locked = torch.where(hidden, -1, source)
    request.text(words, dropped=True)
    request.text([ASSISTANT])
    return request


def draw(logits: Tensor, uniform: Tensor, *, temperature: float, top_k: int, top_p: float) -> Tensor:
    """The studio's sampler: top-k, then top-p, then one in proportion. Shapes: (n, K), (n,) → (n,)."""
    kept, index = logits.topk(min(top_k or logits.shape[1], logits.shape[1]), dim=1)
    if temperature == 0:
        return index[:, 0]
    weights = torch.softmax(kept / temperature, dim=1)
    before = weights.cumsum(dim=1) - weights
    weights = weights * (before < top_p)
    reached = weights.cumsum(dim=1)
    rank = (reached <= uniform[:, None] * reached[:, -1:]).sum(dim=1).clamp(max=kept.shape[1] - 1)
    return index.gather(1, rank[:, None])[:, 0]


@torch.no_grad()
def _write_layouts(
    model: LanguageModel, requests: list[Request], sampling: LayoutSampling, attempt: int
) -> list[list[int]]:
    """What goes where, as text ids, for requests of one length; empty where it would not end."""
    count, device = len(requests), model.device
    text_ids = torch.tensor([[*request.text_ids, BEGIN_PICTURE] for request in requests], device=device)
    codes = torch.tensor([[*request.codes, -1] for request in requests], device=device)
    cell = torch.tensor([[*request.cell, -1] for request in requests], device=device)
    visual = model.rows(codes.clamp(min=0)) * (codes >= 0)[:, :, None]
    stream = LAYOUT_STREAM * (attempt + 1)
    streams = [torch.Generator().manual_seed(stream + request.seed) for request in requests]
    keys = torch.zeros(model.layers, count, model.heads, 0, model.head_width, device=device)
    values = keys.clone()
    layouts: list[list[int]] = [[] for _ in requests]
    ended = torch.zeros(count, dtype=torch.bool)
    for _ in range(sampling.longest + 1):
        logits, _, keys, values = model.step(text_ids, visual, cell, keys, values)
        logits[:, NOT_IN_LAYOUT] = -torch.inf
        least = logits.amax(dim=1, keepdim=True) + sampling.temperature * math.log(max(sampling.min_p, 1e-9))
        logits = logits.masked_fill(logits < least, -torch.inf)
        uniform = torch.stack([torch.rand((), generator=stream) for stream in streams]).to(device)
        ids = draw(logits, uniform, temperature=sampling.temperature, top_k=0, top_p=1.0)
        ended |= ids.cpu() == BEGIN_PICTURE
        if bool(ended.all()):
            break
        for layout, drawn, is_over in zip(layouts, ids.tolist(), ended.tolist(), strict=True):
            if not is_over:
                layout.append(drawn)
        text_ids, cell = ids[:, None], torch.full((count, 1), -1, device=device)
        visual = torch.zeros(count, 1, model.rows.weight.shape[1], device=device)
    return [layout if is_over else [] for layout, is_over in zip(layouts, ended.tolist(), strict=True)]


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


def write_layouts(
    model: LanguageModel, tokens: TextTokens, requests: list[Request], sampling: LayoutSampling
) -> list[str]:
    """Layouts, their things in drawing order, in the order of the requests; "" where there is none."""
    layouts = [""] * len(requests)
    left = [*range(len(requests))]
    for attempt in range(sampling.attempts if sampling.temperature > 0 else 1):
        for part in _together([requests[index] for index in left]):
            written = _write_layouts(model, [requests[left[place]] for place in part], sampling, attempt)
            for place, layout in zip(part, written, strict=True):
                layouts[left[place]] = tokens.decode(layout)
        left = [index for index in left if has_overlaps(layouts[index])]
    return [in_drawing_order(layout) for layout in layouts]


def lay_out(
    model: LanguageModel, tokens: TextTokens, requests: list[Request], sampling: LayoutSampling
) -> list[Request]:
    """The requests with their layouts written. Edits keep the codes of cells in which both pictures' layouts agree."""
    laid_out = list(requests)
    # With locked cells there is nothing to lay out: the picture stands, but for its holes.
    free = [index for index, request in enumerate(requests) if request.locked is None]
    layouts = dict(zip(free, write_layouts(model, tokens, [requests[index] for index in free], sampling), strict=True))
    sources = {index: source for index in free if (source := requests[index].source) is not None}
    read = write_layouts(
        model,
        tokens,
        [picture_request([], seed=0, source=source) for source in sources.values()],
        replace(sampling, temperature=0.0),
    )
    before = dict(zip(sources, read, strict=True))
    for index, layout in layouts.items():
        laid_out[index] = requests[index].with_layout(tokens.encode(layout))
        if index in sources:
            area = changed_area(before[index], layout)
            laid_out[index].locked = kept_codes(sources[index], area)
    return laid_out


def kept_codes(source: Tensor, area: list[bool] | None) -> Tensor | None:
    """Codes (N,) outside the area, −1 inside; None where all may change."""
    if area is None:
        return None
    side, least = int(source.shape[0] ** 0.5), int(len(area) ** 0.5)
    changes = torch.tensor(area).reshape(1, 1, least, least).float()
    inside = F.interpolate(changes, size=(side, side), mode="nearest").flatten() > 0
    return torch.where(inside, -1, source)


def write_pictures(
    model: LanguageModel, tokens: TextTokens, requests: list[Request], sampling: Sampling, *, cells: int
) -> Tensor:
    """Codes of all pictures on the CPU, in the order of the requests. Shape: (n, N)"""
    if sampling.layout is not None:
        requests = lay_out(model, tokens, requests, sampling.layout)
    result = torch.empty(len(requests), cells, dtype=torch.int64)
    for part in _together(requests):
        result[part] = _write_batch(model, [requests[index] for index in part], sampling, cells).cpu()
    return result


def _together(requests: list[Request]) -> Iterator[list[int]]:
    """Places of requests of one length, so many at a time."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for index, request in enumerate(requests):
        by_length[len(request.text_ids)].append(index)
    for indices in by_length.values():
        yield from (indices[start : start + TOGETHER] for start in range(0, len(indices), TOGETHER))
