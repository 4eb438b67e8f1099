"""Recipes: frozen dataclasses read from training/recipes/*.json. One recipe is one pack.

Sizes are part of the pack; budgets say how long a stage may take. Steps are measured once (calibration), then
written to the run folder, so that a resumed run follows the same plan.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from .world.scene import WorldConfig

TRAINING = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Widths and depths of all networks."""

    picture: int = 128
    patch: int = 16
    encoder_width: int = 192
    encoder_layers: int = 4
    encoder_heads: int = 6
    text_width: int = 128
    text_layers: int = 3
    text_heads: int = 4
    embedding: int = 128
    codes: int = 2048
    code_width: int = 192  # components of a code, in C1 and in C2
    language_width: int = 256
    language_layers: int = 6
    language_heads: int = 8
    vocabulary: int = 800
    max_length: int = 512
    latent_channels: int = 8
    autoencoder_outer: int = 64
    autoencoder_inner: int = 128
    autoencoder_inner_blocks: int = 2  # of the half that paints
    autoencoder_outer_blocks: int = 2  # likewise
    decoder_width: int = 192
    decoder_layers: int = 6
    decoder_heads: int = 6
    condition_width: int = 192
    mapping_layers: int = 2

    @property
    def grid(self) -> int:
        """Cells along one side of the token grid."""
        return self.picture // self.patch

    @property
    def latent_side(self) -> int:
        """Latents along one side."""
        return self.picture // 8


@dataclass(frozen=True, kw_only=True)
class StageSettings:
    """Budget and optimisation of one stage."""

    minutes: float
    batch: int  # of each process
    muon_lr: float
    adam_lr: float
    max_steps: int = 1_000_000
    ema: float = 0.0  # 0: no averaging
    warm_up_steps: int = 30  # in which the learning rate rises, at most a twentieth of all; 0: none
    decay_share: float = 0.65  # of the steps, the last ones, in which the learning rate falls; 0: it stays
    bfloat16: bool = False  # products in bfloat16 (autocast) on a GPU and on CPUs that are built for it
    compiled: bool = False  # transformer blocks by torch.compile, where there is a C++ compiler
    checkpoint_seconds: float = 120.0
    deadline: float = 0.0  # seconds since the epoch; if set, it takes the place of `minutes`


@dataclass(frozen=True, kw_only=True)
class DataSettings:
    """What is computed before training."""

    records: int = 16_000
    held_out: int = 400
    shard: int = 500
    drawn_shards: int = 0  # of training scenes, in all sittings so far: evaluation shows none of them (0: of `records`)
    shown_edits: Sequence[int] = ()  # validation records whose scenes edited pictures of earlier sittings show
    codebook_vectors: int = 200_000
    kmeans_steps: int = 12
    extension_codes: int = 0  # of all codes, for combinations that training never shows (codebook/unspoken.py)
    spare_codes: int = 0  # fitted beyond these and beyond the others; the ones that new scenes use least are left out
    extension_pictures: int = 1200
    latent_pictures: int = 12_000
    changed_pictures: int = 0  # of those, the first ones are shown to the decoder in other colours, too


@dataclass(frozen=True, kw_only=True)
class EvaluationSettings:
    """How many held-out scenes each score is taken on (never more than there are)."""

    scenes: int = 400  # of each split, for questions
    questions: int = 3  # per scene
    pictures: int = 160  # round trip, calibration, and the verifier on true renders
    edits: int = 100
    infill: int = 50
    per_category: int = 40  # prompts of each of the six categories
    category_seeds: int = 4
    quick_per_category: int = 20
    prompts: int = 64  # of the fixed prompts
    seeds: int = 2
    candidates: int = 8  # per prompt, for the self-check
    hand_written: int = 400  # of each kind


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """A whole training run."""

    name: str
    seed: int
    trained_on: str
    sizes: Sizes
    data: DataSettings
    encoder: StageSettings
    autoencoder: StageSettings
    decoder: StageSettings
    mapping: StageSettings
    adaptation: StageSettings
    language: StageSettings
    evaluation: EvaluationSettings = EvaluationSettings()
    layouts: bool = False  # the language model writes what goes where before it draws
    fixed_rows: bool = False  # C2 stays as it is, so that codes of unseen combinations can be negatives like the others
    world: WorldConfig = field(default_factory=WorldConfig)  # what pictures show and what is said about them

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def training_shards(self) -> int:
        """Shards 0 … n − 1 hold every scene that training has shown, or will."""
        return max(self.data.drawn_shards, -(-self.data.records // self.data.shard))


def load_recipe(name: str) -> Recipe:
    """A recipe by name (training/recipes) or by path."""
    path = Path(name) if name.endswith(".json") else TRAINING / "recipes" / f"{name}.json"
    if not path.is_file():
        known = sorted(file.stem for file in (TRAINING / "recipes").glob("*.json"))
        raise SystemExit(f"unknown recipe {name!r}; known: {', '.join(known)}")
    values: dict[str, Any] = json.loads(path.read_text())
    parts: dict[str, Any] = {"name": values["name"], "seed": values["seed"], "trained_on": values["trained_on"]}
    for entry in fields(Recipe):
        if entry.name in parts:
            continue
        if entry.name == "world":
            parts[entry.name] = WorldConfig.from_json(values.get(entry.name, {}))
            continue
        if entry.name in ("layouts", "fixed_rows"):
            parts[entry.name] = bool(values.get(entry.name, False))
            continue
        kind = {"sizes": Sizes, "data": DataSettings, "evaluation": EvaluationSettings}.get(entry.name, StageSettings)
        parts[entry.name] = kind(**values.get(entry.name, {}))
    return Recipe(**parts)


def run_folder(recipe: Recipe) -> Path:
    """Where a recipe's data, checkpoints and logs live (git-ignored)."""
    return TRAINING / "runs" / recipe.name
