"""The phrase books: every phrase is whole and plain, and each kind of request is worded in many ways."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from string import Formatter

import pytest
from test_world import BROAD, CONFIG
from tiny import SIZES

from unicode2_training.data.text_tokens import UNKNOWN, train_tokenizer
from unicode2_training.world import (
    edit_phrases,
    look_phrases,
    phrases,
    question_phrases,
    request_phrases,
)
from unicode2_training.world.edits import KINDS, edit
from unicode2_training.world.language import BOOKS as VOCABULARY_BOOKS
from unicode2_training.world.language import WORD, caption, corpus, prompt, vocabulary
from unicode2_training.world.looks import looks_of
from unicode2_training.world.manner import as_typed, without_articles
from unicode2_training.world.nouns import all_nouns
from unicode2_training.world.questions import FAMILIES, ask
from unicode2_training.world.relation_questions import ask_relation
from unicode2_training.world.sampler import sample_scene
from unicode2_training.world.scene import (
    ALL_BACKGROUNDS,
    NO_PLACE,
    NOTHING,
    PLACES,
    WorldConfig,
    depth_of,
    is_next_to,
    relation_of,
)
from unicode2_training.world.wording import typed_relations

BOOKS = (*VOCABULARY_BOOKS, look_phrases)
FIELDS = {"", "np", "a", "b", "c", "at", "bg", "short", "place", "n", "ns", "m", "o", "the", "the_it", "is", "do",
          "rel", "its", "obj", "bare", "to", "size", "count", "nouns", "cns", "look",
          "kind", "kinds", "w", "aw", "it", "all", "an", "bn", "side", "other", "first", "second", "more", "end", "old",
          "anp", "kept", "difference", "number"}  # fmt: skip
FEW = ("ASK_WHERE_NO_PLACE", "ASK_IF_NO_PLACE", "ASK_WHICH_SEVERAL", "ASK_COUNT_ALL", "ASK_BETWEEN", "ASK_IF_BETWEEN")


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
    assert len(names) == len(set(names)) and all(re.fullmatch("[a-z ]+", name) for name in names)
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
            assert not re.search(r"\b(\w+)[ ,.:]+\1\b", text), text
            assert words <= known and not words & held_out, text


@pytest.mark.parametrize("config", [CONFIG, BROAD])
def test_relations_are_asked_truly(config: WorldConfig) -> None:
    names = {name: noun.noun for noun in all_nouns() for pair in ((noun.noun, noun.plural), *noun.synonyms)
             for name in pair}  # fmt: skip
    typed = {way: relation for relation in phrases.RELATION_OF for way in typed_relations(relation)}
    typed |= {way: depth for depth, ways in phrases.DEPTH_OF.items() for way in ways}
    rng, asked, relations = random.Random(13), Counter[str](), "|".join(sorted(typed, key=len, reverse=True))
    for _ in range(6000):
        scene = sample_scene(config, rng)
        made = ask_relation(scene, rng, config)
        if made is None or made[1] not in ("yes", "no"):
            continue
        asked[made[1]] += 1
        things = {each.noun: each for each in scene.objects}
        spoken = [names[word] for word in re.findall("[a-z]+", made[0]) if word in names]
        first, second = (things[noun] for noun in (reversed(spoken) if re.match(relations, made[0]) else spoken))
        (dx, dy) = (second.centre[axis] - first.centre[axis] for axis in (0, 1))
        literal = {"higher": dy > 0, "lower": dy < 0, "left": dx > 0, "right": dx < 0}
        for word, holds in literal.items():
            if re.search(rf"\b{word}\b", made[0]) and (made[1] == "yes" or word in ("higher", "lower")):
                assert holds == (made[1] == "yes"), made
        way = re.search(rf"\b({relations})\b", made[0])
        if way is None:
            assert made[1] == "yes" and is_next_to(first, second), made
        else:
            actual = depth_of(scene, first, second) or relation_of(first, second)
            assert (typed[way[1]] == actual) == (made[1] == "yes"), made
    assert min(asked.values()) > 300


def test_places_are_asked_and_wanted_with_a_preposition() -> None:
    rng, places = random.Random(14), "|".join((*(name for row in PLACES for name in row), "centred", "centered"))
    config, frames = replace(CONFIG, group_weight=0, pair_weight=0), r"is|are|stands?|placed|located|positioned|it"
    for _ in range(2000):
        scene = sample_scene(config, rng)
        asked = ask("place", scene, rng, config)
        texts = [prompt(scene, rng, config=config), edit(scene, rng, config=config, kind="move").instruction]
        for text in texts + ([asked.question] if asked else []):
            assert not re.search(rf"\b({frames}) ({places})\b|^({places}) (there|please)", text), text


def test_what_is_no_place_is_not_told_as_one() -> None:
    backgrounds = (*NO_PLACE, "beach", "forest")
    rng, config = random.Random(15), replace(BROAD, backgrounds=backgrounds, weathers=(), times=())
    tables = (phrases.BACKGROUND_AT, request_phrases.MORE_BACKGROUND_AT)
    at = "|".join(form for table in tables for name in NO_PLACE for form in table[name])
    before = r"we|taken|scene|place|somewhere|that (is|are)|(put|place|make) (it|them|the \w+)|now"
    wrong = rf"\b({before}) ({at})|({at})( there|:)"
    for _ in range(1500):
        scene = sample_scene(config, rng)
        asked = ask("background", scene, rng, config)
        texts = [prompt(scene, rng, config=config), edit(scene, rng, config=config, kind="background").instruction]
        for text in texts + ([asked.question] if asked else []):
            assert not re.search(wrong, text), text


def test_nothing_else_is_said_only_where_nothing_else_is_shown() -> None:
    rng, said = random.Random(16), 0
    for _ in range(6000):
        scene = sample_scene(CONFIG, rng)
        if re.search(r"\b(just|only|simply|nothing else)\b", prompt(scene, rng, config=CONFIG)):
            said += 1
            assert scene.background in ("white", NOTHING)
    assert said > 20


def test_one_left_is_only_one() -> None:
    rng = random.Random(17)
    for _ in range(400):
        scene = sample_scene(CONFIG, rng)
        if scene.is_group:
            made = edit(scene, rng, config=CONFIG, kind="count")
            if len(made.result.objects) == 1 and len(scene.objects) > 2:
                said, gone = made.instruction, phrases.COUNTS[len(scene.objects) - 2]
                told = rf"only|exactly|number|{gone} (fewer|too many|of the .* can go)|(remove|take) {gone} of"
                assert re.search(told, said), made


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
    assert without_articles("make it a bit bigger") == "make it a bit bigger"
    assert without_articles("one of the cats should go") == "one of the cats should go"
    whole = ("now on a beach", "and a tiger", "plus a cat", "without the cat", "can you tell me the style?")
    for seed, text in ((seed, text) for seed in range(400) for text in whole):
        typed_so = as_typed(text, random.Random(seed), edit=not text.endswith("?"), is_question=text.endswith("?"))
        assert not re.search(r"now.* now\b|(now|then|next,) (and|plus|without)|(me|wonder|question), can", typed_so)
    for text in ("make the cat blue", "is there a cat?"):
        typed = {as_typed(text, random.Random(seed), edit=True) for seed in range(400)}
        assert len(typed) > 8 and all("cat" in each for each in typed)
        assert sum(as_typed(text, random.Random(seed)) == text for seed in range(400)) > 300
        assert as_typed(text, random.Random(3)) == as_typed(text, random.Random(3))
