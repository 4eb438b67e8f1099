"""One training loop for all stages: a fixed plan of steps, a short warm-up, a long decay, EMA, atomic checkpoints.

A checkpoint holds model, averages, optimizers, step and plan, and a step's batch follows from its number, so that a
resumed run equals an undisturbed one. The number of steps comes from a short calibration against the stage's time
budget. If the machine turns out slower or faster, the plan changes at a checkpoint and the change is recorded
(`*.plan.json`), never silently.

Under torchrun all processes take each step together (parallel.py); the first one plans, logs and writes.
"""

from __future__ import annotations

import copy
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from . import parallel
from .data.prefetch import Batch, Draw, prefetch
from .devices import Hardware, compile_blocks, mixed_precision, moved, training_precision
from .models.flow_decoder import FlowBlock
from .models.language_model import CausalBlock
from .models.transformer import Block
from .optimizers import OptimizerPair
from .recipe import StageSettings

# Losses of one batch, which is on the device, by name; "loss" is the one to minimise.
BatchLosses = Callable[[Batch], dict[str, Tensor]]

COMPILING_STEPS = 20  # until every shape of batch has been met
BLOCKS = (Block, CausalBlock, FlowBlock)  # what is compiled


def learning_rate_factor(step: int, steps: int, decay_share: float = 0.65, warm_up_steps: int = 30) -> float:
    """Short linear warm-up, constant, then linear decay over the last steps to 4 %."""
    warm_up = max(1, min(warm_up_steps, steps // 20))
    if step < warm_up:
        return (step + 1) / warm_up
    if decay_share == 0:
        return 1.0
    return max(0.04, min(1.0, (steps - step) / max(1.0, decay_share * steps)))


def save_atomically(value: object, path: Path) -> None:
    """Tensors as the CPU's, written beside the target, flushed, renamed: a reader never sees half a checkpoint."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    with temporary.open("wb") as file:
        torch.save(moved(value, torch.device("cpu")), file)
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
        draw: Draw,
        losses: BatchLosses,
        settings: StageSettings,
        folder: Path,
        seed: int,
        hardware: Hardware,
        steps: int | None = None,
    ) -> None:
        self.name, self.module, self.optimizers = name, module, optimizers
        self.draw, self.losses, self.seed = draw, losses, seed
        self.settings, self.folder, self.hardware = settings, folder, hardware
        self.batches: Iterator[Batch] | None = None
        parallel.share_weights(module)
        if settings.compiled:
            compile_blocks(module, BLOCKS)
        self.averages = Averages(module, settings.ema) if settings.ema > 0 else None
        self.step, self.steps, self.seconds = 0, steps or 0, 0.0
        self.may_replan = steps is None
        self.plan: list[dict[str, float]] = []

    @property
    def path(self) -> Path:
        return self.folder / f"{self.name}.pt"

    def next_batch(self) -> Batch:
        """This step's batch, on the device."""
        hardware = self.hardware
        if self.batches is None:
            self.batches = prefetch(
                self.draw, seed=self.seed, rank=parallel.rank(), first=self.step, workers=hardware.workers,
                pinned=hardware.device.type == "cuda",
            )  # fmt: skip
        batch: Batch = moved(next(self.batches), hardware.device)
        return batch

    def train_step(self) -> dict[str, float]:
        """One update; returns the losses of this process as numbers."""
        settings = self.settings
        factor = learning_rate_factor(self.step, max(1, self.steps), settings.decay_share, settings.warm_up_steps)
        self.optimizers.set_factor(factor)
        batch = self.next_batch()
        with mixed_precision(self.hardware.device, self.settings.bfloat16):
            values = self.losses(batch)
        values["loss"].backward()  # type: ignore[no-untyped-call]
        parallel.average_gradients(self.module)
        torch.nn.utils.clip_grad_norm_(self.module.parameters(), 1.0)
        self.optimizers.step()
        if self.averages is not None:
            self.averages.update(self.module, self.step)
        self.step += 1
        numbers = torch.stack([value.detach().float() for value in values.values()]).tolist()  # waits for the GPU once
        return dict(zip(values, numbers, strict=True))

    def calibrate(self, trial_steps: int = 4) -> None:
        """Fix the number of steps: time a few on a snapshot, then take everything back."""
        snapshot = copy.deepcopy((self.module.state_dict(), self.optimizers.state_dict()))
        averages = copy.deepcopy(self.averages)
        self.steps = 1000
        for _ in range(COMPILING_STEPS if self.settings.compiled else 1):
            self.train_step()
        start = time.monotonic()
        for _ in range(trial_steps):
            self.train_step()
        seconds = (time.monotonic() - start) / trial_steps
        self.module.load_state_dict(snapshot[0])
        self.optimizers.load_state_dict(snapshot[1])
        self.averages, self.step, self.batches = averages, 0, None
        self.steps = max(2, min(self.settings.max_steps, int(60 * self.settings.minutes / seconds)))
        self.steps = parallel.from_first(self.steps)
        self.record_plan(f"calibrated at {seconds:.3f} s per step")

    def record_plan(self, reason: str) -> None:
        """Say what will be done before doing it."""
        self.plan.append({"from": self.step, "steps": self.steps})
        if parallel.rank() > 0:
            return
        print(f"[{self.name}] plan: {self.steps} steps of {self.settings.batch}; {reason}", flush=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{self.name}.plan.json").write_text(json.dumps(self.plan))

    def checkpoint(self) -> None:
        if parallel.rank() > 0:
            return
        state: dict[str, Any] = {
            "model": self.module.state_dict(),
            "averages": self.averages.state if self.averages is not None else None,
            "optimizers": self.optimizers.state_dict(),
            "step": self.step, "steps": self.steps, "seconds": self.seconds, "plan": self.plan,
        }  # fmt: skip
        save_atomically(state, self.path)

    def resume(self) -> bool:
        """Continue from the last checkpoint, if there is one."""
        if not self.path.is_file():
            return False
        state = torch.load(self.path, weights_only=False, map_location="cpu")
        self.module.load_state_dict(state["model"])
        if self.averages is not None and state["averages"] is not None:
            self.averages.state = moved(state["averages"], self.hardware.device)
        self.optimizers.load_state_dict(state["optimizers"])
        self.batches = None
        self.step, self.steps, self.seconds = state["step"], state["steps"], state["seconds"]
        self.plan = state["plan"]
        print(f"[{self.name}] resumed at step {self.step} of {self.steps}", flush=True)
        return True

    def replan(self, seconds_per_step: float, spent: float) -> None:
        """Keep within the budget (or the deadline) on a machine that others use too. A given number of steps stays."""
        if not self.may_replan:
            return
        settings = self.settings
        left = settings.deadline - time.time() if settings.deadline > 0 else 60 * settings.minutes - spent
        affordable = min(settings.max_steps, self.step + max(1, int(left / seconds_per_step)))
        if self.step < self.steps and abs(affordable / self.steps - 1.0) > 0.04:
            self.steps = affordable
            self.record_plan(f"changed at step {self.step}, {seconds_per_step:.3f} s per step")

    def run(self, *, resume: bool = False, until: int | None = None) -> list[float]:
        """Train to the end of the plan (or to step `until`, for tests); returns the losses seen."""
        with training_precision():
            history = self._run(resume=resume, until=until)
        self.batches = None  # ends the workers
        parallel.assert_same_weights(self.module)
        parallel.by_first(self.checkpoint)
        return history

    def _run(self, *, resume: bool, until: int | None) -> list[float]:
        self.module.train()
        if not (resume and self.resume()) and self.steps == 0:
            self.calibrate()
        history: list[float] = []
        started = last = time.monotonic()
        last_step = self.step
        shown: dict[str, float] = {}
        is_first = parallel.rank() == 0
        log = (self.folder / f"{self.name}.losses.jsonl").open("a") if is_first and self.folder.is_dir() else None
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
            if self.step % 20 == 0 and is_first:
                text = " ".join(f"{name} {value:.4f}" for name, value in shown.items())
                spent = self.seconds + time.monotonic() - started
                print(f"[{self.name}] {self.step}/{self.steps} {spent:.0f}s {text}", flush=True)
            if is_first and time.monotonic() - last > self.settings.checkpoint_seconds:
                now = time.monotonic()
                self.seconds, started = self.seconds + now - started, now
                self.replan((now - last) / (self.step - last_step), self.seconds)
                self.checkpoint()
                last, last_step = time.monotonic(), self.step
            self.steps = parallel.from_first(self.steps)
        self.seconds += time.monotonic() - started
        if log is not None:
            log.close()
        return history


def load_trained(module: nn.Module, path: Path) -> nn.Module:
    """Weights of a stage's checkpoint (its averages where it has them), in evaluation mode and frozen."""
    state = torch.load(path, weights_only=False, map_location="cpu")
    module.load_state_dict(state["averages"] if state["averages"] is not None else state["model"])
    return module.eval().requires_grad_(False)
