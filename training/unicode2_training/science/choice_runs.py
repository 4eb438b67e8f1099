"""What each choice of the training recipe is worth: one thing changed at a time, at equal processor time.

The base is the recipe's language model with a cascaded C2. Every run is first timed for a few steps, then does as many
as the budget holds, so that a cheaper step is worth more steps.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from torch import Tensor, nn
from torch.nn import functional as F

from ..data.conversations import UNCONDITIONAL_SHARE
from ..models.language_model import LanguageModel
from ..models.transformer import Attention, FeedForward
from ..recipe import StageSettings
from .language_runs import Run, build, score, train
from .results import Result, write_result
from .setting import Setting

CODES = 1024
TIMED_STEPS = 12


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
    "ema": Choice("an average of the weights (0.99)", lambda each: replace(each, ema=0.99)),
    "gelu": Choice("GELU in ReLU²'s place", change=_becomes(FeedForward, GeluFeedForward)),
    "plainAttention": Choice("no QK-norm", change=_becomes(Attention, PlainAttention)),
    "noPromptDropout": Choice("no prompt dropout, no guidance", unconditional=0.0, guidance=1.0),
}


def run_choice(setting: Setting, name: str, seed: int, *, minutes: float, results: Path) -> None:
    """Train for so many minutes of processor time and score, unless the result is there."""
    target = results / f"choice-{name}-{seed}.json"
    if target.is_file():
        return
    choice, book, run = CHOICES[name], setting.book(CODES), Run(CODES, "cascaded", seed)
    settings = choice.settings(setting.recipe.language)

    def once(folder: str, steps: int) -> tuple[LanguageModel, float]:
        model = build(setting, book, run)
        choice.change(model)
        limited = replace(settings, max_steps=steps)
        start = time.process_time()
        train(setting, book, model, folder, seed, settings=limited, unconditional=choice.unconditional)
        return model, time.process_time() - start

    # Two short runs: what the second takes beyond the first is the steps' own time, without loading.
    _, short = once(f"choice-{name}-{seed}-timed", 2)
    _, longer = once(f"choice-{name}-{seed}-timed-longer", 2 + TIMED_STEPS)
    steps = max(2, int(60 * minutes / max(1e-3, (longer - short) / TIMED_STEPS)))
    folder = f"choice-{name}-{seed}"
    model, seconds = once(folder, steps)
    result: Result = {
        "choice": name, "says": choice.says, "seed": seed, "codes": CODES, "steps": steps,
        "processorMinutes": seconds / 60, **score(setting, model, book, folder, guidance=choice.guidance),
    }  # fmt: skip
    write_result(target, result)
    print(f"[science] {folder}: L_GEN {result['visualLoss']:.3f}, questions {result['questions']:.3f}", flush=True)
