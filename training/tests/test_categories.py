"""Prompts of the six categories, their scores, and the intervals around them."""

from __future__ import annotations

from unicode2_training.evaluation.categories import CATEGORIES, UNSEEN, all_prompts, category_prompts, score_categories
from unicode2_training.evaluation.honesty import calibration_error
from unicode2_training.evaluation.intervals import interval_of_share, mean_with_interval
from unicode2_training.recipe import load_recipe
from unicode2_training.world.scene import NATURAL, Scene, SceneObject, is_held_out_pair

WORLD = load_recipe("starter-cpu").world


def scene_of(prompt: dict[str, object]) -> Scene:
    """A scene that shows what a prompt without relation asks for."""
    objects = prompt["objects"]
    assert isinstance(objects, list)
    things = [
        SceneObject(each["noun"], each["colour"] or NATURAL, "small", 2.0 * len(objects) * copy, 2.0 * row, 2)
        for row, each in enumerate(objects)
        for copy in range(each["count"])
    ]
    return Scene(tuple(things), str(prompt["background"] or "white"))


def test_prompts_follow_from_the_world_and_a_smaller_set_begins_a_larger_one() -> None:
    for name in (*CATEGORIES, UNSEEN):
        few, many = category_prompts(name, WORLD, 5), category_prompts(name, WORLD, 30)
        assert many[:5] == few and len({prompt["prompt"] for prompt in many}) == 30
        for prompt in many:
            assert all(each["noun"] in {noun.noun for noun in WORLD.noun_list} for each in prompt["objects"])
            unseen = [is_held_out_pair(WORLD, each["noun"], each["colour"] or NATURAL) for each in prompt["objects"]]
            assert all(unseen) if name == UNSEEN else not any(unseen), prompt["prompt"]
    relations = {prompt["relation"] for prompt in category_prompts("position", WORLD, 30)}
    assert relations == {"left", "right", "above", "below"}


def test_a_picture_is_right_or_wrong() -> None:
    prompts = [prompt for prompt in all_prompts(WORLD, 4) if prompt["relation"] is None]
    prompts += [{**prompt, "category": "position"} for prompt in category_prompts("singleObject", WORLD, 4)]
    scores = score_categories(prompts, [scene_of(prompt) for prompt in prompts])
    assert scores["mean"] == scores["counting"] == scores[UNSEEN] == 1.0, scores
    scores = score_categories(prompts, [scene for prompt in prompts for scene in (scene_of(prompt), Scene((), "sea"))])
    assert scores["mean"] == 0.5 and scores["seeds"] == 2 and scores["intervals"]["mean"] == [0.5, 0.5]


def test_intervals_hold_the_mean_and_shrink_with_more_values() -> None:
    mean, (low, high) = mean_with_interval([[0.0, 1.0] * 10, [1.0] * 20])
    assert mean == 0.75 and 0.6 < low < mean < high < 0.9
    _, (closer, farther) = mean_with_interval([[0.0, 1.0] * 200, [1.0] * 20])
    assert closer > low and farther < high
    assert interval_of_share(0.75, 40) == mean_with_interval([[1.0] * 30 + [0.0] * 10])[1]


def test_calibration_error_is_the_gap_between_confidence_and_accuracy() -> None:
    assert calibration_error([0.75] * 4, [True, True, True, False]) == 0.0
    assert abs(calibration_error([0.95] * 4, [False] * 4) - 0.95) < 1e-9
