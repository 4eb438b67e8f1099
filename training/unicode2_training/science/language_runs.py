"""One language model per (K, variant of C2, seed), all else equal: what it then understands, draws and predicts.

Variants share C1, hence the indices of every picture; they differ in the table that the model reads and speaks:
`frozen` C1's centroids unchanged · `cascaded` a copy of them that trains (UniCode²) · `random` rows of the same spread
without any of their meaning, which train too.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch.nn import functional as F

from ..data.conversations import UNCONDITIONAL_SHARE, Conversations
from ..data.prefetch import Batch
from ..devices import CPU
from ..evaluation.categories import all_prompts, score_categories
from ..evaluation.generation import write_prompts
from ..evaluation.questions import Baselines, score_questions
from ..evaluation.sampling import Sampling
from ..evaluation.verifier import Verifier, accuracy
from ..models.build import build_language
from ..models.language_model import LanguageModel
from ..optimizers import build_optimizers
from ..recipe import StageSettings
from ..stages.language import ROWS_FACTOR, draw_conversations, language_losses
from ..training_loop import TrainingLoop
from .results import write_result
from .setting import Book, Setting

VARIANTS = ("frozen", "cascaded", "random")
GENERATE_SHARE = 0.5  # of batches; the others answer questions
BATCH = 16
SAMPLING = Sampling(guidance=2.0, temperature=0.4, top_k=50, top_p=0.9, decoder_steps=4)


@dataclass(frozen=True)
class Run:
    """What one run is."""

    codes: int
    variant: str
    seed: int

    def __post_init__(self) -> None:
        if self.variant not in VARIANTS:
            raise ValueError(f"variant must be one of {VARIANTS}, not {self.variant!r}")

    @property
    def name(self) -> str:
        return f"language-{self.codes}-{self.variant}-{self.seed}"


def build(setting: Setting, book: Book, run: Run) -> LanguageModel:
    """A fresh model; its rows as the variant wants them."""
    torch.manual_seed(1000 + run.seed)
    model = build_language(replace(setting.recipe.sizes, codes=run.codes), setting.tokens.size)
    with torch.no_grad():
        if run.variant == "random":
            mean, spread = book.centroids.mean(dim=0), book.centroids.std(dim=0)
            model.rows.weight.copy_(mean + spread * torch.randn(book.centroids.shape))
        else:
            model.rows.weight.copy_(book.centroids)
    model.rows.weight.requires_grad_(run.variant != "frozen")
    return model


def make_loop(
    setting: Setting, book: Book, model: LanguageModel, name: str, seed: int, *,
    settings: StageSettings, unconditional: float = UNCONDITIONAL_SHARE,
) -> TrainingLoop:  # fmt: skip
    """As many steps as the settings allow, in a folder of that name."""
    conversations = Conversations(
        setting.examples("train"), book.codes["train"], book.codes["train"], setting.tokens,
        world=setting.recipe.world, codes=book.centroids.shape[0], limit=setting.recipe.sizes.max_length,
        unconditional=unconditional,
    )  # fmt: skip

    def draw(generator: torch.Generator) -> Batch:
        draws = float(torch.rand((), generator=generator)) < GENERATE_SHARE
        return draw_conversations(conversations, settings.batch, generator, "generate" if draws else "ask")

    folder = setting.folder / name
    folder.mkdir(parents=True, exist_ok=True)
    return TrainingLoop(
        name="language", module=model, settings=settings, folder=folder, seed=2000 + seed, draw=draw,
        losses=partial(language_losses, model, torch.zeros(book.centroids.shape[0])), hardware=CPU,
        steps=settings.max_steps,
        optimizers=build_optimizers(
            model, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr, factors={"rows": ROWS_FACTOR}
        ),
    )  # fmt: skip


def train(loop: TrainingLoop, model: LanguageModel) -> None:
    """A stopped run goes on where it was."""
    loop.run(resume=True)
    if loop.averages is not None:
        model.load_state_dict(loop.averages.state)
    model.eval().requires_grad_(False)


@torch.no_grad()
def visual_loss(setting: Setting, model: LanguageModel, book: Book) -> float:
    """L_GEN on held-out scenes drawn from their first prompts: nats per visual token."""
    examples, grids = setting.examples("validation"), book.codes["validation"]
    conversations = Conversations(
        examples, grids, grids, setting.tokens,
        world=setting.recipe.world, codes=book.centroids.shape[0], limit=setting.recipe.sizes.max_length,
    )  # fmt: skip
    generator = torch.Generator().manual_seed(0)
    errors = []
    for _ in range(len(examples) // BATCH):
        batch = conversations.batch(BATCH, generator, "generate")
        states = model(batch.text_ids, batch.codes, batch.cell)[:, :-1]
        targets = batch.codes[:, 1:]
        visual = targets >= 0
        logits = model.visual_query(states[visual]) @ model.rows.weight.T
        errors.append(F.cross_entropy(logits, targets[visual], reduction="none"))
    return float(torch.cat(errors).mean())


def largest_rise(log: Path) -> float:
    """Loss stability: how far the running mean of L_GEN ever rose above its lowest value so far, in nats."""
    lowest, rise = float("inf"), 0.0
    for line in log.read_text().splitlines():
        value = json.loads(line).get("visual")
        if value is not None:
            lowest = min(lowest, value)
            rise = max(rise, value - lowest)
    return rise


def score(setting: Setting, model: LanguageModel, book: Book, name: str, *, guidance: float = 2.0) -> dict[str, Any]:
    """Understanding, generation and loss of a trained model; `name` is its run's."""
    config, cells, limits = setting.recipe.world, setting.recipe.sizes.grid**2, setting.recipe.evaluation
    questions = score_questions(
        model, setting.tokens, Baselines(setting.examples("train")), setting.examples("validation"),
        book.codes["validation"], per_scene=limits.questions,
    )  # fmt: skip
    prompts = all_prompts(config, limits.per_category)
    texts, sampling = [each["prompt"] for each in prompts], replace(SAMPLING, guidance=guidance)
    written = write_prompts(model, setting.tokens, texts, sampling, seeds=limits.category_seeds, cells=cells)
    painter, verifier = setting.painter(), Verifier(config, setting.recipe.sizes.picture)
    generation = score_categories(prompts, verifier.read(painter.paint(book.centroids, written.flatten(0, 1))))
    generation.pop("intervals")
    true = [example.scene for example in setting.examples("validation")[: limits.pictures]]
    ceiling = accuracy(verifier.read(painter.paint(book.centroids, book.codes["validation"][: limits.pictures])), true)
    return {
        "questions": questions["macro"], "questionsPerFamily": questions["perFamily"],
        "questionOnly": questions["questionOnly"],
        "generation": generation["mean"], "generationPerCategory": generation,
        "roundTrip": ceiling, "visualLoss": visual_loss(setting, model, book),
        "largestRise": largest_rise(setting.folder / name / "language.losses.jsonl"),
        "drift": float(
            (model.rows.weight - book.centroids).norm(dim=1).mean() / book.centroids.norm(dim=1).mean()
        ),
    }  # fmt: skip


def run_language(setting: Setting, run: Run, results: Path) -> None:
    """Train and score, unless the result is there; one JSON file per run."""
    target = results / f"{run.name}.json"
    if target.is_file():
        return
    book = setting.book(run.codes)
    start = time.process_time()
    model = build(setting, book, run)
    settings = setting.recipe.language
    train(make_loop(setting, book, model, run.name, run.seed, settings=settings), model)
    minutes = (time.process_time() - start) / 60
    result = {
        **asdict(run), "steps": settings.max_steps, "batch": settings.batch, "processorMinutes": minutes,
        **score(setting, model, book, run.name), "codebook": book.scores,
    }  # fmt: skip
    write_result(target, result)
    print(
        f"[science] {run.name}: questions {result['questions']:.3f}, generation {result['generation']:.3f}", flush=True
    )
