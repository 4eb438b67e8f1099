"""The stages of a training run, by name and in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..recipe import Recipe

STAGES = ("pictures", "encoder", "codebook", "autoencoder", "decoder", "mapping", "language", "adaptation")


def run_stage(
    stage: str,
    recipe: Recipe,
    folder: Path,
    *,
    resume: bool,
    part: int,
    parts: int,
    init_from: Path | None = None,
    first_shard: int = 0,
) -> None:
    """One stage, imported when needed."""
    from ..data.precompute import make_pictures
    from . import autoencoder, codebook, decoder, encoder, language, mapping

    stages: dict[str, Callable[[], None]] = {
        "pictures": lambda: make_pictures(recipe, folder, part=part, parts=parts, first=first_shard),
        "encoder": lambda: encoder.run(recipe, folder, resume=resume, init_from=init_from),
        "codebook": lambda: codebook.run(recipe, folder, resume=resume, init_from=init_from),
        "autoencoder": lambda: autoencoder.run(recipe, folder, resume=resume, init_from=init_from),
        "decoder": lambda: decoder.run(recipe, folder, resume=resume, init_from=init_from),
        "mapping": lambda: mapping.run(recipe, folder, resume=resume, init_from=init_from),
        "language": lambda: language.run(recipe, folder, resume=resume, init_from=init_from),
        "adaptation": lambda: mapping.run(recipe, folder, resume=resume, final=True),
    }
    stages[stage]()
