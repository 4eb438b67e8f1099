"""Evaluation shows nothing that training has shown, and its sets stay what the published scores were made with."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch

from unicode2_training.data.text_tokens import TextTokens, load_tokenizer
from unicode2_training.evaluation.sets_fingerprint import sets_fingerprint
from unicode2_training.evaluation.shown import SPARE, fresh_records, shown_edits, training_examples, training_scenes
from unicode2_training.export.init_from import graph_weights
from unicode2_training.export.run import load_pack
from unicode2_training.recipe import TRAINING, Recipe, load_recipe
from unicode2_training.world.records import make_records, record_scene

PACK = TRAINING.parent / "resources" / "packs" / "starter"


def small(records: int, drawn_shards: int) -> Recipe:
    """A world of four nouns, so that scenes come again."""
    recipe = load_recipe("smoke")
    world = replace(
        recipe.world, nouns=4, colours=("red", "blue", "green"), backgrounds=("sea", "sky"), styles=("flat",)
    )
    return replace(recipe, world=world, data=replace(recipe.data, records=records, shard=50, drawn_shards=drawn_shards))


def test_no_scene_of_training_is_shown() -> None:
    recipe = small(100, 30)
    training = list(training_examples(recipe))
    known = set(training_scenes(recipe)) | {example.edited_scene for example in training}
    assert len(training) == 100 and {example.scene for example in training} <= known
    made = make_records(recipe.world, 50, 0, "validation")
    assert sum(record.scene in known for record in made) > 5, "this world is small enough to repeat itself"
    fresh, left_out = fresh_records(recipe, "validation", 20, training)
    assert len(fresh) == 20 and not {record.scene for record in fresh} & known
    assert made[19 + left_out].scene == fresh[-1].scene and left_out > 0
    # What the recipe lists is left out as well.
    first = next(index for index, record in enumerate(made) if record.scene == fresh[0].scene)
    listed = replace(recipe, data=replace(recipe.data, shown_edits=[first]))
    assert fresh_records(listed, "validation", 12, training)[0][0] == fresh[1]
    spare = make_records(recipe.world, int(SPARE * recipe.data.held_out), 0, "validation")
    again = [number for number, record in enumerate(spare) if record.scene in {each.edited_scene for each in training}]
    assert shown_edits(recipe, training) == again


def test_a_world_that_training_has_used_up_is_refused() -> None:
    recipe = small(100, 200)
    with pytest.raises(ValueError, match="validation scenes are new"):
        fresh_records(recipe, "validation", 400, [])


def test_a_scene_alone_is_that_of_its_record() -> None:
    recipe = load_recipe("smoke")
    for split in ("train", "validation", "held_out"):
        records = make_records(recipe.world, 5, 3, split)
        assert [record.scene for record in records] == [record_scene(recipe.world, 3, split, k) for k in range(5)]


def test_a_pack_is_read_back_into_the_networks_that_made_it() -> None:
    recipe = load_recipe("starter-cpu")
    trained = load_pack(recipe, PACK, TextTokens(load_tokenizer(PACK / "tokenizer.json")))
    weights, _ = graph_weights(PACK / "mapping.onnx")
    state = trained.mapped.mapping.state_dict()
    assert state and all(torch.equal(state[name.removeprefix("mapping.")], weights[name]) for name in weights)
    assert trained.centroids.shape == (recipe.sizes.codes, trained.centroids.shape[1])
    with pytest.raises(ValueError, match="was made by recipe"):
        load_pack(load_recipe("smoke"), PACK, TextTokens(load_tokenizer(PACK / "tokenizer.json")))


def test_published_scores_are_of_these_sets() -> None:
    scores = json.loads((TRAINING.parent / "docs" / "data" / "scores.json").read_text())
    assert scores["sets"] == sets_fingerprint(load_recipe("starter-cpu")), (
        "evaluation asks other things than docs/data/scores.json was made with: "
        "python -m unicode2_training evaluate --pack ../resources/packs/starter"
    )
