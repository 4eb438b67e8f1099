"""Codes that no training picture has, and how the language model can speak them all the same.

C1 has codes for pairs of a noun and a colour that training never shows (`DataSettings.extension_codes`). As mere
negatives of a softmax they would only be pushed away, so training leaves them out as long as C2 trains. What they have
is C1's geometry:
C2 starts as a copy of C1 and moves little, so the best affine map from centroids to trained rows says where theirs lie.
The same map carries C2 along when C1 is refined or gets more of these codes.
"""

from __future__ import annotations

import torch
from torch import Tensor

CHUNK = 256  # pictures mapped at once, in float64


def spoken_codes(codes: Tensor, size: int) -> Tensor:
    """Which of the `size` codes occur. Shape: (K,) bool."""
    return torch.bincount(codes.flatten().long(), minlength=size) > 0


def silence(spoken: Tensor) -> Tensor:
    """What is added to logits so that no probability falls on the others. Shape: (K,)"""
    return torch.zeros(spoken.shape, device=spoken.device).masked_fill(~spoken, -1e9)


def _affine(centroids: Tensor) -> Tensor:
    """(…, d) → (…, d + 1) float64"""
    return torch.cat([centroids, torch.ones_like(centroids[..., :1])], dim=-1).double()


def _fit_rows(centroids: Tensor, rows: Tensor) -> Tensor:
    """The affine map from centroids (K, d) to rows (K, c), by least squares. Shape: (d + 1, c) float64"""
    fitted: Tensor = torch.linalg.lstsq(_affine(centroids), rows.double()).solution
    return fitted


@torch.no_grad()
def settle_rows(rows: Tensor, centroids: Tensor, spoken: Tensor) -> None:
    """Put the rows (K, c) of codes never spoken where the others' affine map sends their centroids (K, d)."""
    if bool(spoken.all()):
        return
    fitted = _fit_rows(centroids[spoken], rows[spoken])
    rows[~spoken] = (_affine(centroids[~spoken]) @ fitted).to(rows.dtype)


@torch.no_grad()
def rows_near(vectors: Tensor, centroids: Tensor, rows: Tensor) -> Tensor:
    """Where C2 would have a row for vectors (…, d) that are no centroid, by the same map. Shape: (…, c)"""
    fitted = _fit_rows(centroids, rows)
    return torch.cat([(_affine(part) @ fitted).to(vectors.dtype) for part in torch.split(vectors, CHUNK)])


@torch.no_grad()
def follow_centroids(rows: Tensor, before: Tensor, after: Tensor) -> Tensor:
    """C2's rows (K, c), moved as far as C1's centroids (K, d) have moved, through the affine map from C1 to C2.

    `after` (K′ ≥ K, d) may have more centroids at its end: their rows are where the map sends them. Shape: (K′, c)
    """
    count = before.shape[0]
    if torch.equal(before, after):
        return rows
    fitted = _fit_rows(before, rows)
    moved = rows + ((after[:count] - before).double() @ fitted[:-1]).to(rows.dtype)
    return torch.cat([moved, (_affine(after[count:]) @ fitted).to(rows.dtype)])
