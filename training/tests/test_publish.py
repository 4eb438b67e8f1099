"""What evaluation writes into the repository, and when what rounding costs may stay."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from test_card import CARD, SCORES

from unicode2_training.evaluation.publish import Scored, as_json, publish, with_rounding


def test_all_is_written(tmp_path: Path) -> None:
    (tmp_path / "docs" / "images").mkdir(parents=True)
    (tmp_path / "bench" / "eval").mkdir(parents=True)
    card = tmp_path / "docs" / "model-card.md"
    card.write_text(CARD.format(name="scores") + CARD.format(name="program"), encoding="utf-8")
    scores = {name: value for name, value in SCORES.items() if name != "rounding"}
    publish(Scored({**scores, "sets": "a"}, {"prompts": [1]}, torch.zeros(2, 2, 3, 8, 8), ["a cat", "a dog"]), tmp_path)
    assert json.loads((tmp_path / "docs" / "data" / "scores.json").read_text())["sets"] == "a"
    assert json.loads((tmp_path / "bench" / "eval" / "quick.json").read_text()) == {"prompts": [1]}
    assert (tmp_path / "docs" / "images" / "sheet.png").stat().st_size > 0
    assert "Earlier" not in card.read_text() and "rounding to int8" not in card.read_text()


def test_what_rounding_costs_stays_with_its_pack(tmp_path: Path) -> None:
    published = tmp_path / "scores.json"
    new = {"sets": "a", "generation": {"mean": 0.9}, "questions": {"macro": 0.8}}
    assert with_rounding(new, published) == new
    published.write_text(as_json({**new, "rounding": {"lost": 0.1}}))
    assert with_rounding(new, published)["rounding"] == {"lost": 0.1}
    for name, value in (("sets", "b"), ("generation", {"mean": 0.8}), ("questions", {"macro": 0.9})):
        assert "rounding" not in with_rounding({**new, name: value}, published)
    assert with_rounding({**new, "rounding": {"lost": 0.2}}, published)["rounding"] == {"lost": 0.2}
