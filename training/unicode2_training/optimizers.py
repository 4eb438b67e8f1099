"""Muon for hidden matrices, AdamW for everything else (C2, embeddings, heads, gains, biases)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn

from .devices import has_bfloat16_products


def orthogonalise(matrices: Tensor, *, steps: int = 4) -> Tensor:
    """Newton–Schulz iteration towards the nearest semi-orthogonal matrices, of a stack at once. Shape: (b, m, n).

    In bfloat16 where a CPU multiplies it natively, as the published Muon does; else in float32.
    """
    a, b, c = 3.4445, -4.7750, 2.0315
    tall = matrices.shape[-2] > matrices.shape[-1]
    x = matrices.mT if tall else matrices
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    if x.device.type == "cpu" and has_bfloat16_products():
        x = x.bfloat16()
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    x = x.to(matrices.dtype)
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    """Momentum whose update is orthogonalised; convolution kernels count as (out, in·k·k) matrices."""

    def __init__(self, parameters: Iterable[Tensor], *, lr: float, momentum: float = 0.95, decay: float = 0.0) -> None:
        super().__init__(list(parameters), {"lr": lr, "momentum": momentum, "decay": decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        assert closure is None, "Muon takes no closure"
        for group in self.param_groups:
            stacks: dict[tuple[int, int], list[Tensor]] = {}  # parameters by the shape of their matrix
            for parameter in group["params"]:
                if parameter.grad is not None:
                    shape = (parameter.shape[0], parameter[0].numel())
                    stacks.setdefault(shape, []).append(parameter)
            for shape, parameters in stacks.items():
                directions = torch.stack(
                    [self.direction(each, group["momentum"]).reshape(shape) for each in parameters]
                )
                scale = max(1.0, shape[0] / shape[1]) ** 0.5
                for parameter, update in zip(parameters, orthogonalise(directions), strict=True):
                    parameter.mul_(1.0 - group["lr"] * group["decay"])
                    parameter.add_(update.reshape(parameter.shape), alpha=-group["lr"] * scale)

    def direction(self, parameter: Tensor, momentum: float) -> Tensor:
        """Nesterov's, of this step's gradient. The parameter's shape."""
        state = self.state[parameter]
        if not state:
            state["momentum"] = torch.zeros_like(parameter)
        assert parameter.grad is not None
        buffer: Tensor = state["momentum"].lerp_(parameter.grad, 1.0 - momentum)
        return parameter.grad.lerp(buffer, momentum)


class OptimizerPair:
    """Both optimizers under one learning-rate factor, with one state for checkpoints."""

    def __init__(self, muon: Muon | None, adam: torch.optim.AdamW) -> None:
        self.parts: list[torch.optim.Optimizer] = ([muon] if muon is not None else []) + [adam]
        self.base = [[group["lr"] for group in part.param_groups] for part in self.parts]

    def set_factor(self, factor: float) -> None:
        """Learning rates become base · factor."""
        for part, base in zip(self.parts, self.base, strict=True):
            for group, lr in zip(part.param_groups, base, strict=True):
                group["lr"] = lr * factor

    def step(self) -> None:
        for part in self.parts:
            part.step()
            part.zero_grad(set_to_none=True)

    def state_dict(self) -> list[dict[str, Any]]:
        return [part.state_dict() for part in self.parts]

    def load_state_dict(self, states: list[dict[str, Any]]) -> None:
        for part, state in zip(self.parts, states, strict=True):
            part.load_state_dict(state)


NOT_HIDDEN = (
    "embedding", "tokens", "positions", "rows", "head", "reconstruct", "leave", "enter", "per_cell",
    "table", "time", "pool_score",
)  # fmt: skip


def build_optimizers(
    module: nn.Module, *, muon_lr: float, adam_lr: float, decay: float = 0.01, factors: dict[str, float] | None = None
) -> OptimizerPair:
    """Hidden matrices to Muon (none if muon_lr is 0), the rest to AdamW.

    `factors` multiplies the learning rates of all parameters whose name starts with a key; 0 freezes them.
    """
    factors = factors or {}
    muon_groups: dict[float, list[Tensor]] = {}
    adam_groups: dict[float, list[Tensor]] = {}
    for name, parameter in module.named_parameters():
        factor = next((value for prefix, value in factors.items() if name.startswith(prefix)), 1.0)
        if factor == 0.0 or not parameter.requires_grad:
            continue
        hidden = parameter.ndim >= 2 and not any(word in name for word in NOT_HIDDEN)
        groups = muon_groups if hidden and muon_lr > 0 else adam_groups
        groups.setdefault(factor, []).append(parameter)
    muon = _muon(muon_groups, lr=muon_lr, decay=decay) if muon_groups else None
    adam = torch.optim.AdamW(
        [{"params": params, "lr": adam_lr * factor} for factor, params in adam_groups.items()],
        lr=adam_lr, betas=(0.9, 0.97), eps=1e-10, weight_decay=0.0,
    )  # fmt: skip
    return OptimizerPair(muon, adam)


def _muon(groups: dict[float, list[Tensor]], *, lr: float, decay: float) -> Muon:
    """One Muon with a parameter group per learning-rate factor."""
    (first, parameters), *others = groups.items()
    muon = Muon(parameters, lr=lr * first, decay=decay)
    for factor, more in others:
        muon.add_param_group({"params": more, "lr": lr * factor, "momentum": 0.95, "decay": decay})
    return muon
