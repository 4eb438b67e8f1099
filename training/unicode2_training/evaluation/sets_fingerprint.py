"""A fingerprint of what evaluation asks, so that scores of two packs are known to be of the same questions.

It covers both splits with what is said about them, what is left out of them, the prompts of all categories, the fixed
ones and the hand-written set. A change of seeds, of the phrase books or of those files changes it.
"""

from __future__ import annotations

import hashlib
import json

from ..data.precompute import make_examples, shard_seed
from ..recipe import Recipe
from ..world.records import make_records
from .categories import all_prompts
from .generation import load_prompts
from .hand_written import load_items

SPLITS = ("validation", "held_out")


def sets_fingerprint(recipe: Recipe) -> str:
    """Twelve hexadecimal digits of SHA-256 over all sets."""
    digest = hashlib.sha256()
    for split in SPLITS:
        records = make_records(recipe.world, recipe.data.held_out, shard_seed(recipe, 0), split)
        for example in make_examples(recipe, records, split=split, index=0):
            said = [example.questions, example.edit_instruction, example.prompts[0]]
            digest.update(json.dumps([example.scene.to_json(), example.edited_scene.to_json(), said]).encode())
    written = [load_items(kind) for kind in ("prompt", "question", "edit")]
    asked = [all_prompts(recipe.world, recipe.evaluation.per_category), load_prompts(), written]
    digest.update(json.dumps([asked, list(recipe.data.shown_edits), recipe.training_shards]).encode())
    return digest.hexdigest()[:12]
