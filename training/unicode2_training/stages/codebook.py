"""Stage "codebook": freeze the encoder, fit C1 in its space (models/codebook_space.py), compute all codes."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from ..codebook.kmeans import fit, fit_from, measure, nearest
from ..codebook.quantize import quantize
from ..data.changed_pictures import CHANGED_FILE
from ..data.precompute import apply_in_batches, draw_scenes, load_scene_pictures, to_pixels
from ..devices import CPU, Hardware
from ..export.init_from import codebook_of
from ..export.quantize import round_weights
from ..models.vision_encoder import VisionEncoder
from ..recipe import Recipe
from ..training_loop import load_trained, save_atomically
from ..world.records import SPLITS
from ..world.sampler import sample_scene
from .common import Towers, build_towers, load_towers, prepare_tokenizer, wait_for

LOOK_PICTURES = 1000  # their patches say which components of pixels matter
REFINING_STEPS = 3  # from a pack's centres
EXTENSION_SHARE = 0.15  # of the patches of unseen combinations; the others have a code that fits


@dataclass(frozen=True)
class Codebook:
    """C1 with the nearest real patch of every code: centroids (K, d), counts (K,), exemplars uint8 (K, 3, p, p)."""

    centroids: Tensor
    counts: Tensor
    exemplars: Tensor


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
    return draw_scenes(recipe, scenes)


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


def embed(vision: VisionEncoder, pictures: Tensor, name: str, device: torch.device) -> Tensor:
    """Patch embeddings on the device. Shape: (n·N, d)"""
    return apply_in_batches(lambda x: vision(x)[0], pictures, name=name, device=device).flatten(0, 1).to(device)


def add_extension(
    recipe: Recipe, vision: VisionEncoder, codebook: Codebook, codes: int, generator: torch.Generator
) -> Codebook:
    """The codebook with so many more codes, for combinations that training never shows."""
    device = codebook.centroids.device
    rare = draw_unseen(recipe)
    vectors = embed(vision, rare, "unseen combinations", device)
    steps = recipe.data.kmeans_steps
    more, counts = extend(vectors, codebook.centroids, codes=codes, steps=steps, generator=generator)
    exemplars = find_exemplars(vectors, cut_patches(rare, recipe.sizes.patch), more)
    return Codebook(
        torch.cat([codebook.centroids, more]),
        torch.cat([codebook.counts, counts]),
        torch.cat([codebook.exemplars, exemplars]),
    )


def count_uses(recipe: Recipe, vision: VisionEncoder, centroids: Tensor) -> Tensor:
    """How often new scenes have each code: scenes of all combinations, and a sixth of those never shown. Shape: (K,)"""
    rng, config, count = random.Random(f"uses:{recipe.seed}"), recipe.world, recipe.data.extension_pictures
    scenes = [sample_scene(config, rng, held_out=which) for which in (*[None] * 5, True) for _ in range(count)]
    uses = torch.zeros(centroids.shape[0], dtype=torch.int64, device=centroids.device)
    for start in range(0, len(scenes), 128):
        pixels = to_pixels(draw_scenes(recipe, scenes[start : start + 128]).to(centroids.device))
        uses += torch.bincount(quantize(vision, centroids, pixels)[0].flatten(), minlength=len(uses))
    return uses


def leave_out_unused(codebook: Codebook, uses: Tensor, *, extension: int, spare: int) -> Codebook:
    """Without `spare` of the last `extension` codes and `spare` of the others: those with the fewest `uses` (K,)."""
    first = len(uses) - extension
    kept = [
        start + part.argsort(descending=True, stable=True)[: len(part) - spare].sort().values
        for start, part in ((0, uses[:first]), (first, uses[first:]))
    ]
    return Codebook(*(each[torch.cat(kept).to(each.device)] for each in vars(codebook).values()))


def store(vision: VisionEncoder, codebook: Codebook, folder: Path) -> None:
    """C1 with its scores on held-out vectors, and codes of all pictures; what another encoder embedded goes."""
    (folder / CHANGED_FILE).unlink(missing_ok=True)
    device = codebook.centroids.device
    scores = measure(embed(vision, load_scene_pictures(folder, "held_out"), "held out", device), codebook.centroids)
    print(f"[codebook] {json.dumps(scores)}", flush=True)
    save_atomically({**vars(codebook), "scores": scores}, folder / "codebook.pt")
    encode_splits(vision, codebook.centroids, folder, device)


def take_codebook(recipe: Recipe, folder: Path, pack: Path, device: torch.device) -> None:
    """The pack's C1 and exemplars; where the recipe has more codes, extension codes follow them.

    Raises ValueError where the recipe's codes are fewer, or more than its extension codes make up for.
    """
    vision = load_towers(recipe, folder, prepare_tokenizer(recipe, folder)).vision.to(device)
    taken = codebook_of(pack, recipe.sizes.patch)
    codebook = Codebook(taken["centroids"].to(device), taken["counts"].to(device), taken["exemplars"])
    size, extension = codebook.centroids.shape[0], recipe.data.extension_codes
    added = recipe.sizes.codes - size
    if not 0 <= added <= extension:
        raise ValueError(
            f"the recipe must have {size}..{size + extension} codes to go on from {pack}, not {recipe.sizes.codes}"
        )
    print(f"[codebook] taken from {pack}", flush=True)
    if added:
        generator = torch.Generator().manual_seed(recipe.seed + 2)
        codebook = add_extension(recipe, vision, codebook, added, generator)
    store(vision, codebook, folder)


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

    vectors = embed(vision, sample, "embeddings", device)
    generator = torch.Generator().manual_seed(recipe.seed + 2)
    extension, steps = recipe.data.extension_codes, recipe.data.kmeans_steps
    spare = recipe.data.spare_codes if init_from is None else 0
    if spare and not extension:
        raise ValueError(f"spare_codes must be 0 without extension_codes, not {spare}")
    plain = recipe.sizes.codes - extension
    if init_from is None:
        centroids, counts = fit(vectors, codes=plain + spare, steps=steps, generator=generator)
    else:
        old = codebook_of(init_from, recipe.sizes.patch)["centroids"]
        if not plain <= old.shape[0] <= recipe.sizes.codes:
            raise ValueError(f"{init_from} must have {plain}..{recipe.sizes.codes} codes, not {old.shape[0]}")
        centroids, counts = fit_from(old[:plain].to(device), vectors, steps=REFINING_STEPS)
    exemplars = find_exemplars(vectors, cut_patches(sample, recipe.sizes.patch), centroids)
    codebook = Codebook(centroids, counts, exemplars)
    if extension:
        codebook = add_extension(recipe, vision, codebook, extension + spare, generator)
    if spare:
        uses = count_uses(recipe, vision, codebook.centroids)
        codebook = leave_out_unused(codebook, uses, extension=extension + spare, spare=spare)
    store(vision, codebook, folder)
