"""What the autoencoder is shown."""

import torch
from tiny import SIZES

from unicode2_training.data.colour_changes import CHANGED_SHARE
from unicode2_training.models.autoencoder import ResidualBlock
from unicode2_training.models.build import build_autoencoder
from unicode2_training.stages.autoencoder import autoencoder_losses, draw_pictures


def test_colours_turn_only_where_no_kept_pair_could_appear() -> None:
    may_turn = torch.arange(50) % 2 == 0
    batch = draw_pictures(may_turn, SIZES, 400, torch.Generator().manual_seed(0))
    assert not bool(batch["turn"][~may_turn[batch["rows"]]].any())
    changed = batch["saturation"] < 1
    assert abs(float(changed.float().mean()) - CHANGED_SHARE) < 0.1
    assert bool(batch["turn"][may_turn[batch["rows"]] & changed].all())


def test_other_colours_are_to_come_out_as_they_went_in() -> None:
    """The target of a changed picture is the changed picture."""
    torch.manual_seed(0)
    model = build_autoencoder(SIZES)
    scenes = torch.randint(0, 256, (4, 3, SIZES.picture, SIZES.picture), dtype=torch.uint8)
    batch = draw_pictures(torch.ones(4) > 0, SIZES, 8, torch.Generator().manual_seed(1))
    grey = batch | {"saturation": torch.zeros(8)}
    seen = []
    hook = model.encoder.register_forward_hook(lambda _, inputs, __: seen.append(inputs[0]))
    with torch.no_grad():
        model.decoder[-2].weight.zero_()
        losses = autoencoder_losses(model, scenes, grey)
    hook.remove()
    assert torch.allclose(seen[0].std(dim=1), torch.zeros(()), atol=1e-5)
    bias = model.decoder[-2].bias.detach().reshape(1, 3, 4, 4).repeat(1, 1, SIZES.picture // 4, SIZES.picture // 4)
    assert torch.isclose(losses["absolute"], (bias - seen[0]).abs().mean())


def test_the_half_that_paints_has_blocks_of_its_own_number() -> None:
    few = build_autoencoder(SIZES)
    many = build_autoencoder(
        type(SIZES)(**{**vars(SIZES), "autoencoder_inner_blocks": 3, "autoencoder_outer_blocks": 5})
    )
    blocks = [
        [sum(isinstance(each, ResidualBlock) for each in half) for half in (m.encoder, m.decoder)] for m in (few, many)
    ]
    assert blocks == [[3, 4], [3, 8]]
