"""Attention as it is computed in bfloat16 on a CPU, against PyTorch's own kernel."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F

from unicode2_training.models.transformer import attend_in_training


@pytest.mark.parametrize("kind", ["causal", "masked", "free"])
def test_attention_under_autocast_is_the_same(kind: str) -> None:
    random = torch.Generator().manual_seed(0)
    query, key, value = (torch.randn(2, 3, 10, 8, generator=random) for _ in range(3))
    mask = torch.where(torch.arange(10) < 7, 0.0, -1e4)[None, None, None] if kind == "masked" else None
    expected = F.scaled_dot_product_attention(query, key, value, attn_mask=mask, is_causal=kind == "causal")
    with torch.autocast("cpu", torch.bfloat16):
        mixed = attend_in_training(query, key, value, mask, is_causal=kind == "causal")
    assert mixed.dtype == torch.bfloat16
    assert float((mixed.float() - expected).abs().max()) < 0.03
    plain = attend_in_training(query, key, value, mask, is_causal=kind == "causal")
    assert torch.allclose(plain, expected)
