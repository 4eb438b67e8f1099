"""The hand-written set: prompts, questions and edits that no template makes, scored as a person would.

A prompt counts if every clause that its text demands holds; a question if the answer is one of the accepted ones; an
edit if the verifier reads the scene that was asked for. Misspelt words reach the model as they are here; the studio
corrects them first. Items whose words training says verbatim are left out: those a template makes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..data.precompute import Example
from ..data.text_tokens import TextTokens
from ..export.run import Trained
from ..world.icons import load_icons
from ..world.render import render
from ..world.scene import Scene, SceneObject, WorldConfig
from .free_edits import is_near
from .generation import check, write_prompts
from .intervals import mean_with_interval
from .pictures import decode_codes
from .questions import Asked, answered
from .requests import picture_request
from .sampling import Sampling
from .shown import encode
from .verifier import Verifier, says_colour
from .writing import write_pictures

FILE = Path(__file__).with_name("hand_written.json")
WORDS = {"prompt": "text", "question": "question", "edit": "instruction"}  # by kind: where an item holds its words


def load_items(kind: str) -> list[dict[str, Any]]:
    """All items of a kind: "prompt", "question" or "edit"."""
    items: list[dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))["items"]
    return [item for item in items if item["kind"] == kind]


def normalised(text: str) -> str:
    """Lower case, single spaces, nothing but words at the end: what makes two texts the same."""
    return " ".join(text.lower().split()).rstrip(" .,:;!?…")


def training_texts(examples: Iterable[Example]) -> frozenset[str]:
    """All prompts, questions and instructions of the examples, normalised."""
    return frozenset(
        normalised(text)
        for each in examples
        for text in (*each.prompts, *(question for _, question, _ in each.questions), each.edit_instruction)
    )


def unsaid_items(kind: str, said: frozenset[str]) -> list[dict[str, Any]]:
    """The items of a kind whose normalised words are not in `said`."""
    return [item for item in load_items(kind) if normalised(item[WORDS[kind]]) not in said]


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


def score_hand_written(
    trained: Trained, tokens: TextTokens, verifier: Verifier, sampling: Sampling, config: WorldConfig,
    *, side: int, cells: int, limit: int, said: frozenset[str],
) -> dict[str, Any]:  # fmt: skip
    """Shares by kind and over all items, with intervals; at most `limit` of each kind.

    `said`: what `training_texts` found; `leftOut`: how many items of the whole set are among it, which are not scored.
    """
    icons = load_icons(config)
    unsaid = {kind: unsaid_items(kind, said) for kind in WORDS}
    left_out = sum(len(load_items(kind)) - len(items) for kind, items in unsaid.items())
    prompts, questions, edits = (unsaid[kind][:limit] for kind in ("prompt", "question", "edit"))

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
    answered_well = [row in answered_rows for row in range(len(questions))]
    right = {"all": [*drew, *answered_well, *edited], "prompts": drew, "questions": answered_well, "edits": edited}
    scored = {name: mean_with_interval([values]) for name, values in right.items()}
    return {
        "items": float(len(right["all"])),
        "leftOut": float(left_out),
        **{name: mean for name, (mean, _) in scored.items()},
        "intervals": {name: interval for name, (_, interval) in scored.items()},
    }
