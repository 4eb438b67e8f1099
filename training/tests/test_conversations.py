"""The layout of docs/pack-format.md: what is where, what is learned, what is hidden; in training and in use."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import tiny
import torch

from unicode2_training.data.conversations import (
    PLAN_WEIGHTS,
    Sequence,
    random_mask,
)
from unicode2_training.data.emphasis import (
    COLOUR_FACTOR,
    EDIT_FACTORS,
    GROUP_WEIGHT,
    SIZE_FACTORS,
    edit_factor,
    scene_weight,
)
from unicode2_training.data.text_tokens import (
    ASSISTANT,
    BEGIN_PICTURE,
    BOS,
    END_PICTURE,
    EOS,
    MASK_CELL,
    UNCONDITIONAL,
    USER,
    TextTokens,
)
from unicode2_training.evaluation.requests import picture_request
from unicode2_training.world.layout import layout_of
from unicode2_training.world.nouns import all_nouns, noun_of
from unicode2_training.world.request_phrases import THING_KINDS
from unicode2_training.world.scene import Scene, SceneObject


@pytest.mark.parametrize("plan", list(PLAN_WEIGHTS))
def test_loss_falls_on_the_assistant_only(tokens: TextTokens, plan: str) -> None:
    batch = tiny.make_conversations(tokens).batch(12, torch.Generator().manual_seed(1), plan)
    for ids, codes, cells, weights in zip(batch.text_ids, batch.codes, batch.cell, batch.weights, strict=True):
        speaker = BOS
        for text, code, cell, weight in zip(
            ids.tolist(), codes.tolist(), cells.tolist(), weights.tolist(), strict=True
        ):
            is_visual = code >= 0
            assert is_visual == (cell >= 0 and text == 0)
            if is_visual:
                assert speaker in (USER, ASSISTANT)
            elif text in (USER, ASSISTANT):
                speaker = text
                assert weight == 0, "nobody predicts who speaks"
                continue
            assert weight == 0 or speaker == ASSISTANT, (plan, text, code)
            if text == EOS and not is_visual:
                assert weight > 0
        assert float(weights.sum()) > 0


def test_a_picture_is_all_cells_in_raster_order(tokens: TextTokens) -> None:
    batch = tiny.make_conversations(tokens).batch(8, torch.Generator().manual_seed(2), "edit")
    for ids, codes, cells in zip(batch.text_ids, batch.codes, batch.cell, strict=True):
        begins = ((ids == BEGIN_PICTURE) & (codes < 0)).nonzero().flatten().tolist()
        assert len(begins) == 2
        for begin in begins:
            assert cells[begin + 1 : begin + 1 + tiny.CELLS].tolist() == list(range(tiny.CELLS))
            assert int(ids[begin + 1 + tiny.CELLS]) == END_PICTURE


def test_infill_hides_cells_and_asks_for_all(tokens: TextTokens) -> None:
    conversations = tiny.make_conversations(tokens)
    batch = conversations.batch(12, torch.Generator().manual_seed(3), "infill")
    for ids, codes, cells, weights in zip(batch.text_ids, batch.codes, batch.cell, batch.weights, strict=True):
        start = 3
        source = slice(start, start + tiny.CELLS)
        hidden = ids[source] == MASK_CELL
        assert hidden.any() and (codes[source][hidden] == -1).all() and (codes[source][~hidden] >= 0).all()
        assert cells[source].tolist() == list(range(tiny.CELLS))
        begin = int(((ids == BEGIN_PICTURE) & (codes < 0)).nonzero().flatten()[-1])
        drawn = slice(begin + 1, begin + 1 + tiny.CELLS)
        assert (codes[drawn] >= 0).all()
        assert torch.equal(weights[drawn] == 1.0, hidden), "hidden cells count fully, kept ones little"


def test_layouts_stand_before_pictures_and_are_dropped_with_their_request(tokens: TextTokens) -> None:
    conversations = tiny.make_conversations(tokens, layouts=True)
    generator = torch.Generator().manual_seed(8)
    dropped = 0
    for index in range(24):
        for plan, scene, weight in (("generate", "scene", 0.0), ("edit", "edited_scene", 1.0)):
            sequence = conversations.one(plan, index % len(conversations.examples), generator)
            example = conversations.examples[index % len(conversations.examples)]
            layout = tokens.encode(layout_of(getattr(example, scene)))
            at = sequence.text_ids.index(ASSISTANT)
            assert sequence.text_ids[at + 1] == BEGIN_PICTURE == sequence.text_ids[at + 2 + len(layout)]
            written = sequence.text_ids[at + 2 : at + 2 + len(layout)]
            weights = sequence.weights[at + 2 : at + 3 + len(layout)]
            if UNCONDITIONAL in written:
                dropped += 1
                assert set(written) == {UNCONDITIONAL} and set(weights) == {0.0}
                assert UNCONDITIONAL in sequence.text_ids[:at]
            else:
                assert written == layout and set(weights) == {weight}
            assert sequence.codes[at + 3 + len(layout)] >= 0
    assert 0 < dropped < 20
    infill = conversations.one("infill", 0, generator)
    assert infill.codes[infill.text_ids.index(ASSISTANT) + 2] >= 0, "a picture with holes needs no layout"


def test_layouts_of_new_pictures_are_learned_as_said_and_without_codes(tokens: TextTokens) -> None:
    conversations = tiny.make_conversations(tokens, layouts=True)
    generator = torch.Generator().manual_seed(9)
    for index, example in enumerate(conversations.examples):
        sequence = conversations.one("plan", index, generator)
        at = sequence.text_ids.index(ASSISTANT)
        layouts = [layout_of(example.scene, said=text) for text in (*example.prompts, *example.captions)]
        written = sequence.text_ids[at + 1 :]
        assert written in [[BEGIN_PICTURE, *tokens.encode(layout), BEGIN_PICTURE] for layout in layouts]
        assert min(sequence.weights[at + 1 :]) > 0 == max(sequence.weights[: at + 1])
        assert max(sequence.codes) == -1


def test_requests_in_use_look_like_training(tokens: TextTokens) -> None:
    conversations = tiny.make_conversations(tokens)
    grid, words = conversations.scenes[0], tokens.encode("a red apple on a beach")
    plain = picture_request(words, seed=0)
    assert plain.text_ids == [BOS, USER, *words, ASSISTANT]
    assert plain.unconditional == [BOS, USER, *[UNCONDITIONAL] * len(words), ASSISTANT]
    hidden = random_mask(tiny.SIZES.grid, torch.Generator().manual_seed(4))
    request = picture_request(words, seed=0, source=grid, hidden=hidden)
    end = 3 + tiny.CELLS
    assert request.text_ids[:3] == [BOS, USER, BEGIN_PICTURE] and request.text_ids[end] == END_PICTURE
    assert request.text_ids[3:end] == [MASK_CELL if each else 0 for each in hidden.tolist()]
    assert request.codes[3:end] == torch.where(hidden, -1, grid).tolist()
    assert request.cell[3:end] == list(range(tiny.CELLS)) and set(request.cell[end:]) == {-1}
    assert len(request.unconditional) == len(request.text_ids)
    assert request.locked is not None and torch.equal(request.locked, torch.where(hidden, -1, grid))


def test_existence_is_asked_truly(tokens: TextTokens) -> None:
    conversations = tiny.make_conversations(tokens)
    sequence = Sequence(torch.Generator().manual_seed(6), tiny.SIZES.codes)
    answers, names = set(), {word: kind for kind, words in THING_KINDS.items() for word in words}
    for noun in all_nouns():
        names |= dict.fromkeys((noun.noun, noun.plural, *(name for pair in noun.synonyms for name in pair)), noun.noun)
    for index, example in enumerate(conversations.examples):
        there = {name for each in example.scene.objects for name in (each.noun, noun_of(each.noun).group)}
        for question, answer in conversations.existence(sequence, index, 4):
            asked = {names[word] for word in re.findall("[a-z]+", question) if word in names}
            assert len(asked) == 1 and answer == ("yes" if asked & there else "no"), (question, answer, there)
            answers.add(answer)
    assert answers == {"yes", "no"}


def test_scenes_are_talked_about_by_their_weight(tokens: TextTokens) -> None:
    conversations = tiny.make_conversations(tokens, 60)
    assert conversations.weights.tolist() == pytest.approx(
        [scene_weight(each.scene) for each in conversations.examples]
    )
    ratio = conversations.edit_weights / conversations.weights
    assert ratio.tolist() == pytest.approx([edit_factor(each.edit_kind) for each in conversations.examples])
    assert max(EDIT_FACTORS.values()) == pytest.approx(float(ratio.max()))
    picks = torch.multinomial(conversations.weights, 6000, replacement=True, generator=torch.Generator().manual_seed(7))
    drawn = torch.bincount(picks, minlength=60) / 100
    shares = conversations.weights * 60 / conversations.weights.sum()
    for group in (shares < shares.median(), shares >= shares.median()):
        assert float(drawn[group].mean()) == pytest.approx(float(shares[group].mean()), abs=0.1)


def test_scenes_that_fill_the_picture_are_talked_about_more() -> None:
    def weight(*things: SceneObject) -> float:
        return scene_weight(Scene(things, "beach"))

    small, large = SceneObject("cat", "red", "small", 0, 0, 2), SceneObject("cat", "red", "large", 0, 0, 4)
    dog = SceneObject("dog", "blue", "small", 6, 6, 2)
    assert weight(large) / weight(small) == pytest.approx(SIZE_FACTORS["large"] / SIZE_FACTORS["small"])
    assert weight(replace(large, cell_x=2, cell_y=2)) > weight(large)
    # Both have a colour of their own.
    assert weight(replace(dog, noun="pig", colour="natural"), dog) < weight(small, dog)
    assert weight(small, replace(small, cell_x=4)) == GROUP_WEIGHT * COLOUR_FACTOR
    assert weight(small) / weight(replace(small, colour="natural")) == pytest.approx(COLOUR_FACTOR)
