"""Codes to pictures, the token round trip beside the autoencoder's ceiling, and how much of the codebook is used."""

from __future__ import annotations

import random

import torch
from torch import Tensor
from torch.nn import functional as F

from ..codebook.quantize import quantize
from ..data.precompute import to_pixels
from ..export.run import Trained
from ..models.flow_decoder import sample_latent
from ..recipe import Sizes
from ..world.icons import load_icons
from ..world.render import render
from ..world.sampler import sample_scene
from ..world.scene import WorldConfig

VECTORS_PER_CODE = 39


@torch.no_grad()
def decode_codes(trained: Trained, codes: Tensor, *, steps: int, seed: int, together: int = 32) -> Tensor:
    """Codes (n, N) → pictures (n, 3, S, S) in [0, 1] on the CPU, by C2, Mapping, flow decoder and autoencoder."""
    generator = torch.Generator().manual_seed(seed)
    pictures = []
    for part in torch.split(codes, together):
        condition = trained.mapped.mapping(trained.language.rows.weight[part.to(trained.device)])
        latent = sample_latent(trained.mapped.decoder, condition, steps=steps, generator=generator)
        pictures.append(((trained.autoencoder.decode(latent) + 1) / 2).cpu())
    return torch.cat(pictures)


@torch.no_grad()
def through_autoencoder(trained: Trained, pictures: Tensor, *, together: int = 32) -> Tensor:
    """The ceiling: pictures in [0, 1] → latent → pictures."""
    coder = trained.autoencoder
    parts = (part.to(trained.device) for part in torch.split(pictures, together))
    return torch.cat([((coder.decode(coder.encode(part * 2 - 1)) + 1) / 2).cpu() for part in parts])


def psnr(output: Tensor, target: Tensor) -> Tensor:
    """Per picture, in dB. Shapes: (n, 3, S, S) twice → (n,)."""
    return -10 * (output - target).square().mean(dim=(1, 2, 3)).clamp(min=1e-10).log10()


def ssim(output: Tensor, target: Tensor) -> Tensor:
    """Structural similarity of the luminance (Wang et al. 2004: Gaussian window of 11, σ 1.5). Returns (n,)."""
    luma = torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)
    x, y = (output * luma).sum(1, keepdim=True), (target * luma).sum(1, keepdim=True)
    line = torch.exp(-torch.arange(-5, 6).float().square() / (2 * 1.5**2))
    line = line / line.sum()
    kernel = (line[:, None] * line[None, :])[None, None]
    mean_x, mean_y = F.conv2d(x, kernel), F.conv2d(y, kernel)
    var_x = F.conv2d(x * x, kernel) - mean_x.square()
    var_y = F.conv2d(y * y, kernel) - mean_y.square()
    both = F.conv2d(x * y, kernel) - mean_x * mean_y
    c1, c2 = 0.01**2, 0.03**2
    light = (2 * mean_x * mean_y + c1) / (mean_x.square() + mean_y.square() + c1)
    structure = (2 * both + c2) / (var_x + var_y + c2)
    return (light * structure).mean(dim=(1, 2, 3))


def edge_strength(pictures: Tensor) -> Tensor:
    """Mean difference of neighbouring pixels: blur lowers it. Shapes: (n, 3, S, S) → (n,)."""
    across, down = pictures.diff(dim=3).abs(), pictures.diff(dim=2).abs()
    return across.mean(dim=(1, 2, 3)) + down.mean(dim=(1, 2, 3))


def round_trip(trained: Trained, pictures: Tensor, codes: Tensor, *, steps: int) -> tuple[dict[str, float], Tensor]:
    """PSNR and SSIM of picture → codes → picture, beside the autoencoder alone; and the decoded pictures."""
    back = decode_codes(trained, codes, steps=steps, seed=1)
    ceiling = through_autoencoder(trained, pictures)
    scores = {
        "pictures": float(len(pictures)),
        "psnr": float(psnr(back, pictures).mean()), "ssim": float(ssim(back, pictures).mean()),
        "ceilingPsnr": float(psnr(ceiling, pictures).mean()), "ceilingSsim": float(ssim(ceiling, pictures).mean()),
    }  # fmt: skip
    return scores, back


def fresh_codes(trained: Trained, config: WorldConfig, sizes: Sizes) -> Tensor:
    """Codes of as many new scenes, of all combinations, as hold 39·K patches, the number that clustering asks for.

    Shape: (n, N)
    """
    rng, icons = random.Random("codes"), load_icons(config)
    count = -(-VECTORS_PER_CODE * sizes.codes // sizes.grid**2)
    scenes = [sample_scene(config, rng, held_out=None) for _ in range(count)]
    vision, centroids, parts = trained.towers.vision, trained.centroids, []
    for start in range(0, len(scenes), 64):
        pixels = to_pixels(render(scenes[start : start + 64], icons, sizes.picture)).to(trained.device)
        parts.append(quantize(vision, centroids, pixels)[0].cpu())
    return torch.cat(parts)


def code_usage(codes: Tensor, size: int) -> dict[str, float]:
    """Used codes and perplexity, as shares of K, on at most 39·K vectors."""
    flat = codes.flatten()[: VECTORS_PER_CODE * size]
    counts = torch.bincount(flat, minlength=size).float()
    shares = counts / counts.sum()
    entropy = -(shares * shares.clamp(min=1e-12).log()).sum()
    return {
        "vectors": float(flat.numel()), "vectorsPerCode": flat.numel() / size,
        "used": float((counts > 0).float().mean()), "perplexityShare": float(entropy.exp()) / size,
    }  # fmt: skip
