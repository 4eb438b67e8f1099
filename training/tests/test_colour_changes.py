"""Pictures in other colours: what stays, what may not appear."""

from __future__ import annotations

import math
import random

import torch

from unicode2_training.data.colour_changes import change_colours, draw_colour_changes
from unicode2_training.models.region_words import NOT_LEARNED, label_regions
from unicode2_training.world.sampler import sample_scene
from unicode2_training.world.scene import WorldConfig, has_unseen_colours, is_held_out_pair

PIXELS = 0.8 * (2 * torch.rand(3, 3, 8, 8, generator=torch.Generator().manual_seed(0)) - 1)


def test_nothing_changes_without_a_turn_at_full_saturation() -> None:
    torch.testing.assert_close(change_colours(PIXELS, torch.ones(3), torch.zeros(3)), PIXELS)


def test_colours_fade_to_grey_which_no_turn_changes() -> None:
    grey = PIXELS.mean(dim=1, keepdim=True)
    faded = change_colours(PIXELS, torch.zeros(3), torch.tensor([0.0, 1.0, -2.0]))
    torch.testing.assert_close(faded, grey.expand_as(PIXELS))
    turned = change_colours(0.4 * PIXELS, torch.ones(3), torch.tensor([0.5, 1.0, -2.0]))
    torch.testing.assert_close(turned.mean(dim=1, keepdim=True), 0.4 * grey)


def test_a_third_of_a_turn_makes_red_green() -> None:
    red = torch.tensor([0.5, -0.5, -0.5])[None, :, None, None]
    turned = change_colours(red, torch.ones(1), torch.tensor([2 * math.pi / 3])).flatten()
    assert int(turned.argmax()) == 1


def test_only_what_may_turn_turns_and_only_changed_pictures_change() -> None:
    may_turn = torch.arange(4000) % 2 == 0
    drawn = draw_colour_changes(may_turn, torch.Generator().manual_seed(1))
    assert float(drawn["turn"][~may_turn].abs().max()) == 0.0
    kept = ~drawn["is_changed"]
    assert 0.5 < float(kept.float().mean()) < 0.7
    assert bool((drawn["saturation"][kept] == 1).all()) and bool((drawn["turn"][kept] == 0).all())
    assert float(drawn["saturation"].min()) >= 0.0 and float(drawn["saturation"].max()) <= 1.0


def test_scenes_whose_nouns_have_kept_colours_are_known() -> None:
    config, rng = WorldConfig(), random.Random(5)
    scenes = [sample_scene(config, rng) for _ in range(300)]
    found = [has_unseen_colours(config, scene) for scene in scenes]
    assert 0 < sum(found) < 300
    for scene, is_found in zip(scenes, found, strict=True):
        pairs = [(thing.noun, colour) for thing in scene.objects for colour in config.colours]
        assert is_found == any(is_held_out_pair(config, *pair) for pair in pairs)


def test_labels_of_changed_pictures_say_nothing_of_colours() -> None:
    config, rng = WorldConfig(), random.Random(6)
    labels = label_regions([sample_scene(config, rng) for _ in range(4)], config)
    without = labels.without_colours(torch.tensor([1, 3]))
    assert bool((without.colour[[1, 3]] == NOT_LEARNED).all() & (without.background[[1, 3]] == NOT_LEARNED).all())
    assert torch.equal(without.noun, labels.noun) and torch.equal(without.colour[0], labels.colour[0])
