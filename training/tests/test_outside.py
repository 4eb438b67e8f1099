"""Pictures from far outside: every kind among both halves, none alike."""

from __future__ import annotations

import torch

from unicode2_training.evaluation.outside import far_pictures


def test_far_pictures_are_varied_and_made_again() -> None:
    pictures = far_pictures(24, 128, seed=1)
    assert pictures.shape == (24, 3, 128, 128) and pictures.dtype == torch.uint8
    assert torch.equal(pictures, far_pictures(24, 128, seed=1))
    assert len({tuple(each.flatten().tolist()) for each in pictures}) == 24
    # Stripes have two colours, noise hundreds; both halves have both.
    for half in (pictures[::2], pictures[1::2]):
        colours = [len(each.flatten(1).unique(dim=1).T) for each in half]
        assert min(colours) == 2 and max(colours) > 200
