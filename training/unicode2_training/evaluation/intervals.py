"""Bootstrap intervals: how much a mean would move with other prompts, questions or scenes of the same kind."""

from __future__ import annotations

import random
from collections.abc import Sequence

RESAMPLES = 1000


def mean_with_interval(groups: Sequence[Sequence[float]], *, seed: int = 0) -> tuple[float, list[float]]:
    """Unweighted mean of the groups' means, and its 95 % interval [low, high] from resampling within each group."""
    assert groups and all(groups), "every group needs a value"
    rng = random.Random(seed)

    def mean(values: Sequence[float]) -> float:
        return sum(values) / len(values)

    resampled = sorted(mean([mean(rng.choices(group, k=len(group))) for group in groups]) for _ in range(RESAMPLES))
    return mean([mean(group) for group in groups]), [
        resampled[RESAMPLES * 25 // 1000],
        resampled[RESAMPLES * 975 // 1000],
    ]


def interval_of_share(share: float, count: int) -> list[float]:
    """95 % interval of a share that so many things of `count` make up."""
    right = round(share * count)
    assert 0 <= right <= count and abs(right / count - share) < 0.5 / count, (share, count)
    return mean_with_interval([[1.0] * right + [0.0] * (count - right)])[1]
