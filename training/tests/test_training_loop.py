"""A run that was interrupted gives the losses of one that was not."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import tiny
import torch
from torch import Tensor

from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.models.build import build_language
from unicode2_training.optimizers import build_optimizers, orthogonalise
from unicode2_training.recipe import StageSettings
from unicode2_training.stages.language import language_losses
from unicode2_training.training_loop import TrainingLoop, learning_rate_factor

SETTINGS = StageSettings(minutes=1, batch=4, muon_lr=0.02, adam_lr=0.003, ema=0.9)


def make_loop(tokens: TextTokens, folder: Path) -> TrainingLoop:
    conversations = tiny.make_conversations(tokens)
    torch.manual_seed(0)
    model = build_language(tiny.SIZES, tokens.size)

    def losses(generator: torch.Generator) -> dict[str, Tensor]:
        return language_losses(model, conversations.batch(SETTINGS.batch, generator))

    folder.mkdir(exist_ok=True)
    return TrainingLoop(
        name="language", module=model, settings=SETTINGS, folder=folder, seed=3, losses=losses, steps=10,
        optimizers=build_optimizers(model, muon_lr=SETTINGS.muon_lr, adam_lr=SETTINGS.adam_lr),
    )  # fmt: skip


def test_resumed_equals_undisturbed(tokens: TextTokens, tmp_path: Path) -> None:
    whole = make_loop(tokens, tmp_path / "whole").run()
    first = make_loop(tokens, tmp_path / "parts").run(until=4)
    torch.manual_seed(99)  # whatever else drew random numbers in between
    second = make_loop(tokens, tmp_path / "parts").run(resume=True)
    assert len(first) == 4 and len(whole) == 10
    assert first + second == pytest.approx(whole, abs=1e-6)
    states = [torch.load(tmp_path / name / "language.pt", weights_only=False) for name in ("whole", "parts")]
    for part in ("model", "averages"):
        for name, value in states[0][part].items():
            assert torch.allclose(value, states[1][part][name], atol=1e-6), name
    assert whole[-1] < whole[0]


def test_calibration_leaves_no_trace(tokens: TextTokens, tmp_path: Path) -> None:
    loop = make_loop(tokens, tmp_path / "run")
    before = {name: value.clone() for name, value in loop.module.state_dict().items()}
    random_state = loop.generator.get_state()
    loop.calibrate(trial_steps=1)
    assert loop.step == 0 and torch.equal(loop.generator.get_state(), random_state)
    assert all(torch.equal(value, before[name]) for name, value in loop.module.state_dict().items())


def test_learning_rate_warms_up_and_decays() -> None:
    factors = [learning_rate_factor(step, 1000) for step in range(1000)]
    assert factors[0] < 0.05 and factors[100] == 1.0 and factors[-1] == pytest.approx(0.04)
    assert all(later <= earlier for earlier, later in itertools.pairwise(factors[100:]))


def test_orthogonalise_flattens_the_spectrum() -> None:
    matrix = torch.randn(48, 96, generator=torch.Generator().manual_seed(0))
    values = torch.linalg.svdvals(orthogonalise(matrix))
    assert float(values.min()) > 0.5 and float(values.max()) < 1.5
