"""Writes a pack from the checkpoints of a run, checking every graph on ONNX Runtime against PyTorch."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional as F

from ..codebook.kmeans import typical_distance
from ..codebook.quantize import quantize
from ..data.precompute import load_scene_pictures, to_pixels
from ..data.text_tokens import TextTokens
from ..recipe import Recipe
from ..stages.common import prepare_tokenizer
from ..training_loop import save_atomically
from .golden import GoldenTensors, add_graph, save_golden, tolerance
from .graphs import Graph, LatentDecoder, LatentEncoder, VisualHead, export_graph
from .language_graph import write_language_graph
from .manifest import FILES, build_manifest, exemplar_layout, save_manifest
from .run import Trained, load_run

MOST_CODES_PACKED_TIGHT = 65_536  # of a larger atlas the last percents would take minutes


def other_graphs(recipe: Recipe, trained: Trained, tokens: TextTokens, pixels: Tensor, grids: Tensor) -> list[Graph]:
    """Every graph but the language model, with example inputs from held-out pictures."""
    generator = torch.Generator().manual_seed(7)
    sizes = recipe.sizes
    ids, mask = tokens.batch(["a red apple on a beach", "two small blue fish in the sea"][: pixels.shape[0]])
    rows = trained.language.rows.weight[grids]
    with torch.no_grad():
        condition = trained.mapped.mapping(rows)
    shape = (pixels.shape[0], sizes.latent_channels, sizes.latent_side, sizes.latent_side)
    latent = torch.randn(shape, generator=generator)
    query = torch.randn(pixels.shape[0], sizes.code_width, generator=generator)

    def graph(role: str, module: torch.nn.Module, inputs: dict[str, Tensor], *outputs: str) -> Graph:
        dynamic = {name: {0: "B"} for name in (*inputs, *outputs)}
        if role == "textTower":
            dynamic |= {name: {0: "B", 1: "T"} for name in inputs}
        if role == "visualHead":
            dynamic |= {"rows": {0: "K"}, "logits": {0: "B", 1: "K"}}
        return Graph(role, FILES[role], module, inputs, outputs, dynamic)

    times = torch.tensor([0.25, 0.75])[: pixels.shape[0]]
    return [
        graph("visionEncoder", trained.towers.vision, {"pixels": pixels}, "patch_embeddings", "picture_embedding"),
        graph("textTower", trained.towers.text, {"token_ids": ids, "attention_mask": mask}, "text_embedding"),
        graph("visualHead", VisualHead(), {"query": query, "rows": trained.language.rows.weight}, "logits"),
        graph("mapping", trained.mapped.mapping, {"visual_rows": rows}, "condition"),
        graph(
            "decoder", trained.mapped.decoder, {"latent": latent, "time": times, "condition": condition}, "clean"
        ),
        graph("autoencoderDecoder", LatentDecoder(trained.autoencoder), {"latent": latent}, "pixels"),
        graph("autoencoderEncoder", LatentEncoder(trained.autoencoder), {"pixels": pixels}, "latent"),
    ]  # fmt: skip


def save_exemplars(exemplars: Tensor, path: Path) -> None:
    """Patches (K, 3, p, p) uint8, or tiles as `exemplar_layout` wants them → a lossless WebP atlas."""
    codes, channels, side, _ = exemplars.shape
    columns, tile = exemplar_layout(codes, side)
    tiles = shrink(exemplars, side // tile)
    rows = -(-codes // columns)
    padded = torch.zeros(rows * columns, channels, tile, tile, dtype=torch.uint8)
    padded[:codes] = tiles
    atlas = padded.reshape(rows, columns, channels, tile, tile).permute(0, 3, 1, 4, 2)
    picture = Image.fromarray(atlas.reshape(rows * tile, columns * tile, channels).contiguous().numpy())
    effort = 6 if codes <= MOST_CODES_PACKED_TIGHT else 1
    temporary = path.with_name(path.name + ".part")
    picture.save(temporary, format="WEBP", lossless=True, quality=100, method=effort, exact=True)
    temporary.replace(path)


def shrink(patches: Tensor, factor: int) -> Tensor:
    """uint8 (n, 3, p, p) → (n, 3, p / factor, p / factor), by means."""
    return patches if factor == 1 else F.avg_pool2d(patches.float(), factor).round().to(torch.uint8)


def save_rows(values: dict[str, Tensor], path: Path) -> None:
    temporary = path.with_name(path.name + ".part")
    save_file({name: value.contiguous() for name, value in values.items()}, str(temporary))
    temporary.chmod(0o644)
    temporary.replace(path)


def training_summary(folder: Path) -> dict[str, Any]:
    """Steps and seconds per stage, from the checkpoints."""
    summary = {}
    for name in ("encoder", "autoencoder", "decoder", "mapping", "adaptation", "language"):
        path = folder / f"{name}.pt"
        if path.is_file():
            state = torch.load(path, weights_only=False, mmap=True)
            summary[name] = {"steps": state["step"], "minutes": round(state["seconds"] / 60, 1)}
    return summary


def export_pack(recipe: Recipe, folder: Path, target: Path) -> dict[str, Any]:
    """Write the pack of the run in `folder`, then put it in the place of `target`; returns the manifest."""
    fresh = folder / "pack.part"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    manifest = write_pack(recipe, folder, fresh)
    put_in_place(fresh, target)
    return manifest


def put_in_place(fresh: Path, target: Path) -> None:
    """Move a finished folder to where another may be, which is then deleted."""
    old = fresh.with_name("pack.old")
    shutil.rmtree(old, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        shutil.move(target, old)
    shutil.move(fresh, target)
    shutil.rmtree(old, ignore_errors=True)
    print(f"[export] {target} is in place", flush=True)


@dataclass(frozen=True)
class Written:
    """Golden values of all graphs; by role, ONNX Runtime's largest difference and what the studio must meet."""

    golden: GoldenTensors
    differences: dict[str, float]
    tolerances: dict[str, float]


def write_graphs(
    recipe: Recipe, trained: Trained, tokens: TextTokens, pixels: Tensor, grids: Tensor, target: Path
) -> Written:
    """Every graph, run on pictures (B, 3, S, S) and codes (B, N)."""
    written = Written({}, {}, {})
    for graph in other_graphs(recipe, trained, tokens, pixels, grids):
        info = export_graph(graph, target)
        difference = add_graph(written.golden, graph, target / graph.file)
        print(f"[export] {graph.role}: {info}, largest difference {difference:.2e}", flush=True)
        written.differences[graph.role], written.tolerances[graph.role] = difference, tolerance(difference)
    parity = write_language_graph(written.golden, trained.language, tokens, grids, target)
    written.differences["languageModel"], written.tolerances["languageModel"] = parity.exact, parity.tolerance
    return written


def write_pack(recipe: Recipe, folder: Path, target: Path) -> dict[str, Any]:
    """All files of the pack into an empty folder."""
    from ..world_facts import examples, words

    tokens = prepare_tokenizer(recipe, folder)
    trained = load_run(recipe, folder, tokens)
    held_out = load_scene_pictures(folder, "held_out")
    pixels = to_pixels(held_out[:2])
    with torch.no_grad():
        grids, _ = quantize(trained.towers.vision, trained.centroids, pixels)
        more = trained.towers.vision(to_pixels(held_out[:128]))[0]
    distance = typical_distance(more.flatten(0, 1), trained.centroids)

    written = write_graphs(recipe, trained, tokens, pixels, grids, target)
    golden = written.golden
    golden["codes/expected"] = grids
    del golden["visualHead/rows"]  # C2 itself, already in the pack

    save_rows({"centroids": trained.centroids.half(), "counts": trained.counts.int()}, target / FILES["frozenCodebook"])
    save_rows({"rows": trained.language.rows.weight.half()}, target / FILES["trainableCodebook"])
    shutil.copyfile(folder / "tokenizer.json", target / FILES["tokenizer"])
    save_exemplars(trained.exemplars, target / FILES["exemplars"])
    save_golden(golden, target / FILES["golden"])
    scores_file = folder / "scores.json"
    scores = json.loads(scores_file.read_text()) if scores_file.is_file() else {}
    scores = {"codebook": trained.codebook_scores, **scores}
    manifest = build_manifest(
        recipe, target, vocabulary=tokens.size, words=words(recipe.world), examples=examples(recipe.world),
        scores=scores, golden_tolerance=written.tolerances,
        training=training_summary(folder), typical_distance=distance,
    )  # fmt: skip
    save_manifest(manifest, target / "manifest.json")
    total = sum(file["bytes"] for file in manifest["files"])
    print(f"[export] {target}: {total / 1e6:.1f} MB", flush=True)
    save_atomically({"differences": written.differences, "bytes": total}, folder / "export.pt")
    return manifest
