"""Carry a language model and a Mapping over to a new C1, instead of training both again from the start.

Both read rows of C2 through a linear layer, and the language model's query is compared with them. With W the best
linear map from new centroids to the old rows that the same patches had (least squares over codes, weighted by use), a
reader's new matrix is P·Wᵀ and the query's is W·Q: the model then reads and writes new codes nearly as it did old ones,
and C2 starts as a copy of the new C1.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from ..devices import CPU
from ..models.build import build_language
from ..optimizers import build_optimizers
from ..recipe import Recipe, StageSettings
from ..training_loop import TrainingLoop
from .common import prepare_tokenizer
from .language import ROWS_FACTOR
from .mapping import build_mapped

RIDGE = 1e-3  # of the mean diagonal; codes are many more than components
CHUNK = 1 << 18


def fit_map(centroids: Tensor, codes: Tensor, old_rows: Tensor, old_codes: Tensor) -> tuple[Tensor, float]:
    """W (c, c′) and the share of the rows' variance that it leaves. Shapes: (K, c), (n,), (K′, c′), (n,)."""
    assert codes.shape == old_codes.shape, "both runs must have codes of the same pictures"
    count = torch.bincount(codes, minlength=centroids.shape[0]).float()
    sums = torch.zeros(centroids.shape[0], old_rows.shape[1])
    for start in range(0, codes.shape[0], CHUNK):
        sums.index_add_(0, codes[start : start + CHUNK], old_rows[old_codes[start : start + CHUNK]])
    weight = count.sqrt()[:, None]
    given, wanted = centroids * weight, sums / count.clamp(min=1)[:, None] * weight
    square = given.T @ given
    ridge = RIDGE * square.diagonal().mean() * torch.eye(square.shape[0])
    fitted = torch.linalg.solve(square + ridge, given.T @ wanted)
    left = (wanted - given @ fitted).square().sum() / (wanted - wanted.mean(dim=0)).square().sum()
    return fitted, float(left)


def carry_over(recipe: Recipe, old: Path, folder: Path) -> None:
    """Write `language.pt` and `mapping.pt` at step 0 into `folder`, which has codes and C1; `train --resume` goes on.

    `old` is a finished run on the same pictures: codes, language model, and Mapping in `adaptation.pt`.
    """
    codes, old_codes = (
        torch.load(run / "codes-train.pt", weights_only=True)["scenes"].flatten().long() for run in (folder, old)
    )
    centroids = torch.load(folder / "codebook.pt", weights_only=True)["centroids"]
    language = torch.load(old / "language.pt", weights_only=False)["model"]
    mapped = torch.load(old / "adaptation.pt", weights_only=False)["averages"]
    fitted, left = fit_map(centroids, codes, language["rows.weight"].float(), old_codes)
    print(f"[carry] the map leaves {left:.1%} of the old rows' variance", flush=True)

    language |= {
        "rows.weight": centroids,
        "projector.weight": language["projector.weight"] @ fitted.T,
        "query_head.weight": fitted @ language["query_head.weight"],
    }
    model = build_language(recipe.sizes, prepare_tokenizer(recipe, folder).size)
    model.load_state_dict(language)
    _write("language", model, recipe.language, folder, factors={"rows": ROWS_FACTOR}, seed=recipe.seed + 21)
    decoder = build_mapped(recipe)
    decoder.load_state_dict({**mapped, "mapping.project.weight": mapped["mapping.project.weight"] @ fitted.T})
    factors = {"decoder.text_adapter": 0.0}
    _write("mapping", decoder, recipe.mapping, folder, factors=factors, seed=recipe.seed + 41)


def _write(
    name: str, module: torch.nn.Module, settings: StageSettings, folder: Path, *, factors: dict[str, float], seed: int
) -> None:
    """A checkpoint at step 0, of a plan that the first minutes of training will set right."""
    optimizers = build_optimizers(module, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr, factors=factors)
    steps = max(1, int(60 * settings.minutes))
    TrainingLoop(
        name=name, module=module, optimizers=optimizers, draw=lambda _: {}, losses=lambda _: {}, settings=settings,
        folder=folder, seed=seed, hardware=CPU, steps=steps,
    ).checkpoint()  # fmt: skip
