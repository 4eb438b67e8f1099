"""Four turns of one chat, each about the newest picture: draw, ask, change, ask again.

The prompt tells a validation scene. Questions and changes are about what the verifier reads in the picture that the
model drew, right or wrong, as a user's would be. A turn also counts as wrong where the model would have answered with a
picture in place of words, or the other way round; the chat then goes on as if it had not.
"""

from __future__ import annotations

import random
from typing import Any

from ..data.precompute import Example
from ..data.text_tokens import TextTokens
from ..export.run import Trained
from ..recipe import Recipe
from ..world.edits import Edit, edit
from ..world.look_phrases import STYLE_AS
from ..world.phrases import BACKGROUND_AT, BACKGROUND_NAME
from ..world.questions import questions
from ..world.scene import FLAT, NATURAL, Scene, WorldConfig, place_of, relation_of
from ..world.wording import colour_word, noun_phrase, things
from .card.markdown import share, span, table
from .categories import RELATIONS, Prompt
from .chats import Chats
from .free_edits import FREE_KINDS, is_done
from .generation import check
from .hand_written import same_scene
from .intervals import mean_with_interval
from .questions import in_any_order
from .sampling import Sampling
from .verifier import Verifier

CHATS = 50
TURNS = {
    "firstPicture": "a picture is drawn as asked", "firstAnswer": "a question about it is answered",
    "change": "it is changed as told", "secondAnswer": "a question about that is answered",
    "all": "**all four**",
}  # fmt: skip


def score_multi_turn(
    recipe: Recipe, trained: Trained, tokens: TextTokens, verifier: Verifier, sampling: Sampling, *,
    examples: list[Example], limit: int,
) -> dict[str, Any]:  # fmt: skip
    """Shares of turns done rightly, with intervals, of chats about the first examples."""
    scenes = [example.scene for example in examples[: min(CHATS, limit)]]
    return talk(Chats(recipe, trained, tokens, sampling, count=len(scenes)), verifier, scenes)


def talk(chats: Chats, verifier: Verifier, scenes: list[Scene]) -> dict[str, Any]:
    """The same for chats that have not begun, one per scene."""
    config, count = verifier.config, len(scenes)
    chances = [random.Random(f"multi-turn:{row}") for row in range(count)]
    right: dict[str, list[bool]] = {}

    wishes = [wish_for(scene, rng) for scene, rng in zip(scenes, chances, strict=True)]
    pictures, drew = chats.draw([wish["prompt"] for wish in wishes], seed=0)
    first = verifier.read(pictures)
    right["firstPicture"] = [
        draws and is_drawn(wish, scene) for draws, wish, scene in zip(drew, wishes, first, strict=True)
    ]
    right["firstAnswer"] = _ask(chats, first, chances, config)

    changes = [change_of(scene, rng, config) for scene, rng in zip(first, chances, strict=True)]
    pictures, drew = chats.draw([change.instruction for change in changes], seed=count)
    second = verifier.read(pictures)
    right["change"] = [
        draws and is_changed(change, before, after)
        for draws, change, before, after in zip(drew, changes, first, second, strict=True)
    ]
    right["secondAnswer"] = _ask(chats, second, chances, config)
    right["all"] = [all(turns) for turns in zip(*right.values(), strict=True)]

    scored = {name: mean_with_interval([values]) for name, values in right.items()}
    return {
        "chats": count,
        **{name: mean for name, (mean, _) in scored.items()},
        "intervals": {name: interval for name, (_, interval) in scored.items()},
    }


def _ask(chats: Chats, seen: list[Scene], chances: list[random.Random], config: WorldConfig) -> list[bool]:
    """One question in every chat on what is seen in its latest picture."""
    asked = [question_on(scene, rng, config) for scene, rng in zip(seen, chances, strict=True)]
    answers = chats.ask([question for question, _ in asked])
    return [answer in in_any_order(wanted) for answer, (_, wanted) in zip(answers, asked, strict=True)]


def wish_for(scene: Scene, rng: random.Random) -> Prompt:
    """A request for nouns, numbers, colours, relation, background and style of a scene; what `is_drawn` takes."""
    relation = relation_of(*scene.objects) if scene.is_pair else None
    named = [noun_phrase(thing, rng, count=count) for thing, count in things(scene)]
    listed = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
    words = f"{named[0]} {RELATIONS[relation]} {named[1]}" if relation else listed
    style = "" if scene.style == FLAT else f", {STYLE_AS[scene.style][0]}"
    objects = [
        {"noun": thing.noun, "colour": None if thing.colour == NATURAL else thing.colour, "count": count, "size": None}
        for thing, count in things(scene)
    ]
    return {
        "prompt": f"draw {words} {BACKGROUND_AT[scene.background][0]}{style}", "objects": objects,
        "background": scene.background, "place": None, "relation": relation, "style": scene.style,
    }  # fmt: skip


def is_drawn(wish: Prompt, seen: Scene) -> bool:
    """Whether all that was asked for is seen. Flat pictures are what one gets without naming a style."""
    return seen.style == wish["style"] and all(check(wish, seen).values())


def is_plain(seen: Scene, config: WorldConfig) -> bool:
    """Whether the world's questions and changes fit what is seen: one thing, two kinds, or a group of equal things."""
    if seen.is_group:
        return len({(colour_word(each), each.size) for each in seen.objects}) == 1 and len(seen.objects) <= config.most
    return len(seen.objects) == 1 or seen.is_pair


def question_on(seen: Scene, rng: random.Random, config: WorldConfig) -> tuple[str, str]:
    """A question and its answer; on the background alone where a bad drawing leaves nothing else to ask plainly."""
    if not is_plain(seen, config):
        return "what is the background?", BACKGROUND_NAME[seen.background][0]
    made = questions(seen, rng, 1, config=config)[0]
    return made.question, made.answer


def change_of(seen: Scene, rng: random.Random, config: WorldConfig) -> Edit:
    """An instruction and what it should make of what is seen; for another background where nothing else is plain."""
    return edit(seen, rng, config=config, kind=None if is_plain(seen, config) else "background")


def is_changed(change: Edit, before: Scene, after: Scene) -> bool:
    """Whether what was seen has become what the instruction asks for, and nothing else has changed."""
    result = change.result
    if (after.style, after.time, after.weather) != (result.style, result.time, result.weather):
        return False
    if change.kind in FREE_KINDS:
        return is_done(change.instruction, result, before, after)
    if change.kind == "move":  # to a place, anywhere in it
        places = [[place_of(each) for each in scene.objects] for scene in (after, result)]
        return same_scene(after, result, free=True) and places[0] == places[1]
    return same_scene(after, result, free=False)


def multi_turn_table(scores: dict[str, Any]) -> str:
    """Markdown, from what `score_multi_turn` returns."""
    rows = [(text, share(scores[name]), span(scores["intervals"][name])) for name, text in TURNS.items()]
    return table((f"turn of {scores['chats']} chats", "right", "95 % interval"), rows)
