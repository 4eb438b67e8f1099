"""Small line and dot plots as SVG text: several panels side by side, one series per colour."""

from __future__ import annotations

import math
from dataclasses import dataclass

COLOURS = ("#2563eb", "#dc2626", "#059669", "#d97706", "#7c3aed", "#475569", "#0891b2", "#713f12")
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 330, 230, 46, 24, 34
LABEL = 44  # pixels that a number of codes takes


@dataclass(frozen=True)
class Series:
    """Points (x, y) and the interval of each, (y, y) where there is none."""

    name: str
    points: tuple[tuple[float, float], ...]
    intervals: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Panel:
    """Logarithmic x; y from 0 to `top`, or logarithmic where `top` is None."""

    title: str
    series: tuple[Series, ...]
    top: float | None = 1.0


def plot(panels: list[Panel]) -> str:
    """One row of panels with the same x, and one legend below of all series that have points.

    Colours follow the names of all series in order: at most as many as there are colours.
    """
    names = list(dict.fromkeys(series.name for panel in panels for series in panel.series))
    colours = dict(zip(names, COLOURS[: len(names)], strict=True))
    with_points = {series.name for panel in panels for series in panel.series if series.points}
    drawn = [name for name in names if name in with_points]
    xs = sorted({x for panel in panels for series in panel.series for x, _ in series.points})
    width, height = len(panels) * WIDTH, HEIGHT + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="10">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for index, panel in enumerate(panels):
        parts += _panel(panel, index * WIDTH, xs, colours)
    for index, name in enumerate(drawn):
        x = LEFT + index * (width - LEFT) / len(drawn)
        parts.append(f'<circle cx="{x:.0f}" cy="{height - 11}" r="4" fill="{colours[name]}"/>')
        parts.append(f'<text x="{x + 8:.0f}" y="{height - 8}" fill="#1e293b">{name}</text>')
    return "\n".join([*parts, "</svg>\n"])


def _panel(panel: Panel, left: int, xs: list[float], colours: dict[str, str]) -> list[str]:
    x0, y0, width, height = left + LEFT, TOP, WIDTH - LEFT - 14, HEIGHT - TOP - BOTTOM
    ends = [y for series in panel.series for interval in series.intervals for y in interval if y > 0]
    low, high = (math.log10(min(ends)), math.log10(max(ends))) if ends else (0.0, 1.0)

    def place_x(x: float) -> float:
        span = math.log10(xs[-1] / xs[0]) or 1.0
        return x0 + 12 + (width - 24) * math.log10(x / xs[0]) / span

    def place_y(y: float) -> float:
        logarithmic = (math.log10(max(y, 10**low)) - low) / max(high - low, 0.1)
        share = logarithmic if panel.top is None else y / panel.top
        return y0 + height * (1 - min(max(share, 0.0), 1.0))  # intervals are cut at the frame

    parts = [
        f'<text x="{x0}" y="{y0 - 8}" font-weight="bold" fill="#1e293b">{panel.title}</text>',
        f'<rect x="{x0}" y="{y0}" width="{width}" height="{height}" fill="none" stroke="#cbd5e1"/>',
    ]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        value = share * panel.top if panel.top is not None else 10 ** (low + share * max(high - low, 0.1))
        y = y0 + height * (1 - share)
        parts.append(f'<line x1="{x0}" y1="{y:.1f}" x2="{x0 + width}" y2="{y:.1f}" stroke="#e2e8f0"/>')
        parts.append(f'<text x="{x0 - 4}" y="{y + 3:.1f}" text-anchor="end" fill="#475569">{value:.2g}</text>')
    taken = [float("-inf")] * 2  # by the labels of two rows
    for x, following in zip(xs, [*xs[1:], float("inf")], strict=True):
        row = next((row for row, end in enumerate(taken) if place_x(x) - LABEL / 2 >= end), None)
        if row is not None and following > 1.01 * x:
            taken[row], y = place_x(x) + LABEL / 2, y0 + height + 12 + 10 * row
            parts.append(f'<text x="{place_x(x):.1f}" y="{y}" text-anchor="middle" fill="#475569">{x:,.0f}</text>')
    for index, series in enumerate(panel.series):
        colour, aside = colours[series.name], 2 * index - len(panel.series) + 1  # or intervals would hide each other
        places = [(place_x(x) + aside, place_y(y)) for x, y in series.points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        for (x, _), (least, most) in zip(places, series.intervals, strict=True):
            parts.append(
                f'<line x1="{x:.1f}" y1="{place_y(least):.1f}" x2="{x:.1f}" y2="{place_y(most):.1f}" '
                f'stroke="{colour}" stroke-width="1"/>'
            )
    return parts
