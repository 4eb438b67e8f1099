"""A run that was interrupted gives the losses of one that was not."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import tiny
import torch

from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.optimizers import orthogonalise
from unicode2_training.training_loop import learning_rate_factor


def test_resumed_equals_undisturbed(tokens: TextTokens, tmp_path: Path) -> None:
    whole = tiny.make_loop(tokens, tmp_path / "whole").run()
    first = tiny.make_loop(tokens, tmp_path / "parts").run(until=4)
    torch.manual_seed(99)  # whatever else drew random numbers in between
    second = tiny.make_loop(tokens, tmp_path / "parts", workers=2).run(resume=True)
    assert len(first) == 4 and len(whole) == 10
    assert first + second == pytest.approx(whole, abs=1e-6)
    states = [torch.load(tmp_path / name / "language.pt", weights_only=False) for name in ("whole", "parts")]
    for part in ("model", "averages"):
        for name, value in states[0][part].items():
            assert torch.allclose(value, states[1][part][name], atol=1e-6), name
    assert whole[-1] < whole[0]


def test_calibration_leaves_no_trace(tokens: TextTokens, tmp_path: Path) -> None:
    loop = tiny.make_loop(tokens, tmp_path / "run")
    before = {name: value.clone() for name, value in loop.module.state_dict().items()}
    batch = loop.next_batch()
    loop.calibrate(trial_steps=1)
    assert loop.step == 0 and torch.equal(loop.next_batch()["codes"], batch["codes"])
    assert all(torch.equal(value, before[name]) for name, value in loop.module.state_dict().items())


def test_plans_follow_the_clock_unless_the_steps_are_given(tokens: TextTokens, tmp_path: Path) -> None:
    loop = tiny.make_loop(tokens, tmp_path / "run", steps=1000)
    loop.replan(seconds_per_step=3600.0, spent=0.0)
    assert loop.steps == 1000
    loop.may_replan = True
    loop.replan(seconds_per_step=3600.0, spent=0.0)
    assert loop.steps < 1000


def test_learning_rate_warms_up_and_decays() -> None:
    factors = [learning_rate_factor(step, 1000) for step in range(1000)]
    assert factors[0] < 0.05 and factors[100] == 1.0 and factors[-1] == pytest.approx(0.04)
    assert all(later <= earlier for earlier, later in itertools.pairwise(factors[100:]))
    assert learning_rate_factor(0, 1000, warm_up_steps=0) == 1.0


def test_orthogonalise_flattens_the_spectrum() -> None:
    random = torch.Generator().manual_seed(0)
    wide = torch.randn(3, 48, 96, generator=random) * torch.tensor([0.01, 1.0, 100.0])[:, None, None]
    for matrices in (wide, wide.mT):
        alone = torch.cat([orthogonalise(each[None]) for each in matrices])
        assert torch.allclose(orthogonalise(matrices), alone, atol=2e-2), "each matrix has its own norm"
    values = torch.linalg.svdvals(orthogonalise(wide))
    assert float(values.min()) > 0.5 and float(values.max()) < 1.5
