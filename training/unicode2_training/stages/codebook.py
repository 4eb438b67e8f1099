"""Stage "codebook": freeze the encoder, fit C1 in its space (models/codebook_space.py), compute all codes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import torch
from torch import Tensor

from ..codebook.kmeans import fit, fit_from, measure, nearest
from ..codebook.quantize import quantize
from ..data.precompute import apply_in_batches, load_scene_pictures, to_pixels
from ..devices import CPU, Hardware
from ..export.init_from import codebook_of
from ..export.quantize import round_weights
from ..models.vision_encoder import VisionEncoder
from ..recipe import Recipe
from ..training_loop import load_trained, save_atomically
from ..world.icons import load_icons
from ..world.records import SPLITS
from ..world.render import render
from ..world.sampler import sample_scene
from .common import Towers, build_towers, load_towers, prepare_tokenizer, wait_for

LOOK_PICTURES = 1000  # their patches say which components of pixels matter
REFINING_STEPS = 3  # from a pack's centres
EXTENSION_SHARE = 0.15  # of the patches of unseen combinations; the others have a code that fits


@torch.no_grad()
def find_exemplars(vectors: Tensor, patches: Tensor, centroids: Tensor) -> Tensor:
    """Nearest real patch of every code. Shapes: (n, d), (n, 3, p, p) uint8, (K, d) → (K, 3, p, p) uint8."""
    best = torch.full((centroids.shape[0],), float("inf"), device=centroids.device)
    where = torch.zeros(centroids.shape[0], dtype=torch.int64, device=centroids.device)
    norms = centroids.square().sum(dim=1)
    for start in range(0, vectors.shape[0], 8192):
        part = vectors[start : start + 8192]
        distances = part.square().sum(dim=1)[:, None] - 2 * part @ centroids.T + norms  # (chunk, K)
        least, index = distances.min(dim=0)
        better = least < best
        best[better], where[better] = least[better], index[better] + start
    return patches[where.to(patches.device)]


def cut_patches(pictures: Tensor, patch: int) -> Tensor:
    """uint8 (n, 3, S, S) → (n·N, 3, p, p), cells in row-major order."""
    n, channels, side, _ = pictures.shape
    grid = pictures.reshape(n, channels, side // patch, patch, side // patch, patch)
    return grid.permute(0, 2, 4, 1, 3, 5).reshape(-1, channels, patch, patch)


def draw_unseen(recipe: Recipe) -> Tensor:
    """Pictures, without words, of pairs of a noun and a colour that training never shows. uint8 (n, 3, S, S)"""
    rng, config = random.Random(f"extension:{recipe.seed}"), recipe.world
    scenes = [sample_scene(config, rng, held_out=True) for _ in range(recipe.data.extension_pictures)]
    return render(scenes, load_icons(config), recipe.sizes.picture)


def extend(
    vectors: Tensor, centroids: Tensor, *, codes: int, steps: int, generator: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Centres (codes, d) and counts of the vectors that lie farthest from all centroids (K, d)."""
    _, distances = nearest(vectors, centroids)
    far = vectors[distances >= torch.quantile(distances, 1 - EXTENSION_SHARE)]
    return fit(far, codes=codes, steps=steps, generator=generator)


def encode_splits(vision: VisionEncoder, centroids: Tensor, folder: Path, device: torch.device) -> None:
    """Codes of every stored picture, by split."""

    def encode(pixels: Tensor) -> Tensor:
        return quantize(vision, centroids, pixels)[0]

    for split in SPLITS:
        codes = {
            part: apply_in_batches(
                encode, load_scene_pictures(folder, split, part=part), name=f"codes {split}, {part}", device=device
            )
            for part in ("scenes", "edited")
        }
        save_atomically(codes, folder / f"codes-{split}.pt")


def take_codebook(recipe: Recipe, folder: Path, pack: Path, device: torch.device) -> None:
    """The pack's C1 and exemplars; codes of the pictures of this run by its encoder."""
    towers = load_towers(recipe, folder, prepare_tokenizer(recipe, folder))
    taken = codebook_of(pack, recipe.sizes.patch)
    scores = json.loads((pack / "manifest.json").read_text(encoding="utf-8"))["scores"].get("codebook", {})
    save_atomically({**taken, "scores": scores}, folder / "codebook.pt")
    print(f"[codebook] taken from {pack}", flush=True)
    encode_splits(towers.vision.to(device), taken["centroids"].to(device), folder, device)


def run(
    recipe: Recipe, folder: Path, *, resume: bool, init_from: Path | None = None, refine: bool = False,
    hardware: Hardware = CPU,
) -> None:  # fmt: skip
    device = hardware.device
    if init_from is not None and not refine:
        take_codebook(recipe, folder, init_from, device)
        return
    if resume and (folder / "codes-held_out.pt").is_file():
        print("[codebook] already there", flush=True)
        return
    tokens = prepare_tokenizer(recipe, folder)
    towers = load_trained(build_towers(recipe, tokens), wait_for(folder / "encoder.pt")).to(device)
    assert isinstance(towers, Towers)
    round_weights(towers, skip=("vision.reconstruct",))
    vision = towers.vision
    sample = load_scene_pictures(folder, "train", count=-(-recipe.data.codebook_vectors // recipe.sizes.grid**2))
    if init_from is None:
        looks = vision.space.patches(to_pixels(sample[:LOOK_PICTURES].to(device)))
        vision.space.fit(looks.flatten(0, 1))
    save_atomically({"model": towers.state_dict(), "averages": None}, folder / "encoder.final.pt")

    def embed(pictures: Tensor, name: str) -> Tensor:
        return apply_in_batches(lambda x: vision(x)[0], pictures, name=name, device=device).flatten(0, 1).to(device)

    vectors = embed(sample, "embeddings")
    generator = torch.Generator(device).manual_seed(recipe.seed + 2)
    extension, steps = recipe.data.extension_codes, recipe.data.kmeans_steps
    with device:  # k-means makes its tensors on the default device
        if init_from is None:
            centroids, counts = fit(vectors, codes=recipe.sizes.codes - extension, steps=steps, generator=generator)
        else:
            old = codebook_of(init_from, recipe.sizes.patch)["centroids"]
            if old.shape[0] != recipe.sizes.codes:
                raise ValueError(f"{init_from} has {old.shape[0]} codes, the recipe {recipe.sizes.codes}")
            start = old[: recipe.sizes.codes - extension].to(device)
            centroids, counts = fit_from(start, vectors, steps=REFINING_STEPS)
    exemplars = find_exemplars(vectors, cut_patches(sample, recipe.sizes.patch), centroids)
    if extension:
        rare = draw_unseen(recipe)
        vectors = embed(rare, "unseen combinations")
        with device:
            more, more_counts = extend(vectors, centroids, codes=extension, steps=steps, generator=generator)
        more_exemplars = find_exemplars(vectors, cut_patches(rare, recipe.sizes.patch), more)
        centroids, counts = torch.cat([centroids, more]), torch.cat([counts, more_counts])
        exemplars = torch.cat([exemplars, more_exemplars])

    scores = measure(embed(load_scene_pictures(folder, "held_out"), "held out"), centroids)
    print(f"[codebook] {json.dumps(scores)}", flush=True)
    save_atomically(
        {"centroids": centroids, "counts": counts, "exemplars": exemplars, "scores": scores}, folder / "codebook.pt"
    )
    encode_splits(vision, centroids, folder, device)
