"""The model card's table of targets: what a pack trained on a CPU should reach on held-out data, and does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .markdown import table

ENGINE = "UniCode2 Studio"  # its row in bench/results
CORES = 2


@dataclass(frozen=True)
class Target:
    """One measure, the value that it should reach, and the value that it has (None: not measured)."""

    measure: str
    bound: float
    value: float | None
    show: Callable[[float], str]
    is_most: bool = False  # the bound is the largest value that is good enough, not the smallest

    def row(self) -> tuple[str, ...]:
        wanted = f"{'≤' if self.is_most else '≥'} {self.show(self.bound)}"
        if self.value is None:
            return self.measure, wanted, "not measured", ""
        is_met = self.value <= self.bound if self.is_most else self.value >= self.bound
        return self.measure, wanted, self.show(self.value), "met" if is_met else "**missed**"


def _percent(value: float) -> str:
    return f"{round(100 * value, 1):g} %"


def _points(value: float) -> str:
    return f"{round(100 * value, 1):g} points"


def _plain(value: float) -> str:
    return f"{value:.3f}"


def _decibel(value: float) -> str:
    return f"{value:.1f} dB"


def _seconds(value: float) -> str:
    return f"{round(value, 2):g} s"


def warm_seconds(results: Path) -> float | None:
    """Prompt to PNG, as `npm run bench -- generate` measured it with two threads; None where it did not."""
    path = results / "generate.json"
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["rows"] if path.is_file() else []
    own = [row["totalMs"] / 1000 for row in rows if row["engine"] == ENGINE and row["threads"] == CORES]
    return own[0] if own else None


def targets(scores: dict[str, Any], results: Path) -> list[Target]:
    """All targets of a pack trained on a CPU."""
    generation, edits, trip = scores["generation"], scores["edits"], scores["roundTrip"]
    codes, outside = scores["codes"], scores["outside"]
    unseen = round(generation["colours"] - generation["unseenCombinations"], 4)
    return [
        Target("generation, mean of six categories", 0.75, generation["mean"], _percent),
        Target("single object", 0.95, generation["singleObject"], _percent),
        Target("counting", 0.60, generation["counting"], _percent),
        Target("unseen combinations: so far below colours of seen ones", 0.07, unseen, _points, is_most=True),
        Target("questions, mean over families", 0.88, scores["questions"]["macro"], _percent),
        Target("hand-written prompts, questions and edits", 0.70, scores["handWritten"], _percent),
        Target("edits: done", 0.70, edits["done"], _percent),
        Target("edits: the rest left alone", 0.95, edits["leftAlone"], _percent),
        Target("token round trip: PSNR", 21.0, trip["psnr"], _decibel),
        Target("token round trip: SSIM", 0.80, trip["ssim"], _plain),
        Target("token round trip: the judge agrees", 0.90, trip["verifier"], _percent),
        Target(f"codes used, on {codes['vectorsPerCode']:g}·K held-out vectors", 0.95, codes["used"], _percent),
        Target("perplexity, of K", 0.40, codes["perplexityShare"], _percent),
        Target("pictures from far outside, AUROC", 0.97, outside["far"], _plain),
        Target("pictures of things never drawn, AUROC", 0.70, outside["near"], _plain),
        Target("prompt to PNG on 2 cores, warm", 1.0, warm_seconds(results), _seconds, is_most=True),
    ]


def targets_table(scores: dict[str, Any], results: Path) -> str:
    """`results` is the folder of the benchmarks' results."""
    rows = [target.row() for target in targets(scores, results)]
    return table(("measure", "target, trained on a CPU", "value", ""), rows)
