"""Recolouring of icons: shades of the icon's main colour become the same shades of the wanted one."""

from __future__ import annotations

import torch

from unicode2_training.world.nouns import Noun
from unicode2_training.world.scene import NATURAL

INKS: dict[str, tuple[float, float, float]] = {
    "red": (0.90, 0.13, 0.15),
    "orange": (0.98, 0.50, 0.04),
    "yellow": (0.99, 0.84, 0.08),
    "green": (0.13, 0.66, 0.24),
    "blue": (0.13, 0.38, 0.92),
    "purple": (0.55, 0.24, 0.80),
    "pink": (0.98, 0.47, 0.70),
    "brown": (0.50, 0.29, 0.15),
    "black": (0.17, 0.17, 0.19),
    "white": (0.95, 0.95, 0.96),
}
HUE_RANGES = {"orange": (12.0, 62.0), "yellow": (35.0, 75.0), "green": (75.0, 170.0), "blue": (170.0, 260.0)}
LUMA = torch.tensor([0.299, 0.587, 0.114]).view(3, 1, 1)
DARKEST, PALEST = 0.62, 0.45  # shades stay this near the ink: darker orange is brown, paler red is pink
NARROWER = {"pink": (0.78, 0.45), "brown": (0.68, 0.25), "black": (0.55, 0.22), "white": (0.68, 0.45)}


def recoloured(icon: torch.Tensor, noun: Noun, colour: str) -> torch.Tensor:
    """The icon in a colour. icon: float32 RGBA [4, s, s], straight alpha; the result has the same shape."""
    assert icon.ndim == 3 and icon.shape[0] == 4, icon.shape
    if colour == NATURAL:
        return icon
    rgb, alpha = icon[:3], icon[3:]
    weight = _tintable(rgb, noun) * (alpha > 0.02)  # [1, s, s]
    luminance = (rgb * LUMA).sum(0, keepdim=True)  # [1, s, s]
    solid = luminance[(weight > 0.5) & (alpha > 0.9)]
    main = solid.median() if solid.numel() else torch.tensor(0.5)
    ratio = luminance / main.clamp_min(0.05)
    ink = torch.tensor(INKS[colour]).view(3, 1, 1)
    darkest, palest = NARROWER.get(colour, (DARKEST, PALEST))
    shade = ink * ratio.clamp(darkest, 1)
    paler = (1 - 1 / ratio.clamp_min(1)).clamp_max(palest)  # 0 at the main shade
    tinted = shade + (1 - shade) * paler
    return torch.cat([rgb + (tinted - rgb) * weight, alpha])


def _tintable(rgb: torch.Tensor, noun: Noun) -> torch.Tensor:
    """How far each pixel takes the new colour, 0…1. Dark outlines, and whites unless tinted, stay. Shape: [1, s, s]."""
    high, low = rgb.amax(0, keepdim=True), rgb.amin(0, keepdim=True)
    chroma = high - low
    weight = ((high - 0.22) / 0.10).clamp(0, 1)
    if noun.tint == "colour":
        weight = weight * ((chroma - 0.06) / 0.10).clamp(0, 1)
    hue = _hue(rgb, high, chroma)
    for name in noun.keep:
        start, end = HUE_RANGES[name]
        weight = torch.where((hue >= start) & (hue < end) & (chroma > 0.08), 0.0, weight)
    return weight


def _hue(rgb: torch.Tensor, high: torch.Tensor, chroma: torch.Tensor) -> torch.Tensor:
    """Hue in degrees. Shape: [1, s, s]."""
    red, green, blue = rgb[:1], rgb[1:2], rgb[2:]
    spread = chroma.clamp_min(1e-6)
    hue = torch.where(
        high == red,
        (green - blue) / spread % 6,
        torch.where(high == green, (blue - red) / spread + 2, (red - green) / spread + 4),
    )
    return hue * 60
