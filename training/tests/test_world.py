"""The world: same seed, same data; every word true; edits change what they say and nothing else."""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache

import pytest
import torch

from unicode2_training.recipe import TRAINING, load_recipe
from unicode2_training.world import phrases, request_phrases
from unicode2_training.world.backdrops import backdrop
from unicode2_training.world.icons import load_icons
from unicode2_training.world.language import WORD, caption, corpus, edit, prompt, vocabulary
from unicode2_training.world.layout import changed_area, differences, in_drawing_order, layout_of
from unicode2_training.world.nouns import all_nouns, drawn_nouns, never_drawn_nouns, noun_of
from unicode2_training.world.phrases import COUNTS
from unicode2_training.world.records import Record, make_records
from unicode2_training.world.render import Renderer, render
from unicode2_training.world.sampler import sample_scene
from unicode2_training.world.scene import (
    ALL_BACKGROUNDS,
    ALL_COLOURS,
    GRID,
    NATURAL,
    NOTHING,
    STYLES,
    TIMES,
    WEATHERS,
    Scene,
    SceneObject,
    WorldConfig,
    depth_of,
    held_out_pairs,
    is_held_out,
    is_lost,
    is_next_to,
    look_fits,
    overlaps_any,
    relation_of,
)
from unicode2_training.world.wording import colour_word

CONFIG = WorldConfig()
BROAD = WorldConfig(
    nouns=len(drawn_nouns()), colours=ALL_COLOURS, backgrounds=ALL_BACKGROUNDS, styles=STYLES, times=TIMES,
    weathers=WEATHERS, placement_step=0.5, most=5, next_to=True, trio_weight=0.2, overlap_share=0.3,
)  # fmt: skip

LOOK_WORDS = {
    "outline": ("style", "outline"), "pixel": ("style", "pixel"), "watercolour": ("style", "watercolour"),
    "neon": ("style", "neon"), "paper": ("style", "paper"), "flat": ("style", "flat"),
    "sunset": ("time", "sunset"), "evening": ("time", "evening"), "dusk": ("time", "evening"),
    "rain": ("weather", "rain"), "fog": ("weather", "fog"), "snowy": ("weather", "snowfall"),
    "transparent": ("background", NOTHING),
}  # fmt: skip

WAYS = {
    "left of": lambda scene, a, b: relation_of(a, b) == "left",
    "right of": lambda scene, a, b: relation_of(a, b) == "right",
    "above": lambda scene, a, b: relation_of(a, b) == "above",
    "below": lambda scene, a, b: relation_of(a, b) == "below",
    "next to": lambda scene, a, b: is_next_to(a, b),
    "beside": lambda scene, a, b: is_next_to(a, b),
    "in front of": lambda scene, a, b: depth_of(scene, a, b) == "front",
    "behind": lambda scene, a, b: depth_of(scene, a, b) == "behind",
}


@cache
def records() -> list[Record]:
    return make_records(CONFIG, 1500, 0, "train")


@cache
def icons() -> torch.Tensor:
    return load_icons(CONFIG)


def _without(scene: Scene, *fields: str) -> list[dict[str, object]]:
    """The objects with some of their fields left out."""
    rows = scene.to_json()["objects"]
    return [{key: value for key, value in row.items() if key not in fields} for row in rows]


def test_the_world_is_a_setting_of_the_recipe() -> None:
    for path in (TRAINING / "recipes").glob("*.json"):
        world = load_recipe(path.stem).world
        assert hash(world) == hash(WorldConfig.from_json(dict(vars(world))))
    assert load_recipe("smoke").world == CONFIG != load_recipe("starter-cpu").world
    with pytest.raises(ValueError, match="nouns must be"):
        WorldConfig.from_json({"nouns": 100_000})


def test_a_layout_says_what_stands_where() -> None:
    dog = SceneObject("dog", NATURAL, "small", 1, 4, 2)
    apple = SceneObject("apple", "red", "medium", 2.5, 5, 3)
    plain = Scene((apple, dog), "beach")
    assert layout_of(plain) == "beach: dog214 apple424"  # red is an apple's own colour
    assert layout_of(plain, said="a red apple above a doggy") == "beach: apple424 dog214"
    assert layout_of(plain, said="an animal below an apple") == layout_of(plain)
    assert layout_of(replace(plain, style="pixel", time="evening")).startswith("beach evening pixel: dog")
    blue = replace(plain, objects=(replace(apple, colour="blue"), replace(apple, colour=NATURAL, cell_x=0)))
    assert layout_of(blue) == "beach: apple305 blue apple424"
    group = replace(plain, objects=(replace(dog, cell_y=6), dog))
    assert layout_of(group, said="two dogs") == "beach: dog214 dog216"
    said = layout_of(plain, said="apples and dogs")
    assert in_drawing_order(said) == layout_of(plain) == in_drawing_order(in_drawing_order(said))
    empty = "beach: cat270 dog"  # outside, half written
    assert in_drawing_order(empty) == empty


def test_what_differs_and_may_change_follows_from_both_layouts() -> None:
    # The studio's tests read the same cases: evaluation and engine must keep the same cells.
    cases = json.loads((TRAINING.parent / "contract" / "layout-cases.json").read_text())
    for case in cases:
        area = changed_area(case["before"], case["after"])
        cells = None if area is None else [cell for cell, changes in enumerate(area) if changes]
        assert cells == case["changed"], case
        assert differences(case["before"], case["after"]) == case["differences"], case


def test_records_depend_on_split_seed_and_index_only() -> None:
    assert make_records(CONFIG, 20, 0, "train", start=30) == records()[30:50]
    assert make_records(CONFIG, 20, 0, "validation") != records()[:20]
    assert make_records(CONFIG, 20, 1, "train") != records()[:20]


def test_held_out_combinations_never_appear_in_training() -> None:
    for record in records():
        assert not is_held_out(CONFIG, record.scene) and not is_held_out(CONFIG, record.edited_scene)
    assert all(is_held_out(CONFIG, record.scene) for record in make_records(CONFIG, 50, 0, "held_out"))


def test_a_world_that_keeps_no_pair_says_so() -> None:
    none = replace(CONFIG, holdout_share=0.0)
    assert held_out_pairs(none) == () and held_out_pairs(CONFIG)
    with pytest.raises(ValueError, match="holdout_share"):
        sample_scene(none, random.Random(0), held_out=True)
    sample_scene(none, random.Random(0))


@pytest.mark.parametrize("step", [1.0, 0.5])
def test_objects_stay_on_the_grid_and_apart(step: float) -> None:
    config = WorldConfig(placement_step=step, nouns=12)
    rng = random.Random(3)
    for _ in range(1500):
        scene = sample_scene(config, rng)
        changed = edit(scene, rng, config=config).result
        for each in (*scene.objects, *changed.objects):
            assert each.cell_x % step == 0 and 0 <= each.cell_x <= GRID - each.cells
            assert each.cell_y % step == 0 and 0 <= each.cell_y <= GRID - each.cells
        for here in (scene, changed):
            pairs = [(a, b) for a in here.objects for b in here.objects if a is not b]
            assert not any(a.overlaps(b) for a, b in pairs)
        if scene.is_pair:
            assert relation_of(*scene.objects) is not None


def _without_background(text: str, scene: Scene) -> str:
    """The text without the words for its background, which may hold a colour ("a blue sky") or a place."""
    books = (
        phrases.BACKGROUND_AT, phrases.BACKGROUND_NAME, request_phrases.MORE_BACKGROUND_AT,
        request_phrases.MORE_BACKGROUND_NAMES, request_phrases.BACKGROUND_SHORT,
    )  # fmt: skip
    forms = {re.sub(r"\b(a|an|the) ", "", form) for book in books for form in book[scene.background]}
    text = re.sub(r"\b(a|an|the) ", "", text)
    return re.sub("|".join(rf"\b{form}\b" for form in sorted(forms, key=len, reverse=True)), "", text)


def _main_names(text: str) -> list[str]:
    """Its words, every noun by its main name in the singular."""
    main = {name: noun.noun for noun in all_nouns() for pair in noun.synonyms for name in pair}
    main |= {noun.plural: noun.noun for noun in all_nouns()}
    return [main.get(word, word) for word in re.findall("[a-z0-9]+", text)]


@pytest.mark.parametrize("config", [CONFIG, BROAD])
def test_captions_and_prompts_are_true(config: WorldConfig) -> None:
    rng = random.Random(5)
    for record in make_records(config, 1000, 0, "train"):
        scene = record.scene
        nouns = {each.noun for each in scene.objects}
        colours = {each.colour for each in scene.objects} - {NATURAL}
        said = caption(scene, rng, config=config)
        for text in (said, prompt(scene, rng, config=config), prompt(scene, rng, config=config)):
            words = _main_names(_without_background(text, scene))
            named = {noun.noun for noun in all_nouns() if noun.noun in words}
            groups = {group for group, kinds in request_phrases.THING_KINDS.items() if set(kinds) & set(words)}
            assert named <= nouns and all(noun_of(noun).group in groups for noun in nouns - named), text
            sayable = colours if text is said else {colour_word(each) for each in scene.objects}
            assert set(words) & set(config.colours) <= sayable, text
            for word, (field, value) in LOOK_WORDS.items():
                assert (word not in words) or getattr(scene, field) == value, text
            if scene.is_group:
                count = len(scene.objects)
                numbers = {number for form in request_phrases.MORE_COUNTS[count] for number in form.split()[-2:]}
                assert set(words) & ({COUNTS[count - 1], *numbers} - {"a", "of"}), text
            _check_relations(scene, text)
            assert "between" not in words or scene.is_trio, text
            assert scene.is_pair or "next" not in words, text
        assert all(colour in said for colour in colours), said


KIND_WORDS = {word for kinds in request_phrases.THING_KINDS.values() for word in kinds}


def _check_relations(scene: Scene, text: str) -> None:
    """Of two things: "a of b" names the second right after the relation, "b and a to the left of it" before."""
    if not scene.is_pair:
        return
    names = {each.noun: each for each in scene.objects}
    for way, holds in WAYS.items():
        after = re.search(rf"\b{way} (it\b|(?!it\b))", text)
        if after is None or ("behind it" in text and depth_of(scene, *scene.objects) is None):
            continue
        part = text[: after.start()] if after[1] else text[after.end() :]
        around = [word for word in _main_names(part) if word in names or word in KIND_WORDS]
        if around[0] in KIND_WORDS:
            continue
        second = names[around[0]]
        (first,) = (each for each in scene.objects if each is not second)
        assert holds(scene, first, second), (way, text)


def test_more_things_stand_where_they_should() -> None:
    for record in make_records(BROAD, 500, 1, "train"):
        for scene in (record.scene, record.edited_scene):
            assert len(scene.objects) <= (5 if not scene.is_trio else 3)
            if scene.is_trio:
                middle, one, other = scene.objects
                ways = {relation_of(middle, one), relation_of(middle, other)}
                assert ways in ({"left", "right"}, {"above", "below"}), scene
            if overlaps_any(scene):
                behind, front = scene.objects
                assert depth_of(scene, front, behind) == "front" and depth_of(scene, behind, front) == "behind"
                assert front.noun != behind.noun and front.cells <= behind.cells
            if not scene.is_group:
                assert all(each.cell_x % 0.5 == 0 and each.cell_x + each.cells <= GRID for each in scene.objects)
    counts = {len(record.scene.objects) for record in make_records(BROAD, 300, 1, "train") if record.scene.is_group}
    assert counts == {2, 3, 4, 5}


def test_what_is_in_front_is_drawn_last() -> None:
    behind, front = SceneObject("ghost", "blue", "large", 2, 2, 4), SceneObject("balloon", "red", "medium", 2, 2, 3)
    both = render([Scene((behind, front), "white"), Scene((front, behind), "white")], icons()).float()
    centre = both[:, :, 44:56, 50:62].mean((2, 3))
    assert centre[0, 0] > 1.5 * centre[0, 2] and centre[1, 2] > 1.5 * centre[1, 0], centre


def test_nouns_are_plain_words_and_the_last_are_never_drawn() -> None:
    nouns = all_nouns()
    assert len(nouns) >= 170 and len({noun.group for noun in nouns}) >= 10
    assert [noun.noun for noun in nouns[:4]] == ["apple", "cat", "car", "house"] and nouns[63].noun == "teapot"
    assert all(re.fullmatch("[a-z]+", noun.noun) and re.fullmatch("[a-z ]+", noun.plural) for noun in nouns)
    assert len({noun.noun for noun in nouns}) == len({noun.icon for noun in nouns}) == len(nouns)
    assert len(never_drawn_nouns()) == 20 and not set(never_drawn_nouns()) & set(drawn_nouns())
    config = WorldConfig(nouns=len(drawn_nouns()))
    said = {word for text in corpus(config, 3000, 2) for word in re.findall("[a-z]+", text)}
    assert not said & {word for noun in never_drawn_nouns() for word in (noun.noun, noun.plural)}


@pytest.mark.parametrize("config", [CONFIG, BROAD])
def test_words_are_all_in_the_vocabulary(config: WorldConfig) -> None:
    known = {word for words in vocabulary(config).values() for word in words}
    texts = corpus(config, 5_000, 1)
    assert {word for text in texts for word in re.findall(WORD, text)} <= known
    assert all(text == text.lower() and "{" not in text for text in texts)


def test_edits_change_what_they_say() -> None:
    for record in records():
        before, after = record.scene, record.edited_scene
        assert after != before
        assert (after.background == before.background) == (record.edit_kind != "background")
        match record.edit_kind:
            case "background":
                assert after.objects == before.objects
            case "recolour":
                assert _without(after, "colour") == _without(before, "colour")
            case "replace":
                assert _without(after, "noun", "colour") == _without(before, "noun", "colour")
            case "move":
                assert _without(after, "cell_x", "cell_y") == _without(before, "cell_x", "cell_y")
            case "resize":
                assert _without(after, "size", "cells", "cell_x", "cell_y") == _without(
                    before, "size", "cells", "cell_x", "cell_y"
                )
            case "add":
                assert set(before.objects) < set(after.objects)
            case "remove":
                assert set(after.objects) < set(before.objects)
            case "count":
                assert set(after.objects) < set(before.objects) or set(before.objects) < set(after.objects)


def test_pictures_differ_only_where_the_edit_says() -> None:
    chosen = [record for record in records() if record.edit_kind != "background"][:60]
    before = render([record.scene for record in chosen], icons())
    after = render([record.edited_scene for record in chosen], icons())
    assert before.shape == (60, 3, 128, 128) and before.dtype == torch.uint8
    for record, first, second in zip(chosen, before, after, strict=True):
        allowed = torch.zeros(128, 128, dtype=torch.bool)
        for each in set(record.scene.objects) ^ set(record.edited_scene.objects):
            x, y, side = int(each.cell_x * 16), int(each.cell_y * 16), each.cells * 16
            allowed[y : y + side, x : x + side] = True
        changed = (first != second).any(0)
        assert changed.any() and not (changed & ~allowed).any(), record.edit_instruction


def test_recoloured_pictures_show_the_colour() -> None:
    scene = Scene((SceneObject("ghost", "red", "large", 2, 2, 4),), "white")
    red, green, blue = render([scene], icons())[0, :, 48:80, 48:80].float().mean((1, 2))
    assert red > 2 * green and red > 2 * blue


def test_every_colour_is_seen_and_none_is_lost() -> None:
    config = WorldConfig(colours=ALL_COLOURS, natural_share=0.1)
    scenes = [s for record in make_records(config, 400, 0, "train") for s in (record.scene, record.edited_scene)]
    assert {each.colour for scene in scenes for each in scene.objects} == {NATURAL, *ALL_COLOURS}
    assert not any(is_lost(scene) for scene in scenes)
    balls = [Scene((SceneObject("balloon", colour, "large", 2, 2, 4),), "sky") for colour in ALL_COLOURS]
    means = render(balls, icons())[:, :, 40:64, 52:76].float().mean((2, 3))  # (colours, 3)
    apart = torch.cdist(means, means) + 255 * torch.eye(len(balls))
    assert apart.min() > 40, apart.min()


def test_looks_are_drawn_asked_and_changed() -> None:
    made = make_records(BROAD, 300, 0, "train")
    assert {record.scene.style for record in made} == set(STYLES)
    assert {record.scene.time for record in made} == {"", *TIMES}
    assert {record.scene.weather for record in made} == {"", *WEATHERS}
    for record in made:
        before, after = record.scene, record.edited_scene
        changed = [name for name in ("background", "style", "time", "weather", "objects")
                   if getattr(before, name) != getattr(after, name)]  # fmt: skip
        expected = record.edit_kind if record.edit_kind in ("background", "style", "time", "weather") else "objects"
        assert changed == [expected], record.edit_instruction
        for scene in (before, after):
            assert all(look_fits(field, getattr(scene, field), scene) for field in ("style", "time", "weather"))
        assert Scene.from_json(before.to_json()) == before
    families = {each.family for record in made for each in record.questions}
    assert {"style", "time", "weather"} <= families


def test_styles_draw_the_same_scene_differently() -> None:
    things = SceneObject("cat", "blue", "large", 1, 2, 4), SceneObject("apple", "red", "small", 6, 5, 2)
    scenes = [Scene(things, "city", style) for style in STYLES]
    first = render(scenes, icons())
    again = Renderer(icons(), 128).render(scenes)
    assert torch.equal(first, again)
    flat = first.float().flatten(1)
    assert (torch.cdist(flat, flat, p=1) / flat.shape[1] + 255 * torch.eye(len(scenes))).min() > 4
    for picture in first[:, :, 40:88, 24:72].float().mean((2, 3)):  # a blue cat is bluest in the middle, in any style
        assert picture[2] == picture.max(), picture
    alpha = Renderer(icons(), 128).cutouts([Scene(things, NOTHING)])[0, 3]
    assert alpha[0, 0] == 0 and alpha[64, 48] == 255


def test_backgrounds_differ() -> None:
    drawn = torch.stack([backdrop(name, 64) for name in ALL_BACKGROUNDS]).flatten(1)
    assert torch.equal(drawn[ALL_BACKGROUNDS.index(NOTHING)], drawn[ALL_BACKGROUNDS.index("white")])
    drawn = drawn[:-1]
    apart = torch.cdist(drawn, drawn, p=1) / drawn.shape[1] + torch.eye(len(drawn))
    assert len(ALL_BACKGROUNDS) >= 15 and apart.min() > 0.05, apart.min()


def test_questions_do_not_give_their_answers_away() -> None:
    answers: dict[str, Counter[str]] = defaultdict(Counter)
    for seed in range(6):
        for record in make_records(CONFIG, 3000, seed, "train"):
            assert len(record.questions) == 4
            for each in record.questions:
                answers[each.family][each.answer] += 1
    for family, counter in answers.items():
        if counter["yes"]:
            assert 0.4 < counter["yes"] / (counter["yes"] + counter["no"]) < 0.6, (family, counter)
    assert 0.8 < answers["count"]["two"] / answers["count"]["three"] < 1.25
    assert answers["count"]["one"] < 1.3 * answers["count"]["two"]
    assert max(answers["colour"][colour] for colour in CONFIG.colours) < 0.2 * answers["colour"].total()
