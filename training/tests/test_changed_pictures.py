"""What the decoder sees in other colours, and how it is mixed with what has codes."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from tiny_run import RECIPE, make_trained
from torch import Tensor

from unicode2_training.codebook.unspoken import rows_near
from unicode2_training.data.changed_pictures import ChangedPictures, draw_changes, load_changed
from unicode2_training.data.precompute import Example, load_examples, load_scene_pictures, make_shard, to_pixels
from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.devices import CPU
from unicode2_training.models.region_words import RegionLabels, label_regions
from unicode2_training.stages.mapping import OTHER_COLOURS, draw_codes, mapping_losses
from unicode2_training.world.sampler import sample_scene
from unicode2_training.world.scene import WorldConfig, has_unseen_colours

COUNT, BATCH = 24, 10
SMALL = replace(
    RECIPE, data=replace(RECIPE.data, records=48, shard=24, held_out=4, changed_pictures=COUNT, latent_pictures=48)
)


def test_rows_near_centroids_follow_the_affine_map() -> None:
    generator = torch.Generator().manual_seed(0)
    centroids, turn = torch.randn(40, 6, generator=generator), torch.randn(6, 6, generator=generator)
    rows = centroids @ turn + 3
    vectors = torch.randn(600, 2, 6, generator=generator)
    near = rows_near(vectors.half(), centroids, rows)
    assert near.dtype == torch.float16 and near.shape == vectors.shape
    torch.testing.assert_close(near.float(), vectors.half().float() @ turn + 3, atol=0.02, rtol=0.01)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("changed")
    make_shard(SMALL, path, "train", 0, SMALL.data.records)
    return path


def test_what_could_show_a_kept_pair_only_fades() -> None:
    world, rng = WorldConfig(), random.Random(0)
    scenes = [sample_scene(world, rng) for _ in range(400)]
    said = {"prompts": (), "captions": (), "questions": (), "edit_instruction": "", "edit_kind": ""}
    examples = [Example(scene=scene, edited_scene=scene, **said) for scene in scenes]
    changes = draw_changes(replace(RECIPE, world=world), examples)
    keeps = torch.tensor([has_unseen_colours(world, scene) for scene in scenes])
    assert not changes["turn"][keeps].any() and bool((changes["turn"][~keeps] != 0).all())
    assert bool(keeps.any()) and bool(changes["is_changed"].all()) and float(changes["saturation"].min()) < 0.1


def test_changed_pictures_are_mixed_in(folder: Path, tokens: TextTokens) -> None:
    trained, examples = make_trained(folder, tokens), load_examples(folder, "train")
    rows, model = trained.language.rows.weight.detach(), trained.mapped
    autoencoder, vision = trained.autoencoder, trained.towers.vision

    def load() -> ChangedPictures:
        return load_changed(
            SMALL, folder, examples,
            vision=vision, autoencoder=autoencoder, centroids=trained.centroids, rows=rows, device=CPU.device,
        )  # fmt: skip

    changed = load()
    assert len(changed) == COUNT
    time = (folder / "changed.pt").stat().st_mtime_ns
    assert torch.equal(load().rows, changed.rows) and (folder / "changed.pt").stat().st_mtime_ns == time, "made once"
    with torch.no_grad():
        latents = autoencoder.encode(to_pixels(load_scene_pictures(folder, "train")))
        assert not torch.allclose(changed.latents, latents[:COUNT], atol=0.01)

    codes = torch.zeros(len(examples), SMALL.sizes.grid**2, dtype=torch.int64)
    draw = (examples, tokens, codes, SMALL.sizes.codes, BATCH, tuple(latents.shape[1:]))
    batch = draw_codes(*draw, torch.Generator().manual_seed(1), changed=COUNT)
    others = round(OTHER_COLOURS * BATCH)
    assert len(batch["changed"]) == others and len(batch["rows"]) == len(batch["ids"]) == BATCH - others
    assert len(batch["noise"]) == len(batch["time"]) == BATCH and int(batch["changed"].max()) < COUNT
    labels = label_regions([each.scene for each in examples], SMALL.world, SMALL.sizes.grid)

    def losses(others: ChangedPictures, words: RegionLabels) -> dict[str, Tensor]:
        with torch.no_grad():
            found = mapping_losses(model, trained.towers.text, rows, latents, words, batch, changed=others)
        assert all(bool(value.isfinite()) for value in found.values())
        return found

    def flow(others: ChangedPictures) -> float:
        return float(losses(others, labels)["flow"])

    def region(words: RegionLabels) -> float:
        return float(losses(changed, words)["region"])

    assert flow(changed) != flow(replace(changed, latents=changed.latents + 1)), "their latents are aimed at"
    assert flow(changed) != flow(replace(changed, rows=changed.rows + 1)), "their rows are read"
    before = region(labels)
    wrong = labels.colour.clone()
    wrong[batch["changed"]] = (wrong[batch["changed"]] + 1) % 3
    assert set(batch["rows"].tolist()).isdisjoint(batch["changed"].tolist())
    assert region(replace(labels, colour=wrong)) == before, "their colours have no names"
    wrong[batch["rows"]] = (wrong[batch["rows"]] + 1) % 3
    assert region(replace(labels, colour=wrong)) != before
    assert "changed" not in draw_codes(*draw, torch.Generator().manual_seed(1))
