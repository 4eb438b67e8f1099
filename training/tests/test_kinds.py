"""Kinds of things: every question on one has a single true answer."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from test_world import BROAD

from unicode2_training.world.edits import edit
from unicode2_training.world.kinds import PERHAPS, ask_if_any, ask_which
from unicode2_training.world.language import prompt, vocabulary
from unicode2_training.world.nouns import noun_of
from unicode2_training.world.request_phrases import THING_KINDS
from unicode2_training.world.sampler import sample_scene
from unicode2_training.world.scene import WorldConfig
from unicode2_training.world.wording import things

CONFIG = WorldConfig(nouns=80)


def test_questions_on_a_kind_have_one_true_answer() -> None:
    rng, asked = random.Random(1), 0
    for _ in range(1500):
        scene = sample_scene(CONFIG, rng)
        groups = [noun_of(thing.noun).group for thing, _ in things(scene)]
        which, any_of = ask_which(scene, rng), ask_if_any(scene, rng, CONFIG)
        if which is not None:
            asked += 1
            (kind,) = [group for group, names in THING_KINDS.items() if any(name in which[0] for name in names)]
            assert groups.count(kind) == 1 and not set(groups) & set(PERHAPS[kind])
            noun = next(thing.noun for thing, _ in things(scene) if noun_of(thing.noun).group == kind)
            assert noun in which[1] or noun_of(noun).plural in which[1]
        if any_of is not None:
            (kind,) = [group for group, names in THING_KINDS.items() if any(name in any_of[0] for name in names)]
            assert any_of[1] == (kind in groups)
            assert any_of[1] or not set(groups) & set(PERHAPS[kind])
    assert asked > 150


@pytest.mark.parametrize("config", [CONFIG, BROAD])
def test_yes_and_no_are_equally_likely_for_each_kind(config: WorldConfig) -> None:
    rng, answers = random.Random(3), Counter[tuple[str, bool]]()
    for _ in range(12_000):
        asked = ask_if_any(sample_scene(config, rng), rng, config)
        if asked is not None:
            (kind,) = [kind for kind, names in THING_KINDS.items() if any(name in asked[0] for name in names)]
            answers[kind, asked[1]] += 1
    for kind in THING_KINDS:
        yes, no = answers[kind, True], answers[kind, False]
        assert yes + no > 500 and 0.45 < yes / (yes + no) < 0.55, answers


def test_edits_name_the_thing_itself() -> None:
    rng = random.Random(4)
    kinds = {word for words in THING_KINDS.values() for word in words}
    for _ in range(1500):
        made = edit(sample_scene(CONFIG, rng), rng, config=CONFIG)
        assert not kinds & set(made.instruction.split()), made


def test_prompts_may_name_only_the_kind_and_the_pack_knows_its_word() -> None:
    rng, found = random.Random(2), 0
    for _ in range(1500):
        scene = sample_scene(CONFIG, rng)
        text = prompt(scene, rng, config=CONFIG)
        for group, (one, _) in THING_KINDS.items():
            if one in text:
                found += 1
                assert group in {noun_of(thing.noun).group for thing in scene.objects}
    assert found > 20
    assert {"animal", "animals", "vehicle", "vehicles"} <= set(vocabulary(CONFIG)["synonyms"])
