"""A world small enough to train on within a test: random codes, true texts."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import torch
from torch import Tensor

from unicode2_training.data.conversations import Conversations
from unicode2_training.data.precompute import Example
from unicode2_training.data.text_tokens import TextTokens, train_tokenizer
from unicode2_training.devices import CPU, Hardware
from unicode2_training.models.build import build_language
from unicode2_training.models.language_model import LanguageModel
from unicode2_training.optimizers import build_optimizers
from unicode2_training.recipe import Sizes, StageSettings
from unicode2_training.stages.language import draw_conversations, language_losses
from unicode2_training.training_loop import TrainingLoop
from unicode2_training.world.language import corpus
from unicode2_training.world.records import make_records
from unicode2_training.world.scene import WorldConfig

SIZES = Sizes(
    picture=64, encoder_width=24, code_width=24, text_width=16, text_layers=1, text_heads=2, embedding=16, codes=40,
    language_width=32, language_layers=2, language_heads=4, vocabulary=420, decoder_width=48, decoder_layers=2,
    decoder_heads=4, condition_width=48, mapping_layers=1, latent_channels=4,
)  # fmt: skip
SETTINGS = StageSettings(minutes=1, batch=4, muon_lr=0.02, adam_lr=0.003, ema=0.9)
CELLS = SIZES.grid**2


def make_tokens() -> TextTokens:
    return TextTokens(train_tokenizer(corpus(WorldConfig(), 400, 0), vocabulary=SIZES.vocabulary))


def make_examples(count: int) -> list[Example]:
    return [
        Example(
            scene=record.scene,
            edited_scene=record.edited_scene,
            prompts=(record.prompt,),
            captions=(record.caption,),
            questions=tuple((q.family, q.question, q.answer) for q in record.questions),
            edit_instruction=record.edit_instruction,
            edit_kind=record.edit_kind,
        )
        for record in make_records(WorldConfig(), count, 0, "train")
    ]


def make_codes(count: int, seed: int = 0) -> tuple[Tensor, Tensor]:
    """Grids of scenes and of edited scenes, which differ in some cells."""
    generator = torch.Generator().manual_seed(seed)
    scenes = torch.randint(0, SIZES.codes, (count, CELLS), generator=generator)
    others = torch.randint(0, SIZES.codes, (count, CELLS), generator=generator)
    return scenes, torch.where(torch.rand(scenes.shape, generator=generator) < 0.3, others, scenes)


def make_conversations(tokens: TextTokens, count: int = 12, *, layouts: bool = False) -> Conversations:
    scenes, edited = make_codes(count)
    return Conversations(
        make_examples(count), scenes, edited, tokens,
        world=WorldConfig(), codes=SIZES.codes, limit=SIZES.max_length, layouts=layouts,
    )  # fmt: skip


def make_language(tokens: TextTokens, *, seed: int = 0) -> LanguageModel:
    """A model whose outputs are not all zero, as they are at the start of training."""
    torch.manual_seed(seed)
    model = build_language(SIZES, tokens.size)
    for parameter in model.parameters():
        if parameter.ndim >= 2 and float(parameter.detach().abs().sum()) == 0.0:
            torch.nn.init.normal_(parameter, std=0.1)
    torch.nn.init.normal_(model.query_head.weight, std=0.3)
    return model.eval().requires_grad_(False)


def make_loop(
    tokens: TextTokens, folder: Path, *, workers: int = 0, settings: StageSettings = SETTINGS, steps: int = 10
) -> TrainingLoop:
    """The stage "language" on the tiny world."""
    torch.manual_seed(0)
    model = build_language(SIZES, tokens.size)
    folder.mkdir(exist_ok=True)
    return TrainingLoop(
        name="language", module=model, settings=settings, folder=folder, seed=3, steps=steps,
        hardware=Hardware(device=CPU.device, workers=workers),
        losses=partial(language_losses, model, torch.zeros(SIZES.codes)),
        draw=partial(draw_conversations, make_conversations(tokens), settings.batch),
        optimizers=build_optimizers(model, muon_lr=settings.muon_lr, adam_lr=settings.adam_lr),
    )  # fmt: skip
