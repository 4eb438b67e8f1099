"""Clustering in two levels."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from unicode2_training.codebook.kmeans import fit, nearest
from unicode2_training.codebook.shards import Shards
from unicode2_training.codebook.two_levels import first_of_each, fit_two_levels, share_codes


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Shards:
    """6,000 vectors of 12 dimensions around 200 centres, in two files; a thousand of them are one and the same."""
    folder = tmp_path_factory.mktemp("shards")
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(200, 12)).astype(np.float32)
    rows = centres[rng.integers(0, 200, 6000)] + 0.1 * rng.normal(size=(6000, 12)).astype(np.float32)
    rows[2000:3000] = rows[2000]
    np.save(folder / "0.npy", rows[:2500].astype(np.float32))
    np.save(folder / "1.npy", rows[2500:].astype(np.float32))
    return Shards(folder)


def test_the_book_has_its_size_and_an_error_like_that_of_plain_k_means(shards: Shards) -> None:
    book = fit_two_levels(shards, codes=300, steps=5, seed=0)
    vectors = next(shards.chunks(shards.total))
    assert book.centroids.shape == (300, 12) and torch.equal(book.centroids, book.centroids.half().float())
    assert int(book.counts.sum()) == shards.total
    error = float(nearest(vectors, book.centroids)[1].mean())
    plain, _ = fit(vectors, codes=300, steps=5, generator=torch.Generator().manual_seed(0))
    assert error < 1.5 * float(nearest(vectors, plain)[1].mean())
    again = fit_two_levels(shards, codes=300, steps=5, seed=0)
    assert torch.equal(again.centroids, book.centroids) and torch.equal(again.exemplar_rows, book.exemplar_rows)


def test_exemplars_are_near_their_code(shards: Shards) -> None:
    book = fit_two_levels(shards, codes=300, steps=5, seed=1)
    exemplars = next(shards.chunks(shards.total))[book.exemplar_rows]
    used = book.counts > 0
    off = (exemplars - book.centroids).square().sum(dim=1)[used]
    assert float(off.median()) < 12 * 0.1**2


def test_shares_add_up_and_never_exceed_the_distinct_vectors() -> None:
    generator = torch.Generator().manual_seed(0)
    for _ in range(50):
        distinct = torch.randint(1, 40, (17,), generator=generator)
        codes = int(torch.randint(17, int(distinct.sum()) + 1, (), generator=generator))
        shares = share_codes(distinct, codes)
        assert int(shares.sum()) == codes and bool((shares <= distinct).all()) and int(shares.min()) >= 1
    with pytest.raises(ValueError, match="5 distinct vectors are fewer than 6 codes"):
        share_codes(torch.tensor([2, 3]), 6)


def test_vectors_that_agree_to_a_step_count_once() -> None:
    vectors = torch.tensor([[1.0, 2.0], [1.0, 2.001], [1.0, 2.1], [2.0, 1.0], [1.001, 2.0]])
    assert first_of_each(vectors, 0.01).tolist() == [0, 2, 3]
    assert first_of_each(torch.ones(3, 2), 0.0).tolist() == [0]


def test_copies_get_one_code_together(shards: Shards) -> None:
    book = fit_two_levels(shards, codes=300, steps=5, seed=0)
    assert book.distinct <= shards.total - 999
    assert int(book.counts.max()) >= 1000 and int((book.counts == 0).sum()) <= 3


def test_rows_are_taken_across_files(shards: Shards) -> None:
    rows = torch.tensor([0, 2499, 2500, 5999])
    assert torch.equal(shards.take(rows), next(shards.chunks(6000))[rows])


def test_wrong_sizes_are_named(shards: Shards) -> None:
    with pytest.raises(ValueError, match="codes must be 2 or more"):
        fit_two_levels(shards, codes=1, steps=5, seed=0)
