"""The model card's comparison of the studio's engine with PyTorch: what `npm run eval` has stored of the quick set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .markdown import table

# Rows of bench/results/eval.json that both sides have, with where they stand in `quick` of scores.json.
BOTH = {
    "macro": ("questions", "questions, mean over families"), "right": ("questions", "questions, all alike"),
    "mean": ("generation", "pictures, mean of six categories"), "singleObject": ("generation", "single object"),
    "twoObjects": ("generation", "two objects"), "counting": ("generation", "counting"),
    "colours": ("generation", "colours"), "position": ("generation", "position"),
    "colourAttribution": ("generation", "colour attribution"),
}  # fmt: skip
ROUNDED = 2e-4  # both sides round to four digits, each in its own way where a value lies halfway
SAME = {"sameAnswers": "answers", "sameLayouts": "layouts", "sameCodes": "codes"}
MAKE_IT = "`npm run eval` makes it, and `python -m unicode2_training.evaluation.card` then fills this section."


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %"


def program_markdown(quick: dict[str, dict[str, float]], results: Path) -> str:
    """`quick`: PyTorch's scores of the quick set; `results`: the folder of the benchmarks' results.

    Without a result, or with one beside other scores of PyTorch than these, the text says only how to make it.
    """
    path = results / "eval.json"
    if not path.is_file():
        return f"There is no `bench/results/eval.json` yet: {MAKE_IT}"
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    rows: dict[str, dict[str, Any]] = {row["measure"]: row for row in stored["rows"]}
    if any(abs(rows[name]["pytorch"] - quick[group][name]) > ROUNDED for name, (group, _) in BOTH.items()):
        return f"`bench/results/eval.json` was measured beside other scores of PyTorch than these: {MAKE_IT}"
    lines = [
        (text, str(rows[name]["items"]), _percent(rows[name]["share"]), _percent(rows[name]["pytorch"]))
        for name, (_, text) in BOTH.items()
    ]
    same = ", ".join(f"{_percent(rows[name]['share'])} of the {text}" for name, text in SAME.items())
    apart = {name: round(100 * abs(rows[name]["share"] - rows[name]["pytorch"]), 2) for name in ("macro", "mean")}
    verdict = "met" if max(apart.values()) <= 1 else "**missed**"
    return (
        f"`npm run eval` runs a quick set ({rows['mean']['items']} prompts, {rows['macro']['items']} questions, "
        f"greedy) through the studio's engine and the pack {stored['pack']}, beside what PyTorch made of the same "
        "set.\n\n"
        + table(("measure", "items", "studio", "PyTorch"), lines)
        + f"\nAlike on both sides: {same}. The means of questions and of pictures are {apart['macro']:.1f} and "
        f"{apart['mean']:.1f} points apart (target: at most 1 point; {verdict}). The decoder's noise differs."
    )
