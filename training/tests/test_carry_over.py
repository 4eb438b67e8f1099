"""A language model that goes on with another C1."""

from __future__ import annotations

import torch

from unicode2_training.stages.carry_over import fit_map


def test_a_model_that_is_carried_over_reads_and_writes_as_before_where_the_map_is_exact() -> None:
    generator = torch.Generator().manual_seed(0)
    centroids = torch.randn(60, 5, generator=generator)
    true_map = torch.randn(5, 7, generator=generator)
    permutation = torch.randperm(60, generator=generator)  # new code k was old code permutation[k]
    old_rows = torch.empty(60, 7)
    old_rows[permutation] = centroids @ true_map
    codes = torch.randint(0, 60, (4000,), generator=generator)
    fitted, left = fit_map(centroids, codes, old_rows, permutation[codes])
    assert left < 1e-5
    projector, query = torch.randn(3, 7, generator=generator), torch.randn(7, generator=generator)
    read = centroids @ (projector @ fitted.T).T
    torch.testing.assert_close(read, old_rows[permutation] @ projector.T, rtol=1e-2, atol=2e-2)
    written = centroids @ (fitted @ query)
    torch.testing.assert_close(written, old_rows[permutation] @ query, rtol=1e-2, atol=2e-2)


def test_what_the_map_cannot_say_is_left() -> None:
    generator = torch.Generator().manual_seed(0)
    centroids, rows = torch.randn(60, 5, generator=generator), torch.randn(60, 7, generator=generator)
    codes = torch.arange(60)
    assert fit_map(centroids, codes, rows, codes)[1] > 0.5
