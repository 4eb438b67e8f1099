"""What each choice of the training recipe is worth: one thing changed at a time, at equal processor time.

The base is the recipe's language model with a cascaded C2; what is best may depend on its size, so that is part of a
run's name. Steps of all choices are first timed in turns, so that whatever else the machine does slows all of them
alike; each then does as many steps as the budget holds at its median.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..data.conversations import UNCONDITIONAL_SHARE
from ..models.language_model import LanguageModel
from ..models.transformer import Attention, FeedForward
from ..recipe import StageSettings
from ..training_loop import COMPILING_STEPS, TrainingLoop, save_atomically
from .language_runs import Run, build, make_loop, score, train
from .results import Result, write_result
from .setting import Book, Setting

CODES = 1024
ROUNDS, STEPS_PER_ROUND = 12, 4


class GeluFeedForward(FeedForward):
    """GELU in ReLU²'s place."""

    def forward(self, x: Tensor) -> Tensor:
        return self.down(F.gelu(self.up(x)))


class PlainAttention(Attention):
    """Queries and keys as they are, without normalisation."""

    def project(self, x: Tensor, source: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.split(self.query(x)), self.split(self.key(source)), self.split(self.value(source))


def _same(model: nn.Module) -> None:
    pass


def _becomes(old: type[nn.Module], new: type[nn.Module]) -> Callable[[nn.Module], None]:
    def change(model: nn.Module) -> None:
        for part in model.modules():
            if type(part) is old:
                part.__class__ = new

    return change


def _scaled(settings: StageSettings, factor: float) -> StageSettings:
    return replace(settings, muon_lr=factor * settings.muon_lr, adam_lr=factor * settings.adam_lr)


@dataclass(frozen=True)
class Choice:
    """One change against the base."""

    says: str
    settings: Callable[[StageSettings], StageSettings] = lambda settings: settings
    change: Callable[[nn.Module], None] = _same
    unconditional: float = UNCONDITIONAL_SHARE
    guidance: float = 2.0


CHOICES = {
    "base": Choice("as the recipe"),
    "adamw": Choice("AdamW for all matrices, in Muon's place", lambda each: replace(each, muon_lr=0.0)),
    "constantRate": Choice("a constant learning rate", lambda each: replace(each, decay_share=0.0)),
    "noWarmUp": Choice("no warm-up", lambda each: replace(each, warm_up_steps=0)),
    "ema": Choice("an average of the weights (0.99)", lambda each: replace(each, ema=0.99)),
    "gelu": Choice("GELU in ReLU²'s place", change=_becomes(FeedForward, GeluFeedForward)),
    "plainAttention": Choice("no QK-norm", change=_becomes(Attention, PlainAttention)),
    "halfRate": Choice("half the learning rates", lambda each: _scaled(each, 0.5)),
    "doubleRate": Choice("twice the learning rates", lambda each: _scaled(each, 2.0)),
    "noPromptDropout": Choice("no prompt dropout, no guidance", unconditional=0.0, guidance=1.0),
}


def run_name(setting: Setting, name: str, seed: int) -> str:
    """Layers × width of the language model, choice, seed."""
    sizes = setting.recipe.sizes
    return f"choice-{sizes.language_layers}x{sizes.language_width}-{name}-{seed}"


def start(setting: Setting, book: Book, name: str, seed: int, steps: int) -> tuple[TrainingLoop, LanguageModel]:
    """A run of this choice, not yet trained."""
    choice = CHOICES[name]
    model = build(setting, book, Run(CODES, "cascaded", seed))
    choice.change(model)
    settings = replace(choice.settings(setting.recipe.language), max_steps=steps)
    loop = make_loop(
        setting, book, model, run_name(setting, name, seed), seed,
        settings=settings, unconditional=choice.unconditional,
    )  # fmt: skip
    return loop, model


def time_steps(setting: Setting, names: list[str]) -> dict[str, float]:
    """Median processor seconds of a step of each choice, measured in turns once and kept in the runs' folder.

    Measured anew where the settings, the choices or the number of threads are others.
    """
    path = setting.folder / f"{run_name(setting, 'steps', 0)}.pt"
    measured_with = repr((names, setting.recipe.sizes, setting.recipe.language, torch.get_num_threads()))
    stored: Result = torch.load(path, weights_only=True) if path.is_file() else {"with": ""}
    if stored["with"] != measured_with:
        book = setting.book(CODES)
        loops = {name: start(setting, book, name, 0, 1000)[0] for name in names}
        for loop in loops.values():
            for _ in range(COMPILING_STEPS):
                loop.train_step()
        times: dict[str, list[float]] = {name: [] for name in names}
        for _ in range(ROUNDS):
            for name, loop in loops.items():
                begin = time.process_time()
                for _ in range(STEPS_PER_ROUND):
                    loop.train_step()
                times[name].append((time.process_time() - begin) / STEPS_PER_ROUND)
        stored = {"with": measured_with, "seconds": {name: median(each) for name, each in times.items()}}
        save_atomically(stored, path)
    seconds: dict[str, float] = stored["seconds"]
    return seconds


def run_choice(setting: Setting, name: str, seed: int, *, minutes: float, results: Path) -> None:
    """Train for as many steps as so many minutes of processor time hold and score, unless the result is there."""
    target = results / f"{run_name(setting, name, seed)}.json"
    if target.is_file():
        return
    seconds = time_steps(setting, list(CHOICES))[name]
    steps, book = max(2, int(60 * minutes / seconds)), setting.book(CODES)
    loop, model = start(setting, book, name, seed, steps)
    train(loop, model)
    choice, folder, sizes = CHOICES[name], loop.folder.name, setting.recipe.sizes
    result: Result = {
        "choice": name, "says": choice.says, "seed": seed, "layers": sizes.language_layers,
        "width": sizes.language_width, "codes": CODES, "steps": steps,
        "secondsPerStep": seconds, **score(setting, model, book, folder, guidance=choice.guidance),
    }  # fmt: skip
    write_result(target, result)
    print(f"[science] {folder}: L_GEN {result['visualLoss']:.3f}, questions {result['questions']:.3f}", flush=True)
