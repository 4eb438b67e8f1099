"""Phrases about looks: style, time of day, weather. Apart from phrases.py, since a world without them never says them.

{} is a description; {the}: what is shown; {look}: one of the names below. First the form used in answers.
"""

from __future__ import annotations

STYLE_NAME = {
    "flat": ("a flat sticker",),
    "outline": ("an outline drawing", "line art"),
    "pixel": ("pixel art",),
    "watercolour": ("a watercolour", "a watercolor", "a watercolour painting"),
    "neon": ("a neon sign", "neon art"),
    "paper": ("a paper cut", "paper art"),
}
STYLE_AS = {
    "flat": ("in flat style", "as a flat sticker"),
    "outline": ("as an outline drawing", "as line art", "in outline"),
    "pixel": ("as pixel art", "in pixel art", "in pixel style"),
    "watercolour": ("in watercolour", "in watercolor", "as a watercolour painting"),
    "neon": ("as a neon sign", "in neon", "in neon style"),
    "paper": ("as a paper cut", "cut from paper", "in paper cut style"),
}
STYLE_OF = {
    "flat": ("a flat picture of {}",),
    "outline": ("an outline drawing of {}", "line art of {}"),
    "pixel": ("pixel art of {}", "a pixel art picture of {}"),
    "watercolour": ("a watercolour of {}", "a watercolor painting of {}"),
    "neon": ("a neon sign of {}", "neon art of {}"),
    "paper": ("a paper cut of {}", "paper art of {}"),
}
STYLE_FRAMES = ("{}", "{}", "{}", "draw {}", "make {}", "create {}", "i want {}", "show me {}")
ASK_STYLE = ("what style is this?", "which style is it?", "what kind of picture is it?", "how is it drawn?")
ASK_IF_STYLE = ("is this {look}?", "is it {look}?", "does it look like {look}?", "is the picture {look}?")
CHANGE_STYLE = ("make it {look}", "turn it into {look}", "change the style to {look}", "i want {look}",
                "turn the picture into {look}")  # fmt: skip

TIME_AT = {"": (), "sunset": ("at sunset", "during sunset"), "evening": ("in the evening", "at dusk")}
TIME_NAME = {"": ("day",), "sunset": ("sunset",), "evening": ("evening",)}
ASK_TIME = ("what time of day is it?", "which time of day is it?", "what time of day does the picture show?")
ASK_IF_TIME = ("is it {look}?", "is it {look} in the picture?", "does the picture show {look}?")
CHANGE_TIME = ("make it {look}", "change the time to {look}", "change the time of day to {look}",
               "i want it to be {look}")  # fmt: skip

WEATHER_AT = {
    "": (),
    "rain": ("in the rain", "in rainy weather"),
    "fog": ("in the fog", "in foggy weather"),
    "snowfall": ("in snowy weather", "while it snows"),
}
WEATHER_NAME = {"": ("fine",), "rain": ("rainy",), "fog": ("foggy",), "snowfall": ("snowy",)}
ASK_WEATHER = ("what is the weather?", "how is the weather?", "what is the weather like?")
ASK_IF_WEATHER = ("is the weather {look}?", "is it {look} weather?", "does the picture show {look} weather?")
CHANGE_WEATHER = ("make the weather {look}", "change the weather to {look}", "i want {look} weather",
                  "the weather should be {look}")  # fmt: skip

REMOVE_BACKGROUND = ("remove the background", "cut out {the}", "take the background away", "make {the} a sticker",
                     "delete the background")  # fmt: skip
