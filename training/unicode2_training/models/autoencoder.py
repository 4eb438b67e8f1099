"""The latent autoencoder of the flow decoder: pixels [B, 3, S, S] ↔ latent [B, C, S/8, S/8].

Pixel-unshuffle ×4 at the entrance and pixel-shuffle ×4 at the exit, so that no convolution runs at full resolution:
on a CPU this is several times cheaper than a stem at S and keeps edges sharp.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F


class ResidualBlock(nn.Module):
    """Two 3×3 convolutions with a zero-initialised exit."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = nn.GroupNorm(8, channels)
        self.first = nn.Conv2d(channels, channels, kernel_size=3, padding=1)
        self.second = nn.Conv2d(channels, channels, kernel_size=3, padding=1)
        nn.init.zeros_(self.second.weight)
        nn.init.zeros_(self.second.bias)  # type: ignore[arg-type]

    def forward(self, x: Tensor) -> Tensor:
        return x + self.second(F.silu(self.first(F.silu(self.norm(x)))))


class Autoencoder(nn.Module):
    """Encoder and decoder with latents of unit variance (running statistics set by the stage)."""

    latent_mean: Tensor
    latent_scale: Tensor

    def __init__(
        self, *, channels: int, outer: int, inner: int, encoder_blocks: int, inner_blocks: int, outer_blocks: int
    ) -> None:
        super().__init__()
        self.encoder = nn.Sequential(
            nn.PixelUnshuffle(4),
            nn.Conv2d(48, outer, kernel_size=3, padding=1),
            ResidualBlock(outer),
            nn.PixelUnshuffle(2),
            nn.Conv2d(4 * outer, inner, kernel_size=1),
            *(ResidualBlock(inner) for _ in range(encoder_blocks)),
            nn.Conv2d(inner, channels, kernel_size=3, padding=1),
        )
        self.decoder = nn.Sequential(
            nn.Conv2d(channels, inner, kernel_size=3, padding=1),
            *(ResidualBlock(inner) for _ in range(inner_blocks)),
            nn.Conv2d(inner, 4 * outer, kernel_size=1),
            nn.PixelShuffle(2),
            *(ResidualBlock(outer) for _ in range(outer_blocks)),
            nn.Conv2d(outer, 48, kernel_size=3, padding=1),
            nn.PixelShuffle(4),
        )
        self.register_buffer("latent_mean", torch.zeros(channels))
        self.register_buffer("latent_scale", torch.ones(channels))

    def encode(self, pixels: Tensor) -> Tensor:
        """(B, 3, S, S) in [−1, 1] → (B, C, h, w), zero mean and unit variance per channel."""
        latent = self.encoder(pixels)
        return (latent - self.latent_mean[:, None, None]) / self.latent_scale[:, None, None]

    def decode(self, latent: Tensor) -> Tensor:
        """(B, C, h, w) → (B, 3, S, S), clipped to [−1, 1]."""
        return self.decode_unclipped(latent).clamp(-1.0, 1.0)

    def decode_unclipped(self, latent: Tensor) -> Tensor:
        """As `decode`, before clipping: what the loss sees."""
        return self.decoder(latent * self.latent_scale[:, None, None] + self.latent_mean[:, None, None])


def gradient_loss(output: Tensor, target: Tensor) -> Tensor:
    """L1 between horizontal and vertical pixel differences: keeps the edges of flat artwork."""
    across = (output.diff(dim=-1) - target.diff(dim=-1)).abs().mean()
    down = (output.diff(dim=-2) - target.diff(dim=-2)).abs().mean()
    return across + down
