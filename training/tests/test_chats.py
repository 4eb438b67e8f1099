"""A chat shows the newest picture and the last words; answers are those of single questions."""

from __future__ import annotations

import pytest
import torch
from tiny_run import CELLS, RECIPE, SAMPLING, make_trained, shaken
from torch import Tensor

from unicode2_training.data.text_tokens import BEGIN_PICTURE, EOS, UNCONDITIONAL, TextTokens
from unicode2_training.evaluation import chats as module
from unicode2_training.evaluation.chats import (
    LONGEST,
    NOT_IN_ANSWER,
    Chats,
    answer_words,
    wants_picture,
)
from unicode2_training.evaluation.requests import Request, picture_request
from unicode2_training.export.run import Trained
from unicode2_training.models.build import build_language
from unicode2_training.models.language_model import LanguageModel

TEXTS = ("a red apple on a beach", "what colour is it?", "red", "make it blue")
GRID = torch.arange(CELLS) % RECIPE.sizes.codes


@pytest.fixture(scope="module")
def trained(tokens: TextTokens, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    return make_trained(tmp_path_factory.mktemp("run"), tokens)


def said_without_cache(model: LanguageModel, request: Request) -> list[int]:
    """Greedy, each token from a pass over all that is before it; empty where the answer does not end."""
    words: list[int] = []
    for _ in range(LONGEST):
        row, filler = [*request.text_ids, *words], [-1] * len(words)
        states = model(*(torch.tensor([each]) for each in (row, request.codes + filler, request.cell + filler)))
        logits = model.text_logits(states)[0, -1]
        logits[NOT_IN_ANSWER] = -torch.inf
        token = int(logits.argmax())
        if token == EOS:
            return words
        words.append(token)
    return []


def test_answers_are_those_of_one_chat_at_a_time_without_a_cache(tokens: TextTokens) -> None:
    torch.manual_seed(8)
    model = shaken(build_language(RECIPE.sizes, tokens.size)).eval().requires_grad_(False)
    assert isinstance(model, LanguageModel)
    requests = [
        picture_request(tokens.encode(text), seed=0, source=grid)
        for text, grid in (("what is this?", GRID.flip(0)), (TEXTS[1], GRID), ("where is it?", GRID), (TEXTS[0], None))
    ]
    # An untrained model does not end its answers: let it end where it would say what it says first of all.
    head = model.text_head.weight
    head[EOS] = 0.5 * head[NOT_IN_ANSWER[-1] + 1 :].sum(dim=0)
    expected = [said_without_cache(model, request) for request in requests]
    assert answer_words(model, requests) == expected
    assert len({len(words) for words in expected}) > 1, "answers differ in their lengths"


def forced(model: LanguageModel, favourite: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """One text token is always the likeliest."""
    plain = type(model).step

    def step(self: LanguageModel, *inputs: Tensor) -> tuple[Tensor, ...]:
        logits, *rest = plain(self, *inputs)
        logits[:, favourite] = 1e4
        return logits, *rest

    monkeypatch.setattr(type(model), "step", step)


def test_the_model_chooses_between_words_and_a_picture(
    tokens: TextTokens, trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    requests = [picture_request(tokens.encode(text), seed=0) for text in TEXTS]
    with monkeypatch.context() as patch:
        forced(trained.language, BEGIN_PICTURE, patch)
        assert wants_picture(trained.language, requests) == [True] * len(TEXTS)
        assert all(BEGIN_PICTURE not in words for words in answer_words(trained.language, requests))
    with monkeypatch.context() as patch:
        forced(trained.language, UNCONDITIONAL, patch)
        assert all(UNCONDITIONAL not in words for words in answer_words(trained.language, requests))
    with monkeypatch.context() as patch:
        forced(trained.language, EOS, patch)
        assert wants_picture(trained.language, requests) == [False] * len(TEXTS)
        assert answer_words(trained.language, requests) == [[]] * len(TEXTS)


def test_every_turn_sees_the_newest_picture_and_nothing_else(
    tokens: TextTokens, trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[list[Request]] = []
    asked: list[list[Request]] = []

    def write(model: object, tokens: object, requests: list[Request], *rest: object, cells: int) -> Tensor:
        written.append(requests)
        return torch.stack([(GRID + len(written)) % RECIPE.sizes.codes] * len(requests))

    def answer(model: object, requests: list[Request]) -> list[list[int]]:
        asked.append(requests)
        return [tokens.encode("red"), []]

    monkeypatch.setattr(module, "write_pictures", write)
    monkeypatch.setattr(module, "answer_words", answer)
    chats = Chats(RECIPE, trained, tokens, SAMPLING, count=2)
    pictures, drew = chats.draw(["a cat", "two dogs"], seed=0)
    assert pictures.shape == (2, 3, 128, 128) and len(drew) == 2
    assert [each.source for each in written[0]] == [None, None]
    monkeypatch.setattr(module, "wants_picture", lambda model, requests: [False, False])
    assert chats.ask(["what colour is it?"] * 2) == ["red", ""]
    monkeypatch.setattr(module, "wants_picture", lambda model, requests: [False, True])
    assert chats.ask(["is it red?"] * 2) == ["red", None]
    chats.draw(["make it blue"] * 2, seed=2)
    chats.ask(["is it blue?"] * 2)
    for turn, text, shown in (
        (asked[1], "is it red?", 1),
        (written[1], "make it blue", 1),
        (asked[2], "is it blue?", 2),
    ):
        for row, request in enumerate(turn):
            grid = (GRID + shown) % RECIPE.sizes.codes
            expected = picture_request(tokens.encode(text), seed=request.seed, source=grid)
            assert (request.text_ids, request.codes, request.cell) == (
                expected.text_ids, expected.codes, expected.cell,
            ), (row, text)  # fmt: skip
            assert request.source is not None and torch.equal(request.source, grid)
    assert [each.seed for each in written[1]] == [2, 3]


def test_pictures_are_drawn_in_a_chat_and_what_has_no_room_is_refused(tokens: TextTokens, trained: Trained) -> None:
    chats = Chats(RECIPE, trained, tokens, SAMPLING, count=1)
    chats.draw(["a cat"], seed=0)
    before = chats.latest[0]
    chats.draw(["a dog on a beach"], seed=5)
    after = chats.latest[0]
    assert before is not None and after is not None and before.shape == after.shape == (CELLS,)
    chats.max_length = CELLS + LONGEST
    with pytest.raises(ValueError, match="positions"):
        chats.ask(["what is this?"])
