"""Words of regions."""

from __future__ import annotations

from unicode2_training.models.region_words import label_regions, seen_colour, slot_words
from unicode2_training.world.records import make_records
from unicode2_training.world.scene import WorldConfig

CONFIG = WorldConfig(nouns=8, styles=("flat", "pixel"))


def test_labels_name_what_every_patch_shows() -> None:
    scenes = [record.scene for record in make_records(CONFIG, 20, 0, "train")]
    labels, words = label_regions(scenes, CONFIG), slot_words(CONFIG)
    for row, scene in enumerate(scenes):
        last = scene.objects[-1]  # in front of the others
        cell = round(last.cell_y) * 8 + round(last.cell_x)
        assert words["noun"][labels.noun[row, cell]] == last.noun
        assert words["colour"][labels.colour[row, cell]] == seen_colour(CONFIG, last.noun, last.colour)
        assert words["style"][labels.style[row, cell]] == scene.style
        empty = labels.noun[row] == 0
        assert {words["background"][index] for index in labels.background[row][empty].tolist()} <= {scene.background}


def test_a_colour_is_the_one_that_people_see() -> None:
    assert seen_colour(CONFIG, "apple", "natural") == "red"
    assert seen_colour(CONFIG, "apple", "blue") == "blue"
