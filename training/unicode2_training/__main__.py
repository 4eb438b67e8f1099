"""Command line: python -m unicode2_training COMMAND; --help lists the commands."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
import time
from pathlib import Path

import torch

from . import parallel
from .devices import DEVICES, choose_hardware
from .recipe import Recipe, load_recipe, run_folder
from .stages.run import STAGES, run_stage


def with_budget(recipe: Recipe, stage: str, minutes: float, deadline: float = 0.0) -> Recipe:
    """The recipe with another time budget for one stage."""
    if not hasattr(recipe, stage):
        return recipe
    settings = dataclasses.replace(getattr(recipe, stage), minutes=minutes, deadline=deadline)
    return dataclasses.replace(recipe, **{stage: settings})


def train(arguments: argparse.Namespace) -> None:
    recipe = load_recipe(arguments.recipe)
    folder = Path(arguments.folder) if arguments.folder else run_folder(recipe)
    folder.mkdir(parents=True, exist_ok=True)
    stages = arguments.stage.split(",") if arguments.stage else list(STAGES)
    for option in ("refine", "fix_rows"):
        if getattr(arguments, option) and not arguments.init_from:
            raise SystemExit(f"--{option.replace('_', '-')} goes on from a pack: name it with --init-from")
    unknown = [stage for stage in stages if stage not in STAGES]
    if unknown:
        raise SystemExit(f"unknown stage {unknown[0]!r}; known: {', '.join(STAGES)}")
    recipe = dataclasses.replace(recipe, fixed_rows=arguments.fix_rows)
    for name in arguments.minutes or []:
        stage, minutes = name.split("=")
        recipe = with_budget(recipe, stage, float(minutes))
    if parallel.rank() == 0:
        (folder / "recipe.json").write_text(json.dumps(recipe.to_json(), indent=1))
        print(f"recipe {recipe.name}: {', '.join(stages)} in {folder}", flush=True)
    hardware = choose_hardware(arguments.device, arguments.workers)
    part, parts = arguments.part, arguments.parts
    if parallel.processes() > 1:
        part, parts = parallel.rank(), parallel.processes()
    for stage in stages:
        if arguments.finish_at and stage == stages[-1]:
            end = datetime.datetime.fromisoformat(arguments.finish_at).timestamp()
            recipe = with_budget(recipe, stage, max(0.5, (end - time.time()) / 60), end)
        start = time.monotonic()
        if parallel.rank() == 0:
            print(f"[{stage}] starts at {datetime.datetime.now():%H:%M:%S}", flush=True)
        run_stage(
            stage, recipe, folder, resume=arguments.resume, part=part, parts=parts, hardware=hardware,
            init_from=Path(arguments.init_from) if arguments.init_from else None, first_shard=arguments.first_shard,
            refine=arguments.refine,
        )  # fmt: skip
        if parallel.rank() == 0:
            print(f"[{stage}] took {time.monotonic() - start:.0f} s", flush=True)


def cluster_shards(arguments: argparse.Namespace) -> None:
    from .codebook.cluster import ClusterSettings, cluster

    settings = ClusterSettings(
        codes=arguments.codes, metric=arguments.metric, batches=arguments.batches, steps=arguments.steps,
        seed=arguments.seed, start=arguments.start_from or "",
    )  # fmt: skip
    cluster(settings, Path(arguments.shards), Path(arguments.to), choose_hardware(arguments.device).device)


def main() -> None:
    parser = argparse.ArgumentParser(prog="unicode2_training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (
        ("train", "run stages of a recipe"),
        ("carry", "start language model and Mapping of a run with a new C1 from those of another run"),
        ("export", "write a pack from checkpoints"),
        ("evaluate", "score checkpoints, or a pack, on held-out scenes"),
        ("judge", "score pictures of the quick set that the studio has made"),
        ("smoke", "the whole chain with tiny steps, exported and checked"),
    ):
        command = commands.add_parser(name, help=text)
        command.add_argument("--recipe", default="smoke" if name == "smoke" else "starter-cpu")
        command.add_argument("--folder", help="run folder (default training/runs/<recipe>)")
        command.add_argument("--threads", type=int, default=0, help="torch threads (default: torch's choice)")
        if name in ("train", "evaluate", "smoke"):
            command.add_argument("--device", choices=DEVICES, default="auto", help="default: a GPU where there is one")
        if name in ("train", "smoke"):
            workers = "processes that draw batches ahead (default: none on a CPU, up to four beside a GPU)"
            command.add_argument("--workers", type=int, help=workers)
            command.add_argument("--resume", action="store_true", help="continue from checkpoints")
        if name == "train":
            command.add_argument("--stage", help=f"comma-separated, of: {', '.join(STAGES)}")
            command.add_argument("--minutes", action="append", metavar="STAGE=MINUTES", help="another time budget")
            command.add_argument("--finish-at", metavar="TIME", help="ISO time at which the last stage should end")
            command.add_argument("--init-from", metavar="PACK", help="go on from the weights of a pack")
            command.add_argument("--refine", action="store_true", help="train its encoder and autoencoder on")
            command.add_argument("--fix-rows", action="store_true", help="leave C2 as it is in the stage 'language'")
            command.add_argument("--first-shard", type=int, default=0, help="number of the first shard: other scenes")
            command.add_argument("--part", type=int, default=0, help="of the stage 'pictures'")
            command.add_argument("--parts", type=int, default=1)
        if name == "carry":
            command.add_argument("--from", dest="old", required=True, help="folder of a finished run, same pictures")
        if name == "evaluate":
            command.add_argument("--pack", help="score this pack instead of a run: needs nothing but the recipe")
        if name == "judge":
            command.add_argument("--quick", required=True, help="the quick set (bench/eval/quick.json)")
            command.add_argument("--pictures", required=True, help="folder of 000.png, 001.png, …")
        if name in ("export", "smoke"):
            command.add_argument("--to", help="pack folder")
    command = commands.add_parser("embed", help="patch embeddings of scenes on disk, by a pack's vision encoder")
    command.add_argument("--recipe", default="starter-cpu", help="whose world the scenes come from")
    command.add_argument("--pack", default="../resources/packs/starter")
    command.add_argument("--split", default="train")
    command.add_argument("--pictures", type=int, required=True)
    command.add_argument("--folder", required=True, help="for .npy files [n, d]")
    command.add_argument("--threads", type=int, default=0)
    command = commands.add_parser("cluster", help="a codebook of any size from embeddings on disk; also under torchrun")
    command.add_argument("--shards", required=True, help="folder of .npy files [n, d]")
    command.add_argument("--codes", type=int, required=True)
    command.add_argument("--to", required=True, help="safetensors file; a checkpoint lies there until it is written")
    command.add_argument("--device", choices=DEVICES, default="auto", help="default: a GPU where there is one")
    command.add_argument("--metric", default="euclidean", help="euclidean or cosine")
    command.add_argument("--batches", type=int, default=20, help="mini-batches before the full steps")
    command.add_argument("--steps", type=int, default=10, help="full Lloyd steps")
    command.add_argument("--seed", type=int, default=0)
    # Not "--start": torchrun takes that for an abbreviation of its own "--start-method".
    command.add_argument("--start-from", metavar="FILE", help="centres of a book; fewer than --codes split")
    command.add_argument("--threads", type=int, default=0)
    command = commands.add_parser("scale-pack", help="a pack with a codebook of any size, its networks untrained on it")
    command.add_argument("--recipe", default="starter-cpu", help="whose world the scenes come from")
    command.add_argument("--pack", default="../resources/packs/starter", help="whose networks are taken")
    command.add_argument("--codes", type=int, default=500_000)
    command.add_argument("--pictures", type=int, default=40_000, help="whose patches are clustered")
    command.add_argument("--held-out", type=int, default=400, help="pictures on which the codebook is measured")
    command.add_argument("--steps", type=int, default=5, help="Lloyd steps in every cell")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--folder", default="runs/scale-pack", help="for embeddings, which are kept")
    command.add_argument("--to", required=True, help="pack folder")
    command.add_argument("--threads", type=int, default=0)
    command = commands.add_parser("test-pack", help="a pack of any size with random networks and codebooks")
    command.add_argument("--recipe", default="smoke", help="the sizes of its networks")
    command.add_argument("--codes", type=int, default=500_000)
    command.add_argument("--dimension", type=int, default=1152, help="of C1")
    command.add_argument("--row-dimension", type=int, help="of C2 (default: that of C1)")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--folder", default="runs/test-pack", help="for the tokenizer")
    command.add_argument("--to", required=True, help="pack folder")
    command.add_argument("--threads", type=int, default=0)
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    parallel.join()
    run(arguments)
    parallel.leave()


def run(arguments: argparse.Namespace) -> None:
    """What the command line asks for."""
    if arguments.command == "train":
        train(arguments)
    elif arguments.command == "cluster":
        cluster_shards(arguments)
    elif arguments.command == "embed":
        from .codebook.embed import embed

        embed(
            load_recipe(arguments.recipe), Path(arguments.pack), Path(arguments.folder),
            split=arguments.split, pictures=arguments.pictures, threads=arguments.threads,
        )  # fmt: skip
    elif arguments.command == "scale-pack":
        from .export.scale_pack import scale_pack

        scale_pack(
            load_recipe(arguments.recipe), Path(arguments.pack), Path(arguments.to), work=Path(arguments.folder),
            codes=arguments.codes, pictures=arguments.pictures, held_out=arguments.held_out, steps=arguments.steps,
            seed=arguments.seed, threads=arguments.threads,
        )  # fmt: skip
    elif arguments.command == "test-pack":
        from .export.synthetic_pack import synthetic_pack

        synthetic_pack(
            load_recipe(arguments.recipe), Path(arguments.to), work=Path(arguments.folder), codes=arguments.codes,
            dimension=arguments.dimension, row_dimension=arguments.row_dimension or arguments.dimension,
            seed=arguments.seed,
        )  # fmt: skip
    elif arguments.command == "carry":
        from .stages.carry_over import carry_over

        recipe = load_recipe(arguments.recipe)
        folder = Path(arguments.folder) if arguments.folder else run_folder(recipe)
        carry_over(recipe, Path(arguments.old), folder)
    elif arguments.command == "export":
        from .export.pack import export_pack

        recipe = load_recipe(arguments.recipe)
        folder = Path(arguments.folder) if arguments.folder else run_folder(recipe)
        export_pack(recipe, folder, Path(arguments.to))
    elif arguments.command == "evaluate":
        from .evaluation.evaluate import evaluate, evaluate_pack

        recipe, device = load_recipe(arguments.recipe), choose_hardware(arguments.device).device
        if arguments.pack:
            evaluate_pack(recipe, Path(arguments.pack), device)
        else:
            evaluate(recipe, Path(arguments.folder) if arguments.folder else run_folder(recipe), device)
    elif arguments.command == "judge":
        from .evaluation.quick import judge

        print(json.dumps(judge(load_recipe(arguments.recipe), Path(arguments.quick), Path(arguments.pictures))))
    else:
        from .smoke import smoke

        hardware = choose_hardware(arguments.device, arguments.workers)
        smoke(load_recipe(arguments.recipe), Path(arguments.to) if arguments.to else None, hardware=hardware)


if __name__ == "__main__":
    main()
