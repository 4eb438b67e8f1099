"""Edits by instruction and infill, judged by codes against the picture of the true edited scene.

Where an instruction leaves open where something comes (free_edits.py), the verifier reads what was drawn.
"""

from __future__ import annotations

import torch
from torch import Tensor

from ..data.conversations import random_mask
from ..data.precompute import Pictures
from ..data.text_tokens import TextTokens
from ..export.run import Trained
from ..models.language_model import LanguageModel
from ..world.scene import Scene
from .free_edits import FREE_KINDS, covered_cells, is_done, without
from .intervals import mean_with_interval
from .pictures import decode_codes
from .requests import picture_request
from .sampling import Sampling
from .verifier import Verifier
from .writing import write_pictures

DONE_SHARE = 0.5  # of the cells that the edit changes must look more like the result than like the source


def changed_cells(before: Tensor, after: Tensor, patch: int) -> Tensor:
    """Cells in which any pixel differs. Shapes: uint8 (n, 3, S, S) twice → bool (n, N)."""
    differs = (before != after).any(dim=1, keepdim=True).float()
    return torch.nn.functional.max_pool2d(differs, patch).flatten(1) > 0


def _distance(a: Tensor, b: Tensor, centroids: Tensor) -> Tensor:
    """Between the centres of two codes in C1's space. Shape: (n, N)"""
    return (centroids[a] - centroids[b]).norm(dim=-1)


def score_edits(
    trained: Trained, tokens: TextTokens, verifier: Verifier, pictures: Pictures, codes: dict[str, Tensor],
    sampling: Sampling, *, count: int, patch: int,
) -> dict[str, object]:  # fmt: skip
    """`done`: at least half of the cells that should change are nearer to the result than to the source.

    `leftAlone`: of the cells that should not change, the share that keeps its code or takes the one that the true
    edited picture has there (the encoder sees context, so codes move a little beside an edit). One sample per edit.
    Of FREE_KINDS, `done` is what the verifier says, and the cells of what it sees come or go may change.
    """
    centroids, side = trained.centroids.cpu(), int(codes["scenes"].shape[1] ** 0.5)
    source, target = codes["scenes"][:count], codes["edited"][:count]
    count = source.shape[0]
    requests = [
        picture_request(tokens.encode(pictures.examples[row].edit_instruction), seed=row, source=source[row])
        for row in range(count)
    ]
    written = write_pictures(trained.language, tokens, requests, sampling, cells=source.shape[1])
    free = [row for row in range(count) if pictures.examples[row].edit_kind in FREE_KINDS]
    readings = dict[int, Scene]()
    if free:
        drawn = decode_codes(trained, written[free], steps=sampling.decoder_steps, seed=7)
        readings = dict(zip(free, verifier.read(drawn), strict=True))
    changed = changed_cells(pictures.scenes[:count], pictures.edited[:count], patch)
    nearer = _distance(written, target, centroids) < _distance(written, source, centroids)
    kept = (written == source) | (written == target)
    done, alone, kinds = [], [], []
    for row in range(count):
        example = pictures.examples[row]
        if row in readings:
            seen = readings[row]
            done.append(is_done(example.edit_instruction, example.edited_scene, example.scene, seen))
            kinds.append(example.edit_kind)
            came_or_gone = [*without(seen, example.scene), *without(example.scene, seen)]
            changed[row] |= covered_cells(came_or_gone, side)
        elif bool(changed[row].any()):
            done.append(float(nearer[row][changed[row]].float().mean()) >= DONE_SHARE)
            kinds.append(example.edit_kind)
        if not bool(changed[row].all()):
            alone.append(float(kept[row][~changed[row]].float().mean()))
    per_kind = {
        kind: sum(d for d, k in zip(done, kinds, strict=True) if k == kind) / kinds.count(kind)
        for kind in sorted(set(kinds))
    }
    done_share, of_done = mean_with_interval([done])
    alone_share, of_alone = mean_with_interval([alone])
    return {
        "count": count, "done": done_share, "leftAlone": alone_share, "perKind": per_kind,
        "intervals": {"done": of_done, "leftAlone": of_alone},
    }  # fmt: skip


def score_infill(
    model: LanguageModel, tokens: TextTokens, pictures: Pictures, codes: Tensor, centroids: Tensor,
    sampling: Sampling, *, count: int,
) -> dict[str, float]:  # fmt: skip
    """Hidden cells drawn anew from the prompt and what is left, beside drawing them from the prompt alone.

    `agreement`: hidden cells that get the true code; `distance`: mean distance of theirs to it, in units of the mean
    distance between the codes of two pictures at the same cell.
    """
    grids = codes[:count]
    count, cells = grids.shape
    generator = torch.Generator().manual_seed(5)
    hidden = torch.stack([random_mask(int(cells**0.5), generator) for _ in range(count)])
    words = [tokens.encode(pictures.examples[row].prompts[0]) for row in range(count)]
    holes = [picture_request(words[row], seed=row, source=grids[row], hidden=hidden[row]) for row in range(count)]
    filled = write_pictures(model, tokens, holes, sampling, cells=cells)
    fresh = [picture_request(words[row], seed=row) for row in range(count)]
    alone = write_pictures(model, tokens, fresh, sampling, cells=cells)
    unit = _distance(grids, grids.roll(1, dims=0), centroids)[hidden].mean()
    assert bool((filled == grids)[~hidden].all()), "kept cells changed"
    return {
        "pictures": float(count),
        "agreement": float((filled == grids)[hidden].float().mean()),
        "agreementWithoutContext": float((alone == grids)[hidden].float().mean()),
        "distance": float(_distance(filled, grids, centroids)[hidden].mean() / unit),
        "distanceWithoutContext": float(_distance(alone, grids, centroids)[hidden].mean() / unit),
    }
