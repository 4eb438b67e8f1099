"""Writes the layouts of pictures with the language model, as the studio does, and reads those of pictures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor
from torch.nn import functional as F

from ..data.text_tokens import BEGIN_PICTURE, SPECIAL_TOKENS, TextTokens
from ..models.language_model import LanguageModel
from ..world.layout import changed_area, has_overlaps, in_drawing_order
from .requests import Request, picture_request, together
from .sampling import LayoutSampling, draw

LAYOUT_STREAM = 1_000_003  # added to a request's seed: random numbers that its codes do not share
# A layout is words and ends with <boi>.
NOT_IN_LAYOUT = [each for each in range(len(SPECIAL_TOKENS)) if each != BEGIN_PICTURE]


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


def write_layouts(
    model: LanguageModel, tokens: TextTokens, requests: list[Request], sampling: LayoutSampling,
    unlike: Sequence[str | None] = (),
) -> list[str]:  # fmt: skip
    """Layouts, their things in drawing order, in the order of the requests; "" where there is none.

    `unlike`, if given, says for each what it should not be: an edit's source as it reads, which would change nothing.
    That stands where nothing better comes.
    """
    layouts = [""] * len(requests)
    same: dict[int, str] = {}
    left = [*range(len(requests))]
    for attempt in range(sampling.attempts if sampling.temperature > 0 else 1):
        for part in together([requests[index] for index in left]):
            written = _write_layouts(model, [requests[left[place]] for place in part], sampling, attempt)
            for place, layout in zip(part, written, strict=True):
                layouts[left[place]] = in_drawing_order(tokens.decode(layout))
        left = [i for i in left if layouts[i]]
        bad = [i for i in left if has_overlaps(layouts[i])]
        alike = [i for i in left if unlike and layouts[i] == unlike[i] and i not in bad]
        same |= {i: layouts[i] for i in alike}
        left = sorted([*bad, *alike])
    for index, text in same.items():
        if not layouts[index] or has_overlaps(layouts[index]):
            layouts[index] = text
    return layouts


def read_layouts(
    model: LanguageModel, tokens: TextTokens, pictures: Sequence[Tensor], sampling: LayoutSampling
) -> list[str]:
    """What the model sees in pictures, codes (N,) each."""
    requests = [picture_request([], seed=0, source=codes) for codes in pictures]
    return write_layouts(model, tokens, requests, replace(sampling, temperature=0.0))


def lay_out(
    model: LanguageModel, tokens: TextTokens, requests: list[Request], sampling: LayoutSampling
) -> list[Request]:
    """The requests with their layouts written. Edits keep the codes of cells in which both pictures' layouts agree."""
    laid_out = list(requests)
    # With locked cells there is nothing to lay out: the picture stands, but for its holes.
    free = [index for index, request in enumerate(requests) if request.locked is None]
    sources = {index: source for index in free if (source := requests[index].source) is not None}
    before = dict(zip(sources, read_layouts(model, tokens, [*sources.values()], sampling), strict=True))
    unlike = [before.get(index) for index in free]
    written = write_layouts(model, tokens, [requests[index] for index in free], sampling, unlike)
    for index, layout in zip(free, written, strict=True):
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
