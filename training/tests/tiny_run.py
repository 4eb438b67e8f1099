"""A run that was never trained, at the sizes of the smoke recipe, in a world of few words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch
from torch import nn

from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.evaluation.sampling import Sampling
from unicode2_training.export.manifest import DEFAULTS, layout_defaults
from unicode2_training.export.run import Trained, load_run
from unicode2_training.models.build import build_autoencoder, build_language
from unicode2_training.recipe import load_recipe
from unicode2_training.stages.common import build_towers
from unicode2_training.stages.mapping import build_mapped
from unicode2_training.world.scene import WorldConfig

WORLD = WorldConfig(
    nouns=12, backgrounds=("beach", "forest", "white"), colours=("red", "blue", "green"), styles=("flat", "pixel")
)
RECIPE = replace(load_recipe("smoke"), world=WORLD)
SAMPLING = Sampling.from_manifest(DEFAULTS, layout_defaults(RECIPE))
CELLS = RECIPE.sizes.grid**2


def shaken(module: nn.Module) -> nn.Module:
    """With outputs that are not all zero, as they are at the start of training."""
    for parameter in module.parameters():
        parameter.data += 0.1 * torch.randn_like(parameter)
    return module


def make_run(folder: Path, tokens: TextTokens) -> Path:
    """Checkpoints that `load_run` finds; stage "adaptation" has not run."""
    torch.manual_seed(0)
    sizes = RECIPE.sizes
    modules = {
        "encoder.final": build_towers(RECIPE, tokens), "language": build_language(sizes, tokens.size),
        "mapping": build_mapped(RECIPE), "autoencoder.final": build_autoencoder(sizes),
    }  # fmt: skip
    for name, module in modules.items():
        torch.save({"model": shaken(module).state_dict(), "averages": None}, folder / f"{name}.pt")
    codebook = {
        "centroids": torch.randn(sizes.codes, sizes.code_width), "counts": torch.ones(sizes.codes),
        "exemplars": torch.zeros(sizes.codes, 3, sizes.patch, sizes.patch), "scores": {},
    }  # fmt: skip
    torch.save(codebook, folder / "codebook.pt")
    return folder


def make_trained(folder: Path, tokens: TextTokens) -> Trained:
    """Its networks."""
    return load_run(RECIPE, make_run(folder, tokens), tokens)
