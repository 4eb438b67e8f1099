"""The hand-written evaluation set: well formed, and about this world only."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import unicode2_training
from unicode2_training.world.nouns import all_nouns
from unicode2_training.world.scene import ALL_COLOURS, BACKGROUNDS, COLOURS, GRID, NATURAL, PLACES, SIZE_CELLS, Scene

SET = Path(unicode2_training.__file__).parent / "evaluation" / "hand_written.json"
FAMILIES = {"object", "colour", "count", "background", "place", "size", "relation", "existence"}
EDITS = {"recolour", "replace", "background", "remove", "add", "move", "count", "resize"}
NOUNS = {each.noun: each for each in all_nouns()}


def items(kind: str | None = None) -> list[dict[str, Any]]:
    found = json.loads(SET.read_text(encoding="utf-8"))["items"]
    return [each for each in found if kind in (None, each["kind"])]


def test_counts() -> None:
    counts = Counter(each["kind"] for each in items())
    assert set(counts) == {"prompt", "question", "edit"}
    assert counts["prompt"] >= 130 and counts["question"] >= 100 and counts["edit"] >= 80


def test_texts_are_unique() -> None:
    texts = [str(each.get("text") or each.get("question") or each.get("instruction")).lower() for each in items()]
    assert [text for text, count in Counter(texts).items() if count > 1] == []


def test_prompts_ask_for_what_the_world_has() -> None:
    places = {None, *(place for row in PLACES for place in row)}
    for each in items("prompt"):
        asks = each["asks"]
        assert asks["background"] in (None, *BACKGROUNDS), each
        assert asks["place"] in places, each
        assert asks["relation"] in (None, "left", "right", "above", "below"), each
        assert 1 <= len(asks["objects"]) <= 2, each
        assert asks["relation"] is None or len(asks["objects"]) == 2, each
        for thing in asks["objects"]:
            assert thing["noun"] in NOUNS and thing["colour"] in (None, *ALL_COLOURS), each
            assert thing["size"] in (None, *SIZE_CELLS) and thing["count"] in (1, 2, 3), each


def test_questions_and_edits_name_their_kind() -> None:
    for each in items("question"):
        assert each["family"] in FAMILIES, each
        assert each["answers"] and all(answer == answer.lower().strip() for answer in each["answers"]), each
    for each in items("edit"):
        assert each["edit"] in EDITS and each["result"] != each["scene"], each
    assert {each["family"] for each in items("question")} == FAMILIES
    assert {each["edit"] for each in items("edit")} == EDITS


def test_scenes_are_scenes_of_the_world() -> None:
    for each in items():
        for key in ("scene", "result"):
            if key not in each:
                continue
            scene = Scene.from_json(each[key])
            assert scene.background in BACKGROUNDS and 1 <= len(scene.objects) <= 3, each
            for thing in scene.objects:
                assert thing.noun in NOUNS and thing.colour in (NATURAL, *COLOURS), each
                assert thing.colour == NATURAL or NOUNS[thing.noun].recolourable, each
                assert thing.cells in SIZE_CELLS[thing.size], each
                assert 0 <= thing.cell_x <= GRID - thing.cells and 0 <= thing.cell_y <= GRID - thing.cells, each
            assert not any(one.overlaps(other) for one, other in combinations(scene.objects, 2)), each
