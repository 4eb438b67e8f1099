"""Cached steps equal whole passes; sampling obeys its rules; locked cells stay."""

from __future__ import annotations

from dataclasses import replace

import pytest
import tiny
import torch

from unicode2_training.data.text_tokens import BEGIN_PICTURE, END_PICTURE, UNCONDITIONAL, TextTokens
from unicode2_training.evaluation import layouts as layout_writing
from unicode2_training.evaluation import questions as question_scoring
from unicode2_training.evaluation import writing
from unicode2_training.evaluation.layouts import NOT_IN_LAYOUT, write_layouts
from unicode2_training.evaluation.questions import Asked, Baselines, answered_exactly
from unicode2_training.evaluation.requests import Request, picture_request
from unicode2_training.evaluation.sampling import LayoutSampling, Sampling, draw
from unicode2_training.evaluation.writing import redraws_of, write_pictures
from unicode2_training.world.layout import differences

SAMPLING = Sampling(guidance=2.0, temperature=0.9, top_k=20, top_p=0.95, decoder_steps=4)


def test_steps_with_a_cache_equal_one_pass(tokens: TextTokens) -> None:
    model = tiny.make_language(tokens)
    batch = tiny.make_conversations(tokens).batch(2, torch.Generator().manual_seed(0), "edit")
    length = int((batch.text_ids[0] != 0).nonzero().max()) // 2
    ids, codes, cells = batch.text_ids[:, :length], batch.codes[:, :length], batch.cell[:, :length]
    whole = model(ids, codes, cells)[:, -1]
    rows = model.rows(codes.clamp(min=0)) * (codes >= 0)[:, :, None]
    keys = torch.zeros(model.layers, 2, model.heads, 0, model.head_width)
    values = keys.clone()
    for part in (slice(0, length // 3), slice(length // 3, length - 1), slice(length - 1, length)):
        text, query, keys, values = model.step(ids[:, part], rows[:, part], cells[:, part], keys, values)
    assert torch.allclose(text, model.text_logits(whole), atol=1e-4)
    assert torch.allclose(query, model.visual_query(whole), atol=1e-4)


def test_locked_cells_stay_and_the_batch_does_not_matter(tokens: TextTokens) -> None:
    model, conversations = tiny.make_language(tokens), tiny.make_conversations(tokens)
    words = tokens.encode("a red apple on a beach")
    hidden = torch.arange(tiny.CELLS) % 3 == 0
    grid = conversations.scenes[0]
    requests = [
        picture_request(words, seed=1, source=grid, hidden=hidden),
        picture_request(words, seed=1),
        picture_request(tokens.encode("a cat"), seed=2),
    ]
    written = write_pictures(model, tokens, requests, SAMPLING, cells=tiny.CELLS)
    assert torch.equal(written[0][~hidden], grid[~hidden]) and not torch.equal(written[0], grid)
    assert torch.equal(write_pictures(model, tokens, requests[1:2], SAMPLING, cells=tiny.CELLS)[0], written[1])


def test_layouts_are_words_and_end_before_the_codes(tokens: TextTokens) -> None:
    model = tiny.make_language(tokens)
    model.text_head = torch.nn.Linear(tiny.SIZES.language_width, tokens.size).requires_grad_(False)
    model.text_head.bias[BEGIN_PICTURE] = 5.0
    words = LayoutSampling(temperature=1.0, min_p=0.0, longest=60, attempts=1, redraws=0)
    requests = [picture_request(tokens.encode("a red apple"), seed=seed) for seed in range(40)]
    written = layout_writing._write_layouts(model, requests, words, 0)
    assert all(min(layout) > max(NOT_IN_LAYOUT) for layout in written if layout)
    assert len({len(layout) for layout in written}) > 5, "each ends where chance wants it"
    assert layout_writing._write_layouts(model, requests[3:4], words, 0) == written[3:4]
    short = layout_writing._write_layouts(model, requests, replace(words, longest=4), 0)
    assert short == [layout if len(layout) <= 4 else [] for layout in written]
    layouts = write_layouts(model, tokens, requests, words)
    assert layouts == [tokens.decode(layout) for layout in written], "noise names nothing that could be put in order"

    index = max(range(40), key=lambda each: len(layouts[each]))
    request, layout = requests[index], tokens.encode(layouts[index])
    longer = request.with_layout(layout)
    assert longer.text_ids == [*request.text_ids, BEGIN_PICTURE, *layout]
    assert longer.unconditional == [*request.unconditional, BEGIN_PICTURE, *[UNCONDITIONAL] * len(layout)]
    drawn = write_pictures(model, tokens, [request], replace(SAMPLING, layout=words), cells=tiny.CELLS)
    assert torch.equal(drawn, write_pictures(model, tokens, [longer], SAMPLING, cells=tiny.CELLS))


def test_a_layout_in_which_things_overlap_is_written_again(tokens: TextTokens, monkeypatch: pytest.MonkeyPatch) -> None:
    said = {0: "sea: cat300 dog222", 1: "sea: cat300 dog255"}

    def write(_: object, requests: list[Request], __: object, attempt: int) -> list[list[int]]:
        return [tokens.encode("sea: cat300" if request.seed else said[attempt]) for request in requests]

    monkeypatch.setattr(layout_writing, "_write_layouts", write)
    requests = [picture_request(tokens.encode("a cat"), seed=seed) for seed in (0, 1)]
    layout = LayoutSampling(temperature=1.0, min_p=0.0, longest=60, attempts=3, redraws=0)
    written = write_layouts(tiny.make_language(tokens), tokens, requests, layout)
    assert written == [said[1], "sea: cat300"]
    once = write_layouts(tiny.make_language(tokens), tokens, requests, replace(layout, attempts=1))
    assert once[0] == said[0]


def test_a_layout_that_would_change_nothing_is_written_again(
    tokens: TextTokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = ["sea: dog255 cat300", "sea: cat300 dog255", "sea: cat300", ""]

    def write(_: object, requests: list[Request], __: object, attempt: int) -> list[list[int]]:
        return [tokens.encode(said[attempt]) for _ in requests]

    monkeypatch.setattr(layout_writing, "_write_layouts", write)
    requests = [picture_request(tokens.encode("no dog"), seed=seed) for seed in range(3)]
    layout = LayoutSampling(temperature=1.0, min_p=0.0, longest=60, attempts=4, redraws=0)
    unlike = [said[1], None, "beach: cat300"]
    model = tiny.make_language(tokens)
    assert write_layouts(model, tokens, requests, layout, unlike) == [said[2], said[1], said[1]]
    for worse in ("", "sea: cat300 dog222"):
        said[2] = said[3] = worse
        assert write_layouts(model, tokens, requests, layout, unlike) == [said[1]] * 3, "nothing better comes"


def test_edits_are_laid_out_unlike_their_own_sources(tokens: TextTokens, monkeypatch: pytest.MonkeyPatch) -> None:
    grid = tiny.make_conversations(tokens).scenes[0]
    tried: list[tuple[int, int]] = []

    def write(_: object, requests: list[Request], sampling: LayoutSampling, attempt: int) -> list[list[int]]:
        if sampling.temperature > 0:
            tried.extend((request.seed, attempt) for request in requests)
        return [tokens.encode(f"sea: cat{request.seed}00") for request in requests]

    monkeypatch.setattr(layout_writing, "_write_layouts", write)
    monkeypatch.setattr(layout_writing, "read_layouts", lambda *_: ["sea: cat200", "sea: dog300"])
    words, hidden = tokens.encode("a cat"), grid > 20
    requests = [
        picture_request(words, seed=1, source=grid, hidden=hidden), picture_request(words, seed=2, source=grid),
        picture_request(words, seed=3), picture_request(words, seed=4, source=grid),
    ]  # fmt: skip
    layout = LayoutSampling(temperature=1.0, min_p=0.0, longest=60, attempts=3, redraws=0)
    layout_writing.lay_out(tiny.make_language(tokens), tokens, requests, layout)
    assert sorted(tried) == [(2, 0), (2, 1), (2, 2), (3, 0), (4, 0)], "by seed and attempt"


def test_edits_keep_what_both_layouts_leave_alone(tokens: TextTokens, monkeypatch: pytest.MonkeyPatch) -> None:
    model, grid = tiny.make_language(tokens), tiny.make_conversations(tokens).scenes[0]
    says = {True: "sea: cat300 dog255", False: "sea: cat300"}  # of the source alone, and of the edit

    def write(_: object, __: object, requests: list[Request], *___: object) -> list[str]:
        return [says[request.text_ids[-2] == END_PICTURE] for request in requests]

    monkeypatch.setattr(layout_writing, "write_layouts", write)
    requests = [
        picture_request(tokens.encode("remove the dog"), seed=1, source=grid),
        picture_request(tokens.encode("a cat"), seed=1),
    ]
    with_layout = replace(
        SAMPLING, layout=LayoutSampling(temperature=1.0, min_p=0.0, longest=60, attempts=1, redraws=0)
    )
    edited, fresh = write_pictures(model, tokens, requests, with_layout, cells=tiny.CELLS)
    side = tiny.SIZES.grid
    inside = torch.tensor([[row * 8 // side in (5, 6) and column * 8 // side in (5, 6) for column in range(side)]
                           for row in range(side)]).flatten()  # fmt: skip
    assert bool(inside.any()) and torch.equal(edited[~inside], grid[~inside])
    assert not torch.equal(fresh, grid)


def test_what_does_not_read_as_laid_out_is_drawn_again(tokens: TextTokens, monkeypatch: pytest.MonkeyPatch) -> None:
    model = tiny.make_language(tokens)
    layout = LayoutSampling(temperature=1.0, min_p=0.0, longest=60, attempts=1, redraws=2)
    # Of three pictures one is right at once, one at the second redraw, and one never reads better.
    readings = [
        ["sea: cat300", "sea: dog300", "sea: dog300"], ["sea: cat200 dog255", "beach: dog300"],
        ["sea: cat300", "sea: owl300"],
    ]  # fmt: skip
    read: list[list[torch.Tensor]] = []
    away: list[str] = []

    def look(_: object, __: object, pictures: list[torch.Tensor], ___: object) -> list[str]:
        read.append([picture.clone() for picture in pictures])
        return readings[len(read) - 1]

    def away_from(request: Request, ids: list[int]) -> Request:
        away.append(tokens.decode(ids))
        return request

    monkeypatch.setattr(layout_writing, "write_layouts", lambda _, __, requests, *___: ["sea: cat300"] * len(requests))
    monkeypatch.setattr(writing, "read_layouts", look)
    monkeypatch.setattr(Request, "away_from", away_from)
    requests = [picture_request(tokens.encode("a cat"), seed=seed) for seed in range(3)]
    written = write_pictures(model, tokens, requests, replace(SAMPLING, layout=layout), cells=tiny.CELLS)
    assert [len(pictures) for pictures in read] == [3, 2, 2]
    for picture, kept in zip(written, (read[0][0], read[2][0], read[0][2]), strict=True):
        assert torch.equal(picture, kept)
    first, second = "sea: dog300", "sea: cat200 dog255"
    is_nearer = differences("sea: cat300", second) < differences("sea: cat300", first)
    assert is_nearer and away == [first, first, second, first]
    assert not torch.equal(read[0][1], read[1][0]) and not torch.equal(read[1][0], read[2][0]), "by other numbers"


@pytest.mark.parametrize(("temperature", "guidance", "redraws"), [(0.9, 1.0, 2), (0.0, 2.0, 1), (0.0, 1.0, 0)])
def test_without_chance_nothing_is_drawn_twice(temperature: float, guidance: float, redraws: int) -> None:
    layout = LayoutSampling(temperature=1.0, min_p=0.0, longest=60, attempts=1, redraws=2)
    sampling = replace(SAMPLING, temperature=temperature, guidance=guidance, layout=layout)
    assert redraws_of(sampling) == redraws
    assert redraws_of(replace(sampling, layout=None)) == 0


def test_a_redraw_is_guided_away_from_what_was_seen(tokens: TextTokens) -> None:
    wished, seen = tokens.encode("sea: purple cat300"), tokens.encode("sea: dog300")
    laid_out = picture_request(tokens.encode("a purple cat"), seed=1).with_layout(wished)
    away = laid_out.away_from(seen)
    gap = [UNCONDITIONAL] * (len(wished) - len(seen))
    assert gap and away.unconditional == [*laid_out.unconditional[: -len(wished)], *seen, *gap]
    assert away.text_ids == laid_out.text_ids
    assert laid_out.away_from([*wished, *seen]).unconditional[-len(wished) :] == wished


@pytest.mark.parametrize(("top_k", "top_p", "allowed"), [(2, 1.0, {0, 1}), (0, 0.55, {0, 1}), (0, 0.05, {0})])
def test_draw_keeps_to_top_k_and_top_p(top_k: int, top_p: float, allowed: set[int]) -> None:
    logits = torch.tensor([0.5, 0.3, 0.15, 0.05]).log().repeat(200, 1)
    uniform = torch.linspace(0, 0.999, 200)
    drawn = draw(logits, uniform, temperature=1.0, top_k=top_k, top_p=top_p)
    assert set(drawn.tolist()) == allowed


def test_things_may_be_named_in_any_order(tokens: TextTokens, monkeypatch: pytest.MonkeyPatch) -> None:
    def exactly(_: object, __: object, ___: object, asked: list[Asked]) -> list[bool]:
        return [each.answer == "a dog and a cat" for each in asked]

    monkeypatch.setattr(question_scoring, "answered_exactly", exactly)
    model, grids = tiny.make_language(tokens), tiny.make_conversations(tokens).scenes
    asked = [Asked(0, "object", "what is this?", text) for text in ("a cat and a dog", "a cat", "a dog and a cat")]
    assert question_scoring.answered(model, tokens, grids, asked) == [True, False, True]
    assert len(question_scoring.in_any_order("a cat and a dog and an owl")) == 6


def test_questions_are_scored_by_exact_match(tokens: TextTokens) -> None:
    model, conversations = tiny.make_language(tokens), tiny.make_conversations(tokens)
    asked = [Asked(0, "existence", "is there a cat?", answer) for answer in ("yes", "no", "two")]
    right = answered_exactly(model, tokens, conversations.scenes, asked)
    assert sum(right) <= 1
    baselines = Baselines(tiny.make_examples(12))
    family, question, _ = tiny.make_examples(1)[0].questions[0]
    known, new = Asked(0, family, question, "?"), Asked(0, family, "never asked", "?")
    assert baselines.question_only(new) == baselines.majority(new)
    assert baselines.question_only(known)
