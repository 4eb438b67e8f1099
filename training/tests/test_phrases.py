"""The phrase books: every phrase is whole and plain, and each kind of request is worded in many ways."""

from __future__ import annotations

import random
import re
from string import Formatter

import pytest
from test_world import BROAD, CONFIG
from tiny import SIZES

from unicode2_training.data.text_tokens import UNKNOWN, train_tokenizer
from unicode2_training.world import edit_phrases, look_phrases, phrases, question_phrases, request_phrases
from unicode2_training.world.edits import KINDS, edit
from unicode2_training.world.language import WORD, caption, corpus, prompt, vocabulary
from unicode2_training.world.looks import looks_of
from unicode2_training.world.manner import as_typed, without_articles
from unicode2_training.world.nouns import all_nouns
from unicode2_training.world.questions import FAMILIES, ask
from unicode2_training.world.sampler import sample_scene
from unicode2_training.world.scene import ALL_BACKGROUNDS, WorldConfig

BOOKS = (phrases, request_phrases, question_phrases, edit_phrases, look_phrases)
FIELDS = {"", "np", "a", "b", "c", "at", "bg", "short", "place", "n", "ns", "m", "o", "the", "the_it", "is", "do",
          "rel", "its", "obj", "bare", "to", "size", "count", "nouns", "cns", "look",
          "kind", "kinds"}  # fmt: skip
FEW = ("KINDS", "ASK_WHICH_SEVERAL", "ASK_COUNT_ALL", "ASK_BETWEEN", "ASK_IF_BETWEEN")


def _forms() -> list[tuple[str, str]]:
    found = []
    for book in BOOKS:
        for name, value in vars(book).items():
            if name.isupper() and not isinstance(value, str):
                rows = value.values() if isinstance(value, dict) else [value]
                found += [(name, form) for row in rows for form in ([row] if isinstance(row, str) else row)]
    return found


def test_every_phrase_is_plain() -> None:
    tokenizer = train_tokenizer(corpus(WorldConfig(), 400, 0), vocabulary=SIZES.vocabulary)
    nouns = {name for noun in all_nouns() for pair in ((noun.noun, noun.plural), *noun.synonyms) for name in pair}
    for name, form in _forms():
        fields = {field for _, field, _, _ in Formatter().parse(form) if field is not None}
        assert fields <= FIELDS, (name, form)
        text = form.format("x", **{field: "x" for field in FIELDS - {""}})
        assert text == text.lower() and re.fullmatch(r"[a-z0-9 ,.:?&']+", text) and "  " not in text, (name, form)
        assert UNKNOWN not in tokenizer.encode(text).ids
        assert not set(re.findall(WORD, text)) & nouns, (name, form)


def test_requests_are_worded_in_many_ways() -> None:
    for book in (question_phrases, edit_phrases):
        for name, forms in vars(book).items():
            if name.isupper() and name not in ("FUNCTION_WORDS", *FEW):
                assert len(forms) == len(set(forms)) >= 12, name
    assert len(set(request_phrases.PROMPT_FRAMES)) >= 25
    for table in (request_phrases.MORE_BACKGROUND_AT, request_phrases.MORE_BACKGROUND_NAMES):
        assert set(table) == set(ALL_BACKGROUNDS)
    said = {form: key for key, forms in phrases.BACKGROUND_AT.items() for form in forms}
    said |= {form: key for key, forms in phrases.BACKGROUND_NAME.items() for form in forms}
    for table in (request_phrases.MORE_BACKGROUND_AT, request_phrases.MORE_BACKGROUND_NAMES):
        for key, forms in table.items():
            assert all(said.setdefault(form, key) == key for form in forms), key


def test_no_two_nouns_share_a_name() -> None:
    names = [name for noun in all_nouns() for pair in ((noun.noun, noun.plural), *noun.synonyms) for name in set(pair)]
    assert len(names) == len(set(names)) and all(re.fullmatch("[a-z]+", name) for name in names)
    assert not any(noun.synonyms for noun in all_nouns() if noun.held_out)


@pytest.mark.parametrize("config", [CONFIG, BROAD])
def test_everything_can_be_said_about_every_scene(config: WorldConfig) -> None:
    rng = random.Random(9)
    known = {word for words in vocabulary(config).values() for word in words}
    held_out = {name for noun in all_nouns() if noun.held_out for name in (noun.noun, noun.plural)}
    for _ in range(2000):
        scene = sample_scene(config, rng)
        texts = [caption(scene, rng, config=config), prompt(scene, rng, config=config)]
        for family in (*FAMILIES, *looks_of(config)):
            made = ask(family, scene, rng, config)
            texts += [made.question] if made else []
        texts.append(edit(scene, rng, config=config).instruction)
        for text in texts:
            words = set(re.findall(WORD, text))
            assert text == text.lower() and not re.search(r"[{}]|  |\?\?|\b(a|an|the) (a|an|the)\b", text), text
            assert words <= known and not words & held_out, text


def test_answers_keep_to_the_main_names() -> None:
    rng = random.Random(10)
    others = {name for noun in all_nouns() for pair in noun.synonyms for name in pair}
    asked = set()
    for _ in range(1500):
        scene = sample_scene(BROAD, rng)
        for family in ("object", "relation", "count"):
            made = ask(family, scene, rng, BROAD)
            if made is not None:
                asked |= set(re.findall("[a-z]+", made.question))
                assert not set(re.findall("[a-z]+", made.answer)) & others, made
        assert not set(re.findall("[a-z]+", caption(scene, rng, config=BROAD))) & others
    assert asked & others


def test_what_names_nothing_is_said_of_one_kind_of_thing_only() -> None:
    rng = random.Random(12)
    nouns = {name for noun in all_nouns() for pair in ((noun.noun, noun.plural), *noun.synonyms) for name in pair}
    for kind in ("recolour", "replace", "resize", "remove"):
        for _ in range(300):
            scene = sample_scene(CONFIG, rng)
            if kind in KINDS and scene.is_pair:
                try:
                    text = edit(scene, rng, config=CONFIG, kind=kind).instruction
                except ValueError:  # not every thing can change its colour
                    continue
                assert set(re.findall("[a-z]+", text)) & nouns, text


def test_typing_keeps_the_meaning() -> None:
    assert without_articles("a red cat on the left of an owl") == "red cat on left of owl"
    for text in ("make the cat blue", "is there a cat?"):
        typed = {as_typed(text, random.Random(seed), edit=True) for seed in range(400)}
        assert len(typed) > 8 and all("cat" in each for each in typed)
        assert sum(as_typed(text, random.Random(seed)) == text for seed in range(400)) > 300
        assert as_typed(text, random.Random(3)) == as_typed(text, random.Random(3))
