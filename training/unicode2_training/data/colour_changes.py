"""Pictures in other colours, for encoder and decoder: things keep their names and shapes whatever their colour.

Colours fade towards grey or turn around the grey axis. Nothing turns where it could show a pair of a noun and a colour
that is kept for evaluation. Fading gives no colour another hue; what comes nearest to a kept pair is orange, faded, to
brown.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from ..world.scene import WorldConfig, has_unseen_colours
from .precompute import Example

CHANGED_SHARE = 0.4  # of pictures


def may_turn_of(config: WorldConfig, examples: Sequence[Example]) -> Tensor:
    """Which scenes could not show a kept pair in any colour. Shape: (n,) bool"""
    return torch.tensor([not has_unseen_colours(config, example.scene) for example in examples])


def draw_colour_changes(
    may_turn: Tensor, generator: torch.Generator, *, share: float = CHANGED_SHARE
) -> dict[str, Tensor]:
    """Per picture (B,): whether it changes, its saturation (1: as it is) and its turn in radians (0 if it must not)."""
    size = may_turn.shape[0]
    changed = torch.rand(size, generator=generator) < share
    saturation = torch.rand(size, generator=generator).where(changed, torch.ones(()))
    turn = (2 * torch.rand(size, generator=generator) - 1) * math.pi
    turns = changed & may_turn
    # What turns stays colourful more often than not.
    saturation = saturation.sqrt().where(turns, saturation)
    return {"is_changed": changed, "saturation": saturation, "turn": turn.where(turns, torch.zeros(()))}


def change_colours(pixels: Tensor, saturation: Tensor, turn: Tensor) -> Tensor:
    """Every pixel's difference from its grey (the mean of its channels) turned and scaled; the grey stays.

    Shapes: (B, 3, S, S) in [−1, 1], (B,), (B,) → (B, 3, S, S).
    """
    axis = torch.full((3,), 1 / math.sqrt(3), device=pixels.device, dtype=pixels.dtype)
    cross = torch.tensor([[0, -1, 1], [1, 0, -1], [-1, 1, 0]], device=pixels.device, dtype=pixels.dtype) / math.sqrt(3)
    identity = torch.eye(3, device=pixels.device, dtype=pixels.dtype)
    cosine, sine = turn.cos()[:, None, None], turn.sin()[:, None, None]
    # Rodrigues' rotation about the grey axis, of what differs from the pixel's own grey.
    rotation = cosine * identity + sine * cross + (1 - cosine) * axis[:, None] * axis  # (B, 3, 3)
    grey = pixels.mean(dim=1, keepdim=True)
    chroma = torch.einsum("bdc,bchw->bdhw", rotation, pixels - grey)
    return (grey + saturation[:, None, None, None] * chroma).clamp(-1, 1)
