"""`test-pack`: a pack of any size without training, to prove that the studio runs at that size.

Networks are random and tiny; C1's centres lie around and between the embeddings that the random encoder gives for real
scenes, so that a picture's patches have near codes, as in a trained pack. What it draws is noise.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from ..codebook.embed import shard_scenes
from ..codebook.kmeans import nearest
from ..codebook.quantize import quantize
from ..data.precompute import to_pixels
from ..data.text_tokens import ASSISTANT, EOS, TextTokens
from ..models.build import build_autoencoder, build_language
from ..recipe import Recipe
from ..stages.common import build_towers, prepare_tokenizer
from ..stages.mapping import build_mapped
from ..world.icons import load_icons
from ..world.render import render
from ..world_facts import examples, words
from .manifest import FILES, build_manifest, exemplar_layout, save_manifest
from .pack import put_in_place, save_exemplars, save_rows, write_graphs
from .quantize import round_weights
from .run import Trained

GRAPH_CODES = 64  # the graphs take C2 as an input: they are traced with a few rows
CENTRE_PICTURES = 64
BETWEEN, NOISE = 0.3, 0.02  # of the way to another embedding, and of an embedding's spread
CHUNK = 8192


def synthetic_pack(
    recipe: Recipe, target: Path, *, work: Path, codes: int, dimension: int, row_dimension: int, seed: int
) -> dict[str, Any]:
    """Write the pack to `target` by way of `work`; returns its manifest. Takes about 4·K·d bytes of memory."""
    if min(codes, dimension, row_dimension) < 1:
        raise ValueError(f"codes and dimensions must be 1 or more, not {codes}, {dimension}, {row_dimension}")
    recipe = replace(recipe, seed=seed, sizes=replace(recipe.sizes, code_width=row_dimension, codes=GRAPH_CODES))
    tokens = prepare_tokenizer(recipe, work)
    trained = random_networks(recipe, tokens, dimension)
    pictures = render(shard_scenes(recipe, "train", 0, CENTRE_PICTURES), load_icons(recipe.world), recipe.sizes.picture)
    with torch.no_grad():
        embeddings = trained.towers.vision(to_pixels(pictures))[0].flatten(0, 1)  # (n, d)
    fresh = work / "pack.part"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    pixels = to_pixels(pictures[:2])
    grids = quantize(trained.towers.vision, embeddings[:GRAPH_CODES], pixels)[0]
    write_graphs(recipe, trained, tokens, pixels, grids, fresh)

    generator = torch.Generator().manual_seed(seed)
    centroids = centres_between(embeddings, codes, generator)
    sample = embeddings[:: len(embeddings) // 256]
    distance = float(nearest(sample, centroids[:: max(1, codes // CHUNK)].float())[1].sqrt().median())
    counts = torch.zeros(codes, dtype=torch.int32)  # no vectors were assigned
    save_rows({"centroids": centroids, "counts": counts}, fresh / FILES["frozenCodebook"])
    del centroids
    rows = torch.empty(codes, row_dimension, dtype=torch.float16)
    for part in torch.split(rows, CHUNK):
        part.copy_(0.1 * torch.randn(part.shape, generator=generator))
    save_rows({"rows": rows}, fresh / FILES["trainableCodebook"])
    del rows
    columns, tile = exemplar_layout(codes, recipe.sizes.patch)
    colours = torch.randint(0, 256, (codes, 3, 1, 1), generator=generator, dtype=torch.uint8)
    save_exemplars(colours.expand(-1, -1, tile, tile), fresh / FILES["exemplars"])
    shutil.copyfile(work / "tokenizer.json", fresh / FILES["tokenizer"])

    manifest = build_manifest(
        recipe, fresh, vocabulary=tokens.size, words=words(recipe.world), examples=examples(recipe.world), scores={},
        golden_tolerance={}, training={}, typical_distance=distance,
    )  # fmt: skip
    manifest |= {
        "id": "test",
        "name": f"Test pack, {codes:,} codes of {dimension} components",
        "description": "Random networks and random codebooks, to try a size out: nothing in it was trained, and what "
        "it draws and says is noise.",
        "codebook": {"size": codes, "dimension": dimension, "rowDimension": row_dimension},
        "exemplars": {"columns": columns, "tileSize": tile},
    }
    save_manifest(manifest, fresh / "manifest.json")
    put_in_place(fresh, target)
    return manifest


def random_networks(recipe: Recipe, tokens: TextTokens, dimension: int) -> Trained:
    """Untrained networks, without the zeros that training starts from. C1 has `dimension` components."""
    torch.manual_seed(recipe.seed)
    towers = build_towers(replace(recipe, sizes=replace(recipe.sizes, code_width=dimension)), tokens)
    language, mapped = build_language(recipe.sizes, tokens.size), build_mapped(recipe)
    autoencoder = build_autoencoder(recipe.sizes)
    nn.init.normal_(towers.vision.space.pixel_map, std=dimension**-0.5)
    # An answer must end: it is one word, which follows on <assistant> and is followed by <eos>.
    embedding, head, word = language.text_embedding.weight, language.text_head.weight, tokens.encode("apple")[0]
    with torch.no_grad():
        head[word], head[EOS] = embedding[ASSISTANT], embedding[word]
    for module in (towers, language, mapped, autoencoder):
        for parameter in module.parameters():
            if parameter.ndim >= 2 and not bool(parameter.any()):
                nn.init.normal_(parameter, std=0.02)
        module.eval().requires_grad_(False)
        round_weights(module, skip=("rows", "vision.reconstruct"))
    nothing = torch.empty(0)
    return Trained(
        towers=towers, language=language, mapped=mapped, autoencoder=autoencoder, centroids=nothing, counts=nothing,
        exemplars=nothing, codebook_scores={},
    )  # fmt: skip


def centres_between(embeddings: Tensor, codes: int, generator: torch.Generator) -> Tensor:
    """Centres (K, d) float16: an embedding, a part of the way to another one, and a little noise."""
    centres = torch.empty(codes, embeddings.shape[1], dtype=torch.float16)
    spread = embeddings.std()
    for part in torch.split(centres, CHUNK):
        start, end = torch.randint(0, len(embeddings), (2, len(part)), generator=generator)
        way = BETWEEN * torch.rand(len(part), 1, generator=generator)
        noise = NOISE * spread * torch.randn(part.shape, generator=generator)
        part.copy_(embeddings[start] + way * (embeddings[end] - embeddings[start]) + noise)
    return centres
