"""One training loop for all stages: a fixed plan of steps, a short warm-up, a long decay, EMA, atomic checkpoints.

A checkpoint holds model, averages, optimizers, random state and the plan, so that a resumed run equals an undisturbed
one. The number of steps comes from a short calibration against the stage's time budget. If the machine turns out slower
or faster, the plan changes at a checkpoint and the change is recorded (`*.plan.json`), never silently.
"""

from __future__ import annotations

import copy
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from .optimizers import OptimizerPair
from .recipe import StageSettings

# Losses of one batch by name; "loss" is the one to minimise. All randomness must come from the generator.
BatchLosses = Callable[[torch.Generator], dict[str, Tensor]]


def learning_rate_factor(step: int, steps: int) -> float:
    """Short linear warm-up, constant, then linear decay over the last 65 % to 4 %."""
    warm_up = max(1, min(30, steps // 20))
    if step < warm_up:
        return (step + 1) / warm_up
    return max(0.04, min(1.0, (steps - step) / max(1.0, 0.65 * steps)))


def save_atomically(value: object, path: Path) -> None:
    """Written beside its target, flushed, renamed: a reader never sees half a checkpoint."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    with temporary.open("wb") as file:
        torch.save(value, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


class Averages:
    """Exponential moving average of a module's state, with a start-up correction."""

    def __init__(self, module: nn.Module, decay: float) -> None:
        self.decay = decay
        self.state = {name: value.detach().clone() for name, value in module.state_dict().items()}

    @torch.no_grad()
    def update(self, module: nn.Module, step: int) -> None:
        decay = min(self.decay, (step + 1) / (step + 10))
        for name, value in module.state_dict().items():
            if value.is_floating_point():
                self.state[name].lerp_(value, 1.0 - decay)
            else:
                self.state[name].copy_(value)


class TrainingLoop:
    """Runs one stage. `module` holds everything that trains; its state is what the checkpoint stores."""

    def __init__(
        self,
        *,
        name: str,
        module: nn.Module,
        optimizers: OptimizerPair,
        losses: BatchLosses,
        settings: StageSettings,
        folder: Path,
        seed: int,
        steps: int | None = None,
    ) -> None:
        self.name, self.module, self.optimizers, self.losses = name, module, optimizers, losses
        self.settings, self.folder = settings, folder
        self.generator = torch.Generator().manual_seed(seed)
        self.averages = Averages(module, settings.ema) if settings.ema > 0 else None
        self.step, self.steps, self.seconds = 0, steps or 0, 0.0
        self.plan: list[dict[str, float]] = []

    @property
    def path(self) -> Path:
        return self.folder / f"{self.name}.pt"

    def train_step(self) -> dict[str, float]:
        """One update; returns the losses as numbers."""
        self.optimizers.set_factor(learning_rate_factor(self.step, max(1, self.steps)))
        values = self.losses(self.generator)
        values["loss"].backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.module.parameters(), 1.0)
        self.optimizers.step()
        if self.averages is not None:
            self.averages.update(self.module, self.step)
        self.step += 1
        return {name: float(value.detach()) for name, value in values.items()}

    def calibrate(self, trial_steps: int = 4) -> None:
        """Fix the number of steps: time a few on a snapshot, then take everything back."""
        snapshot = copy.deepcopy((self.module.state_dict(), self.optimizers.state_dict(), self.generator.get_state()))
        averages = copy.deepcopy(self.averages)
        self.steps = 1000
        self.train_step()
        start = time.monotonic()
        for _ in range(trial_steps):
            self.train_step()
        seconds = (time.monotonic() - start) / trial_steps
        self.module.load_state_dict(snapshot[0])
        self.optimizers.load_state_dict(snapshot[1])
        self.generator.set_state(snapshot[2])
        self.averages, self.step = averages, 0
        self.steps = max(2, min(self.settings.max_steps, int(60 * self.settings.minutes / seconds)))
        self.record_plan(f"calibrated at {seconds:.3f} s per step")

    def record_plan(self, reason: str) -> None:
        """Say what will be done before doing it."""
        self.plan.append({"from": self.step, "steps": self.steps})
        print(f"[{self.name}] plan: {self.steps} steps of {self.settings.batch}; {reason}", flush=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{self.name}.plan.json").write_text(json.dumps(self.plan))

    def checkpoint(self) -> None:
        state: dict[str, Any] = {
            "model": self.module.state_dict(),
            "averages": self.averages.state if self.averages is not None else None,
            "optimizers": self.optimizers.state_dict(),
            "generator": self.generator.get_state(),
            "step": self.step, "steps": self.steps, "seconds": self.seconds, "plan": self.plan,
        }  # fmt: skip
        save_atomically(state, self.path)

    def resume(self) -> bool:
        """Continue from the last checkpoint, if there is one."""
        if not self.path.is_file():
            return False
        state = torch.load(self.path, weights_only=False)
        self.module.load_state_dict(state["model"])
        if self.averages is not None and state["averages"] is not None:
            self.averages.state = state["averages"]
        self.optimizers.load_state_dict(state["optimizers"])
        self.generator.set_state(state["generator"])
        self.step, self.steps, self.seconds = state["step"], state["steps"], state["seconds"]
        self.plan = state["plan"]
        print(f"[{self.name}] resumed at step {self.step} of {self.steps}", flush=True)
        return True

    def replan(self, seconds_per_step: float, spent: float) -> None:
        """Keep within the budget (or meet the deadline) on a machine that others use too."""
        settings = self.settings
        left = settings.deadline - time.time() if settings.deadline > 0 else 60 * settings.minutes - spent
        affordable = min(settings.max_steps, self.step + max(1, int(left / seconds_per_step)))
        if self.step < self.steps and abs(affordable / self.steps - 1.0) > 0.04:
            self.steps = affordable
            self.record_plan(f"changed at step {self.step}, {seconds_per_step:.3f} s per step")

    def run(self, *, resume: bool = False, until: int | None = None) -> list[float]:
        """Train to the end of the plan (or to step `until`, for tests); returns the losses seen."""
        self.module.train()
        if not (resume and self.resume()) and self.steps == 0:
            self.calibrate()
        history: list[float] = []
        started = last = time.monotonic()
        last_step = self.step
        shown: dict[str, float] = {}
        log = (self.folder / f"{self.name}.losses.jsonl").open("a") if self.folder.is_dir() else None
        while self.step < min(self.steps, self.steps if until is None else until):
            values = self.train_step()
            assert values["loss"] == values["loss"], f"{self.name}: loss is not a number at step {self.step}"
            history.append(values["loss"])
            for name, value in values.items():
                shown[name] = value if name not in shown else 0.95 * shown[name] + 0.05 * value
            if self.step % 10 == 0 and log is not None:
                seconds = round(self.seconds + time.monotonic() - started, 1)
                log.write(json.dumps({"step": self.step, "seconds": seconds, **shown}) + "\n")
                log.flush()
            if self.step % 20 == 0:
                text = " ".join(f"{name} {value:.4f}" for name, value in shown.items())
                spent = self.seconds + time.monotonic() - started
                print(f"[{self.name}] {self.step}/{self.steps} {spent:.0f}s {text}", flush=True)
            if time.monotonic() - last > self.settings.checkpoint_seconds:
                now = time.monotonic()
                self.seconds, started = self.seconds + now - started, now
                self.replan((now - last) / (self.step - last_step), self.seconds)
                self.checkpoint()
                last, last_step = time.monotonic(), self.step
        self.seconds += time.monotonic() - started
        if log is not None:
            log.close()
        self.checkpoint()
        return history


def load_trained(module: nn.Module, path: Path) -> nn.Module:
    """Weights of a stage's checkpoint (its averages where it has them), in evaluation mode and frozen."""
    state = torch.load(path, weights_only=False)
    module.load_state_dict(state["averages"] if state["averages"] is not None else state["model"])
    return module.eval().requires_grad_(False)
