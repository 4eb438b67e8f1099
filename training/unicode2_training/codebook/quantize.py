"""Quantization as the studio does it: pixels → patch embeddings → the nearest centre of C1."""

from __future__ import annotations

import torch
from torch import Tensor

from ..models.vision_encoder import VisionEncoder
from .kmeans import nearest


@torch.no_grad()
def quantize(vision: VisionEncoder, centroids: Tensor, pixels: Tensor) -> tuple[Tensor, Tensor]:
    """Codes and squared distances of pixels (B, 3, S, S) in [−1, 1]. Shapes: (B, N) twice."""
    embeddings = vision(pixels)[0]  # (B, N, d)
    codes, distances = nearest(embeddings.flatten(0, 1), centroids)
    return codes.reshape(embeddings.shape[:2]), distances.reshape(embeddings.shape[:2])
