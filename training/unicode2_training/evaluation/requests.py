"""What a picture is drawn from: a conversation up to <assistant>, then its layout (docs/pack-format.md).

Every request has a seed of its own, so that a result does not depend on what else is in the batch.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from ..data.text_tokens import ASSISTANT, BEGIN_PICTURE, BOS, END_PICTURE, MASK_CELL, PAD, UNCONDITIONAL, USER

TOGETHER = 48  # requests in one batch; twice as many rows


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
    layout: list[int] = field(default_factory=list)  # its text ids: the last positions

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
            longer.layout = ids
        return longer

    def away_from(self, ids: list[int]) -> Request:
        """The same request, guided away from another layout of as many tokens: cut, or filled up with <uncond>."""
        count = len(self.layout)
        other = [*ids, *[UNCONDITIONAL] * count][:count]
        return replace(self, unconditional=[*self.unconditional[: len(self.unconditional) - count], *other])


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


def together(requests: list[Request]) -> Iterator[list[int]]:
    """Places of requests of one length, so many at a time."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for index, request in enumerate(requests):
        by_length[len(request.text_ids)].append(index)
    for indices in by_length.values():
        yield from (indices[start : start + TOGETHER] for start in range(0, len(indices), TOGETHER))
