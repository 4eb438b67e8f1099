"""Batches follow from seed, process and step alone: whoever draws them, and wherever a run starts again."""

from __future__ import annotations

import itertools
from functools import partial

import pytest
import tiny
import torch

from unicode2_training.data.prefetch import Batch, prefetch
from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.stages.language import draw_conversations


def batches(tokens: TextTokens, count: int, *, rank: int = 0, first: int = 0, workers: int = 0) -> list[Batch]:
    draw = partial(draw_conversations, tiny.make_conversations(tokens), 3)
    return list(itertools.islice(prefetch(draw, seed=5, rank=rank, first=first, workers=workers), count))


def same(one: list[Batch], other: list[Batch]) -> bool:
    return len(one) == len(other) and all(
        a.keys() == b.keys() and all(torch.equal(a[name], b[name]) for name in a)
        for a, b in zip(one, other, strict=True)
    )


@pytest.mark.parametrize("workers", [1, 2])
def test_workers_give_the_same_batches_in_the_same_order(tokens: TextTokens, workers: int) -> None:
    assert same(batches(tokens, 12, workers=workers), batches(tokens, 12))


def test_a_later_start_goes_on_with_the_same_batches(tokens: TextTokens) -> None:
    assert same(batches(tokens, 4, first=5, workers=2), batches(tokens, 9)[5:])


def test_steps_and_processes_differ(tokens: TextTokens) -> None:
    ours, theirs = batches(tokens, 3), batches(tokens, 3, rank=1)
    assert all(not same([a], [b]) for a, b in itertools.combinations([*ours, *theirs], 2))


def test_global_random_numbers_are_left_alone(tokens: TextTokens) -> None:
    torch.manual_seed(1)
    state = torch.get_rng_state()
    batches(tokens, 2)
    assert torch.equal(torch.get_rng_state(), state)
