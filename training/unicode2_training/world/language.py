"""The world's English: captions, prompts, questions, edits, and the list of every word it can produce.

All text is lower case, as the tokenizer makes it. Nothing said about a scene contradicts its picture; a prompt may
leave attributes out, and then the picture is free to choose.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from types import ModuleType

from unicode2_training.world import (
    apart_phrases,
    choice_phrases,
    edit_phrases,
    phrases,
    question_phrases,
    request_phrases,
)
from unicode2_training.world.apart import APART_SHARE, both_coloured, pair_apart, told_apart
from unicode2_training.world.edits import Edit, edit
from unicode2_training.world.looks import STYLE, at_look, in_style, looks_of, templates
from unicode2_training.world.manner import as_typed
from unicode2_training.world.questions import Question, questions
from unicode2_training.world.sampler import sample_scene
from unicode2_training.world.scene import (
    ALL_BACKGROUNDS,
    NO_PLACE,
    NOTHING,
    PLACES,
    Scene,
    WorldConfig,
    relation_of,
)
from unicode2_training.world.wording import (
    background_at,
    background_name,
    be,
    noun_phrase,
    place_at,
    place_name,
    relation_words,
    typed_relations,
)

__all__ = ["Edit", "Question", "caption", "corpus", "edit", "prompt", "questions", "vocabulary"]


BOOKS = (phrases, request_phrases, apart_phrases, question_phrases, choice_phrases, edit_phrases)
WORD = r"[a-z]+(?:'[a-z]+)?"
# They stand in the names of styles and relations, and tell none.
LITTLE_WORDS = frozenset({"a", "an", "at", "by", "in", "of", "off", "on", "side", "the", "to"})


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


TERSE_SHARE = 0.1  # of what people type about one kind of thing
PAIR_APART_SHARE = 0.15  # of relations are told apart from their nouns
# Texts that begin so are whole by themselves: "draw top left, a cat" is no English.
UNFRAMED = ("{place}", "{at}", "{rel}", "{side}", "between", "{short}", "{bare}")
# Where a place may be a mere "top left".
APART = re.compile(r"(^|[,:] )\{place\}([,:]|$)")


def caption(scene: Scene, rng: random.Random, *, config: WorldConfig | None = None) -> str:
    """What a viewer would say about the picture."""
    config = config or WorldConfig()
    form, words = _describe(scene, rng, CAPTION_DETAIL, config, phrases)
    return _framed(form, words, scene, phrases.CAPTION_FRAMES, rng, config)


def prompt(scene: Scene, rng: random.Random, *, config: WorldConfig | None = None) -> str:
    """What someone who wants this picture would type."""
    config = config or WorldConfig()
    form, words = _describe(scene, rng, PROMPT_DETAIL, config, request_phrases)
    return as_typed(_framed(form, words, scene, request_phrases.PROMPT_FRAMES, rng, config), rng)


def _framed(
    form: str, words: dict[str, str], scene: Scene, frames: tuple[str, ...], rng: random.Random, config: WorldConfig
) -> str:
    """The description in a sentence, where one fits."""
    text, unframed = form.format(**words), form.startswith(UNFRAMED)
    typed = frames is request_phrases.PROMPT_FRAMES
    styled = in_style(text, scene, rng, config=config, unframed=unframed, typed=typed)
    if styled is not None:
        return styled
    frame = rng.choice(frames)
    asks_twice = "please" in text and "please" in frame
    if unframed or asks_twice or (frame == "there is {}" and not text.startswith(("a ", "an "))):
        return text
    return frame.format(text)


def _describe(
    scene: Scene, rng: random.Random, detail: Detail, config: WorldConfig, book: ModuleType
) -> tuple[str, dict[str, str]]:
    """A form and its words; `book` is request_phrases for what people type, phrases for what captions say."""
    typed = book is request_phrases
    share = detail.white if scene.background in ("white", NOTHING) else detail.background
    background = rng.random() < share
    name = scene.background
    words = {
        "at": background_at(name, rng, own=True) if typed else rng.choice(phrases.BACKGROUND_AT[name]),
        "bg": background_name(name, rng, own=True) if typed else rng.choice(phrases.BACKGROUND_NAME[name]),
        "short": rng.choice(request_phrases.BACKGROUND_SHORT[name]),
    }
    if background:
        look = at_look(scene, rng, detail.background)
        words = {key: form + look for key, form in words.items()}
        book = phrases if name in NO_PLACE else book  # "a cat at night", but not "a cat that is at night"
    told = "_WITH_BACKGROUND" if background else ""
    if scene.is_pair or scene.is_trio:
        if typed and scene.is_pair and rng.random() < PAIR_APART_SHARE:
            described = _describe_pair_apart(scene, rng, detail, background=background)
            if described is not None:
                return described[0], words | described[1]
        both = both_coloured(scene, rng) if typed and scene.is_pair else ""
        kind, more = _describe_several(scene, rng, detail, config, typed=typed, coloured=not both)
        forms = getattr(book, kind + (told or ("_PLAIN" if kind == "PAIR" else "")))
        return rng.choice(forms) + both, words | more
    thing, count = scene.objects[0], len(scene.objects)
    size = rng.random() < detail.size
    colour = rng.random() < detail.colour
    terse = typed and rng.random() < TERSE_SHARE
    apart = ""
    if typed and rng.random() < APART_SHARE:
        apart = told_apart(thing, count, rng, colour=colour, size=size)
        colour = size = False
    words["np"] = words["bare"] = noun_phrase(
        thing,
        rng,
        colour=colour,
        size=size,
        count=count,
        typed=typed,
        bare=terse,
        after=typed and not terse,
        kind=typed,
    )
    words |= {"is": be(count), "obj": "it" if count == 1 else "them"}
    place = place_name(thing) if count == 1 and rng.random() < detail.place else None
    kind = "PLAIN"
    if place is not None:
        kind = "WITH_BOTH" if background else "WITH_PLACE"
    elif background:
        kind = "WITH_BACKGROUND"
    elif typed and not terse and name in ("white", NOTHING):
        kind = "PLAIN_ALONE"
    form = rng.choice(getattr(request_phrases, f"TERSE_{kind}") if terse else getattr(book, kind))
    if place is not None:
        bare = terse or APART.search(form) is not None
        words["place"] = place_at(place, rng, bare=bare) if typed else rng.choice(phrases.PLACE_AT[place])
    return form + apart, words


def _describe_pair_apart(
    scene: Scene, rng: random.Random, detail: Detail, *, background: bool
) -> tuple[str, dict[str, str]] | None:
    """Two things named before it is told how they stand; None where that is not plain."""
    first, second = rng.sample(scene.objects, 2)
    found = pair_apart(first, second, rng)
    if found is None:
        return None
    form, words = found
    for key, thing in (("a", first), ("b", second)):
        words[key] = noun_phrase(thing, rng, colour=rng.random() < detail.colour, typed=True, kind=True)
    words["rel"] = rng.choice(typed_relations(relation_of(first, second) or ""))
    may_lead = scene.background not in NO_PLACE and ":" not in form
    if background:
        form = f"{{at}}: {form}" if may_lead and rng.random() < 0.5 else f"{form}, {{at}}"
    return form, words


def _describe_several(
    scene: Scene, rng: random.Random, detail: Detail, config: WorldConfig, *, typed: bool, coloured: bool
) -> tuple[str, dict[str, str]]:
    """Two things, or three of which the first stands between the others: which forms tell them, and their words."""
    first, second, *more = (
        (*scene.objects[:1], *rng.sample(scene.objects[1:], 2)) if scene.is_trio else rng.sample(scene.objects, 2)
    )
    words: dict[str, str] = {}
    for key, thing in zip("abc", (first, second, *more), strict=False):
        size, colour = rng.random() < detail.size / 2, coloured and rng.random() < detail.colour
        words[key] = noun_phrase(thing, rng, colour=colour, size=size, typed=typed, kind=typed)
    if scene.is_trio:
        return ("BETWEEN" if rng.random() < detail.relation else "BETWEEN_NOT_SAID"), words
    forms_of = relation_words(scene, first, second, config, rng, typed=typed)
    if forms_of and rng.random() < detail.relation:
        words["rel"] = rng.choice(forms_of)
        words["its"] = request_phrases.ITS.get(words["rel"], f"{words['rel']} it")
        return "PAIR", words
    return "TOGETHER", words


def vocabulary(config: WorldConfig) -> dict[str, list[str]]:
    """Every word the grammar can produce, by class, each once in a class.

    A word stands in `styles`, `relations` or `other` only if no earlier class has it.
    """
    natural = {noun.natural_colour for noun in config.noun_list if noun.natural_colour is not None}
    classes = {
        "nouns": _words([name for noun in config.noun_list for name in (noun.noun, noun.plural)]),
        "colours": [*config.colours, *sorted(natural - set(config.colours))],
        "backgrounds": _words([name for name in config.backgrounds if name != NOTHING]),
        "sizes": _words(
            [word for words in phrases.SIZE_WORDS.values() for word in words]
            + [word for words in request_phrases.MORE_SIZES.values() for word in words]
        ),
        "counts": list(phrases.COUNTS[: config.most]),
        "places": _words([name for row in PLACES for name in row] + ["center", "centre"]),
        "synonyms": _words(
            [name for noun in config.noun_list for names in noun.synonyms for name in names]
            + [name for names in request_phrases.THING_KINDS.values() for name in names]
        ),
    }
    for name, texts, left_out in (
        ("styles", _style_names(config), LITTLE_WORDS),
        ("relations", _relations(config), LITTLE_WORDS),
        ("other", _templates(config), frozenset()),
    ):
        seen = left_out.union(*classes.values())
        classes[name] = [word for word in _words(texts) if word not in seen]
    return classes


def _style_names(config: WorldConfig) -> list[str]:
    """Names of the styles, where there are several; a world of one style never names it."""
    if "style" not in looks_of(config):
        return []
    return [form for style in config.styles for names in (STYLE.names, STYLE.typed) for form in names[style]]


def _relations(config: WorldConfig) -> list[str]:
    """How one thing may be said to stand to another."""
    found = [*phrases.RELATION_OF.values(), *request_phrases.MORE_RELATIONS.values()]
    if has_phrases(config, "NEXT_TO"):
        found += [phrases.NEXT_TO, request_phrases.MORE_NEXT_TO]
    if has_phrases(config, "BETWEEN"):
        found += [("between",)]
    if has_phrases(config, "DEPTH_OF"):
        found += phrases.DEPTH_OF.values()
    return [form for forms in found for form in forms]


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
        texts.append(rng.choice(question_phrases.ASK_CAPTION))
    return texts[:n]


def _templates(config: WorldConfig) -> list[str]:
    """Every phrase of the phrase books that this world can use."""
    found: list[str] = []
    for book in BOOKS:
        for name, value in vars(book).items():
            if not name.isupper() or not has_phrases(config, name):
                continue
            rows = value.items() if isinstance(value, dict) else [("", value)]
            for key, row in rows:
                if key in ALL_BACKGROUNDS and key not in config.backgrounds:
                    continue
                if isinstance(key, int) and key > config.most:
                    continue
                found += [row] if isinstance(row, str) else list(row)
    return found + templates(config)


def has_phrases(config: WorldConfig, name: str) -> bool:
    """Whether a world uses this entry of the phrase book at all."""
    if "BETWEEN" in name:
        return config.trio_weight > 0
    if name.startswith("DEPTH"):
        return config.overlap_share > 0
    return config.next_to if name.endswith("NEXT_TO") else name != "COUNTS"


def _words(texts: list[str]) -> list[str]:
    """Words in order of appearance, fields left out, each once."""
    words = (word for text in texts for word in re.findall(WORD, re.sub(r"\{\w*\}", " ", text)))
    return list(dict.fromkeys(words))
