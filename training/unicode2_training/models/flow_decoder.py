"""The diffusion decoder: rectified flow over latents, predicting the clean sample.

One token per 2×2 latents, so that tokens and cells of the picture coincide. The condition is a sequence of vectors read
by cross-attention: the text tower's states in pretraining, the mapped visual tokens afterwards. Mapped tokens are also
added cell by cell through a zero-initialised map, which the prototype found to work best. Time modulates all layers
through one shared network (adaLN-single).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .transformer import Attention, FeedForward, cell_features, rms_norm

TIME_POWER = 1.6  # of a uniform number: 42 % of training lies in the first of four steps


def time_features(time: Tensor, width: int) -> Tensor:
    """Sinusoidal features of times in [0, 1]. Shape: (B,) → (B, width)."""
    rates = torch.exp(torch.linspace(0.0, 6.0, width // 2, device=time.device))
    angles = time[:, None] * rates[None, :]
    return torch.cat([angles.sin(), angles.cos()], dim=-1)


class FlowBlock(nn.Module):
    """Self-attention, optional cross-attention, feed-forward; modulated by time."""

    def __init__(self, *, width: int, heads: int, condition_width: int, cross: bool) -> None:
        super().__init__()
        self.attention = Attention(width=width, heads=heads)
        self.cross = Attention(width=width, heads=heads, source_width=condition_width) if cross else None
        self.feed_forward = FeedForward(width=width, ratio=3)
        self.table = nn.Parameter(torch.zeros(4, width))

    def forward(self, x: Tensor, shared: Tensor, condition: Tensor, mask: Tensor | None) -> Tensor:
        """x (B, N, D); shared (B, 4, D): scale and shift before each of the two main parts."""
        scale1, shift1, scale2, shift2 = (shared + self.table).unbind(dim=1)
        x = x + self.attention(rms_norm(x) * (1 + scale1[:, None]) + shift1[:, None])
        if self.cross is not None:
            x = x + self.cross(rms_norm(x), source=condition, mask=mask)
        return x + self.feed_forward(rms_norm(x) * (1 + scale2[:, None]) + shift2[:, None])


class FlowDecoder(nn.Module):
    """Predicts the clean latent x_1 from x_t, t and a condition sequence."""

    def __init__(
        self,
        *,
        channels: int,
        latent_side: int,
        grid_side: int,
        width: int,
        layers: int,
        heads: int,
        condition_width: int,
        text_width: int,
    ) -> None:
        super().__init__()
        self.patch = latent_side // grid_side
        self.channels, self.side = channels, grid_side
        self.enter = nn.Linear(channels * self.patch**2, width)
        self.positions = nn.Parameter(0.5 * cell_features(grid_side, grid_side, width))
        self.text_adapter = nn.Linear(text_width, condition_width)  # the condition space; frozen after pretraining
        self.per_cell = nn.Linear(condition_width, width)
        self.time = nn.Sequential(nn.Linear(128, width), nn.SiLU(), nn.Linear(width, 4 * width))
        self.blocks = nn.ModuleList(
            FlowBlock(width=width, heads=heads, condition_width=condition_width, cross=index % 2 == 1)
            for index in range(layers)
        )
        self.leave = nn.Linear(width, channels * self.patch**2)
        for layer in (self.per_cell, self.leave):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def tokens(self, latent: Tensor) -> Tensor:
        """(B, C, h, w) → (B, N, C·p·p)"""
        return F.pixel_unshuffle(latent, self.patch).flatten(2).transpose(1, 2)

    def picture(self, tokens: Tensor) -> Tensor:
        """(B, N, C·p·p) → (B, C, h, w)"""
        grid = tokens.transpose(1, 2).reshape(tokens.shape[0], -1, self.side, self.side)
        return F.pixel_shuffle(grid, self.patch)

    def run(self, latent: Tensor, time: Tensor, condition: Tensor, mask: Tensor | None, cells: Tensor | None) -> Tensor:
        """Shared body. condition (B, S, m), additive mask (B, 1, 1, S), cells (B, N, m) or None for text."""
        x = self.enter(self.tokens(latent)) + self.positions
        if cells is not None:
            x = x + self.per_cell(cells)
        shared = self.time(time_features(time, 128)).reshape(latent.shape[0], 4, -1)
        for block in self.blocks:
            x = block(x, shared, condition, mask)
        return self.picture(self.leave(rms_norm(x)))

    def from_text(self, latent: Tensor, time: Tensor, states: Tensor, attention_mask: Tensor) -> Tensor:
        """Pretraining: conditioned on the text tower's states (B, T, text width)."""
        bias = (1.0 - attention_mask[:, None, None, :].float()) * -1e4
        return self.run(latent, time, self.text_adapter(states), bias, None)

    def forward(self, latent: Tensor, time: Tensor, condition: Tensor) -> Tensor:
        """The exported graph: conditioned on mapped visual tokens (B, N, m)."""
        return self.run(latent, time, condition, None, condition)


def flow_loss(clean: Tensor, target: Tensor, time: Tensor, *, least: float = 0.2) -> Tensor:
    """Loss of a clean-sample prediction, ‖x̂_1 − x_1‖² / (1 − t), with 1 − t bounded below.

    Between the clean sample's loss and the velocity's, which divides by (1 − t)²: the latter spends nearly all of a
    short run on times at which the picture is already there to be copied.
    """
    weight = (1.0 - time).clamp(min=least).reciprocal()[:, None, None, None]
    return ((clean - target).square() * weight).mean()


def draw_noise(shape: tuple[int, ...], generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Noise (B, C, h, w) and times (B,), most near 0: what a few-step sampler paints follows from its first steps."""
    noise = torch.randn(shape, generator=generator)
    return noise, torch.rand(shape[0], generator=generator).pow(TIME_POWER)


def mix_noise(target: Tensor, noise: Tensor, time: Tensor) -> Tensor:
    """x_t. Shapes: (B, C, h, w) twice, (B,)."""
    mix = time[:, None, None, None]
    return (1.0 - mix) * noise + mix * target


@torch.no_grad()
def sample_latent(decoder: FlowDecoder, condition: Tensor, *, steps: int, generator: torch.Generator) -> Tensor:
    """The studio's sampler (docs/pack-format.md), for evaluation. Returns (B, C, h, w)."""
    side = decoder.side * decoder.patch
    x = torch.randn((condition.shape[0], decoder.channels, side, side), generator=generator).to(condition.device)
    for step in range(steps):
        time = torch.full((condition.shape[0],), step / steps, device=condition.device)
        velocity = (decoder(x, time, condition) - x) / (1.0 - step / steps)
        x = x + velocity / steps
    return x
