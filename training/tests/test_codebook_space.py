"""The space in which C1 measures distance."""

from __future__ import annotations

import torch

from unicode2_training.models.codebook_space import SCALE, CodebookSpace
from unicode2_training.models.region_words import SLOTS
from unicode2_training.world.scene import WorldConfig

CONFIG = WorldConfig(nouns=8, styles=("flat", "pixel"))
WIDTH, PATCH, SIDE, LOOKS = 32, 4, 2, 48


def make_space() -> CodebookSpace:
    torch.manual_seed(0)
    words = CodebookSpace(width=WIDTH, patch_size=PATCH, grid_side=SIDE, code_width=100, config=CONFIG)
    width = sum(words.regions.widths) + LOOKS
    return CodebookSpace(
        width=WIDTH, patch_size=PATCH, grid_side=SIDE, code_width=width, config=CONFIG
    ).requires_grad_(False)  # fmt: skip


def with_words(space: CodebookSpace, **chosen: int) -> None:
    """Every patch is called by these classes, whatever its features are."""
    with torch.no_grad():
        space.regions.head.weight.zero_()
        biases = dict(zip((*SLOTS, "offset"), space.regions.head.bias.split(space.regions.widths), strict=True))
        for slot, index in chosen.items():
            biases[slot].fill_(-20.0)
            biases[slot][index] = 20.0
        biases["offset"].zero_()


def random_pictures(count: int) -> torch.Tensor:
    return torch.rand(count, 3, SIDE * PATCH, SIDE * PATCH) * 2 - 1


def test_what_a_patch_is_called_weighs_more_than_how_it_looks() -> None:
    space = make_space()
    features, pictures = torch.zeros(40, SIDE * SIDE, WIDTH), random_pictures(40)
    space.fit(space.patches(pictures).flatten(0, 1))
    called = dict(noun=1, colour=1, size=1, background=1, style=1)
    with_words(space, **called)
    apple = space(features, pictures)
    with_words(space, **{**called, "noun": 2})
    other = space(features, pictures)
    same_word = torch.cdist(apple[:, 0], apple[:, 0])
    other_word = (apple[:, 0] - other[:, 0]).norm(dim=-1)
    assert float(same_word.max()) < float(other_word.min())
    torch.testing.assert_close(other_word, torch.full_like(other_word, SCALE * 2**0.5), rtol=1e-3, atol=1e-3)


def test_all_components_of_pixels_together_have_unit_variance() -> None:
    space = make_space()
    patches = space.patches(random_pictures(200)).flatten(0, 1)
    space.fit(patches)
    looks = (patches - space.pixel_mean) @ space.pixel_map
    assert looks.shape[1] == LOOKS == patches.shape[1]
    assert abs(float(looks.var(dim=0).sum()) - 1.0) < 1e-3


def test_only_cells_without_a_thing_tell_their_position() -> None:
    space = make_space()
    pictures = torch.zeros(1, 3, SIDE * PATCH, SIDE * PATCH)
    features = torch.zeros(1, SIDE * SIDE, WIDTH)
    called = dict(colour=1, size=1, background=1, style=1)
    with_words(space, noun=3, **called)
    thing = space(features, pictures)[0]
    with_words(space, noun=0, **called)
    nothing = space(features, pictures)[0]
    assert float((thing - thing[:1]).abs().max()) < 1e-3
    assert float((nothing[0] - nothing[-1]).norm()) > 0.1 * SCALE
