"""The verifier reads true renders; clauses of prompts hold for the scenes they describe and not for others."""

from __future__ import annotations

from dataclasses import replace

from unicode2_training.evaluation.generation import check, load_prompts, score_prompts
from unicode2_training.evaluation.verifier import Verifier, accuracy
from unicode2_training.recipe import load_recipe
from unicode2_training.world.icons import load_icons
from unicode2_training.world.records import make_records
from unicode2_training.world.render import render
from unicode2_training.world.scene import (
    BACKGROUNDS,
    NATURAL,
    NOTHING,
    STYLES,
    TIMES,
    Scene,
    SceneObject,
    WorldConfig,
    is_held_out_pair,
)

CONFIG = WorldConfig()


def test_true_renders_are_read() -> None:
    true = [record.scene for record in make_records(CONFIG, 24, 0, "validation")]
    read = Verifier(CONFIG, 128).read(render(true, load_icons(CONFIG)).float() / 255)
    scores = accuracy(read, true)
    assert scores["background"] == 1.0 and scores["everything"] >= 0.95, scores


def test_every_style_is_read() -> None:
    """A small world in every style, time, weather: 48 scenes each."""
    for styles in (*[(style,) for style in STYLES if style != "neon"], STYLES):
        config = WorldConfig(
            nouns=12, backgrounds=("beach", "forest", "city", "kitchen", NOTHING), colours=("red", "blue", "white"),
            styles=styles, times=TIMES, weathers=("rain", "fog"), holdout_share=0.0,
        )  # fmt: skip
        true = [record.scene for record in make_records(config, 48, 0, "validation")]
        read = Verifier(config, 128).read(render(true, load_icons(config)).float() / 255)
        scores = accuracy(read, true)
        assert scores["nounsAndCounts"] >= (0.99 if styles == ("flat",) else 0.95), (styles, scores)
        assert scores["everything"] >= 0.93 and scores["looks"] >= 0.95, (styles, scores)


def test_many_things_off_the_grid_and_in_front_of_each_other_are_read() -> None:
    config = WorldConfig(
        nouns=12, backgrounds=("beach", "white"), colours=("red", "blue"), placement_step=0.5, most=5, next_to=True,
        trio_weight=0.2, holdout_share=0.0,
    )  # fmt: skip
    true = [record.scene for record in make_records(config, 24, 0, "validation")]
    read = Verifier(config, 128).read(render(true, load_icons(config)).float() / 255)
    assert accuracy(read, true)["everything"] >= 0.95, accuracy(read, true)
    config = replace(
        config, placement_step=1.0, single_weight=0.0, group_weight=0.0, trio_weight=0.0, overlap_share=1.0
    )
    true = [record.scene for record in make_records(config, 16, 0, "validation")]
    read = Verifier(config, 128).read(render(true, load_icons(config)).float() / 255)
    assert accuracy(read, true)["nounsAndCounts"] >= 0.9, accuracy(read, true)
    order = [
        [each.noun for each in a.objects] == [each.noun for each in b.objects] for a, b in zip(read, true, strict=True)
    ]
    assert sum(order) >= 0.8 * len(order), order


def test_prompts_are_in_the_world() -> None:
    prompts = load_prompts()
    world = load_recipe("starter-cpu").world
    nouns = {noun.noun for noun in world.noun_list}
    assert len(prompts) == 64 and len({prompt["prompt"] for prompt in prompts}) == 64
    for prompt in prompts:
        assert prompt["background"] in BACKGROUNDS
        unseen = [is_held_out_pair(world, each["noun"], each["colour"] or NATURAL) for each in prompt["objects"]]
        assert {each["noun"] for each in prompt["objects"]} <= nouns
        assert any(unseen) == (prompt["category"] == "unseen"), prompt["prompt"]


def test_clauses_hold_only_where_they_do() -> None:
    wanted = next(prompt for prompt in load_prompts() if prompt["prompt"].startswith("a red car to the left of"))
    car = SceneObject("car", NATURAL, "medium", 0, 3, 3)  # a car is red by nature
    tree = SceneObject("tree", "green", "medium", 4, 3, 3)
    assert all(check(wanted, Scene((car, tree), "city")).values())
    assert not check(wanted, Scene((car, tree), "beach"))["background"]
    assert not check(wanted, Scene((car,), "city"))["noun"]
    swapped = SceneObject("car", "blue", "medium", 4, 3, 3), SceneObject("tree", "green", "medium", 0, 3, 3)
    met = check(wanted, Scene(swapped, "city"))
    assert not met["relation"] and not met["colour"] and met["noun"] and met["count"]
    assert score_prompts([wanted], [Scene((car, tree), "city"), Scene((), "city")])["overall"] == 0.5
