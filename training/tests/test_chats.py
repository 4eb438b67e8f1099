"""A chat is one sequence, laid out as training lays out its chains; answers are those of single questions."""

from __future__ import annotations

import pytest
import torch
from tiny_run import CELLS, RECIPE, SAMPLING, make_trained, shaken
from torch import Tensor

from unicode2_training.data.conversations import Sequence
from unicode2_training.data.text_tokens import ASSISTANT, BEGIN_PICTURE, BOS, EOS, UNCONDITIONAL, USER, TextTokens
from unicode2_training.evaluation import chats as module
from unicode2_training.evaluation.chats import (
    LONGEST,
    NOT_IN_ANSWER,
    Chats,
    answer_words,
    begin_chat,
    next_turn,
    wants_picture,
    with_picture,
    with_words,
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


def test_a_chat_is_laid_out_as_a_chain_is_in_training(tokens: TextTokens) -> None:
    wish, question, answer, change = (tokens.encode(text) for text in TEXTS)
    sequence = Sequence(torch.Generator().manual_seed(0), RECIPE.sizes.codes, unconditional=0.0)
    sequence.text([USER])
    assert not sequence.request(wish)
    sequence.draw(GRID, dropped=False)
    sequence.text([USER, *question])
    sequence.answer(answer)
    sequence.text([USER, *change, ASSISTANT])

    first = next_turn(begin_chat(), wish)
    assert first == picture_request(wish, seed=0)
    drawn = with_picture(first, GRID)
    last = next_turn(with_words(next_turn(drawn, question), answer), change)
    assert (last.text_ids, last.codes, last.cell) == (sequence.text_ids, sequence.codes, sequence.cell)
    hidden = [index for index, id in enumerate(last.unconditional) if id != last.text_ids[index]]
    assert hidden == [*range(len(last.text_ids) - 1 - len(change), len(last.text_ids) - 1)]
    assert {last.unconditional[index] for index in hidden} == {UNCONDITIONAL}
    assert first.text_ids == [BOS, USER, *wish, ASSISTANT], "earlier turns stay what they were"


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
    wish, question, answer, _ = (tokens.encode(text) for text in TEXTS)
    drawn = with_picture(next_turn(begin_chat(), wish), GRID)
    requests = [
        picture_request(tokens.encode("what is this?"), seed=0, source=GRID.flip(0)),
        next_turn(drawn, question),
        next_turn(with_words(next_turn(drawn, question), answer), tokens.encode("where is it?")),
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
    requests = [next_turn(begin_chat(), tokens.encode(text)) for text in TEXTS]
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


def test_turns_add_up_and_changes_start_from_the_latest_picture(
    tokens: TextTokens, trained: Trained, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[list[Request]] = []

    def write(model: object, tokens: object, requests: list[Request], *rest: object, cells: int) -> Tensor:
        written.append(requests)
        return torch.stack([(GRID + len(written)) % RECIPE.sizes.codes] * len(requests))

    monkeypatch.setattr(module, "write_pictures", write)
    red = tokens.encode("red")
    monkeypatch.setattr(module, "answer_words", lambda model, requests: [red, []])
    chats = Chats(RECIPE, trained, tokens, SAMPLING, count=2)
    pictures, drew = chats.draw(["a cat", "two dogs"], seed=0)
    assert pictures.shape == (2, 3, 128, 128) and len(drew) == 2
    assert [each.source for each in written[0]] == [None, None]
    lengths = [len(chat.text_ids) for chat in chats.so_far]
    monkeypatch.setattr(module, "wants_picture", lambda model, requests: [False, False])
    assert chats.ask(["what colour is it?"] * 2) == ["red", ""]
    turn = len(tokens.encode("what colour is it?")) + 2 + len(red) + 1
    grown = [len(chat.text_ids) - length for chat, length in zip(chats.so_far, lengths, strict=True)]
    assert grown == [turn, 0], "an answer that does not come leaves no turn"
    monkeypatch.setattr(module, "wants_picture", lambda model, requests: [False, True])
    assert chats.ask(["is it red?"] * 2) == ["red", None]
    chats.draw(["make it blue"] * 2, seed=2)
    for request in written[1]:
        assert request.source is not None and torch.equal(request.source, (GRID + 1) % RECIPE.sizes.codes)
        assert [code for code in request.codes if code >= 0] == request.source.tolist()
    assert [each.seed for each in written[1]] == [2, 3]


def test_pictures_are_drawn_in_a_conversation_and_a_full_one_is_refused(tokens: TextTokens, trained: Trained) -> None:
    chats = Chats(RECIPE, trained, tokens, SAMPLING, count=1)
    chats.draw(["a cat"], seed=0)
    before = chats.latest[0]
    chats.draw(["a dog on a beach"], seed=5)
    after = chats.latest[0]
    assert before is not None and after is not None and before.shape == after.shape == (CELLS,)
    visual = [code for code in chats.so_far[0].codes if code >= 0]
    assert visual == [*before.tolist(), *after.tolist()]
    chats.max_length = len(chats.so_far[0].text_ids) + LONGEST
    with pytest.raises(ValueError, match="positions"):
        chats.ask(["what is this?"])
