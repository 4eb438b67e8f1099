"""Questions about held-out scenes: exact match per family, beside two baselines that never see the picture.

Things joined by "and" may be named in any order: which comes first is chance in training, too.

Greedy decoding gives exactly the expected answer if and only if the largest logit is right at every position of it, so
one pass over each sequence replaces decoding.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

import torch
from torch import Tensor

from ..data.precompute import Example
from ..data.text_tokens import ASSISTANT, BEGIN_PICTURE, BOS, END_PICTURE, EOS, PAD, USER, TextTokens
from ..models.language_model import LanguageModel
from .intervals import mean_with_interval


@dataclass(frozen=True)
class Asked:
    """One question on the scene of row `row`."""

    row: int
    family: str
    question: str
    answer: str


def in_any_order(answer: str) -> set[str]:
    """All answers that say the same."""
    return {" and ".join(each) for each in permutations(answer.split(" and "))}


def pick_questions(examples: list[Example], per_scene: int) -> list[Asked]:
    """The first questions of every scene."""
    return [Asked(row, *each) for row, example in enumerate(examples) for each in example.questions[:per_scene]]


@dataclass(frozen=True)
class _Row:
    """One conversation; the last `answer` positions are learned ones."""

    text_ids: list[int]
    codes: list[int]
    cell: list[int]
    answer: int


def question_row(tokens: TextTokens, grid: Tensor, asked: Asked) -> _Row:
    question, answer = tokens.encode(asked.question), [*tokens.encode(asked.answer), EOS]
    count = grid.shape[0]
    text = [BOS, USER, BEGIN_PICTURE, *[PAD] * count, END_PICTURE, *question, ASSISTANT, *answer]
    rest = [-1] * (len(text) - 3 - count)
    return _Row(text, [-1] * 3 + grid.tolist() + rest, [-1] * 3 + list(range(count)) + rest, len(answer))


def pad(rows: list[list[int]], filler: int) -> Tensor:
    longest = max(len(row) for row in rows)
    return torch.tensor([row + [filler] * (longest - len(row)) for row in rows])


@torch.no_grad()
def answered_exactly(
    model: LanguageModel, tokens: TextTokens, grids: Tensor, questions: list[Asked], *, together: int = 64
) -> list[bool]:
    """Whether greedy decoding gives the very answer. `grids` (n, N) holds the codes of every scene."""
    rows = [question_row(tokens, grids[each.row], each) for each in questions]
    order = sorted(range(len(rows)), key=lambda index: len(rows[index].text_ids))
    right = [False] * len(rows)
    for start in range(0, len(order), together):
        part = [rows[index] for index in order[start : start + together]]
        text_ids = pad([row.text_ids for row in part], PAD)
        codes, cells = pad([row.codes for row in part], -1), pad([row.cell for row in part], -1)
        states = model(text_ids.to(model.device), codes.to(model.device), cells.to(model.device))
        best = model.text_logits(states).argmax(dim=-1).cpu()  # (B, T)
        for place, (index, row) in enumerate(zip(order[start : start + together], part, strict=True)):
            end = len(row.text_ids)
            right[index] = best[place, end - row.answer - 1 : end - 1].tolist() == row.text_ids[end - row.answer :]
    return right


def answered(model: LanguageModel, tokens: TextTokens, grids: Tensor, questions: list[Asked]) -> list[bool]:
    """Whether greedy decoding gives the answer, its things in any order."""
    ways = [
        (index, replace(each, answer=way))
        for index, each in enumerate(questions)
        for way in sorted(in_any_order(each.answer))
    ]
    exact = answered_exactly(model, tokens, grids, [each for _, each in ways])
    right = {index for (index, _), is_right in zip(ways, exact, strict=True) if is_right}
    return [index in right for index in range(len(questions))]


class Baselines:
    """What training answers say without any picture."""

    def __init__(self, examples: Iterable[Example]) -> None:
        of_family: dict[str, Counter[str]] = defaultdict(Counter)
        of_question: dict[str, Counter[str]] = defaultdict(Counter)
        for example in examples:
            for family, question, answer in example.questions:
                of_family[family][answer] += 1
                of_question[question][answer] += 1
        self.family = {name: answers.most_common(1)[0][0] for name, answers in of_family.items()}
        self.question = {text: answers.most_common(1)[0][0] for text, answers in of_question.items()}

    def majority(self, asked: Asked) -> str:
        """The family's most frequent answer."""
        return self.family[asked.family]

    def question_only(self, asked: Asked) -> str:
        """The most frequent answer to these very words; the family's where they are new."""
        return self.question.get(asked.question, self.family[asked.family])


def by_family(questions: list[Asked], right: list[bool]) -> dict[str, float]:
    """Accuracy per family, in alphabetical order."""
    return {family: sum(values) / len(values) for family, values in _families(questions, right).items()}


def _families(questions: list[Asked], right: list[bool]) -> dict[str, list[float]]:
    groups: dict[str, list[float]] = defaultdict(list)
    for each, is_right in zip(questions, right, strict=True):
        groups[each.family].append(float(is_right))
    return dict(sorted(groups.items()))


def family_intervals(questions: list[Asked], right: list[bool]) -> dict[str, Any]:
    """95 % intervals of `macro`, and of every family in `perFamily`, from resampling within each family."""
    families = _families(questions, right)
    return {
        "macro": mean_with_interval(list(families.values()))[1],
        "perFamily": {family: mean_with_interval([values])[1] for family, values in families.items()},
    }


def macro(scores: dict[str, float]) -> float:
    """Unweighted mean over families."""
    return sum(scores.values()) / len(scores)


def score_questions(
    model: LanguageModel, tokens: TextTokens, baselines: Baselines, examples: list[Example], grids: Tensor,
    *, per_scene: int,
) -> dict[str, object]:  # fmt: skip
    """Accuracy of the model, with intervals, and of both baselines on one split."""
    asked = pick_questions(examples, per_scene)
    right = answered(model, tokens, grids, asked)
    per_family = by_family(asked, right)
    majority = by_family(asked, [baselines.majority(each) in in_any_order(each.answer) for each in asked])
    question_only = by_family(asked, [baselines.question_only(each) in in_any_order(each.answer) for each in asked])
    return {
        "count": len(asked), "macro": macro(per_family), "perFamily": per_family,
        "majority": macro(majority), "majorityPerFamily": majority,
        "questionOnly": macro(question_only), "questionOnlyPerFamily": question_only,
        "intervals": family_intervals(asked, right),
    }  # fmt: skip
