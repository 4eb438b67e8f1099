"""What evaluation shows: pictures of scenes from seeds of their own, of which training has shown none.

Two splits: `validation` (the training world) and `held_out` (every scene has a combination of noun and colour that
training never shows). All follows from the recipe, so that a pack can be scored without the run that made it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from torch import Tensor

from ..codebook.quantize import quantize
from ..data.precompute import Example, Pictures, apply_in_batches, draw_scenes, make_examples, shard_seed
from ..export.run import Trained
from ..recipe import Recipe
from ..world.records import Record, make_records, record_scene
from ..world.scene import Scene

SPARE = 1.25  # records made for every one that is needed: those whose scene training has shown are left out


@dataclass(frozen=True)
class Shown:
    """Pictures of a split with their codes: (n, N) of the scenes and of the edited ones."""

    pictures: Pictures
    scenes: Tensor
    edited: Tensor
    left_out: int  # records up to the last of these whose scene training has shown

    @property
    def examples(self) -> list[Example]:
        return self.pictures.examples


def show(recipe: Recipe, trained: Trained, split: str, training: list[Example]) -> Shown:
    """`recipe.data.held_out` scenes of a split, drawn and encoded."""
    records, left_out = fresh_records(recipe, split, recipe.data.held_out, training)
    scenes = draw_scenes(recipe, [record.scene for record in records])
    edited = draw_scenes(recipe, [record.edited_scene for record in records])
    pictures = Pictures(make_examples(recipe, records, split=split, index=0), scenes, edited)
    return Shown(pictures, encode(trained, scenes), encode(trained, edited), left_out)


def encode(trained: Trained, pictures: Tensor) -> Tensor:
    """Codes of pictures uint8 (n, 3, S, S). Shape: (n, N)"""
    vision, centroids = trained.towers.vision, trained.centroids
    return apply_in_batches(
        lambda pixels: quantize(vision, centroids, pixels)[0], pictures, name="codes", size=64, device=trained.device
    )


def fresh_records(recipe: Recipe, split: str, count: int, training: list[Example]) -> tuple[list[Record], int]:
    """The first records of a split whose scene training has not shown, and how many between them it has.

    Raises ValueError if too few are left.

    Scenes of all sittings follow from their seeds; edited ones follow from what is said, too, and are known for the
    last sitting only: those of earlier ones stand in the recipe.
    """
    if split == "held_out":  # training has no such combination
        return make_records(recipe.world, count, shard_seed(recipe, 0), split), 0
    made = make_records(recipe.world, int(SPARE * count), shard_seed(recipe, 0), split)
    wanted = {record.scene for record in made}
    known = {scene for scene in training_scenes(recipe) if scene in wanted}
    known |= {example.edited_scene for example in training}
    known |= {made[index].scene for index in recipe.data.shown_edits if index < len(made)}
    places = [place for place, record in enumerate(made) if record.scene not in known][:count]
    if len(places) < count:
        raise ValueError(f"only {len(places)} of {count} {split} scenes are new: the world is too small")
    return [made[place] for place in places], places[-1] + 1 - count


def shown_edits(recipe: Recipe, training: list[Example]) -> list[int]:
    """Numbers of validation records whose scenes edited pictures show: for the recipe, before another sitting."""
    made = make_records(recipe.world, int(SPARE * recipe.data.held_out), shard_seed(recipe, 0), "validation")
    edited = {example.edited_scene for example in training}
    return [number for number, record in enumerate(made) if record.scene in edited]


def training_scenes(recipe: Recipe) -> Iterator[Scene]:
    """The scene of every training record, of all sittings."""
    for shard in range(recipe.training_shards):
        for index in range(recipe.data.shard):
            yield record_scene(recipe.world, shard_seed(recipe, shard), "train", index)


def training_examples(recipe: Recipe) -> Iterator[Example]:
    """What was said about the training records of the last sitting."""
    last = recipe.training_shards
    for shard in range(last - -(-recipe.data.records // recipe.data.shard), last):
        records = make_records(recipe.world, recipe.data.shard, shard_seed(recipe, shard), "train")
        yield from make_examples(recipe, records, split="train", index=shard)
