"""The stages of a training run, by name and in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..recipe import Recipe

STAGES = ("pictures", "encoder", "codebook", "autoencoder", "decoder", "mapping", "language", "adaptation")


def run_stage(stage: str, recipe: Recipe, folder: Path, *, resume: bool, part: int, parts: int) -> None:
    """One stage, imported when needed."""
    from ..data.precompute import make_pictures
    from . import autoencoder, codebook, decoder, encoder, language, mapping

    stages: dict[str, Callable[[], None]] = {
        "pictures": lambda: make_pictures(recipe, folder, part=part, parts=parts),
        "encoder": lambda: encoder.run(recipe, folder, resume=resume),
        "codebook": lambda: codebook.run(recipe, folder, resume=resume),
        "autoencoder": lambda: autoencoder.run(recipe, folder, resume=resume),
        "decoder": lambda: decoder.run(recipe, folder, resume=resume),
        "mapping": lambda: mapping.run(recipe, folder, resume=resume),
        "language": lambda: language.run(recipe, folder, resume=resume),
        "adaptation": lambda: mapping.run(recipe, folder, resume=resume, final=True),
    }
    stages[stage]()
