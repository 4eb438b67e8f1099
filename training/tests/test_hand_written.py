"""The hand-written evaluation set: well formed, about this world only, and without what training says."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from tiny import make_examples

import unicode2_training
from unicode2_training.evaluation import hand_written
from unicode2_training.evaluation.hand_written import normalised, score_hand_written, training_texts, unsaid_items
from unicode2_training.evaluation.questions import Asked
from unicode2_training.evaluation.sampling import Sampling
from unicode2_training.world.nouns import all_nouns
from unicode2_training.world.scene import (
    ALL_COLOURS,
    BACKGROUNDS,
    COLOURS,
    GRID,
    NATURAL,
    PLACES,
    SIZE_CELLS,
    Scene,
    WorldConfig,
)

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


def test_training_texts_are_what_users_say_whatever_their_capitals_and_their_end() -> None:
    examples = make_examples(12)
    said = training_texts(iter(examples))
    for each in examples:
        assert {normalised(text) for text in (*each.prompts, each.edit_instruction)} <= said
        assert {normalised(question) for _, question, _ in each.questions} <= said
        assert f"  {each.prompts[0].upper()} !" not in said and normalised(f"  {each.prompts[0].upper()} !") in said
    assert len(said) <= sum(len(each.prompts) + len(each.questions) + 1 for each in examples)
    assert normalised(" What's  THIS?! ") == "what's this" and normalised("a cat, a dog.") == "a cat, a dog"


def test_only_items_said_word_for_word_are_left_out() -> None:
    first = items("question")[0]["question"]
    assert [each["question"] for each in unsaid_items("question", frozenset({normalised(first)}))] == [
        each["question"] for each in items("question")[1:]
    ]
    almost = frozenset({normalised(first) + " now", normalised(first).split(" ", 1)[1]})
    assert unsaid_items("question", almost) == items("question")


def test_what_training_says_is_not_scored(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stand-in for the model that draws nothing, and answers the first question alone rightly."""
    said = frozenset(normalised(each["text"]) for each in items("prompt")[:3])
    said |= {normalised(items("edit")[1]["instruction"])}
    asked: list[Any] = []

    def written(model: object, tokens: object, wanted: list[object], *_: object, **__: object) -> torch.Tensor:
        asked.append(wanted)
        return torch.zeros(len(wanted), 1, 4)

    def answer(model: object, tokens: object, grids: object, questions: list[Asked]) -> list[bool]:
        return [each.row == 0 for each in questions]

    for name, stand_in in (
        ("load_icons", lambda config: None), ("render", lambda scenes, icons, side: scenes),
        ("encode", lambda trained, scenes: torch.zeros(len(scenes), 4)), ("answered", answer),
        ("decode_codes", lambda trained, codes, **_: codes), ("write_prompts", written), ("write_pictures", written),
    ):  # fmt: skip
        monkeypatch.setattr(hand_written, name, stand_in)
    trained: Any = SimpleNamespace(language=None)
    tokens: Any = SimpleNamespace(encode=lambda text: [1])
    verifier: Any = SimpleNamespace(read=lambda codes: [Scene((), "sea")] * len(codes))
    sampling = Sampling(guidance=1.0, temperature=1.0, top_k=1, top_p=1.0, decoder_steps=1)
    scores = score_hand_written(
        trained, tokens, verifier, sampling, WorldConfig(), side=8, cells=4, limit=400, said=said
    )
    assert scores["leftOut"] == 4.0 and scores["items"] == len(items()) - 4
    assert asked[0] == [each["text"] for each in items("prompt")[3:]] and len(asked[1]) == len(items("edit")) - 1
    assert scores["prompts"] == scores["edits"] == 0.0 and scores["questions"] == 1 / len(items("question"))
    assert scores["all"] == 1 / scores["items"] and scores["intervals"]["prompts"] == [0.0, 0.0]
    assert scores["intervals"]["questions"][0] <= scores["questions"] < scores["intervals"]["questions"][1]
