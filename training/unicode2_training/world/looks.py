"""Looks of a scene: its style, time of day and weather. Drawn, told, asked and changed alike, each by its own phrases.

A world that has no looks never comes here for a random number, so its records stay what they are.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from unicode2_training.world import look_phrases
from unicode2_training.world.scene import FLAT, NOTHING, Scene, WorldConfig, is_lost, look_fits

Forms = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Look:
    """One field of a scene and how people speak of it: `names` in answers, `typed` in what they ask for."""

    field: str
    names: Forms
    typed: Forms
    ask: tuple[str, ...]
    ask_if: tuple[str, ...]
    change: tuple[str, ...]


STYLE = Look(
    "style",
    look_phrases.STYLE_NAME,
    look_phrases.STYLE_NAME_TYPED,
    look_phrases.ASK_STYLE,
    look_phrases.ASK_IF_STYLE,
    look_phrases.CHANGE_STYLE,
)
TIME = Look(
    "time",
    look_phrases.TIME_NAME,
    look_phrases.TIME_NAME_TYPED,
    look_phrases.ASK_TIME,
    look_phrases.ASK_IF_TIME,
    look_phrases.CHANGE_TIME,
)
WEATHER = Look(
    "weather",
    look_phrases.WEATHER_NAME,
    look_phrases.WEATHER_NAME,
    look_phrases.ASK_WEATHER,
    look_phrases.ASK_IF_WEATHER,
    look_phrases.CHANGE_WEATHER,
)
LOOKS = {look.field: look for look in (STYLE, TIME, WEATHER)}


def values_of(config: WorldConfig, field: str) -> tuple[str, ...]:
    """Every value that the field takes in this world; the first is what nobody mentions."""
    return {"style": config.styles, "time": ("", *config.times), "weather": ("", *config.weathers)}[field]


def looks_of(config: WorldConfig) -> list[str]:
    """The fields that vary in this world."""
    return [field for field in LOOKS if len(values_of(config, field)) > 1]


def with_look(scene: Scene, field: str, value: str) -> Scene:
    """The scene with another style, time or weather."""
    assert field in LOOKS, field
    changes: dict[str, Any] = {field: value}
    return replace(scene, **changes)


def sample_looks(config: WorldConfig, rng: random.Random, scene: Scene) -> Scene:
    """The scene with a style, and now and then a time of day and a weather that suit its background."""
    scene = replace(scene, style=config.styles[0])
    for field, share in (("style", 1.0), ("time", config.time_share), ("weather", config.weather_share)):
        values = values_of(config, field)
        if len(values) > 1 and rng.random() < share:
            fitting = [value for value in values if look_fits(field, value, scene)]
            scene = with_look(scene, field, rng.choice(fitting))
    return scene


def at_look(scene: Scene, rng: random.Random, share: float) -> str:
    """ "at sunset" and the like, with a blank in front; to follow the words for the background."""
    words = ""
    if scene.weather and rng.random() < share:
        words += " " + rng.choice(look_phrases.WEATHER_AT[scene.weather])
    if scene.time and rng.random() < share:
        words += " " + rng.choice(look_phrases.TIME_AT[scene.time])
    return words


def in_style(
    text: str, scene: Scene, rng: random.Random, *, config: WorldConfig, unframed: bool, typed: bool
) -> str | None:
    """The description as a request for its style or as a sticker; None where nothing is to be added."""
    if len(config.styles) > 1 and (scene.style != FLAT or rng.random() < 0.15):
        style_as = look_phrases.STYLE_AS_TYPED if typed else look_phrases.STYLE_AS
        style_of = look_phrases.STYLE_OF_TYPED if typed else look_phrases.STYLE_OF
        if unframed or rng.random() < 0.6:
            return f"{text}{rng.choice((',', ''))} {rng.choice(style_as[scene.style])}"
        return rng.choice(look_phrases.STYLE_FRAMES).format(rng.choice(style_of[scene.style]).format(text))
    return None


def ask_look(field: str, scene: Scene, rng: random.Random, config: WorldConfig) -> tuple[str, str] | None:
    """A question and its answer; None where a viewer would hesitate."""
    look, actual = LOOKS[field], getattr(scene, field)
    fitting = [value for value in values_of(config, field) if look_fits(field, value, scene)]
    if len(fitting) < 2 or (field == "time" and scene.style == "neon"):  # neon is dark at any time
        return None
    if rng.random() < 0.5:
        return rng.choice(look.ask), look.names[actual][0]
    yes = rng.random() < 0.5
    shown = actual if yes else rng.choice([value for value in fitting if value != actual])
    return rng.choice(look.ask_if).format(look=rng.choice(look.typed[shown])), "yes" if yes else "no"


def change_look(field: str, scene: Scene, rng: random.Random, config: WorldConfig) -> tuple[str, Scene] | None:
    """An instruction and the scene after it."""
    look, actual = LOOKS[field], getattr(scene, field)
    fitting = [value for value in values_of(config, field) if value != actual and look_fits(field, value, scene)]
    fitting = [value for value in fitting if not is_lost(with_look(scene, field, value))]
    if not fitting:
        return None
    value = rng.choice(fitting)
    text = rng.choice(look.change).format(look=rng.choice(look.typed[value]))
    return text, with_look(scene, field, value)


def templates(config: WorldConfig) -> list[str]:
    """Every phrase about looks that this world can use."""
    found: list[str] = []
    for name, value in vars(look_phrases).items():
        field = next((field for field in LOOKS if field.upper() in name), "")
        if not name.isupper() or (field and field not in looks_of(config)):
            continue
        if not field and NOTHING not in config.backgrounds:
            continue
        if isinstance(value, dict):
            found += [form for key, row in value.items() if key in values_of(config, field) for form in row]
        else:
            found += value
    return found
