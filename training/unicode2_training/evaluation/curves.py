"""Training curves of all stages as one SVG, from the logs of one or several runs (`<stage>.losses.jsonl`).

python -m unicode2_training.evaluation.curves OLDEST … NEWEST --to FILE.svg
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Sequence
from pathlib import Path

# One panel per stage: which of the logged values are drawn.
PANELS = {
    "encoder": ("contrast", "retrieval"),
    "autoencoder": ("absolute", "gradient"),
    "decoder": ("loss", "clean_error"),
    "mapping": ("flow", "contrast", "clean_error"),
    "language": ("visual", "text", "mixed_text"),
    "adaptation": ("flow", "contrast", "clean_error"),
}
COLOURS = ("#2563eb", "#dc2626", "#059669")
WIDTH, HEIGHT, MARGIN, CAPTION = 320, 170, 34, 22


def read_log(path: Path) -> list[dict[str, float]]:
    """Lines of a log, by step; a resumed run may have written a step twice, then the later line counts."""
    lines = [json.loads(line) for line in path.read_text().splitlines() if line]
    return sorted({line["step"]: line for line in lines}.values(), key=lambda line: float(line["step"]))


def _panel(stage: str, names: tuple[str, ...], lines: list[dict[str, float]], left: int, top: int) -> list[str]:
    """Logarithmic y, linear steps."""
    values = [line[name] for line in lines for name in names if line.get(name, 0) > 0]
    low, high = math.log10(min(values)), math.log10(max(values))
    span, last = max(high - low, 0.1), max(lines[-1]["step"], 1)
    x0, y0, width, height = left + MARGIN, top + 22, WIDTH - MARGIN - 12, HEIGHT - 48
    parts = [
        f'<text x="{x0}" y="{top + 14}" font-weight="bold">{stage}, {int(last)} steps</text>',
        f'<rect x="{x0}" y="{y0}" width="{width}" height="{height}" fill="none" stroke="#cbd5e1"/>',
    ]
    for share in (0.0, 0.5, 1.0):
        y = y0 + height * (1 - share)
        label = 10 ** (low + span * share)
        parts.append(f'<text x="{x0 - 4}" y="{y + 3:.0f}" text-anchor="end" fill="#475569">{label:.2g}</text>')
    for index, name in enumerate(names):
        points = [
            f"{x0 + width * line['step'] / last:.1f},{y0 + height * (1 - (math.log10(line[name]) - low) / span):.1f}"
            for line in lines
            if line.get(name, 0) > 0
        ]
        colour = COLOURS[index]
        parts.append(f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        x = x0 + index * 96
        parts.append(f'<text x="{x}" y="{top + HEIGHT - 12}" fill="{colour}">{name.replace("_", " ")}</text>')
    return parts


def newest_logs(folders: Sequence[Path]) -> dict[str, list[dict[str, float]]]:
    """Log lines by stage, each from the last of the folders that has any; stages without a log are left out."""
    logs: dict[str, list[dict[str, float]]] = {}
    for stage in PANELS:
        paths = (folder / f"{stage}.losses.jsonl" for folder in reversed(folders))
        lines = next((lines for path in paths if path.is_file() and (lines := read_log(path))), None)
        if lines is not None:
            logs[stage] = lines
    return logs


def save_curves(folders: Path | Sequence[Path], target: Path, *, columns: int = 3) -> None:
    """One run folder, or several from the oldest to the newest sitting: a panel per stage, of its newest log.

    Stages of which no folder has a log have no panel; the last line of the picture names them.
    """
    logs = newest_logs([folders] if isinstance(folders, Path) else folders)
    without_log = [stage for stage in PANELS if stage not in logs]
    bottom = -(-len(logs) // columns) * HEIGHT
    height = bottom + (CAPTION if without_log else 0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * WIDTH} {height}" '
        'font-family="sans-serif" font-size="10">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for index, (stage, values) in enumerate(logs.items()):
        parts += _panel(stage, PANELS[stage], values, index % columns * WIDTH, index // columns * HEIGHT)
    if without_log:
        text = f"Left out, since no log is kept: {', '.join(without_log)}"
        parts.append(f'<text x="{MARGIN}" y="{bottom + 12}" fill="#475569">{text}</text>')
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join([*parts, "</svg>\n"]), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Training curves of all stages as one SVG.")
    parser.add_argument("folders", nargs="+", type=Path, help="run folders, from the oldest sitting to the newest")
    parser.add_argument("--to", required=True, type=Path, help="the SVG to write")
    arguments = parser.parse_args()
    save_curves(arguments.folders, arguments.to)


if __name__ == "__main__":
    main()
