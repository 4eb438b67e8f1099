"""The six categories of GenEval (Ghosh et al. 2023), asked in this world's words; each picture is right or wrong.

Prompts are drawn from fixed seeds in sentences of their own, half of them with a background. Of nouns and colours only
combinations that training shows are used, except in `unseenCombinations`: colours on pairs of a noun and a colour that
training never shows. The mean is over the six categories, unweighted.
"""

from __future__ import annotations

import random
from typing import Any

from ..world.nouns import Noun
from ..world.phrases import BACKGROUND_AT, COUNTS
from ..world.sampler import training_colours
from ..world.scene import NOTHING, Scene, WorldConfig, is_held_out_pair
from ..world.wording import article
from .generation import check
from .intervals import mean_with_interval

CATEGORIES = ("singleObject", "twoObjects", "counting", "colours", "position", "colourAttribution")
UNSEEN = "unseenCombinations"
RELATIONS = {"left": "to the left of", "right": "to the right of", "above": "above", "below": "below"}

Prompt = dict[str, Any]


def _asked(noun: Noun, colour: str | None = None, count: int = 1) -> dict[str, Any]:
    return {"noun": noun.noun, "colour": colour, "count": count, "size": None}


def _recolours(config: WorldConfig, noun: Noun, *, unseen: bool) -> list[str]:
    """Colours that tell the noun from how it looks by itself."""
    if unseen:
        return [colour for colour in config.colours if is_held_out_pair(config, noun.noun, colour)]
    return [colour for colour in training_colours(config, noun) if colour != noun.natural_colour]


def _coloured(config: WorldConfig, rng: random.Random, count: int, *, unseen: bool) -> list[tuple[Noun, str]]:
    """Different nouns with different colours."""
    while True:
        nouns = rng.sample([noun for noun in config.noun_list if _recolours(config, noun, unseen=unseen)], count)
        colours = [rng.choice(_recolours(config, noun, unseen=unseen)) for noun in nouns]
        if len(set(colours)) == count:
            return list(zip(nouns, colours, strict=True))


def _content(category: str, config: WorldConfig, rng: random.Random) -> tuple[str, list[dict[str, Any]], str | None]:
    """The words for the things, what they ask for, and how the first stands to the second."""
    if category in ("colours", "colourAttribution", UNSEEN):
        many = 2 if category == "colourAttribution" else 1
        pairs = _coloured(config, rng, many, unseen=category == UNSEEN)
        words = " and ".join(article(f"{colour} {noun.noun}") for noun, colour in pairs)
        return words, [_asked(noun, colour) for noun, colour in pairs], None
    if category == "counting":
        noun, count = rng.choice(config.noun_list), rng.randint(2, config.most)
        return f"{COUNTS[count - 1]} {noun.plural}", [_asked(noun, count=count)], None
    nouns = rng.sample(config.noun_list, 1 if category == "singleObject" else 2)
    relation = rng.choice(tuple(RELATIONS)) if category == "position" else None
    between = f" {RELATIONS[relation]} " if relation else " and "
    return between.join(article(noun.noun) for noun in nouns), [_asked(noun) for noun in nouns], relation


def category_prompts(category: str, config: WorldConfig, count: int) -> list[Prompt]:
    """The first `count` prompts of a category, no two alike; a smaller set is the beginning of a larger one."""
    rng, prompts = random.Random(f"geneval:{category}"), dict[str, Prompt]()
    while len(prompts) < count:
        words, objects, relation = _content(category, config, rng)
        background = rng.choice([name for name in config.backgrounds if name != NOTHING])
        if rng.random() < 0.5:
            words, told = f"{words} {BACKGROUND_AT[background][0]}", background
        else:
            told = ""
        prompts.setdefault(
            words,
            {"category": category, "prompt": words, "objects": objects, "background": told, "place": None,
             "relation": relation},
        )  # fmt: skip
    return list(prompts.values())


def all_prompts(config: WorldConfig, per_category: int) -> list[Prompt]:
    """Prompts of the six categories and of unseen combinations, in order."""
    return [prompt for name in (*CATEGORIES, UNSEEN) for prompt in category_prompts(name, config, per_category)]


def score_categories(prompts: list[Prompt], seen: list[Scene]) -> dict[str, Any]:
    """`seen` holds the readings of all seeds of a prompt side by side. Shares of right pictures, with intervals."""
    seeds = len(seen) // len(prompts)
    shares: dict[str, list[float]] = {name: [] for name in (*CATEGORIES, UNSEEN)}
    for index, prompt in enumerate(prompts):
        right = [all(check(prompt, scene).values()) for scene in seen[index * seeds : (index + 1) * seeds]]
        shares[prompt["category"]].append(sum(right) / seeds)
    scores, intervals = {}, {}
    scores["mean"], intervals["mean"] = mean_with_interval([shares[name] for name in CATEGORIES])
    for name, values in shares.items():
        if values:
            scores[name], intervals[name] = mean_with_interval([values])
    return {**scores, "prompts": len(prompts), "seeds": seeds, "intervals": intervals}
