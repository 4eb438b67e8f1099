"""What all runs share: a small world, the shipped pack's frozen networks, and one C1 for every K."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor

from ..codebook.kmeans import fit, measure, nearest
from ..data.precompute import Example, apply_in_batches, load_examples, load_scene_pictures, make_pictures
from ..data.text_tokens import TextTokens, load_tokenizer
from ..devices import CPU
from ..evaluation.pictures import VECTORS_PER_CODE
from ..export.init_from import autoencoder_weights, mapped_weights, start_from, tower_weights
from ..export.manifest import FILES
from ..models.autoencoder import Autoencoder
from ..models.build import build_autoencoder, build_vision
from ..models.flow_decoder import sample_latent
from ..models.vision_encoder import VisionEncoder
from ..recipe import Recipe, load_recipe
from ..stages.mapping import MappedDecoder, build_mapped
from ..training_loop import save_atomically
from ..world.scene import WorldConfig

SPLITS = ("train", "held_out", "validation")
KMEANS_STEPS = 6


@dataclass(frozen=True)
class Painter:
    """Codes to pictures by the pack's decoder, which reads centroids of any C1 in the encoder's space."""

    mapped: MappedDecoder
    autoencoder: Autoencoder

    @torch.no_grad()
    def paint(self, centroids: Tensor, codes: Tensor, *, steps: int = 4, seed: int = 0, together: int = 32) -> Tensor:
        """(K, d), (n, N) → pictures (n, 3, S, S) in [0, 1]."""
        generator = torch.Generator().manual_seed(seed)
        pictures = []
        for part in torch.split(codes, together):
            condition = self.mapped.mapping(centroids[part])
            latent = sample_latent(self.mapped.decoder, condition, steps=steps, generator=generator)
            pictures.append((self.autoencoder.decode(latent) + 1) / 2)
        return torch.cat(pictures)


@dataclass(frozen=True)
class Book:
    """C1 of one size with the codes of all pictures, by split (n, N), and its scores on held-out vectors."""

    centroids: Tensor
    codes: dict[str, Tensor]
    scores: dict[str, float]


class Setting:
    """Reads, and makes where missing, everything in `folder` that runs need."""

    def __init__(self, recipe: Recipe, pack: Path, folder: Path) -> None:
        self.recipe, self.pack, self.folder = recipe, pack, folder
        self.tokens = TextTokens(load_tokenizer(pack / FILES["tokenizer"]))
        make_pictures(recipe, folder)

    def examples(self, split: str) -> list[Example]:
        return load_examples(self.folder, split)

    def encoder(self) -> VisionEncoder:
        """The pack's encoder, frozen. Its words are those of the world that it was trained on."""
        vision = build_vision(self.recipe.sizes, self.pack_world)
        prefix = "vision."
        weights = {
            name.removeprefix(prefix): value
            for name, value in tower_weights(self.pack).items()
            if name.startswith(prefix)
        }
        start_from(vision, weights, may_lack=("reconstruct",))
        return vision.eval().requires_grad_(False)

    def painter(self) -> Painter:
        mapped = build_mapped(replace(self.recipe, world=self.pack_world))
        start_from(mapped, mapped_weights(self.pack), may_lack=("decoder.text_adapter", "regions"))
        autoencoder = build_autoencoder(self.recipe.sizes)
        start_from(autoencoder, autoencoder_weights(self.pack, autoencoder))
        return Painter(mapped.eval().requires_grad_(False), autoencoder.eval().requires_grad_(False))

    @property
    def pack_world(self) -> WorldConfig:
        """The world that the pack's encoder was trained on; the runs' own is a part of it."""
        return load_recipe("starter-cpu").world

    def embeddings(self, split: str) -> Tensor:
        """Patch embeddings of a split's scenes. Shape: (n, N, d)"""
        path = self.folder / f"embeddings-{split}.pt"
        if not path.is_file():
            vision = self.encoder()
            scenes = load_scene_pictures(self.folder, split)
            name, device = f"embeddings {split}", CPU.device
            save_atomically(apply_in_batches(lambda x: vision(x)[0], scenes, name=name, device=device), path)
        vectors: Tensor = torch.load(path, weights_only=True)
        return vectors

    def book(self, codes: int) -> Book:
        """k-means on 39·K training vectors, or on all where there are fewer."""
        path = self.folder / f"book-{codes}.pt"
        if not path.is_file():
            vectors = {split: self.embeddings(split) for split in SPLITS}
            flat = vectors["train"].flatten(0, 1)
            generator = torch.Generator().manual_seed(self.recipe.seed)
            sample = flat[torch.randperm(flat.shape[0], generator=generator)[: VECTORS_PER_CODE * codes]]
            centroids, _ = fit(sample, codes=codes, steps=KMEANS_STEPS, generator=generator)
            by_split = {split: nearest_codes(values, centroids) for split, values in vectors.items()}
            scores = measure(vectors["held_out"].flatten(0, 1), centroids)
            save_atomically({"centroids": centroids, "codes": by_split, "scores": scores}, path)
        stored = torch.load(path, weights_only=True)
        return Book(stored["centroids"], stored["codes"], stored["scores"])


def nearest_codes(vectors: Tensor, centroids: Tensor) -> Tensor:
    """(n, N, d), (K, d) → (n, N)"""
    return nearest(vectors.flatten(0, 1), centroids)[0].reshape(vectors.shape[:2])
