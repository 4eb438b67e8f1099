"""The world's English: captions, prompts, questions, edits, and the list of every word it can produce.

All text is lower case, as the tokenizer makes it. Nothing said about a scene contradicts its picture; a prompt may
leave attributes out, and then the picture is free to choose.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from unicode2_training.world import phrases
from unicode2_training.world.edits import Edit, edit
from unicode2_training.world.looks import at_look, in_style, templates
from unicode2_training.world.questions import Question, questions
from unicode2_training.world.sampler import sample_scene
from unicode2_training.world.scene import NOTHING, PLACES, Scene, WorldConfig
from unicode2_training.world.wording import noun_phrase, place_name, relation_words

__all__ = ["Edit", "Question", "caption", "corpus", "edit", "prompt", "questions", "vocabulary"]


@dataclass(frozen=True)
class Detail:
    """How often each attribute is told."""

    colour: float
    size: float
    place: float
    relation: float
    background: float
    white: float  # the plain background is what one gets without naming any


CAPTION_DETAIL = Detail(colour=1.0, size=0.4, place=0.45, relation=0.9, background=1.0, white=0.7)
PROMPT_DETAIL = Detail(colour=0.95, size=0.4, place=0.4, relation=0.9, background=0.9, white=0.4)


def caption(scene: Scene, rng: random.Random, *, config: WorldConfig | None = None) -> str:
    """What a viewer would say about the picture."""
    config = config or WorldConfig()
    return _framed(_describe(scene, rng, CAPTION_DETAIL, config), scene, phrases.CAPTION_FRAMES, rng, config)


def prompt(scene: Scene, rng: random.Random, *, config: WorldConfig | None = None) -> str:
    """What someone who wants this picture would type."""
    config = config or WorldConfig()
    return _framed(_describe(scene, rng, PROMPT_DETAIL, config), scene, phrases.PROMPT_FRAMES, rng, config)


def _framed(text: str, scene: Scene, frames: tuple[str, ...], rng: random.Random, config: WorldConfig) -> str:
    """The description in a sentence, where one fits: "draw top left, a cat" is none."""
    starts_with_place = any(text.startswith(f"{form},") for forms in phrases.PLACE_AT.values() for form in forms)
    styled = in_style(text, scene, rng, config=config, starts_with_place=starts_with_place)
    if styled is not None:
        return styled
    frame = rng.choice(frames)
    if starts_with_place or (frame == "there is {}" and not text.startswith(("a ", "an "))):
        return text
    return frame.format(text)


def _describe(scene: Scene, rng: random.Random, detail: Detail, config: WorldConfig) -> str:
    share = detail.white if scene.background in ("white", NOTHING) else detail.background
    background = rng.random() < share
    words = {
        "at": rng.choice(phrases.BACKGROUND_AT[scene.background]),
        "bg": rng.choice(phrases.BACKGROUND_NAME[scene.background]),
    }
    if background:
        look = at_look(scene, rng, detail.background)
        words = {key: form + look for key, form in words.items()}
    if scene.is_pair or scene.is_trio:
        return _describe_several(scene, rng, detail, words, background, config)
    thing = scene.objects[0]
    size = rng.random() < detail.size
    colour = rng.random() < detail.colour
    words["np"] = noun_phrase(thing, rng, colour=colour, size=size, count=len(scene.objects))
    name = place_name(thing) if len(scene.objects) == 1 else None
    place = name is not None and rng.random() < detail.place
    if name is not None:
        words["place"] = rng.choice(phrases.PLACE_AT[name])
    forms: tuple[str, ...]
    if place:
        forms = phrases.WITH_BOTH if background else phrases.WITH_PLACE
    else:
        forms = phrases.WITH_BACKGROUND if background else phrases.PLAIN
    return rng.choice(forms).format(**words)


def _describe_several(
    scene: Scene, rng: random.Random, detail: Detail, words: dict[str, str], background: bool, config: WorldConfig
) -> str:
    """Two things, or three of which the first stands between the others."""
    first, second, *more = (
        (*scene.objects[:1], *rng.sample(scene.objects[1:], 2)) if scene.is_trio else rng.sample(scene.objects, 2)
    )
    for key, thing in zip("abc", (first, second, *more), strict=False):
        size, colour = rng.random() < detail.size / 2, rng.random() < detail.colour
        words[key] = noun_phrase(thing, rng, colour=colour, size=size)
    forms: tuple[str, ...]
    if scene.is_trio:
        if rng.random() < detail.relation:
            forms = phrases.BETWEEN_WITH_BACKGROUND if background else phrases.BETWEEN
        else:
            forms = phrases.BETWEEN_NOT_SAID_WITH_BACKGROUND if background else phrases.BETWEEN_NOT_SAID
        return rng.choice(forms).format(**words)
    forms_of = relation_words(scene, first, second, config, rng)
    if forms_of and rng.random() < detail.relation:
        words["rel"] = rng.choice(forms_of)
        forms = phrases.PAIR_WITH_BACKGROUND if background else phrases.PAIR_PLAIN
    else:
        forms = phrases.TOGETHER_WITH_BACKGROUND if background else phrases.TOGETHER
    return rng.choice(forms).format(**words)


def vocabulary(config: WorldConfig) -> dict[str, list[str]]:
    """Every word the grammar can produce, by class; a word is listed once, in the first class that has it."""
    natural = {noun.natural_colour for noun in config.noun_list if noun.natural_colour is not None}
    classes = {
        "nouns": _words([name for noun in config.noun_list for name in (noun.noun, noun.plural)]),
        "colours": [*config.colours, *sorted(natural - set(config.colours))],
        "backgrounds": _words([name for name in config.backgrounds if name != NOTHING]),
        "sizes": _words([word for words in phrases.SIZE_WORDS.values() for word in words]),
        "counts": list(phrases.COUNTS[: config.most]),
        "places": _words([name for row in PLACES for name in row] + ["center", "centre", *phrases.RELATION_OF]),
        "other": [],
    }
    seen = {word for words in classes.values() for word in words}
    classes["other"] = [word for word in _words(_templates(config)) if word not in seen]
    return classes


def corpus(config: WorldConfig, n: int, seed: int) -> list[str]:
    """Texts for training the tokenizer: prompts, captions, questions, answers and instructions."""
    rng = random.Random(f"corpus:{seed}")
    texts: list[str] = []
    while len(texts) < n:
        scene = sample_scene(config, rng)
        texts += [prompt(scene, rng, config=config), caption(scene, rng, config=config)]
        texts += [edit(scene, rng, config=config).instruction]
        for each in questions(scene, rng, 2, config=config):
            texts += [each.question, each.answer]
        texts.append(rng.choice(phrases.ASK_CAPTION))
    return texts[:n]


def _templates(config: WorldConfig) -> list[str]:
    """Every phrase of the phrase book that this world can use."""
    found: list[str] = []
    for name, value in vars(phrases).items():
        if not name.isupper():
            continue
        rows = value.items() if isinstance(value, dict) else [("", value)]
        for key, row in rows:
            if name.startswith("BACKGROUND") and key not in config.backgrounds:
                continue
            if not has_phrases(config, name):
                continue
            found += [row] if isinstance(row, str) else list(row)
    return found + templates(config)


def has_phrases(config: WorldConfig, name: str) -> bool:
    """Whether a world uses this entry of the phrase book at all."""
    if "BETWEEN" in name:
        return config.trio_weight > 0
    if name.startswith("DEPTH"):
        return config.overlap_share > 0
    return config.next_to if name == "NEXT_TO" else name != "COUNTS"


def _words(texts: list[str]) -> list[str]:
    """Words in order of appearance, fields left out, each once."""
    words = (word for text in texts for word in re.findall(r"[a-z]+", re.sub(r"\{\w*\}", " ", text)))
    return list(dict.fromkeys(words))
