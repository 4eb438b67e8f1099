"""Shared by all tests."""

from __future__ import annotations

import pytest
import tiny
import torch

from unicode2_training.data.text_tokens import TextTokens


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def tokens() -> TextTokens:
    return tiny.make_tokens()
