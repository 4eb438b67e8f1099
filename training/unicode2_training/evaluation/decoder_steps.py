"""What denoising steps buy: the token round trip of the same pictures at 1, 2, 4 and 8 of them."""

from __future__ import annotations

import time
from typing import Any

from torch import Tensor

from ..export.run import Trained
from ..world.scene import Scene
from .card.markdown import share, table
from .pictures import decode_codes, edge_strength, psnr, ssim
from .verifier import Verifier, accuracy

STEPS = (1, 2, 4, 8)
SEED = 1  # as in `round_trip`


def score_steps(
    trained: Trained, verifier: Verifier, pictures: Tensor, codes: Tensor, true: list[Scene]
) -> dict[str, Any]:
    """PSNR (dB), SSIM, edges as a share of the true ones, and shares that the verifier reads rightly, by steps.

    `pictures` (n, 3, S, S) in [0, 1] show the scenes `true`; `codes` (n, N) are theirs. `milliseconds` is process time
    (that of all threads of the CPU together) of C2, Mapping, decoder and autoencoder, per picture, in batches of 32.
    """
    assert len(pictures) == len(codes) == len(true) > 0
    decode_codes(trained, codes[:1], steps=1, seed=SEED)  # what only the first call costs
    by_steps: dict[str, dict[str, float]] = {}
    for steps in STEPS:
        start = time.process_time()
        back = decode_codes(trained, codes, steps=steps, seed=SEED)
        seconds = time.process_time() - start
        read = accuracy(verifier.read(back), true)
        by_steps[str(steps)] = {
            "psnr": float(psnr(back, pictures).mean()),
            "ssim": float(ssim(back, pictures).mean()),
            "edges": float(edge_strength(back).mean() / edge_strength(pictures).mean()),
            "nounsAndCounts": read["nounsAndCounts"],
            "everything": read["everything"],
            "milliseconds": 1000 * seconds / len(pictures),
        }
    return {"pictures": len(pictures), "steps": by_steps}


def steps_table(scores: dict[str, Any]) -> str:
    """Markdown, from what `score_steps` returns."""
    rows = [
        (
            steps, f"{each['psnr']:.1f} dB", f"{each['ssim']:.3f}", share(each["edges"]),
            share(each["nounsAndCounts"]), share(each["everything"]), f"{each['milliseconds']:.0f} ms",
        )
        for steps, each in scores["steps"].items()
    ]  # fmt: skip
    head = ("steps", "PSNR", "SSIM", "edges", "nouns and counts", "everything", "process time per picture")
    return table(head, rows)
