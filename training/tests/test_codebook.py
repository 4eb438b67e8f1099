"""k-means finds clusters, keeps every code in use, and measures itself on held-out vectors."""

from __future__ import annotations

import pytest
import torch

from unicode2_training.codebook.kmeans import fit, measure, nearest, typical_distance
from unicode2_training.evaluation.pictures import code_usage


def clusters(count: int, each: int, seed: int) -> torch.Tensor:
    """Tight clusters around fixed, well separated centres. Shape: (count · each, 16)"""
    centres = 4 * torch.randn(count, 16, generator=torch.Generator().manual_seed(0))
    noise = 0.05 * torch.randn(count * each, 16, generator=torch.Generator().manual_seed(seed))
    return centres.repeat_interleave(each, dim=0) + noise


@pytest.mark.parametrize("codes", [1, 13, 64, 200])
def test_nearest_equals_brute_force_in_any_tiles(codes: int) -> None:
    generator = torch.Generator().manual_seed(1)
    vectors, centres = torch.randn(100, 8, generator=generator), torch.randn(codes, 8, generator=generator)
    distances = (vectors[:, None] - centres[None]).square().sum(-1)
    for rows, width in ((7, 64), (100, 128), (2048, 1024)):
        index, least = nearest(vectors, centres, rows=rows, codes=width)
        assert torch.equal(index, distances.argmin(dim=1))
        assert torch.allclose(least, distances.min(dim=1).values, atol=1e-4)


def test_nearest_takes_the_first_of_equal_centres() -> None:
    vectors = torch.randint(-2, 3, (50, 3), generator=torch.Generator().manual_seed(2)).float()  # scores are exact
    centres = torch.randint(-2, 3, (60, 3), generator=torch.Generator().manual_seed(3)).float().repeat(5, 1)
    distances = (vectors[:, None] - centres[None]).square().sum(-1)
    assert torch.equal(nearest(vectors, centres, codes=64)[0], distances.argmin(dim=1))


def test_nearest_is_the_same_on_any_number_of_threads() -> None:
    generator = torch.Generator().manual_seed(4)
    vectors, centres = torch.randn(1000, 8, generator=generator), torch.randn(150, 8, generator=generator)
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        one = nearest(vectors, centres, rows=64)
        torch.set_num_threads(3)
        three = nearest(vectors, centres, rows=64)
        assert torch.get_num_threads() == 3
    finally:
        torch.set_num_threads(before)
    assert torch.equal(one[0], three[0]) and torch.equal(one[1], three[1])


def test_fit_finds_separate_clusters_and_uses_every_code() -> None:
    vectors = clusters(12, 40, seed=2)
    centres, counts = fit(vectors, codes=24, steps=8, generator=torch.Generator().manual_seed(0))
    assert int(counts.sum()) == len(vectors) and int((counts > 0).sum()) == 24
    assert torch.equal(centres, centres.half().float()), "centres are stored as float16"
    scores = measure(clusters(12, 40, seed=3), centres)
    assert scores["relativeError"] < 0.01 and 12 / 24 <= scores["usage"] <= 1
    assert 0 < typical_distance(clusters(12, 40, seed=3), centres) < 1


def test_usage_counts_at_most_39_vectors_per_code() -> None:
    usage = code_usage(torch.arange(10).repeat(100), 10)
    assert usage["vectors"] == 390 and usage["used"] == 1.0 and abs(usage["perplexityShare"] - 1.0) < 1e-5
    assert abs(code_usage(torch.zeros(50, dtype=torch.int64), 10)["used"] - 0.1) < 1e-6
