"""What evaluation leaves in the repository: docs/data/scores.json, the model card, the sheet, the quick set."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import Tensor

from ..recipe import TRAINING
from .card.write import update_card
from .generation import save_sheet


@dataclass(frozen=True)
class Scored:
    """Scores, the quick set with PyTorch's answers, and pictures of all fixed prompts (n, seeds, 3, S, S)."""

    scores: dict[str, Any]
    quick: dict[str, Any]
    sheet: Tensor
    texts: list[str]


def as_json(scores: dict[str, Any]) -> str:
    return json.dumps(scores, indent=1, ensure_ascii=False) + "\n"


def publish(scored: Scored, root: Path = TRAINING.parent) -> None:
    """Writes all; `root` is the repository."""
    target = root / "docs" / "data" / "scores.json"
    scores = with_rounding(scored.scores, target)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(as_json(scores), encoding="utf-8")
    save_sheet(scored.sheet, scored.texts, root / "docs" / "images" / "sheet.png")
    quick = root / "bench" / "eval" / "quick.json"  # for `npm run eval`
    quick.write_text(json.dumps(scored.quick, ensure_ascii=False) + "\n", encoding="utf-8")
    update_card(scores, root / "docs" / "model-card.md")


def with_rounding(scores: dict[str, Any], published: Path) -> dict[str, Any]:
    """What rounding costs is known of a run only: where a pack scores as the published one did, it is that pack."""
    if "rounding" in scores or not published.is_file():
        return scores
    known = json.loads(published.read_text(encoding="utf-8"))
    same = all(known.get(name) == scores[name] for name in ("sets", "generation", "questions"))
    return {**scores, "rounding": known["rounding"]} if same and "rounding" in known else scores
