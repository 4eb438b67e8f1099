"""`LanguageModel.step` in the operators of ONNX Runtime: what export writes as the language model's graph."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from ..models.language_model import CausalBlock, LanguageModel, rotary_tables
from ..models.runtime_operators import add_and_normalize, attend_cached, normalize, rotate_heads


class LanguageStep(nn.Module):
    """One step with a cache per layer. Its parameters keep the language model's names."""

    no_gain: Tensor
    no_head_gain: Tensor

    def __init__(self, model: LanguageModel) -> None:
        super().__init__()
        self.model = model
        width = model.heads * model.head_width
        self.register_buffer("no_gain", torch.ones(width), persistent=False)
        self.register_buffer("no_head_gain", torch.ones(model.head_width), persistent=False)

    def forward(self, text_ids: Tensor, visual_rows: Tensor, cell: Tensor, *past: Tensor) -> tuple[Tensor, ...]:
        """See docs/pack-format.md.

        Caches: keys and values of every layer in turn, each (B, H, P, h), and so they are returned, after the logits
        (B, V) and the query (B, c).
        """
        model = self.model
        is_visual = ((cell >= 0) & (text_ids == 0)).float()
        text = model.text_embedding(text_ids) * (1.0 - is_visual)[:, :, None]
        entering = text + model.projector(visual_rows)
        x, _ = add_and_normalize(entering, model.cell_embedding(cell + 1), self.no_gain)
        normal = normalize(x, self.no_gain)
        cosine, sine = rotary_tables(past[0].shape[2], text_ids.shape[1], model.head_width, model.device)
        present: list[Tensor] = []
        for index, block in enumerate(model.blocks):
            assert isinstance(block, CausalBlock)
            query, key, value = self.project(block, normal, cosine, sine)
            mixed, keys, values = attend_cached(
                query, key, value, past[2 * index], past[2 * index + 1], heads=model.heads
            )
            present += [keys, values]
            normal, x = add_and_normalize(block.attention.out(mixed), x, self.no_gain)
            normal, x = add_and_normalize(block.feed_forward(normal), x, self.no_gain)
        last = normal[:, -1]
        return model.text_head(last), model.query_head(last), *present

    def project(self, block: CausalBlock, normal: Tensor, cosine: Tensor, sine: Tensor) -> tuple[Tensor, ...]:
        """Queries, keys and values of a block by one product; both norms and rotations at once. Each (B, T, D)."""
        attention, heads, head_width = block.attention, self.model.heads, self.model.head_width
        width = heads * head_width  # a number, not a traced size: the graph has no arithmetic on shapes then
        weights = [attention.query.weight, attention.key.weight, attention.value.weight]
        both, value = torch.split(normal @ torch.cat(weights).T, [2 * width, width], dim=2)
        gains = torch.cat([self.no_head_gain.expand(heads, -1), attention.key_gain.expand(heads, -1)])  # (2·H, h)
        both = normalize(both.reshape(both.shape[0], both.shape[1], 2 * heads, head_width), self.no_head_gain) * gains
        both = both.reshape(both.shape[0], both.shape[1], 2 * width)
        query, key = torch.split(rotate_heads(both, cosine, sine, heads=2 * heads), [width, width], dim=2)
        return query, key, value
