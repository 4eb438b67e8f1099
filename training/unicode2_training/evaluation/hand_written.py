"""The hand-written set: prompts, questions and edits that no template makes, scored as a person would.

A prompt counts if every clause that its text demands holds; a question if the answer is one of the accepted ones; an
edit if the verifier reads the scene that was asked for. Misspelt words reach the model as they are here; the studio
corrects them first.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from torch import Tensor

from ..codebook.quantize import quantize
from ..data.precompute import apply_in_batches
from ..data.text_tokens import TextTokens
from ..export.run import Trained
from ..world.icons import load_icons
from ..world.render import render
from ..world.scene import Scene, SceneObject, WorldConfig
from .free_edits import is_near
from .generation import check, write_prompts
from .pictures import decode_codes
from .questions import Asked, answered
from .requests import picture_request
from .sampling import Sampling
from .verifier import Verifier, says_colour
from .writing import write_pictures

FILE = Path(__file__).with_name("hand_written.json")


def load_items(kind: str) -> list[dict[str, Any]]:
    """All items of a kind: "prompt", "question" or "edit"."""
    items: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["items"]
    return [item for item in items if item["kind"] == kind]


def same_scene(seen: Scene, wanted: Scene, *, free: bool) -> bool:
    """Whether every wanted object is there once, as wanted, and nothing else; with `free`, wherever it stands."""
    left = list(seen.objects)
    for thing in wanted.objects:
        found = next((other for other in left if _same(other, thing, free=free)), None)
        if found is None:
            return False
        left.remove(found)
    return not left and seen.background == wanted.background


def _same(seen: SceneObject, wanted: SceneObject, *, free: bool) -> bool:
    near = free or is_near(seen, wanted)
    return near and seen.noun == wanted.noun and seen.size == wanted.size and says_colour(seen, wanted.colour)


def encode(trained: Trained, pictures: Tensor) -> Tensor:
    """Codes of pictures uint8 (n, 3, S, S). Shape: (n, N)"""
    vision, centroids = trained.towers.vision, trained.centroids
    return apply_in_batches(
        lambda pixels: quantize(vision, centroids, pixels)[0], pictures, name="codes", size=64, device=trained.device
    )


def score_hand_written(
    trained: Trained, tokens: TextTokens, verifier: Verifier, sampling: Sampling, config: WorldConfig,
    *, side: int, cells: int, limit: int,
) -> dict[str, float]:  # fmt: skip
    """Shares by kind and their mean over all items; at most `limit` of each kind."""
    icons = load_icons(config)
    prompts, questions, edits = (load_items(kind)[:limit] for kind in ("prompt", "question", "edit"))

    texts = [item["text"] for item in prompts]
    drawn = write_prompts(trained.language, tokens, texts, sampling, seeds=1, cells=cells).flatten(0, 1)
    seen = verifier.read(decode_codes(trained, drawn, steps=sampling.decoder_steps, seed=3))
    drew = [all(check(item["asks"], scene).values()) for item, scene in zip(prompts, seen, strict=True)]

    grids = encode(trained, render([Scene.from_json(item["scene"]) for item in questions], icons, side))
    asked = [
        (row, Asked(row, item["family"], item["question"], answer))
        for row, item in enumerate(questions)
        for answer in item["answers"]
    ]
    is_right = answered(trained.language, tokens, grids, [each for _, each in asked])
    answered_rows = {row for (row, _), right in zip(asked, is_right, strict=True) if right}

    sources = encode(trained, render([Scene.from_json(item["scene"]) for item in edits], icons, side))
    requests = [
        picture_request(tokens.encode(item["instruction"]), seed=row, source=sources[row])
        for row, item in enumerate(edits)
    ]
    written = write_pictures(trained.language, tokens, requests, sampling, cells=cells)
    read = verifier.read(decode_codes(trained, written, steps=sampling.decoder_steps, seed=4))
    edited = [
        same_scene(scene, Scene.from_json(item["result"]), free=bool(item.get("free")))
        for item, scene in zip(edits, read, strict=True)
    ]
    total = len(drew) + len(questions) + len(edited)
    return {
        "items": float(total),
        "all": (sum(drew) + len(answered_rows) + sum(edited)) / total,
        "prompts": sum(drew) / len(drew),
        "questions": len(answered_rows) / len(questions),
        "edits": sum(edited) / len(edited),
    }
