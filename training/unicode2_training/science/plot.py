"""Small line and dot plots as SVG text: several panels side by side, one series per colour."""

from __future__ import annotations

import math
from dataclasses import dataclass

COLOURS = ("#2563eb", "#dc2626", "#059669", "#d97706", "#7c3aed", "#475569")
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 330, 230, 46, 24, 34


@dataclass(frozen=True)
class Series:
    """Points (x, y) and, where several runs stand behind a point, its lowest and highest y."""

    name: str
    points: tuple[tuple[float, float], ...]
    ranges: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class Panel:
    """Logarithmic x; y from 0 to `top`, or logarithmic where `top` is None."""

    title: str
    series: tuple[Series, ...]
    top: float | None = 1.0


def plot(panels: list[Panel]) -> str:
    """One row of panels and one legend below. Colours follow the order of the first panel's series."""
    width, height = len(panels) * WIDTH, HEIGHT + 24
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="10">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for index, panel in enumerate(panels):
        parts += _panel(panel, index * WIDTH)
    for index, series in enumerate(panels[0].series):
        x, colour = LEFT + index * (width - LEFT) / len(panels[0].series), COLOURS[index % len(COLOURS)]
        parts.append(f'<circle cx="{x:.0f}" cy="{height - 11}" r="4" fill="{colour}"/>')
        parts.append(f'<text x="{x + 8:.0f}" y="{height - 8}" fill="#1e293b">{series.name}</text>')
    return "\n".join([*parts, "</svg>\n"])


def _panel(panel: Panel, left: int) -> list[str]:
    x0, y0, width, height = left + LEFT, TOP, WIDTH - LEFT - 14, HEIGHT - TOP - BOTTOM
    xs = sorted({x for series in panel.series for x, _ in series.points})
    ys = [y for series in panel.series for _, y in series.points if y > 0]
    low, high = (math.log10(min(ys)), math.log10(max(ys))) if ys else (0.0, 1.0)

    def place_x(x: float) -> float:
        span = math.log10(xs[-1] / xs[0]) or 1.0
        return x0 + 12 + (width - 24) * math.log10(x / xs[0]) / span

    def place_y(y: float) -> float:
        logarithmic = (math.log10(max(y, 10**low)) - low) / max(high - low, 0.1)
        return y0 + height * (1 - (logarithmic if panel.top is None else y / panel.top))

    parts = [
        f'<text x="{x0}" y="{y0 - 8}" font-weight="bold" fill="#1e293b">{panel.title}</text>',
        f'<rect x="{x0}" y="{y0}" width="{width}" height="{height}" fill="none" stroke="#cbd5e1"/>',
    ]
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        value = share * panel.top if panel.top is not None else 10 ** (low + share * max(high - low, 0.1))
        y = y0 + height * (1 - share)
        parts.append(f'<line x1="{x0}" y1="{y:.1f}" x2="{x0 + width}" y2="{y:.1f}" stroke="#e2e8f0"/>')
        parts.append(f'<text x="{x0 - 4}" y="{y + 3:.1f}" text-anchor="end" fill="#475569">{value:.2g}</text>')
    for x in xs:
        parts.append(
            f'<text x="{place_x(x):.1f}" y="{y0 + height + 14}" text-anchor="middle" fill="#475569">{x:,.0f}</text>'
        )
    for index, series in enumerate(panel.series):
        colour = COLOURS[index % len(COLOURS)]
        places = [(place_x(x), place_y(y)) for x, y in series.points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
        for (x, _), (least, most) in zip(places, series.ranges, strict=False):
            parts.append(
                f'<line x1="{x:.1f}" y1="{place_y(least):.1f}" x2="{x:.1f}" y2="{place_y(most):.1f}" '
                f'stroke="{colour}" stroke-width="1"/>'
            )
    return parts
