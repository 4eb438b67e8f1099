"""Losses, one optimizer step and sampling on a pretended GPU: a tensor that was left on the CPU is an error.

`FakeTensorMode` computes shapes and devices only, so this runs anywhere; it forbids to mix devices, as a GPU does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
import tiny
import torch
from torch import nn
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.fx.experimental.symbolic_shapes import ShapeEnv

from unicode2_training.codebook.quantize import quantize
from unicode2_training.data.conversations import Conversations
from unicode2_training.data.prefetch import Batch, step_generator
from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.devices import CPU, choose_hardware, moved, take
from unicode2_training.evaluation.pictures import decode_codes
from unicode2_training.evaluation.requests import picture_request
from unicode2_training.evaluation.sampling import Sampling
from unicode2_training.evaluation.writing import write_pictures
from unicode2_training.models.build import build_autoencoder, build_decoder, build_language, build_text, build_vision
from unicode2_training.models.region_words import RegionLabels, label_regions
from unicode2_training.optimizers import build_optimizers
from unicode2_training.recipe import Recipe, load_recipe
from unicode2_training.stages.autoencoder import autoencoder_losses, draw_pictures
from unicode2_training.stages.codebook import cut_patches, find_exemplars
from unicode2_training.stages.common import Towers
from unicode2_training.stages.decoder import decoder_losses, draw_noisy
from unicode2_training.stages.encoder import draw_captions, encoder_losses
from unicode2_training.stages.language import draw_conversations, language_losses
from unicode2_training.stages.mapping import build_mapped, draw_codes, mapping_losses

RECIPES = {name: load_recipe(name) for name in ("smoke", "starter-gpu")}
RECIPE = RECIPES["smoke"]
SIZES, GPU, COUNT = RECIPE.sizes, torch.device("cuda", 0), 12
CELLS = SIZES.grid**2
EXAMPLES = tiny.make_examples(COUNT)
STAGES = ("encoder", "autoencoder", "decoder", "mapping", "language")
Case = tuple[Callable[[], nn.Module], list[Any], Batch, Callable[..., Any]]


def pretended() -> FakeTensorMode:
    return FakeTensorMode(shape_env=ShapeEnv(), allow_non_fake_inputs=False)


def on_gpu(value: Any) -> Any:  # noqa: ANN401
    """Fake tensors on the GPU of the shapes of real ones."""
    if isinstance(value, RegionLabels):
        return RegionLabels(*(on_gpu(each) for each in vars(value).values()))
    if isinstance(value, dict):
        return {key: on_gpu(each) for key, each in value.items()}
    return torch.empty(value.shape, dtype=value.dtype, device=GPU)


def case(recipe: Recipe, stage: str, tokens: TextTokens) -> Case:
    """How a stage's module is built, its tables of data, a drawn batch, and its losses of (module, *tables, batch)."""
    sizes, random, size = recipe.sizes, step_generator(0, 0, 0), getattr(recipe, stage).batch
    scenes = torch.zeros(COUNT, 3, sizes.picture, sizes.picture, dtype=torch.uint8)
    labels = label_regions([example.scene for example in EXAMPLES], recipe.world, sizes.grid)
    latents = torch.zeros(COUNT, sizes.latent_channels, sizes.latent_side, sizes.latent_side)
    rows, codes = torch.zeros(sizes.codes, sizes.code_width), torch.zeros(COUNT, sizes.grid**2, dtype=torch.int64)
    shape, text = tuple(latents.shape[1:]), partial(build_text, sizes, tokens.size)
    conversations = Conversations(
        EXAMPLES, codes, codes, tokens, world=recipe.world, codes=sizes.codes, limit=sizes.max_length
    )
    cases: dict[str, Callable[[], Case]] = {
        "encoder": lambda: (
            lambda: Towers(build_vision(sizes, recipe.world), text()), [scenes, labels],
            draw_captions(EXAMPLES, torch.ones(len(EXAMPLES)) > 0, tokens, size, random), encoder_losses,
        ),
        "autoencoder": lambda: (
            partial(build_autoencoder, sizes), [scenes], draw_pictures(torch.ones(COUNT) > 0, sizes, size, random),
            autoencoder_losses,
        ),
        "decoder": lambda: (
            partial(build_decoder, sizes), [latents], draw_noisy(EXAMPLES, tokens, COUNT, size, shape, random),
            lambda module, *rest: decoder_losses(module, built_on_gpu(text), *rest),
        ),
        "mapping": lambda: (
            partial(build_mapped, recipe), [rows, latents, labels],
            draw_codes(EXAMPLES, tokens, codes, sizes.codes, size, shape, random),
            lambda module, *rest: mapping_losses(module, built_on_gpu(text), *rest),
        ),
        "language": lambda: (
            partial(build_language, sizes, tokens.size), [torch.zeros(sizes.codes)],
            draw_conversations(conversations, size, random), language_losses,
        ),
    }  # fmt: skip
    return cases[stage]()


def built_on_gpu(build: Callable[[], Any]) -> Any:  # noqa: ANN401
    """Fake modules cannot be moved, so they are made there; nothing else has that default."""
    with GPU:
        return build()


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("recipe", RECIPES)
def test_a_step_stays_on_the_device(tokens: TextTokens, recipe: str, stage: str) -> None:
    build, tables, batch, losses = case(RECIPES[recipe], stage, tokens)
    assert all(value.device.type == "cpu" for value in batch.values())
    with pretended():
        module = built_on_gpu(build)
        values = losses(module, *map(on_gpu, tables), on_gpu(batch))
        assert all(value.device == GPU for value in values.values()), values
        for parameter in module.parameters():
            parameter.grad = torch.zeros_like(parameter)
        build_optimizers(module, muon_lr=0.02, adam_lr=0.003).step()


@pytest.mark.parametrize("stage", STAGES)
def test_what_lies_on_the_cpu_is_found(tokens: TextTokens, stage: str) -> None:
    """The test above can fail: with the module on the CPU it does."""
    build, tables, batch, losses = case(RECIPE, stage, tokens)
    with pretended(), pytest.raises((RuntimeError, AssertionError), match=r"device|GPU|cuda|cpu"):
        module = build()
        values = losses(module, *map(on_gpu, tables), on_gpu(batch))
        assert all(value.device == GPU for value in values.values()), values


def test_sampling_stays_on_the_device(tokens: TextTokens) -> None:
    sampling = Sampling(guidance=2.0, temperature=0.9, top_k=20, top_p=0.95, decoder_steps=2)
    requests = [picture_request(tokens.encode("a red apple"), seed=seed) for seed in range(2)]
    with pretended():
        trained: Any = SimpleNamespace(
            language=built_on_gpu(partial(build_language, SIZES, tokens.size)),
            mapped=built_on_gpu(partial(build_mapped, RECIPE)),
            autoencoder=built_on_gpu(partial(build_autoencoder, SIZES)),
            device=GPU,
        )
        codes = write_pictures(trained.language, tokens, requests, sampling, cells=CELLS)
        pictures = decode_codes(trained, codes, steps=2, seed=0)
        assert codes.device.type == pictures.device.type == "cpu"
        assert pictures.shape == (2, 3, SIZES.picture, SIZES.picture)


def test_quantizing_stays_on_the_device() -> None:
    with pretended():
        vision = built_on_gpu(partial(build_vision, SIZES, RECIPE.world))
        centroids = torch.zeros(SIZES.codes, SIZES.code_width, device=GPU)
        pixels = torch.zeros(2, 3, SIZES.picture, SIZES.picture, device=GPU)
        assert all(value.device == GPU for value in quantize(vision, centroids, pixels))
        patches = cut_patches(torch.zeros(2, 3, SIZES.picture, SIZES.picture, dtype=torch.uint8), SIZES.patch)
        vectors = torch.zeros(2 * CELLS, SIZES.code_width, device=GPU)
        assert find_exemplars(vectors, patches, centroids).shape == (SIZES.codes, 3, SIZES.patch, SIZES.patch)


def test_tables_on_the_cpu_serve_rows_on_the_device() -> None:
    with pretended():
        rows = torch.zeros(3, dtype=torch.int64, device=GPU)
        assert take(torch.zeros(5, 2), rows).device == take(torch.zeros(5, 2, device=GPU), rows).device == GPU


def test_moving_keeps_structure_and_values() -> None:
    state = {"a": [torch.ones(2), 3], "b": (torch.zeros(1), {"c": "text", "d": None})}
    moved_state = moved(state, torch.device("meta"))
    assert moved_state["a"][0].is_meta and moved_state["b"][0].is_meta and moved_state["a"][1] == 3
    assert moved_state["b"][1] == {"c": "text", "d": None}


def test_hardware_is_chosen_by_name() -> None:
    assert choose_hardware("cpu", 2).workers == 2 and choose_hardware("cpu") == CPU
    for device, workers in (("tpu", 0), ("cpu", -1)):
        with pytest.raises(ValueError, match="must be"):
            choose_hardware(device, workers)
    if not torch.cuda.is_available():
        assert choose_hardware("auto") == CPU
        with pytest.raises(ValueError, match="no GPU"):
            choose_hardware("cuda")
