"""Codes that training never shows: no gradient reaches them, and they find their place by C1's geometry."""

from __future__ import annotations

import tiny
import torch

from unicode2_training.codebook.unspoken import follow_centroids, settle_rows, silence, spoken_codes
from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.stages.codebook import Codebook, extend, leave_out_unused
from unicode2_training.stages.language import draw_conversations, language_losses


def test_rows_that_are_not_spoken_get_no_gradient_and_no_probability(tokens: TextTokens) -> None:
    conversations, model = tiny.make_conversations(tokens), tiny.make_language(tokens).requires_grad_(True)
    # Codes that pictures of the user name have a gradient as input; here only what the model draws counts.
    conversations.scenes.clamp_(max=tiny.SIZES.codes - 6)
    spoken = spoken_codes(conversations.scenes, tiny.SIZES.codes)
    assert int(spoken.sum()) < tiny.SIZES.codes
    batch = draw_conversations(conversations, 6, torch.Generator().manual_seed(1), "generate")
    language_losses(model, silence(spoken), batch)["loss"].backward()
    gradient = model.rows.weight.grad
    assert gradient is not None
    assert float(gradient[~spoken].abs().max()) == 0.0 < float(gradient[spoken].abs().min(dim=0).values.max())


def test_rows_settle_where_the_affine_map_sends_them() -> None:
    generator = torch.Generator().manual_seed(2)
    centroids = torch.randn(80, 6, generator=generator)
    true_rows = centroids @ torch.randn(6, 9, generator=generator) + torch.randn(9, generator=generator)
    spoken = torch.arange(80) < 70
    rows = torch.where(spoken[:, None], true_rows, torch.zeros(()))
    settle_rows(rows, centroids, spoken)
    torch.testing.assert_close(rows, true_rows, rtol=1e-4, atol=1e-4)
    before = rows.clone()
    settle_rows(rows, centroids, torch.ones(80, dtype=torch.bool))
    assert torch.equal(rows, before)


def test_rows_follow_centroids_and_keep_what_they_learned() -> None:
    generator = torch.Generator().manual_seed(4)
    before = torch.randn(80, 6, generator=generator)
    matrix = torch.randn(6, 9, generator=generator)
    learned = 1e-3 * torch.randn(80, 9, generator=generator)
    rows = before @ matrix + 2.0 + learned
    assert follow_centroids(rows, before, before) is rows
    after = before.clone()
    after[:5] += torch.randn(5, 6, generator=generator)
    moved = follow_centroids(rows, before, after)
    torch.testing.assert_close(moved, after @ matrix + 2.0 + learned, rtol=0, atol=0.02)
    assert torch.equal(moved[5:], rows[5:])
    more = torch.randn(3, 6, generator=generator)
    longer = follow_centroids(rows, before, torch.cat([after, more]))
    assert torch.equal(longer[:80], moved)
    torch.testing.assert_close(longer[80:], more @ matrix + 2.0, rtol=0, atol=0.02)


def test_extension_covers_what_lies_far_from_every_code() -> None:
    generator = torch.Generator().manual_seed(3)
    known = torch.randn(30, 8, generator=generator)
    near = known[torch.randint(0, 30, (900,), generator=generator)] + 0.01 * torch.randn(900, 8, generator=generator)
    far = 20 + 0.01 * torch.randn(200, 8, generator=generator)
    centroids, counts = extend(torch.cat([near, far]), known, codes=4, steps=3, generator=generator)
    assert centroids.shape == (4, 8) and int(counts.sum()) == 165  # 15 % of 1,100
    assert float((centroids - 20).abs().max()) < 0.1


def test_spare_codes_go_from_both_kinds_by_their_uses() -> None:
    uses = torch.tensor([5, 0, 3, 9, 1, 0, 7, 2])  # the last three are of the extension
    codebook = Codebook(torch.arange(8.0)[:, None], uses, torch.arange(8)[:, None, None, None])
    kept = leave_out_unused(codebook, uses, extension=3, spare=1)
    assert kept.counts.tolist() == [5, 3, 9, 1, 7, 2]
    assert kept.centroids.flatten().tolist() == kept.exemplars.flatten().tolist() == [0, 2, 3, 4, 6, 7]
    assert leave_out_unused(codebook, torch.zeros(8), extension=3, spare=2).counts.tolist() == [5, 0, 3, 0], "the first"
