"""Conversations over precomputed codes, in the format of docs/pack-format.md.

Seven plans: generate; lay out, without drawing; a chain generate → ask → edit, generate or lay out; picture first →
several questions; edit; infill with masked cells; the layout of a picture. A batch follows one plan, so that lengths
are close. Loss falls on the assistant's tokens only; some user turns that ask for a picture lose their words to
<uncond> (classifier-free guidance), and pictures that the user brings carry a few wrong codes, since at run time they
may come from the model itself. Where the pack has layouts, one stands before a picture that is generated or edited as
a whole; an earlier picture of a conversation stands without its own. New pictures' layouts are written in the order
of the prompt and then read in that of the codes: the one is easier to write, the other to draw from.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import torch
from torch import Tensor

from ..world.layout import layout_of
from ..world.phrases import NO, YES
from ..world.question_phrases import ASK_CAPTION
from ..world.questions import ask
from ..world.scene import Scene, WorldConfig
from .emphasis import edit_factor, scene_weight
from .fillers import with_fillers
from .precompute import Example
from .text_tokens import (
    ASSISTANT,
    BEGIN_PICTURE,
    BOS,
    END_PICTURE,
    EOS,
    MASK_CELL,
    PAD,
    UNCONDITIONAL,
    USER,
    TextTokens,
)  # fmt: skip

# Of batches, in proportion. A chain learns from both of its pictures and the answers between them: the most for its
# length.
PLAN_WEIGHTS = {"generate": 0.28, "chain": 0.34, "ask": 0.24, "edit": 0.12, "infill": 0.08, "layout": 0.05, "plan": 0.3}
LAYOUT_PLANS = ("layout", "plan")
PLANS_TOGETHER = 3  # times as many in a batch: they are short
UNCONDITIONAL_SHARE, WRONG_CODES = 0.1, 0.03
BEGIN_WEIGHT = 0.3  # of the decision to draw
ANOTHER_SHARE = 0.4  # of chains ask for a new picture where others ask for an edit; half of them only lay it out
# Whether a thing is there takes a comparison of word and codes, and says little per answer: asked more, weighted more.
EXISTENCE_SHARE, YES_NO_WEIGHT = 0.5, 3.0


@dataclass(frozen=True)
class Batch:
    """One batch of sequences, right-padded. All (B, T); weights are for predicting the *next* position's token."""

    text_ids: Tensor  # 0 where visual
    codes: Tensor  # −1 where text
    cell: Tensor  # −1 where text
    weights: Tensor  # of position t as a target; 0: not learned


class Sequence:
    """Grows one conversation token by token."""

    def __init__(self, generator: torch.Generator, codes: int, unconditional: float = UNCONDITIONAL_SHARE) -> None:
        self.text_ids, self.codes, self.cell, self.weights = [BOS], [-1], [-1], [0.0]
        self.generator, self.code_count, self.unconditional = generator, codes, unconditional

    def random(self) -> float:
        return float(torch.rand((), generator=self.generator))

    def choose(self, options: tuple[str, ...]) -> str:
        return options[int(self.random() * len(options))]

    def text(self, ids: list[int], weight: float = 0.0) -> None:
        self.text_ids += ids
        self.codes += [-1] * len(ids)
        self.cell += [-1] * len(ids)
        self.weights += [weight] * len(ids)

    def cells_of(self, codes: list[int], weights: list[float], hidden: list[bool]) -> None:
        """All cells of a picture; hidden ones become <mask>."""
        self.text_ids += [MASK_CELL if is_hidden else PAD for is_hidden in hidden]
        self.codes += [-1 if is_hidden else code for code, is_hidden in zip(codes, hidden, strict=True)]
        self.cell += range(len(codes))
        self.weights += weights

    def picture(self, grid: Tensor, hidden: list[bool] | None = None) -> None:
        """A picture (N,) that is there already, some of its codes wrong."""
        count = grid.shape[0]
        wrong = (torch.rand(count, generator=self.generator) < WRONG_CODES).tolist()
        others = torch.randint(0, self.code_count, (count,), generator=self.generator).tolist()
        codes = [other if bad else code for code, bad, other in zip(grid.tolist(), wrong, others, strict=True)]
        self.text([BEGIN_PICTURE])
        self.cells_of(codes, [0.0] * count, hidden or [False] * count)
        self.text([END_PICTURE])

    def request(self, ids: list[int]) -> bool:
        """The user's words for a picture; sometimes replaced one by one by <uncond>, as the result says."""
        dropped = self.random() < self.unconditional
        self.text([UNCONDITIONAL] * len(ids) if dropped else ids)
        return dropped

    def answer(self, ids: list[int], weight: float = 1.0) -> None:
        self.text([ASSISTANT])
        self.text([*ids, EOS], weight)

    def layout(self, ids: list[int], weight: float = 1.0, *, dropped: bool = False) -> None:
        """What will be drawn, up to the <boi> that ends it."""
        self.text([BEGIN_PICTURE], BEGIN_WEIGHT)
        weight = 0.0 if dropped else weight
        self.text([UNCONDITIONAL] * len(ids) if dropped else ids, weight)
        self.text([BEGIN_PICTURE], weight)  # where it ends says how many things there are

    def draw(
        self, grid: Tensor, weights: list[float] | None = None, *,
        layout: list[int] | None = None, layout_weight: float = 1.0, dropped: bool,
    ) -> None:  # fmt: skip
        """A picture, after its layout if there is one, which is dropped with the request that it follows from."""
        self.text([ASSISTANT])
        if layout is None:
            self.text([BEGIN_PICTURE], BEGIN_WEIGHT)
        else:
            self.layout(layout, layout_weight, dropped=dropped)
        count = grid.shape[0]
        self.cells_of(grid.tolist(), weights if weights is not None else [1.0] * count, [False] * count)
        self.text([END_PICTURE, EOS], 0.05)


def random_mask(side: int, generator: torch.Generator) -> Tensor:
    """A rectangle, a half-plane or scattered blobs of cells. Shape: (N,) bool, true where hidden."""

    def integer(low: int, high: int) -> int:
        return int(torch.randint(low, high, (), generator=generator))

    mask = torch.zeros(side, side, dtype=torch.bool)
    kind = integer(0, 4)
    if kind <= 1:
        height, width = integer(2, side - 1), integer(2, side - 1)
        top, left = integer(0, side - height + 1), integer(0, side - width + 1)
        mask[top : top + height, left : left + width] = True
    elif kind == 2:
        cut = integer(2, side - 1)
        mask[cut:] = True
        mask = [mask, mask.flip(0), mask.T, mask.T.flip(1)][integer(0, 4)]
    else:
        for _ in range(integer(1, 4)):
            row, column, radius = integer(0, side), integer(0, side), integer(1, 3)
            mask[max(0, row - radius) : row + radius + 1, max(0, column - radius) : column + radius + 1] = True
    return mask.flatten()


class Conversations:
    """Draws batches. `scenes` and `edited` are codes (n, N), aligned with the examples."""

    def __init__(
        self,
        examples: list[Example],
        scenes: Tensor,
        edited: Tensor,
        tokens: TextTokens,
        *,
        world: WorldConfig,
        codes: int,
        limit: int,
        unconditional: float = UNCONDITIONAL_SHARE,
        layouts: bool = False,
    ) -> None:
        assert len(examples) == scenes.shape[0] == edited.shape[0]
        self.examples, self.scenes, self.edited, self.world = examples, scenes, edited, world
        self.weights = torch.tensor([scene_weight(example.scene) for example in examples])
        self.edit_weights = self.weights * torch.tensor([edit_factor(example.edit_kind) for example in examples])
        self.tokens, self.code_count, self.limit, self.unconditional = tokens, codes, limit, unconditional
        self.layouts = layouts
        self.side = int(scenes.shape[1] ** 0.5)
        self.families: list[dict[str, list[tuple[str, str]]]] = []
        for example in examples:
            groups: dict[str, list[tuple[str, str]]] = {}
            for family, question, answer in example.questions:
                groups.setdefault(family, []).append((question, answer))
            self.families.append(groups)

    def ask(self, sequence: Sequence, index: int, count: int, *, first: bool) -> None:
        """Questions of different families, as user turns."""
        groups = list(self.families[index].values())
        order = torch.randperm(len(groups), generator=sequence.generator).tolist()[:count]
        asked = [groups[group][int(sequence.random() * len(groups[group]))] for group in order]
        if sequence.random() < EXISTENCE_SHARE:
            asked += self.existence(sequence, index, 3)
        for turn, (question, answer) in enumerate(asked):
            if not (first and turn == 0):
                sequence.text([USER])
            sequence.text(self.said(sequence, question))
            sequence.answer(self.tokens.encode(answer), YES_NO_WEIGHT if answer in (YES, NO) else 1.0)

    def existence(self, sequence: Sequence, index: int, count: int) -> list[tuple[str, str]]:
        """New questions on whether a thing is there; fewer where chance draws one that nobody could answer."""
        rng = random.Random(int(sequence.random() * 2**24))
        made = [ask("existence", self.examples[index].scene, rng, self.world) for _ in range(count)]
        return [(each.question, each.answer) for each in made if each is not None]

    def wish(self, sequence: Sequence, index: int) -> str:
        """What describes this scene to somebody who is to draw it."""
        example = self.examples[index]
        return sequence.choose(example.prompts if sequence.random() < 0.75 else example.captions)

    def said(self, sequence: Sequence, text: str) -> list[int]:
        """The user's words, now and then with others between them."""
        return self.tokens.encode(with_fillers(text, sequence.random))

    def generate(self, sequence: Sequence, index: int, *, layout: bool = True) -> None:
        """A new picture, its layout given: `plan` teaches to write it."""
        sequence.text([USER])
        dropped = sequence.request(self.said(sequence, self.wish(sequence, index)))
        given = self.layout_ids(self.examples[index].scene) if layout and self.layouts else None
        sequence.draw(self.scenes[index], layout=given, layout_weight=0.0, dropped=dropped)

    def plan(self, sequence: Sequence, index: int) -> None:
        """The layout of a new picture, in the order of the prompt."""
        wish = self.wish(sequence, index)
        sequence.text([USER, *self.said(sequence, wish), ASSISTANT])
        sequence.layout(self.layout_ids(self.examples[index].scene, wish))

    def layout_ids(self, scene: Scene, wish: str | None = None) -> list[int]:
        """The scene's layout, in the order of a wish or else of the codes."""
        return self.tokens.encode(layout_of(scene, said=wish))

    def edit(self, sequence: Sequence, index: int, *, source: bool) -> None:
        sequence.text([USER])
        if source:
            sequence.picture(self.scenes[index])
        example = self.examples[index]
        dropped = sequence.request(self.said(sequence, example.edit_instruction))
        changed = (self.scenes[index] != self.edited[index]).tolist()
        weights = [1.0 if is_changed else 0.6 for is_changed in changed]
        layout = self.layout_ids(example.edited_scene) if self.layouts else None
        sequence.draw(self.edited[index], weights, layout=layout, dropped=dropped)

    def read_layout(self, sequence: Sequence, index: int) -> None:
        """What an edit compares its own layout with: the user brings a picture and says nothing."""
        edited = sequence.random() < 0.5
        sequence.text([USER])
        sequence.picture((self.edited if edited else self.scenes)[index])
        example = self.examples[index]
        sequence.text([ASSISTANT])
        scene = example.edited_scene if edited else example.scene
        sequence.layout(self.layout_ids(scene))

    def infill(self, sequence: Sequence, index: int) -> None:
        """Hidden cells are drawn anew from the prompt, or from an instruction that changes what they hide."""
        scene, edited = self.scenes[index], self.edited[index]
        changed = scene != edited
        by_instruction = sequence.random() < 0.4 and 0 < int(changed.sum()) <= 5 * changed.numel() // 8
        hidden = changed if by_instruction else random_mask(self.side, sequence.generator)
        target = torch.where(hidden, edited, scene) if by_instruction else scene
        example = self.examples[index]
        sequence.text([USER])
        sequence.picture(scene, hidden=hidden.tolist())
        text = example.edit_instruction if by_instruction else sequence.choose(example.prompts)
        dropped = sequence.request(self.said(sequence, text))
        sequence.draw(target, [1.0 if is_hidden else 0.15 for is_hidden in hidden.tolist()], dropped=dropped)

    def one(self, plan: str, index: int, generator: torch.Generator) -> Sequence:
        """One conversation about record `index`."""
        sequence = Sequence(generator, self.code_count, self.unconditional)
        if plan == "generate":
            self.generate(sequence, index)
        elif plan == "chain":
            self.generate(sequence, index, layout=False)
            self.ask(sequence, index, 3, first=False)
            if sequence.random() < ANOTHER_SHARE:
                other = int(torch.multinomial(self.weights, 1, generator=generator))
                only_laid_out = self.layouts and sequence.random() < 0.5
                (self.plan if only_laid_out else self.generate)(sequence, other)
            else:
                self.edit(sequence, index, source=False)
        elif plan == "ask":
            sequence.text([USER])
            sequence.picture(self.scenes[index])
            if sequence.random() < 0.25:
                sequence.text(self.said(sequence, sequence.choose(ASK_CAPTION)))
                sequence.answer(self.tokens.encode(sequence.choose(self.examples[index].captions)))
                self.ask(sequence, index, 5, first=False)
            else:
                self.ask(sequence, index, 7, first=True)
        elif plan == "edit":
            self.edit(sequence, index, source=True)
        elif plan == "layout":
            self.read_layout(sequence, index)
        elif plan == "plan":
            self.plan(sequence, index)
        else:
            assert plan == "infill", plan
            self.infill(sequence, index)
        return sequence

    def batch(self, size: int, generator: torch.Generator, plan: str | None = None) -> Batch:
        """`size` conversations of one plan."""
        if plan is None:
            names = [name for name in PLAN_WEIGHTS if self.layouts or name not in LAYOUT_PLANS]
            plan_weights = torch.tensor([PLAN_WEIGHTS[name] for name in names])
            plan = names[int(torch.multinomial(plan_weights, 1, generator=generator))]
        if plan == "plan":
            size *= PLANS_TOGETHER
        weights = self.edit_weights if plan in ("chain", "edit") else self.weights
        picks = torch.multinomial(weights, size, replacement=True, generator=generator).tolist()
        rows = [self.one(plan, index, generator) for index in picks]
        length = min(self.limit, max(len(row.text_ids) for row in rows))

        def pad(lists: list[list[int]] | list[list[float]], filler: float, dtype: torch.dtype) -> Tensor:
            padded = [row[:length] + [filler] * (length - len(row)) for row in lists]
            return torch.tensor(padded, dtype=dtype)

        return Batch(
            text_ids=pad([row.text_ids for row in rows], PAD, torch.int64),
            codes=pad([row.codes for row in rows], -1, torch.int64),
            cell=pad([row.cell for row in rows], -1, torch.int64),
            weights=pad([row.weights for row in rows], 0.0, torch.float32),
        )
