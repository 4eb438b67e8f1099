"""Questions that name what may be the answer, and what is told apart from its noun: always true."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest
from test_world import BROAD, CONFIG

from unicode2_training.world import choice_phrases
from unicode2_training.world.apart import both_coloured, pair_apart, told_apart
from unicode2_training.world.choice_questions import compare, if_several, which_colour, which_size
from unicode2_training.world.nouns import noun_of
from unicode2_training.world.phrases import RELATION_ANSWER
from unicode2_training.world.sampler import sample_scene
from unicode2_training.world.scene import NATURAL, SIZE_CELLS, Scene, SceneObject, WorldConfig, relation_of
from unicode2_training.world.wording import article, colour_word

DOG = SceneObject("dog", "blue", "small", 0, 0, 2)


def names_of(noun: str) -> tuple[str, ...]:
    """All by which people call one of it."""
    entry = noun_of(noun)
    return (entry.noun, *(one for one, _ in entry.synonyms))


def pairs(config: WorldConfig, count: int) -> list[Scene]:
    rng = random.Random(4)
    scenes = (sample_scene(config, rng) for _ in range(8 * count))
    return [scene for scene in scenes if scene.is_pair][:count]


def test_a_choice_names_the_answer_and_something_else() -> None:
    rng, first = random.Random(1), Counter[bool]()
    for _ in range(300):
        question, answer = which_colour("the dog", "blue", ["red", "green"], 1, rng)
        said = [colour for colour in ("red", "green", "blue") if colour in question]
        assert answer == "blue" in said and len(said) == 2
        first[question.index("blue") < question.index(said[0])] += 1
        question, answer = which_size("the dog", "large", 2, rng)
        assert answer == "large" in question and sum(size in question for size in SIZE_CELLS) == 2
    assert min(first.values()) > 75  # the place of the right one says nothing


@pytest.mark.parametrize("config", [CONFIG, BROAD])
def test_comparisons_are_true(config: WorldConfig) -> None:
    rng, answers = random.Random(2), Counter[str]()
    ways = {words: relation for book in (choice_phrases.MORE, choice_phrases.END) for relation in book
            for words in book[relation]}  # fmt: skip
    for scene in pairs(config, 400):
        asked = compare(scene, rng)
        one, other = scene.objects
        if asked is None:
            assert relation_of(one, other) is None or one.overlaps(other)
            continue
        question, answer = asked
        answers[answer if answer in ("yes", "no") else "else"] += 1
        right = {RELATION_ANSWER[relation_of(one, other) or ""], RELATION_ANSWER[relation_of(other, one) or ""]}
        if answer in right:
            assert all(way in question for way in (relation_of(one, other) or "", relation_of(other, one) or ""))
            continue
        said = max((words for words in ways if words in question), key=len)
        if answer not in ("yes", "no"):
            thing, rest = (one, other) if answer == article(one.noun) else (other, one)
            assert answer == article(thing.noun) and relation_of(thing, rest) == ways[said], question
            continue
        first, second = (part.strip(" ,?") for part in re.split(rf" {said}(?: than)? ?", question, maxsplit=1))
        subject = re.sub(" (is|placed|stand)$| is placed$", "", first)
        thing, rest = (one, other) if subject.endswith(names_of(one.noun)) else (other, one)
        assert subject.endswith(names_of(thing.noun)), question
        assert second.startswith(tuple(f"the {name}" for name in names_of(rest.noun))), question
        assert (answer == "yes") == (relation_of(thing, rest) == ways[said]), question
    assert min(answers["yes"], answers["no"]) > 20 and answers["else"] > 100


def test_more_than_one_is_counted() -> None:
    rng = random.Random(3)
    for count in (1, 2, 3):
        for _ in range(40):
            question, answer = if_several("dog", count, rng)
            only = "one" in question.replace("more than one", "") or "single" in question.replace(
                "more than a single", ""
            )
            assert (answer == "yes") == ((count == 1) == only), question


def test_what_is_told_apart_is_true() -> None:
    rng, clauses = random.Random(5), []
    for _ in range(300):
        clause = told_apart(DOG, 1, rng, colour=True, size=True)
        assert "blue" in clause and any(word in clause for word in ("small", "little", "tiny", "mini", "teeny", "wee"))
        assert told_apart(DOG, 2, rng, colour=True, size=False).count("blue") == 1
        assert told_apart(DOG, 1, rng, colour=False, size=False) == ""
        clauses.append(clause)
    assert len(set(clauses)) > 100
    assert all("one" not in told_apart(DOG, 3, rng, colour=True, size=False).split() for _ in range(100))


def test_both_have_a_colour_only_where_they_do() -> None:
    rng, said = random.Random(6), 0
    for scene in pairs(CONFIG, 1500):
        clause, colours = both_coloured(scene, rng), {colour_word(each) for each in scene.objects}
        given = {each.colour for each in scene.objects} != {NATURAL}
        assert not clause or (len(colours) == 1 and given and colours.pop() in clause)
        said += bool(clause)
    assert said > 20


def test_sides_of_two_things_are_theirs() -> None:
    rng = random.Random(7)
    for scene in pairs(CONFIG, 300):
        one, other = scene.objects
        found = pair_apart(one, other, rng)
        assert (found is None) == (relation_of(one, other) is None)
        if found is None:
            continue
        side, relation = found[1]["side"], relation_of(one, other)
        named = {"left": "left", "right": "right", "top": "above", "up": "above", "bottom": "below", "down": "below"}
        assert {relation} == {named[word] for word in side.split() if word in named}, (side, relation)
