"""What rounding costs: weights with and without it, and the same questions and prompts for both."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from tiny import make_examples
from tiny_run import CELLS, RECIPE, SAMPLING, WORLD, make_run
from torch import Tensor

from unicode2_training.data.text_tokens import TextTokens
from unicode2_training.evaluation import rounding
from unicode2_training.evaluation.questions import Asked
from unicode2_training.evaluation.quick import quick_prompts
from unicode2_training.evaluation.requests import Request
from unicode2_training.evaluation.rounding import QUESTIONS, differences, rounding_table, score_rounding
from unicode2_training.evaluation.sampling import Sampling, without_chance
from unicode2_training.evaluation.verifier import Verifier
from unicode2_training.export.quantize import SMALLEST, round_to_int8
from unicode2_training.export.run import Trained, load_run
from unicode2_training.models.language_model import LanguageModel
from unicode2_training.world.scene import NATURAL, Scene, SceneObject

MAPPED = "decoder.time.2.weight"


def test_weights_are_left_as_training_left_them(tokens: TextTokens, tmp_path: Path) -> None:
    folder = make_run(tmp_path, tokens)
    stored = torch.load(folder / "language.pt")["model"]
    mapping = torch.load(folder / "mapping.pt")["model"]
    plain = load_run(RECIPE, folder, tokens, rounded=False)
    shipped = load_run(RECIPE, folder, tokens)
    for trained, wanted in ((plain, lambda weight: weight), (shipped, round_to_int8)):
        assert torch.equal(trained.language.text_head.weight, wanted(stored["text_head.weight"]))
        assert torch.equal(trained.mapped.state_dict()[MAPPED], wanted(mapping[MAPPED]))
    assert mapping[MAPPED].numel() > SMALLEST
    assert not torch.equal(plain.language.text_head.weight, shipped.language.text_head.weight)
    assert torch.equal(plain.language.rows.weight, stored["rows.weight"])
    assert torch.equal(shipped.language.rows.weight, stored["rows.weight"].half().float())
    for name in ("towers", "autoencoder"):
        pairs = zip(getattr(plain, name).parameters(), getattr(shipped, name).parameters(), strict=True)
        assert all(torch.equal(a, b) for a, b in pairs), name


def test_both_sides_answer_and_draw_the_same(
    tokens: TextTokens, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_run(tmp_path, tokens)
    plain, shipped = load_run(RECIPE, folder, tokens, rounded=False), load_run(RECIPE, folder, tokens)
    prompts = quick_prompts(RECIPE, 2)
    asked_of: dict[int, list[Asked]] = {}

    def answered(model: LanguageModel, tokens: TextTokens, grids: Tensor, asked: list[Asked]) -> list[bool]:
        asked_of[id(model)] = asked
        return [model is plain.language or index % 4 > 0 for index in range(len(asked))]

    def write(model: object, tokens: TextTokens, requests: list[Request], sampling: Sampling, *, cells: int) -> Tensor:
        assert sampling == without_chance(SAMPLING) != SAMPLING
        assert [tokens.decode(request.text_ids) for request in requests] == [prompt["prompt"] for prompt in prompts]
        return torch.zeros(len(requests), cells, dtype=torch.int64)

    def decode(trained: Trained, codes: Tensor, *, steps: int, seed: int) -> Tensor:
        assert codes.shape == (len(prompts), CELLS) and steps == SAMPLING.decoder_steps
        return torch.full((len(codes), 3, 128, 128), float(trained is shipped))

    class Reader(Verifier):
        """Sees what every prompt asks for, but in `shipped`'s pictures nothing of the second of each category."""

        def read(self, pictures: Tensor) -> list[Scene]:
            spoilt = bool(pictures[0, 0, 0, 0] == 1)
            return [
                Scene((), "beach") if spoilt and index % 2 else drawn_as_told(prompt)
                for index, prompt in enumerate(prompts)
            ]

    monkeypatch.setattr(rounding, "answered", answered)
    monkeypatch.setattr(rounding, "write_pictures", write)
    monkeypatch.setattr(rounding, "decode_codes", decode)
    examples = make_examples(8)
    scores = score_rounding(
        RECIPE, plain, shipped, tokens, Reader(WORLD, 128), SAMPLING,
        examples=examples, grids=torch.zeros(8, CELLS, dtype=torch.int64), per_category=2,
    )  # fmt: skip
    first, second = asked_of.values()
    assert first == second and [each.row for each in first] == [*range(8)] and len(first) <= QUESTIONS
    assert scores["questions"] == 8 and scores["prompts"] == len(prompts) == 12
    assert scores["float"] == {"questions": 1.0, "generation": 1.0}
    assert scores["int8"] == scores["lost"] | {"questions": 0.75, "generation": 0.5}
    assert scores["lost"] == {"questions": 0.25, "generation": 0.5}
    for what, lost in scores["lost"].items():
        low, high = scores["intervals"][what]
        assert 0 <= low < lost < high < 1


def drawn_as_told(prompt: dict[str, object]) -> Scene:
    """A scene in which every clause of a quick prompt holds."""
    objects, relation = prompt["objects"], prompt["relation"]
    assert isinstance(objects, list)
    starts = {"left": ((0, 3), (5, 3)), "right": ((5, 3), (0, 3)), "above": ((3, 0), (3, 5)), "below": ((3, 5), (3, 0))}
    corners = starts.get(str(relation), ((0, 0), (0, 5)))
    things = [
        SceneObject(each["noun"], each["colour"] or NATURAL, "small", corner[0] + 2.0 * copy, float(corner[1]), 2)
        for each, corner in zip(objects, corners, strict=False)
        for copy in range(each["count"])
    ]
    return Scene(tuple(things), str(prompt["background"] or "white"))


def test_differences_keep_their_sign_and_the_table_says_points() -> None:
    assert differences([[True, False, True]], [[False, True, True]]) == [[1.0, -1.0, 0.0]]
    side = {"questions": 0.98, "generation": 0.9}
    scores = {
        "float": side, "int8": side, "lost": {"questions": 0.0025, "generation": -0.01},
        "intervals": {"questions": [-0.005, 0.01], "generation": [-0.03, 0.0]},
    }  # fmt: skip
    lines = rounding_table(scores).splitlines()
    assert lines[2] == "| questions answered | 98 % | 98 % | 0.2 | −0.5 to 1.0 |"
    assert lines[3] == "| pictures of the quick set | 90 % | 90 % | −1.0 | −3.0 to 0.0 |"
