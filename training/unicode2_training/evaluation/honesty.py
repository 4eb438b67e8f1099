"""Does the model know what it knows? Calibration, consistency over entailed questions, and answers on its own pictures.

Answers are decoded greedily; the confidence of one is the product of its tokens' probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from ..data.precompute import Example
from ..data.text_tokens import EOS, PAD, TextTokens
from ..models.language_model import LanguageModel
from ..world.nouns import drawn_nouns, noun_of
from ..world.phrases import BACKGROUND_AT, BACKGROUND_NAME, COUNTS, NO, YES
from ..world.scene import Scene
from ..world.wording import article
from .questions import Asked, in_any_order, pad, pick_questions, question_row

LONGEST = 12  # tokens of an answer
BINS = 10


@dataclass(frozen=True)
class Answer:
    """What the model says, and how sure it is (0…1)."""

    text: str
    confidence: float


@torch.no_grad()
def answer_all(
    model: LanguageModel, tokens: TextTokens, grids: Tensor, asked: Sequence[tuple[int, str]], *, together: int = 64
) -> list[Answer]:
    """Greedy answers to (row of `grids`, question); as right-padded batches, without a cache."""
    answers: list[Answer] = []
    for start in range(0, len(asked), together):
        part = asked[start : start + together]
        rows = [question_row(tokens, grids[row], Asked(row, "", question, "")) for row, question in part]
        said: list[list[int]] = [[] for _ in rows]
        sure, done = [1.0] * len(rows), [False] * len(rows)
        for _ in range(LONGEST):
            ids = [row.text_ids[:-1] + words for row, words in zip(rows, said, strict=True)]  # without <eos>
            filler = [[-1] * (len(words) - 1) for words in said]
            codes = [row.codes + more for row, more in zip(rows, filler, strict=True)]
            cells = [row.cell + more for row, more in zip(rows, filler, strict=True)]
            text_ids = pad(ids, PAD).to(model.device)
            wide_codes, wide_cells = (_wide(each, text_ids.shape[1]).to(model.device) for each in (codes, cells))
            states = model(text_ids, wide_codes, wide_cells)
            ends = [len(row) - 1 for row in ids]
            likely = torch.softmax(model.text_logits(states[list(range(len(rows))), ends]), dim=-1)
            for index, (best, share) in enumerate(zip(likely.argmax(1).tolist(), likely.amax(1).tolist(), strict=True)):
                if not done[index]:
                    sure[index] *= share
                    done[index] = best == EOS
                    said[index] += [] if done[index] else [best]
            if all(done):
                break
        answers += [Answer(tokens.decode(words), share) for words, share in zip(said, sure, strict=True)]
    return answers


def _wide(rows: list[list[int]], length: int) -> Tensor:
    return torch.tensor([(row + [-1] * length)[:length] for row in rows])


def calibration_error(confidences: list[float], right: list[bool]) -> float:
    """Expected calibration error over equal bins (Guo et al. 2017): mean gap of confidence and accuracy."""
    total = 0.0
    for index in range(BINS):
        inside = [i for i, value in enumerate(confidences) if min(int(value * BINS), BINS - 1) == index]
        if inside:
            total += abs(sum(confidences[i] for i in inside) - sum(right[i] for i in inside))
    return total / len(confidences)


def entailed(scene: Scene) -> list[tuple[str, dict[str, str]]]:
    """Open questions on a scene, and for every answer that a model may give the question that must then be a yes."""
    places = {names[0]: f"is this {BACKGROUND_AT[key][0]}?" for key, names in BACKGROUND_NAME.items()}
    found = [("what is the background?", places)]
    thing = scene.objects[0]
    if scene.is_group:
        plural = noun_of(thing.noun).plural
        found.append((f"how many {plural} are there?", {word: f"are there {word} {plural}?" for word in COUNTS[1:]}))
    elif len(scene.objects) == 1:
        found.append(
            ("what is this?", {name: f"is there {name}?" for name in (article(n.noun) for n in drawn_nouns())})
        )
    return found


def score_honesty(model: LanguageModel, tokens: TextTokens, examples: list[Example], grids: Tensor) -> dict[str, float]:
    """Calibration of single answers; share of open answers whose entailed yes/no question is answered by yes."""
    asked = pick_questions(examples, 2)
    answers = answer_all(model, tokens, grids, [(each.row, each.question) for each in asked])
    right = [answer.text in in_any_order(each.answer) for answer, each in zip(answers, asked, strict=True)]
    pairs = [(row, *pair) for row, example in enumerate(examples) for pair in entailed(example.scene)]
    opened = answer_all(model, tokens, grids, [(row, question) for row, question, _ in pairs])
    follow = [
        (row, then[answer.text]) for (row, _, then), answer in zip(pairs, opened, strict=True) if answer.text in then
    ]
    closed = answer_all(model, tokens, grids, follow)
    return {
        "questions": float(len(asked)),
        "calibrationError": calibration_error([answer.confidence for answer in answers], right),
        "meanConfidence": sum(answer.confidence for answer in answers) / len(answers),
        "accuracy": sum(right) / len(right),
        "entailed": float(len(follow)),
        "consistency": sum(answer.text == YES for answer in closed) / max(1, len(follow)),
    }


def score_cycle(
    model: LanguageModel, tokens: TextTokens, prompts: list[dict[str, Any]], written: Tensor
) -> dict[str, float]:
    """Generate → ask: does the model find in its own picture what it was asked to draw? written (prompts, seeds, N)."""
    grids = written[:, 0]
    kinds = ("noun", "colour", "count", "absent", "background")
    found: dict[str, list[tuple[int, str, str]]] = {kind: [] for kind in kinds}
    for row, prompt in enumerate(prompts):
        first, other = prompt["objects"][0], prompts[(row + 7) % len(prompts)]["objects"][0]
        if first["count"] == 1:
            found["noun"].append((row, f"is there {article(first['noun'])}?", YES))
        else:
            plural = noun_of(first["noun"]).plural
            found["count"].append((row, f"how many {plural} are there?", COUNTS[first["count"] - 1]))
        found["colour"] += [
            (row, f"what color is the {each['noun']}?", each["colour"]) for each in prompt["objects"] if each["colour"]
        ]
        if other["noun"] not in {each["noun"] for each in prompt["objects"]}:
            found["absent"].append((row, f"is there {article(other['noun'])}?", NO))
        if prompt["background"]:
            found["background"].append((row, "what is the background?", BACKGROUND_NAME[prompt["background"]][0]))
    scores: dict[str, float] = {}
    for name, items in found.items():
        answers = answer_all(model, tokens, grids, [(row, question) for row, question, _ in items])
        right = [answer.text == wanted for answer, (_, _, wanted) in zip(answers, items, strict=True)]
        scores[name] = sum(right) / max(1, len(right))
    return scores
