"""Scores with intervals: of questions, edits and the self-check; the means stay what they were."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from tiny import CELLS, make_codes, make_examples

from unicode2_training.data.precompute import Pictures
from unicode2_training.evaluation import edits
from unicode2_training.evaluation.free_edits import FREE_KINDS
from unicode2_training.evaluation.questions import Asked, by_family, family_intervals, macro
from unicode2_training.evaluation.sampling import Sampling
from unicode2_training.evaluation.self_check import score_self_check
from unicode2_training.world.scene import NATURAL, Scene, SceneObject


def test_families_are_resampled_apart() -> None:
    asked = [Asked(row, family, "?", "yes") for row in range(40) for family in ("count", "colour")]
    right = [each.family == "count" or each.row < 20 for each in asked]
    per_family, intervals = by_family(asked, right), family_intervals(asked, right)
    assert per_family == {"colour": 0.5, "count": 1.0} and list(intervals["perFamily"]) == ["colour", "count"]
    low, high = intervals["perFamily"]["colour"]
    assert 0.3 < low < 0.5 < high < 0.7 and intervals["perFamily"]["count"] == [1.0, 1.0]
    low, high = intervals["macro"]
    assert 0.65 < low < macro(per_family) < high < 0.85


def test_edits_have_intervals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every second edit is drawn as asked, the others as they were."""
    examples = [replace(each, edit_kind="recolour") for each in make_examples(8)]
    assert "recolour" not in FREE_KINDS
    source, _ = make_codes(8)
    target = source.clone()
    target[:, 0] = (source[:, 0] + 1) % 40
    scenes = torch.zeros(8, 3, 64, 64, dtype=torch.uint8)
    changed = scenes.clone()
    changed[:, :, 0, 0] = 9
    written = torch.where((torch.arange(8) % 2 == 0)[:, None], target, source)
    monkeypatch.setattr(edits, "write_pictures", lambda *_, **__: written)
    trained: Any = SimpleNamespace(centroids=torch.arange(40.0)[:, None], language=None)
    tokens: Any = SimpleNamespace(encode=lambda text: [1])
    verifier: Any = None
    sampling = Sampling(guidance=1.0, temperature=1.0, top_k=1, top_p=1.0, decoder_steps=1)
    scores: dict[str, Any] = edits.score_edits(
        trained, tokens, verifier, Pictures(examples, scenes, changed), {"scenes": source, "edited": target},
        sampling, count=8, patch=64 // int(CELLS**0.5),
    )  # fmt: skip
    assert scores["done"] == scores["perKind"]["recolour"] == 0.5 and scores["leftAlone"] == 1.0
    low, high = scores["intervals"]["done"]
    assert 0.0 < low < 0.5 < high < 1.0 and scores["intervals"]["leftAlone"] == [1.0, 1.0]


def test_the_self_check_has_an_interval_for_every_number_of_candidates() -> None:
    asked = [{"noun": "cat", "colour": None, "count": 1, "size": None}]
    prompts = [
        {"category": category, "objects": asked, "background": "sea", "place": None, "relation": None}
        for category in ("one", "other")
        for _ in range(20)
    ]
    cat = Scene((SceneObject("cat", NATURAL, "small", 2, 2, 2),), "sea")
    right = [index < 10 or index >= 20 for index in range(40)]  # half of the first candidates of the first category
    seen = [scene for is_right in right for scene in (cat if is_right else Scene((), "sea"), cat)]
    scores = score_self_check(prompts, torch.tensor([[-1.0, 0.0]] * 40), seen)
    assert scores["bestOf1"]["overall"] == 0.75 and scores["bestOf2"]["overall"] == 1.0
    low, high = scores["bestOf1"]["intervals"]["overall"]
    assert 0.6 < low < 0.75 < high < 0.9 and scores["bestOf2"]["intervals"]["overall"] == [1.0, 1.0]
