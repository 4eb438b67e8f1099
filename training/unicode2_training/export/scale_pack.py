"""`scale-pack`: an existing pack with a codebook of any size, from embeddings of its own encoder.

It shows that a codebook of the paper's size works with real patches, not what such a codebook is worth: the language
model was trained on the smaller one. A new code's row of C2 is that of the nearest old code plus the offset between
both centres, carried by the best linear map from the old C1 to the old C2, so that the model reads and writes new codes
nearly as it does old ones. Everything else is the old pack's.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor

from ..codebook.embed import PICTURES_PER_SHARD, embed, shard_scenes
from ..codebook.kmeans import measure, nearest, typical_distance
from ..codebook.shards import Shards
from ..codebook.two_levels import LargeCodebook, fit_two_levels
from ..recipe import Recipe
from ..stages.carry_over import fit_map
from ..stages.codebook import cut_patches
from ..world.icons import load_icons
from ..world.render import render
from .golden import save_golden
from .init_from import rows_of
from .manifest import describe_file, exemplar_layout, save_manifest
from .pack import put_in_place, save_exemplars, save_rows, shrink

TYPICAL_PICTURES = 128  # of the held-out ones, as in export
RENDERED_AT_ONCE = 100


def scale_pack(
    recipe: Recipe, pack: Path, target: Path, *, work: Path, codes: int, pictures: int, held_out: int, steps: int,
    seed: int, threads: int = 0,
) -> dict[str, Any]:  # fmt: skip
    """Write the pack with `codes` codes to `target`, keeping embeddings in `work`; returns its manifest.

    Raises ValueError if the embeddings in `work` are of another number of pictures or have too few distinct vectors.
    """
    manifest: dict[str, Any] = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))
    cells = manifest["grid"]["width"] * manifest["grid"]["height"]
    paths = {file["role"]: file["path"] for file in manifest["files"]}
    for split, count in (("train", pictures), ("held_out", held_out)):
        embed(recipe, pack, work / split, split=split, pictures=count, threads=threads)
    shards, unseen = Shards(work / "train"), Shards(work / "held_out")
    for name, found, count in (("train", shards.total, pictures), ("held_out", unseen.total, held_out)):
        if found != count * cells:
            raise ValueError(f"{work / name} holds {found} vectors, not those of {count} pictures; take another folder")

    book = fit_two_levels(shards, codes=codes, steps=steps, seed=seed)
    vectors = next(unseen.chunks(unseen.total))
    scores = measure(vectors, book.centroids)
    distance = typical_distance(vectors[: TYPICAL_PICTURES * cells], book.centroids)
    print(f"[scale] {json.dumps(scores)}, {int((book.counts == 0).sum())} codes without a vector", flush=True)

    fresh = work / "pack.part"
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(pack, fresh, ignore=shutil.ignore_patterns("search-index.safetensors"))
    old = load_file(pack / paths["frozenCodebook"])
    rows = carried_rows(book.centroids, old["centroids"].float(), old["counts"], rows_of(pack))
    save_rows({"centroids": book.centroids.half(), "counts": book.counts.int()}, fresh / paths["frozenCodebook"])
    save_rows({"rows": rows.half()}, fresh / paths["trainableCodebook"])
    patch = manifest["picture"]["size"] // manifest["grid"]["width"]
    columns, tile = exemplar_layout(codes, patch)
    size = manifest["picture"]["size"]
    tiles = exemplars_of(recipe, book.exemplar_rows, cells=cells, patch=patch, tile=tile, size=size)
    save_exemplars(tiles, fresh / paths["exemplars"])
    if "golden" in paths:
        adapt_golden(fresh / paths["golden"], book, rows.half().float())

    described = f"of {shards.total:,} patches, {book.distinct:,} of them distinct"
    manifest |= {
        "id": "scale",
        "name": f"{manifest['name']}, {codes:,} codes",
        "description": f"{codes:,} codes, clustered in two levels from embeddings {described}, with the networks of "
        f'the pack "{manifest["id"]}". Its language model was never trained on these codes.',
        "codebook": {**manifest["codebook"], "size": codes},
        "exemplars": {"columns": columns, "tileSize": tile},
        "typicalDistance": distance,
        "scores": {"codebook": {**scores, "fittingVectors": shards.total, "distinctVectors": book.distinct}},
    }
    manifest["provenance"] = {**manifest["provenance"], "seed": seed}
    manifest.pop("outsideThreshold", None)  # it was chosen on the smaller codebook's distances
    manifest["files"] = [describe_file(role, fresh / path) for role, path in paths.items()]
    save_manifest(manifest, fresh / "manifest.json")
    put_in_place(fresh, target)
    return manifest


def carried_rows(centroids: Tensor, old_centroids: Tensor, old_counts: Tensor, old_rows: Tensor) -> Tensor:
    """C2 for new centres: the nearest old code's row, and the mapped way from there.

    Shapes: (K, d), (K′, d), (K′,), (K′, c) → (K, c).
    """
    used = torch.arange(len(old_counts)).repeat_interleave(old_counts.long().clamp(min=1))
    fitted, left = fit_map(old_centroids, used, old_rows, used)
    print(f"[scale] the map from C1 to C2 leaves {left:.1%} of the rows' variance", flush=True)
    closest, _ = nearest(centroids, old_centroids)
    return old_rows[closest] + (centroids - old_centroids[closest]) @ fitted


def exemplars_of(recipe: Recipe, rows: Tensor, *, cells: int, patch: int, tile: int, size: int) -> Tensor:
    """The patches of embedded rows, drawn again, at `tile` px. Shapes: (K,) → (K, 3, tile, tile) uint8."""
    icons = load_icons(recipe.world)
    picture, cell = rows // cells, rows % cells
    found = torch.empty(len(rows), 3, tile, tile, dtype=torch.uint8)
    for index in range(int(picture.max()) // PICTURES_PER_SHARD + 1):
        scenes = shard_scenes(recipe, "train", index, PICTURES_PER_SHARD)
        for first in range(0, len(scenes), RENDERED_AT_ONCE):
            start = index * PICTURES_PER_SHARD + first
            wanted = ((picture >= start) & (picture < start + RENDERED_AT_ONCE)).nonzero().flatten()
            if len(wanted):
                patches = cut_patches(render(scenes[first : first + RENDERED_AT_ONCE], icons, size), patch)
                found[wanted] = shrink(patches[(picture[wanted] - start) * cells + cell[wanted]], patch // tile)
    return found


def adapt_golden(path: Path, book: LargeCodebook, rows: Tensor) -> None:
    """What the golden values say of codes, for the new codebooks; the graphs are as they were."""
    golden = load_file(path)
    embeddings = golden["visionEncoder/patch_embeddings"]  # (B, N, d)
    golden["codes/expected"] = nearest(embeddings.flatten(0, 1), book.centroids)[0].reshape(embeddings.shape[:2])
    golden["visualHead/logits"] = golden["visualHead/query"] @ rows.T
    save_golden(golden, path)
