"""Words of regions, and the language model that starts with C2 in their space."""

from __future__ import annotations

import torch
from tiny import SIZES, make_language, make_tokens

from unicode2_training.models.region_words import SLOTS, RegionWords, label_regions, seen_colour, slot_words
from unicode2_training.models.word_space import start_in_word_space
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


def test_a_fresh_model_draws_the_code_that_is_called_by_the_word_it_reads() -> None:
    tokens, words = make_tokens(), slot_words(CONFIG)
    regions = RegionWords(width=SIZES.encoder_width, config=CONFIG)
    model = make_language(tokens)
    centroids = torch.randn(SIZES.codes, SIZES.encoder_width)
    centroids[:9] *= 3.0
    logits = {slot: torch.zeros(SIZES.codes, len(words[slot])) for slot in SLOTS}
    logits["noun"][:, 0] = 20.0
    for code in range(1, 9):  # code 1 shows the first noun, and so on
        logits["noun"][code] = 0.0
        logits["noun"][code, code] = 20.0
    assert set(regions.logits(centroids)) == {*SLOTS, "offset"}
    start_in_word_space(model, tokens, CONFIG, centroids, logits)
    right = 0
    for code in range(1, 9):
        state = model.text_embedding.weight[tokens.encode(words["noun"][code])].mean(dim=0)
        scores = model.visual_query(state) @ centroids[:9].T
        right += int(scores.argmax()) == code
    assert right >= 6, right
