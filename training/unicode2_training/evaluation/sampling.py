"""How one token is drawn from logits, as the studio does it, and the settings of a manifest that say so."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor


@dataclass(frozen=True, kw_only=True)
class LayoutSampling:
    """A manifest's `layout`. Nothing is guided here: what goes where should vary as it does in training."""

    temperature: float
    min_p: float  # words less likely than this share of the likeliest are not drawn
    longest: int  # in tokens; a picture whose layout is longer is drawn without one
    attempts: int  # a layout that overlaps or changes nothing is written again, up to so many times in all
    redraws: int  # a picture that does not read as its layout says is drawn again, at most so many times


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
                attempts=int(layout["attempts"]), redraws=int(layout["redraws"]),
            ),
        )  # fmt: skip


def without_chance(sampling: Sampling) -> Sampling:
    """The same, always taking the likeliest."""
    layout = sampling.layout and replace(sampling.layout, temperature=0.0)
    return replace(sampling, temperature=0.0, layout=layout)


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
