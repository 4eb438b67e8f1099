"""The generated parts of the model card: numbers from stored results, targets met or missed, blocks in their places."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from unicode2_training.evaluation.card.markdown import replace_block, table
from unicode2_training.evaluation.card.pack_bytes import update_pack_bytes
from unicode2_training.evaluation.card.program import program_markdown
from unicode2_training.evaluation.card.targets import targets_table
from unicode2_training.evaluation.card.write import ROOT, scores_markdown, update_card
from unicode2_training.evaluation.multi_turn import TURNS

SPLIT = {
    "macro": 0.91, "perFamily": {"colour": 0.87, "count": 0.95}, "majority": 0.2, "questionOnly": 0.3,
    "majorityPerFamily": {"colour": 0.1, "count": 0.3}, "questionOnlyPerFamily": {"colour": 0.2, "count": 0.4},
    "intervals": {"macro": [0.881, 0.934], "perFamily": {"colour": [0.8, 0.92], "count": [0.9, 0.99]}},
}  # fmt: skip
GENERATION = {
    "mean": 0.9, "singleObject": 0.96, "twoObjects": 0.9, "counting": 0.6, "colours": 0.95, "position": 0.9,
    "colourAttribution": 0.9,
}  # fmt: skip
QUICK = {"generation": GENERATION, "questions": {"macro": 0.9884, "right": 0.9875}}
SCORES: dict[str, Any] = {
    "codes": {"vectors": 780.0, "vectorsPerCode": 39.0, "used": 0.96, "perplexityShare": 0.3612},
    "questions": {**SPLIT, "count": 30, "unseenCombinations": {**SPLIT, "count": 30}},
    "outside": {"far": 0.97, "near": 0.881, "threshold": 7.9, "farFound": 0.92, "falseAlarms": 0.01},
    "verifier": {name: {"background": 1.0, "nounsAndCounts": 0.97, "everything": 0.91} for name in
                 ("trueRenders", "roundTrip")},
    "roundTrip": {"psnr": 20.94, "ssim": 0.882, "ceilingPsnr": 28.0, "ceilingSsim": 0.894,
                  "verifier": 0.91, "intervals": {"verifier": [0.86, 0.95]}},
    "generation": {**GENERATION, "unseenCombinations": 0.88, "prompts": 14, "seeds": 2,
                   "intervals": {name: [0.5, 0.99] for name in (*GENERATION, "unseenCombinations")}},
    "cycle": {"noun": 0.98, "colour": 0.97, "count": 0.96, "absent": 1.0, "background": 1.0},
    "honesty": {"calibrationError": 0.02, "meanConfidence": 0.97, "accuracy": 0.98, "consistency": 0.99},
    "quick": QUICK,
    "fixedPrompts": {"pictures": 8, "overall": 0.85, "counting": 0.9, "clauses": {"noun": 0.94}},
    "selfCheck": {"bestOf1": {"overall": 0.86, "noun": 0.92, "intervals": {"overall": [0.78, 0.93]}}},
    "handWrittenSet": {"items": 320.0, "leftOut": 4.0, "all": 0.6964, "prompts": 0.7, "questions": 0.6, "edits": 0.8,
                       "intervals": {name: [0.61, 0.77] for name in ("all", "prompts", "questions", "edits")}},
    "handWritten": 0.6964,
    "edits": {"count": 20, "done": 0.95, "leftAlone": 0.981, "perKind": {"add": 0.83},
              "intervals": {"done": [0.85, 1.0], "leftAlone": [0.97, 0.99]}},
    "infill": {"pictures": 5.0, "agreement": 0.7, "agreementWithoutContext": 0.5, "distance": 0.2,
               "distanceWithoutContext": 0.5},
}  # fmt: skip
SCORES |= {
    "leftOut": {"validation": 58, "held_out": 0},
    "judge": {"own": {"flat": {"scenes": 100.0, "background": 1.0, "nounsAndCounts": 0.99, "everything": 0.985}}},
    "decoderSteps": {"pictures": 160, "steps": {"4": {"psnr": 27.0, "ssim": 0.88, "edges": 0.717, "everything": 0.88,
                                                      "nounsAndCounts": 0.97, "milliseconds": 27.3}}},
    "rounding": {"questions": 400, "prompts": 120, "float": {"questions": 0.99, "generation": 1.0},
                 "int8": {"questions": 0.985, "generation": 1.0}, "lost": {"questions": 0.005, "generation": 0.0},
                 "intervals": {"questions": [-0.01, 0.02], "generation": [0.0, 0.0]}},
    "multiTurn": {"chats": 50, **dict.fromkeys(TURNS, 0.84), "intervals": {key: [0.7, 0.9] for key in TURNS}},
}  # fmt: skip
CARD = "# Card\n<!-- {name}: written by a test -->\nEarlier | $1 \\1\n<!-- end of {name} -->\n\nBy hand.\n"


def lines_with(text: str, start: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(f"| {start}")]


def eval_json(folder: Path, **shares: float) -> None:
    """What `npm run eval` stores: all as in PyTorch but for these."""
    both = {**QUICK["questions"], **QUICK["generation"]}
    rows = [
        {"engine": "UniCode2 Studio", "measure": name, "items": 240 if name in QUICK["questions"] else 120,
         "share": shares.get(name, both.get(name, 1.0)), "pytorch": both.get(name)}
        for name in (*both, "sameAnswers", "sameLayouts", "sameCodes")
    ]  # fmt: skip
    folder.mkdir(exist_ok=True)
    (folder / "eval.json").write_text(json.dumps({"name": "eval", "pack": "starter 1.0.0", "rows": rows}))


def test_a_target_is_met_from_its_bound_on_and_missed_beyond_it(tmp_path: Path) -> None:
    text = targets_table(SCORES, tmp_path)
    assert lines_with(text, "counting") == ["| counting | ≥ 60 % | 60 % | met |"]
    assert lines_with(text, "pictures from far") == ["| pictures from far outside, AUROC | ≥ 0.970 | 0.970 | met |"]
    assert lines_with(text, "token round trip: PSNR") == [
        "| token round trip: PSNR | ≥ 21.0 dB | 20.9 dB | **missed** |"
    ]
    assert lines_with(text, "hand-written")[0].endswith("| ≥ 70 % | 69.6 % | **missed** |")
    assert lines_with(text, "perplexity")[0].endswith("| ≥ 40 % | 36.1 % | **missed** |")
    assert text.count("**missed**") == 3
    worse = deepcopy(SCORES)
    worse["generation"]["unseenCombinations"] = 0.87
    assert lines_with(text, "unseen")[0].endswith("| ≤ 7 points | 7 points | met |")
    assert lines_with(targets_table(worse, tmp_path), "unseen")[0].endswith("| ≤ 7 points | 8 points | **missed** |")


def test_the_time_of_a_picture_is_that_of_the_benchmark_with_two_threads(tmp_path: Path) -> None:
    assert lines_with(targets_table(SCORES, tmp_path), "prompt to PNG")[0].endswith("| ≤ 1 s | not measured |  |")
    rows = [
        {"engine": engine, "threads": threads, "totalMs": total}
        for engine, threads, total in (("a peer", 2, 100), ("UniCode2 Studio", 4, 200), ("UniCode2 Studio", 2, 1230))
    ]
    (tmp_path / "generate.json").write_text(json.dumps({"rows": rows}))
    assert lines_with(targets_table(SCORES, tmp_path), "prompt to PNG")[0].endswith("| ≤ 1 s | 1.23 s | **missed** |")


def test_the_card_shows_intervals_and_items_left_out(tmp_path: Path) -> None:
    text = scores_markdown(SCORES, tmp_path)
    assert text.startswith("### Targets\n")
    assert lines_with(text, "colour | 87 %") == [
        "| colour | 87 % | 80 % to 92 % | 20 % | 10 % | 87 % | 80 % to 92 % | 20 % |"
    ]
    assert lines_with(text, "**mean** | **91 %** | **88 % to 93 %** |")
    assert lines_with(text, "**all** | 70 % | 61 % to 77 % |") and lines_with(text, "edits | 80 % | 61 % to 77 % |")
    assert lines_with(text, "done | 95 % | 85 % to 100 % |") and lines_with(text, "left alone | 98 % | 97 % to 99 % |")
    assert lines_with(text, "best of 1 | 86 % | 78 % to 93 % |")
    assert "everything in 91 % (95 % interval 86 % to 95 %)" in text
    assert "320 prompts, questions and edits" in text and "4 more are left out" in text


@pytest.mark.parametrize(
    "path", [("questions", "intervals"), ("handWrittenSet", "leftOut"), ("edits", "intervals"),
             ("roundTrip", "intervals"), ("selfCheck", "bestOf1", "intervals")]
)  # fmt: skip
def test_scores_of_an_earlier_evaluation_are_refused(path: tuple[str, ...], tmp_path: Path) -> None:
    old = deepcopy(SCORES)
    inner = old
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    with pytest.raises(KeyError, match=path[-1]):
        scores_markdown(old, tmp_path)


def test_the_program_beside_pytorch(tmp_path: Path) -> None:
    assert "`npm run eval` makes it" in program_markdown(QUICK, tmp_path)
    eval_json(tmp_path, mean=0.891, sameCodes=0.9954)
    text = program_markdown(QUICK, tmp_path)
    assert "120 prompts, 240 questions" in text and "the pack starter 1.0.0" in text
    assert lines_with(text, "pictures, mean") == ["| pictures, mean of six categories | 120 | 89.1 % | 90.0 % |"]
    assert "100.0 % of the answers, 100.0 % of the layouts, 99.5 % of the codes" in text
    assert "0.0 and 0.9 points apart" in text and "point; met)" in text
    eval_json(tmp_path, mean=0.889)
    assert "1.1 points apart" in program_markdown(QUICK, tmp_path) and "missed" in program_markdown(QUICK, tmp_path)


def test_a_program_beside_other_scores_is_not_shown(tmp_path: Path) -> None:
    eval_json(tmp_path)
    newer = {**QUICK, "questions": {"macro": 0.97, "right": 0.9875}}
    text = program_markdown(newer, tmp_path)
    assert "other scores of PyTorch" in text and "98.8" not in text


def test_bytes_of_a_pack_add_up(tmp_path: Path) -> None:
    manifest = json.loads((ROOT / "resources" / "packs" / "starter" / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"] = [
        {"role": "tokenizer", "path": "tokenizer.json", "bytes": 1_100_000},
        {"role": "languageModel", "path": "language-model.onnx", "bytes": 3_230_000},
    ]
    path, card = tmp_path / "manifest.json", tmp_path / "card.md"
    path.write_text(json.dumps(manifest).ljust(120_000))
    card.write_text(CARD.format(name="bytes"))
    update_pack_bytes(path, card)
    rows = [line.split(" | ") for line in card.read_text().splitlines() if line.startswith("| ")][2:]
    assert [row[0] for row in rows] == ["| `languageModel`", "| `tokenizer`", "| `manifest.json`", "| **all**"]
    assert [row[2] for row in rows] == ["3.23 |", "1.10 |", "0.12 |", "**4.5** |"] and rows[0][
        1
    ] == "192 wide, 6 layers"


def test_only_the_blocks_change(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text(CARD.format(name="scores") + CARD.format(name="program"))
    update_card(SCORES, card, tmp_path / "results")
    text = card.read_text()
    assert text.count("# Card\n") == 2 and text.count("\n\nBy hand.\n") == 2 and "Earlier" not in text
    assert text.index("### Targets") < text.index("<!-- end of scores -->") < text.index("eval.json")
    update_card(SCORES, card, tmp_path / "results")
    assert card.read_text() == text
    card.write_text(CARD.format(name="scores") * 2)
    for name in ("scores", "bytes"):
        with pytest.raises(ValueError, match=name):
            replace_block(card, name, "new")


def test_the_card_has_a_place_for_every_block(tmp_path: Path) -> None:
    copy = tmp_path / "model-card.md"
    copy.write_text((ROOT / "docs" / "model-card.md").read_text(encoding="utf-8"))
    for name in ("scores", "program", "bytes"):
        replace_block(copy, name, "new")
    assert copy.read_text().count("\nnew\n") == 3 and "## What is missed, and why" in copy.read_text()


def test_rows_of_another_length_make_no_table() -> None:
    with pytest.raises(AssertionError):
        table(("one", "two"), [("1",)])
