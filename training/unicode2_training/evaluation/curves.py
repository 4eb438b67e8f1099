"""Training curves of all stages as one SVG, from the logs of a run (`<stage>.losses.jsonl`)."""

from __future__ import annotations

import json
import math
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
WIDTH, HEIGHT, MARGIN = 320, 170, 34


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


def save_curves(folder: Path, target: Path, *, columns: int = 3) -> None:
    """All stages that have a log."""
    logs = {stage: folder / f"{stage}.losses.jsonl" for stage in PANELS}
    lines = {stage: read_log(path) for stage, path in logs.items() if path.is_file()}
    lines = {stage: rows for stage, rows in lines.items() if rows}
    rows = -(-len(lines) // columns)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {columns * WIDTH} {rows * HEIGHT}" '
        'font-family="sans-serif" font-size="10">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for index, (stage, values) in enumerate(lines.items()):
        parts += _panel(stage, PANELS[stage], values, index % columns * WIDTH, index // columns * HEIGHT)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join([*parts, "</svg>\n"]), encoding="utf-8")
