"""The stages of a training run, by name and in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .. import parallel
from ..devices import CPU, Hardware
from ..recipe import Recipe

STAGES = ("pictures", "encoder", "codebook", "autoencoder", "decoder", "mapping", "language", "adaptation")
TAKEN = ("encoder", "autoencoder")  # from a pack, with --init-from


def run_stage(
    stage: str,
    recipe: Recipe,
    folder: Path,
    *,
    resume: bool,
    part: int,
    parts: int,
    init_from: Path | None = None,
    refine: bool = False,
    first_shard: int = 0,
    hardware: Hardware = CPU,
) -> None:
    """One stage, imported when needed; with `refine`, encoder, C1 and autoencoder of the pack `init_from` train on too.

    ValueError if several processes are to share one that cannot be shared.
    """
    from ..data.precompute import make_pictures
    from . import autoencoder, codebook, decoder, encoder, language, mapping

    is_taken = init_from is not None and stage in TAKEN and not refine
    if parallel.processes() > 1 and (stage == "codebook" or is_taken):
        raise ValueError(f"stage {stage!r} runs in one process here: start it without torchrun")
    stages: dict[str, Callable[[], None]] = {
        "pictures": lambda: make_pictures(recipe, folder, part=part, parts=parts, first=first_shard),
        "encoder": lambda: encoder.run(
            recipe, folder, resume=resume, init_from=init_from, refine=refine, hardware=hardware
        ),
        "codebook": lambda: codebook.run(
            recipe, folder, resume=resume, init_from=init_from, refine=refine, hardware=hardware
        ),
        "autoencoder": lambda: autoencoder.run(
            recipe, folder, resume=resume, init_from=init_from, refine=refine, hardware=hardware
        ),
        "decoder": lambda: decoder.run(recipe, folder, resume=resume, init_from=init_from, hardware=hardware),
        "mapping": lambda: mapping.run(recipe, folder, resume=resume, init_from=init_from, hardware=hardware),
        "language": lambda: language.run(recipe, folder, resume=resume, init_from=init_from, hardware=hardware),
        "adaptation": lambda: mapping.run(recipe, folder, resume=resume, final=True, hardware=hardware),
    }
    stages[stage]()
    parallel.wait_for_all()  # the next stage may read what any process has written
