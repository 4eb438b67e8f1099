"""The manifest: everything the studio must know about a pack (docs/pack-format.md)."""

from __future__ import annotations

import hashlib
import json
import math
from pathlib import Path
from typing import Any

from ..data.text_tokens import SPECIAL_TOKENS
from ..recipe import Recipe
from ..world.phrases import COUNTS

FILES = {
    "visionEncoder": "vision-encoder.onnx",
    "textTower": "text-tower.onnx",
    "frozenCodebook": "codebook-frozen.safetensors",
    "trainableCodebook": "codebook-trainable.safetensors",
    "languageModel": "language-model.onnx",
    "visualHead": "visual-head.onnx",
    "mapping": "mapping.onnx",
    "decoder": "decoder.onnx",
    "autoencoderDecoder": "autoencoder-decoder.onnx",
    "autoencoderEncoder": "autoencoder-encoder.onnx",
    "tokenizer": "tokenizer.json",
    "exemplars": "exemplars.webp",
    "golden": "golden.safetensors",
}
EXEMPLAR_COLUMNS = 64
WEBP_SIDE = 16_383  # px, the format's limit
MOST_EXEMPLAR_PIXELS = 2**25  # the page holds the whole atlas: 128 MB
# Chosen on single things of the validation split by the verifier, and by the words of the tokens for 32 of the prompts
# that are scored (docs/model-card.md).
DEFAULTS: dict[str, float] = {"guidance": 1.5, "temperature": 0.4, "topK": 50, "topP": 0.9, "decoderSteps": 2}

# Chosen by which nouns, colours and numbers stand in layouts for prompts of our own that are not scored.
LAYOUT: dict[str, float] = {"temperature": 0.5, "minP": 0.2, "longest": 64}
OVERLAP_ATTEMPTS = 4
REDRAWS = 2  # a third one mends one picture in a hundred of those that training never showed


def layout_defaults(recipe: Recipe) -> dict[str, float] | None:
    """How layouts are sampled, where this recipe's model writes them."""
    if not recipe.layouts:
        return None
    # Where things of the world may overlap, or stand between cells, so may layouts.
    stands_apart = recipe.world.overlap_share == 0 and recipe.world.placement_step == 1
    return {**LAYOUT, "attempts": OVERLAP_ATTEMPTS if stands_apart else 1, "redraws": REDRAWS}


def describe_file(role: str, path: Path) -> dict[str, Any]:
    """One entry of `files`."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return {"role": role, "path": path.name, "bytes": path.stat().st_size, "sha256": sha256}


def exemplar_layout(codes: int, patch: int) -> tuple[int, int]:
    """Columns of the atlas and the side of a tile in px, which is a part of a patch's where codes are many."""
    tile = patch
    while codes * tile * tile > MOST_EXEMPLAR_PIXELS and tile > 1:
        tile //= 2
    is_narrow = -(-codes // EXEMPLAR_COLUMNS) * tile <= WEBP_SIDE
    return EXEMPLAR_COLUMNS if is_narrow else math.isqrt(codes - 1) + 1, tile


# Of everything that `evaluate` measures, what a pack says about itself; the rest is in docs/data/scores.json.
SCORES = {
    "generation": ("mean", "singleObject", "twoObjects", "counting", "colours", "position", "colourAttribution",
                   "unseenCombinations"),
    "edits": ("done", "leftAlone"), "roundTrip": ("psnr", "ssim", "verifier"), "codes": ("used", "perplexityShare"),
    "outside": ("far", "near"), "codebook": ("heldOutVectors", "usage", "perplexity", "relativeError"),
}  # fmt: skip


def manifest_scores(scores: dict[str, Any]) -> dict[str, Any]:
    """The scores of a manifest, from those of an evaluation; empty where there was none."""
    chosen = {name: {key: scores[name][key] for key in keys} for name, keys in SCORES.items() if name in scores}
    if "questions" in scores:
        chosen["questions"] = {"macro": scores["questions"]["macro"], **scores["questions"]["perFamily"]}
    return {**chosen, **{name: scores[name] for name in ("handWritten", "trainedOn") if name in scores}}


def build_manifest(
    recipe: Recipe, folder: Path, *, vocabulary: int, words: dict[str, list[str]], examples: dict[str, list[str]],
    scores: dict[str, Any], golden_tolerance: dict[str, float], training: dict[str, Any], typical_distance: float,
) -> dict[str, Any]:  # fmt: skip
    """The manifest of the pack whose files lie in `folder`."""
    sizes = recipe.sizes
    columns, tile = exemplar_layout(sizes.codes, sizes.patch)
    return {
        "formatVersion": 1,
        "id": "starter" if recipe.name.startswith("starter") else recipe.name,
        "name": "Sticker scenes" if recipe.name.startswith("starter") else f"Sticker scenes ({recipe.name})",
        "version": "1.0.0",
        "licence": "MIT",
        "description": f"A small model of sticker scenes: one to {COUNTS[recipe.world.most - 1]} objects on a "
        "background, on a grid of cells.",
        "picture": {"size": sizes.picture},
        "grid": {"width": sizes.grid, "height": sizes.grid},
        "codebook": {"size": sizes.codes, "dimension": sizes.code_width, "rowDimension": sizes.code_width},
        "language": {
            "layers": sizes.language_layers,
            "heads": sizes.language_heads,
            "headDimension": sizes.language_width // sizes.language_heads,
            "textVocabulary": vocabulary,
            "maxLength": sizes.max_length,
            "cache": "perLayer",
        },
        "decoder": {
            "latent": {"channels": sizes.latent_channels, "width": sizes.latent_side, "height": sizes.latent_side},
            "conditionDimension": sizes.condition_width,
        },
        "exemplars": {"columns": columns, "tileSize": tile},
        "specialTokens": {name: index for index, name in enumerate(SPECIAL_TOKENS)},
        "defaults": DEFAULTS,
        **({"layout": layout} if (layout := layout_defaults(recipe)) else {}),
        "words": words,
        "examples": examples,
        "provenance": {
            "recipe": recipe.name,
            "trainedOn": recipe.trained_on,
            "seed": recipe.seed,
            "sources": [{"name": "Fluent Emoji", "licence": "MIT"}],
            "training": training,
        },
        "typicalDistance": typical_distance,
        **({"outsideThreshold": scores["outside"]["threshold"]} if "outside" in scores else {}),
        "scores": manifest_scores(scores),
        "goldenTolerance": golden_tolerance,
        "files": [describe_file(role, folder / name) for role, name in FILES.items() if (folder / name).is_file()],
    }


def save_manifest(manifest: dict[str, Any], path: Path) -> None:
    """Last of all files, so that a pack with a manifest is complete."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    temporary.replace(path)
