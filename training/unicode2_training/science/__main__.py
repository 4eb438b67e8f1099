"""Command line: python -m unicode2_training.science quantizers | language | choices | decoder | report.

Results that exist are kept: a series that was stopped goes on.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from ..codebook.embed import embed
from ..recipe import TRAINING, load_recipe, run_folder
from .choice_runs import CHOICES, run_choice
from .decoder_runs import VARIANTS as DECODERS
from .decoder_runs import run_decoder
from .language_runs import VARIANTS, Run, run_language
from .quantizer_runs import run_quantizer
from .quantizers import QUANTIZERS
from .report import write_report
from .setting import Setting

DOCS = TRAINING.parent / "docs"
PACK = TRAINING.parent / "resources" / "packs" / "starter"
TRAIN_PICTURES, HELD_OUT_PICTURES = 20_000, 10_000  # of 64 patches


def numbers(text: str) -> list[int]:
    return [int(each) for each in text.split(",")]


def open_setting(arguments: argparse.Namespace) -> Setting:
    recipe = load_recipe(arguments.recipe)
    return Setting(recipe, PACK, Path(arguments.folder) if arguments.folder else run_folder(recipe))


def language(arguments: argparse.Namespace) -> None:
    setting = open_setting(arguments)
    # Seed by seed: every variant has a result before any has two.
    for seed in numbers(arguments.seeds):
        for codes in numbers(arguments.codes):
            for variant in arguments.variants.split(","):
                run_language(setting, Run(codes, variant, seed), Path(arguments.results))


def choices(arguments: argparse.Namespace) -> None:
    setting, results = open_setting(arguments), Path(arguments.results)
    if arguments.size_of:
        other, own = load_recipe(arguments.size_of).sizes, setting.recipe.sizes
        sizes = replace(
            own, language_width=other.language_width, language_layers=other.language_layers,
            language_heads=other.language_heads,
        )  # fmt: skip
        setting.recipe = replace(setting.recipe, sizes=sizes)
    for seed in numbers(arguments.seeds):
        for name in arguments.choices.split(","):
            run_choice(setting, name, seed, minutes=arguments.minutes, results=results)


def decoder(arguments: argparse.Namespace) -> None:
    setting, results = open_setting(arguments), Path(arguments.results)
    for seed in numbers(arguments.seeds):
        for name in arguments.variants.split(","):
            run_decoder(setting, name, seed, results)


def quantizers(arguments: argparse.Namespace) -> None:
    recipe = load_recipe("starter-cpu")  # the world that the encoder knows
    shards = Path(arguments.folder) if arguments.folder else TRAINING / "data" / "embeddings"
    for split, pictures in (("train", arguments.pictures), ("validation", arguments.held_out_pictures)):
        embed(recipe, PACK, shards, split=split, pictures=pictures, threads=arguments.threads)
    for seed in numbers(arguments.seeds):
        for codes in numbers(arguments.codes):
            for name in arguments.quantizers.split(","):
                run_quantizer(
                    name, codes, seed, shards=shards, pictures=arguments.pictures,
                    held_out_pictures=arguments.held_out_pictures, seen=arguments.seen,
                    most_held_out=arguments.most_held_out, results=Path(arguments.results),
                )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="unicode2_training.science", description=__doc__)
    commands = parser.add_subparsers(dest="what", required=True)
    command = commands.add_parser("language", help="language models per size, variant of C2 and seed")
    command.add_argument("--codes", default="1024,8192", help="sizes of the codebook, separated by commas")
    command.add_argument("--variants", default=",".join(VARIANTS))
    command = commands.add_parser("choices", help="the training recipe's choices, one changed at a time")
    command.add_argument("--choices", default=",".join(CHOICES))
    command.add_argument("--minutes", type=float, default=5, help="processor time of every run")
    command.add_argument("--size-of", metavar="RECIPE", help="whose language model's width and depth to take")
    command = commands.add_parser("decoder", help="text pretraining and L_CL")
    command.add_argument("--variants", default=",".join(DECODERS))
    for name in ("language", "choices", "decoder"):
        command = commands.choices[name]
        command.add_argument("--recipe", default="science")
        command.add_argument("--folder", help="of pictures, codebooks, checkpoints (default training/runs/<recipe>)")
    command = commands.add_parser("quantizers", help="use and error of quantizers per size")
    command.add_argument("--codes", default="1024,4096,16384,65536")
    command.add_argument("--quantizers", default=",".join(QUANTIZERS))
    command.add_argument("--seen", type=int, default=1_280_000, help="budget of every fit in training vectors")
    command.add_argument("--pictures", type=int, default=TRAIN_PICTURES)
    command.add_argument("--held-out-pictures", type=int, default=HELD_OUT_PICTURES)
    command.add_argument(
        "--most-held-out", type=int, default=10**9, help="vectors to measure on, where 39 per code would take hours"
    )
    command.add_argument("--folder", help="of embeddings (default training/data/embeddings)")
    commands.add_parser("report", help="tables of docs/science.md and plots, from all results")
    for command in commands.choices.values():
        command.add_argument("--seeds", default="0,1,2")
        command.add_argument("--results", default=str(DOCS / "data" / "science"))
        command.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    if arguments.what == "report":
        write_report(Path(arguments.results), DOCS / "science.md")
    else:
        {"language": language, "choices": choices, "decoder": decoder, "quantizers": quantizers}[arguments.what](
            arguments
        )


if __name__ == "__main__":
    main()
