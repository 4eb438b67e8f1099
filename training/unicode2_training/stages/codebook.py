"""Stage "codebook": freeze the encoder, fit C1 in its space (models/codebook_space.py), compute all codes."""

from __future__ import annotations

import json
from pathlib import Path

import torch
from torch import Tensor

from ..codebook.kmeans import fit, measure
from ..codebook.quantize import quantize
from ..data.precompute import apply_in_batches, load_pictures, to_pixels
from ..export.init_from import codebook_of
from ..export.quantize import round_weights
from ..models.vision_encoder import VisionEncoder
from ..recipe import Recipe
from ..training_loop import load_trained, save_atomically
from ..world.records import SPLITS
from .common import Towers, build_towers, load_towers, prepare_tokenizer, wait_for

LOOK_PICTURES = 1000  # their patches say which components of pixels matter


@torch.no_grad()
def find_exemplars(vectors: Tensor, patches: Tensor, centroids: Tensor) -> Tensor:
    """Nearest real patch of every code. Shapes: (n, d), (n, 3, p, p) uint8, (K, d) → (K, 3, p, p) uint8."""
    best = torch.full((centroids.shape[0],), float("inf"))
    where = torch.zeros(centroids.shape[0], dtype=torch.int64)
    norms = centroids.square().sum(dim=1)
    for start in range(0, vectors.shape[0], 8192):
        part = vectors[start : start + 8192]
        distances = part.square().sum(dim=1)[:, None] - 2 * part @ centroids.T + norms  # (chunk, K)
        least, index = distances.min(dim=0)
        better = least < best
        best[better], where[better] = least[better], index[better] + start
    return patches[where]


def cut_patches(pictures: Tensor, patch: int) -> Tensor:
    """uint8 (n, 3, S, S) → (n·N, 3, p, p), cells in row-major order."""
    n, channels, side, _ = pictures.shape
    grid = pictures.reshape(n, channels, side // patch, patch, side // patch, patch)
    return grid.permute(0, 2, 4, 1, 3, 5).reshape(-1, channels, patch, patch)


def encode_splits(vision: VisionEncoder, centroids: Tensor, folder: Path) -> None:
    """Codes of every stored picture, by split."""

    def encode(pixels: Tensor) -> Tensor:
        return quantize(vision, centroids, pixels)[0]

    for split in SPLITS:
        pictures = load_pictures(folder, split)
        codes = {
            "scenes": apply_in_batches(encode, pictures.scenes, name=f"codes {split}"),
            "edited": apply_in_batches(encode, pictures.edited, name=f"codes {split}, edited"),
        }
        save_atomically(codes, folder / f"codes-{split}.pt")


def take(recipe: Recipe, folder: Path, pack: Path) -> None:
    """The pack's C1 and exemplars; codes of the pictures of this run by its encoder."""
    towers = load_towers(recipe, folder, prepare_tokenizer(recipe, folder))
    taken = codebook_of(pack, recipe.sizes.patch)
    scores = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))["scores"].get("codebook", {})
    save_atomically({**taken, "scores": scores}, folder / "codebook.pt")
    print(f"[codebook] taken from {pack}", flush=True)
    encode_splits(towers.vision, taken["centroids"], folder)


def run(recipe: Recipe, folder: Path, *, resume: bool, init_from: Path | None = None) -> None:
    if init_from is not None:
        take(recipe, folder, init_from)
        return
    if resume and (folder / "codes-held_out.pt").is_file():
        print("[codebook] already there", flush=True)
        return
    tokens = prepare_tokenizer(recipe, folder)
    towers = load_trained(build_towers(recipe, tokens), wait_for(folder / "encoder.pt"))
    assert isinstance(towers, Towers)
    round_weights(towers, skip=("vision.reconstruct",))
    vision = towers.vision
    pictures, held_out = load_pictures(folder, "train"), load_pictures(folder, "held_out")
    cells = recipe.sizes.grid**2
    sample = min(len(pictures), -(-recipe.data.codebook_vectors // cells))
    looks = vision.space.patches(to_pixels(pictures.scenes[: min(sample, LOOK_PICTURES)]))
    vision.space.fit(looks.flatten(0, 1))
    save_atomically({"model": towers.state_dict(), "averages": None}, folder / "encoder.final.pt")

    vectors = apply_in_batches(lambda x: vision(x)[0], pictures.scenes[:sample], name="embeddings").flatten(0, 1)
    generator = torch.Generator().manual_seed(recipe.seed + 2)
    centroids, counts = fit(vectors, codes=recipe.sizes.codes, steps=recipe.data.kmeans_steps, generator=generator)
    patches = cut_patches(pictures.scenes[:sample], recipe.sizes.patch)
    exemplars = find_exemplars(vectors, patches, centroids)

    held_vectors = apply_in_batches(lambda x: vision(x)[0], held_out.scenes, name="held out").flatten(0, 1)
    scores = measure(held_vectors, centroids)
    print(f"[codebook] {json.dumps(scores)}", flush=True)
    save_atomically(
        {"centroids": centroids, "counts": counts, "exemplars": exemplars, "scores": scores}, folder / "codebook.pt"
    )
    encode_splits(vision, centroids, folder)
