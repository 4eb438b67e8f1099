"""Training curves: which log of which sitting is drawn."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

from unicode2_training.evaluation.curves import PANELS, read_log, save_curves

Lines = list[dict[str, float]]


def write_log(folder: Path, stage: str, steps: int) -> None:
    """A log of `steps` lines with the values that the stage's panel shows."""
    folder.mkdir(exist_ok=True)
    lines = [{"step": step, **{name: 1 / step for name in PANELS[stage]}} for step in range(1, steps + 1)]
    (folder / f"{stage}.losses.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def texts(path: Path) -> list[str]:
    """All texts of an SVG, in order."""
    return [each.text or "" for each in ElementTree.fromstring(path.read_text(encoding="utf-8")).iter() if each.text]


def panels(path: Path) -> list[str]:
    """Titles of the panels."""
    return [text for text in texts(path) if re.fullmatch(r"\w+, \d+ steps", text)]


def test_every_stage_is_drawn_from_the_newest_sitting_that_has_a_log_of_it(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    write_log(first, "encoder", 30)
    write_log(first, "language", 40)
    write_log(second, "language", 50)
    write_log(third, "adaptation", 20)
    (third / "encoder.losses.jsonl").write_text("")
    save_curves([first, second, third], tmp_path / "curves.svg")
    assert panels(tmp_path / "curves.svg") == ["encoder, 30 steps", "language, 50 steps", "adaptation, 20 steps"]
    save_curves([second, first], tmp_path / "curves.svg")
    assert panels(tmp_path / "curves.svg") == ["encoder, 30 steps", "language, 40 steps"]


def test_stages_without_a_log_are_named_as_left_out(tmp_path: Path) -> None:
    for stage in PANELS:
        write_log(tmp_path, stage, 2)
    save_curves(tmp_path, tmp_path / "all.svg")
    assert len(panels(tmp_path / "all.svg")) == len(PANELS)
    assert not any("Left out" in text for text in texts(tmp_path / "all.svg"))
    (tmp_path / "autoencoder.losses.jsonl").unlink()
    save_curves(tmp_path, tmp_path / "some.svg")
    assert len(panels(tmp_path / "some.svg")) == len(PANELS) - 1
    assert texts(tmp_path / "some.svg")[-1] == "Left out, since no log is kept: autoencoder"


def test_of_a_step_written_twice_the_later_line_counts(tmp_path: Path) -> None:
    lines: Lines = [{"step": 10, "loss": 3}, {"step": 20, "loss": 2}, {"step": 10, "loss": 1}]
    (tmp_path / "log").write_text("\n".join(map(json.dumps, lines)))
    assert read_log(tmp_path / "log") == [{"step": 10, "loss": 1}, {"step": 20, "loss": 2}]
