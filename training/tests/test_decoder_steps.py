"""Round trips by denoising steps: the same numbers as the round trip's, and a judge that sees the decoded pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from tiny_run import CELLS, RECIPE, WORLD, make_trained
from torch import Tensor

from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.evaluation import decoder_steps
from unicode2_training.evaluation.decoder_steps import STEPS, score_steps, steps_table
from unicode2_training.evaluation.pictures import round_trip
from unicode2_training.evaluation.verifier import Verifier
from unicode2_training.export.run import Trained
from unicode2_training.world.icons import load_icons
from unicode2_training.world.records import make_records
from unicode2_training.world.render import render

COUNT = 3
TRUE = [record.scene for record in make_records(WORLD, COUNT, 0, "validation")]
CODES = torch.randint(0, RECIPE.sizes.codes, (COUNT, CELLS), generator=torch.Generator().manual_seed(1))


@pytest.fixture(scope="module")
def pictures() -> Tensor:
    return render(TRUE, load_icons(WORLD), RECIPE.sizes.picture).float() / 255


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier(WORLD, RECIPE.sizes.picture)


def test_numbers_are_those_of_the_round_trip(
    tokens: TextTokens, tmp_path: Path, pictures: Tensor, verifier: Verifier
) -> None:
    trained = make_trained(tmp_path, tokens)
    scores = score_steps(trained, verifier, pictures, CODES, TRUE)
    trip, _ = round_trip(trained, pictures, CODES, steps=4)
    assert scores["pictures"] == COUNT and [*scores["steps"]] == [str(steps) for steps in STEPS]
    one, _ = round_trip(trained, pictures, CODES, steps=1)
    for steps, expected in (("4", trip), ("1", one)):
        for name in ("psnr", "ssim"):
            assert scores["steps"][steps][name] == pytest.approx(expected[name], abs=1e-4)
    assert len({each["psnr"] for each in scores["steps"].values()}) == len(STEPS)
    assert all(each["everything"] == 0 for each in scores["steps"].values()), "nothing was trained"


def test_the_judge_reads_what_was_decoded(
    tokens: TextTokens, tmp_path: Path, pictures: Tensor, verifier: Verifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def decode(trained: Trained, codes: Tensor, *, steps: int, seed: int) -> Tensor:
        return pictures[: len(codes)] if steps > 1 else pictures[: len(codes)].flip(0)

    monkeypatch.setattr(decoder_steps, "decode_codes", decode)
    scores = score_steps(make_trained(tmp_path, tokens), verifier, pictures, CODES, TRUE)["steps"]
    assert scores["8"]["everything"] == scores["8"]["nounsAndCounts"] == 1 and scores["8"]["psnr"] > 90
    assert scores["8"]["ssim"] == pytest.approx(1, abs=1e-5)
    assert scores["8"]["edges"] == pytest.approx(1, abs=1e-5)
    assert scores["1"]["everything"] < 0.5 and scores["1"]["psnr"] < 60


def test_the_table_has_a_row_for_each_number_of_steps() -> None:
    each = {"psnr": 21.26, "ssim": 0.8, "edges": 0.7, "nounsAndCounts": 0.9, "everything": 0.5, "milliseconds": 12.4}
    lines = steps_table({"pictures": 2, "steps": {"1": each, "2": each}}).splitlines()
    assert len(lines) == 4 and lines[3] == "| 2 | 21.3 dB | 0.800 | 70 % | 90 % | 50 % | 12 ms |"
