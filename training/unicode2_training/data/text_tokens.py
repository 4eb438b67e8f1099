"""The text tokenizer: byte-level BPE over the world's own sentences, lower-cased, in Hugging Face's file format.

Byte level means that any text encodes; the corpus is small enough that nearly every word becomes one token.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from torch import Tensor

# Order is identity: the position in this list is the token's id (docs/pack-format.md names them).
SPECIAL_TOKENS = {
    "pad": "<pad>", "bos": "<bos>", "eos": "<eos>", "user": "<user>", "assistant": "<assistant>",
    "beginPicture": "<boi>", "endPicture": "<eoi>", "maskCell": "<mask>", "unconditional": "<uncond>",
    "unknown": "<unk>",
}  # fmt: skip
PAD, BOS, EOS, USER, ASSISTANT, BEGIN_PICTURE, END_PICTURE, MASK_CELL, UNCONDITIONAL, UNKNOWN = range(10)


def train_tokenizer(sentences: Iterable[str], *, vocabulary: int) -> Tokenizer:
    """Byte-level BPE with at most `vocabulary` entries."""
    tokenizer = Tokenizer(models.BPE(unk_token=SPECIAL_TOKENS["unknown"]))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=list(SPECIAL_TOKENS.values()),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(sentences, trainer)
    for index, token in enumerate(SPECIAL_TOKENS.values()):
        assert tokenizer.token_to_id(token) == index, token
    return tokenizer


def load_tokenizer(path: Path) -> Tokenizer:
    """From the run folder."""
    return Tokenizer.from_file(str(path))


class TextTokens:
    """Encodes sentences, remembering what it has seen; one per process."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.size: int = tokenizer.get_vocab_size()
        self.known: dict[str, list[int]] = {}

    def encode(self, text: str) -> list[int]:
        ids = self.known.get(text)
        if ids is None:
            ids = self.known[text] = self.tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def decode(self, ids: list[int]) -> str:
        return str(self.tokenizer.decode(ids, skip_special_tokens=True)).strip()

    def batch(self, texts: list[str], *, limit: int = 96) -> tuple[Tensor, Tensor]:
        """Right-padded ids and mask for the text tower. Shapes: (B, T) int64 twice."""
        rows = [self.encode(text)[:limit] or [UNKNOWN] for text in texts]
        longest = max(len(row) for row in rows)
        ids = torch.full((len(rows), longest), PAD, dtype=torch.int64)
        for index, row in enumerate(rows):
            ids[index, : len(row)] = torch.tensor(row)
        return ids, (ids != PAD).long()
