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
# What people type where answers and captions keep to a word that packs know.
STYLE_NAME_TYPED = {**STYLE_NAME, "paper": ("a paper cutout", "paper art")}
STYLE_AS = {
    "flat": ("in flat style", "as a flat sticker"),
    "outline": ("as an outline drawing", "as line art", "in outline"),
    "pixel": ("as pixel art", "in pixel art", "in pixel style"),
    "watercolour": ("in watercolour", "in watercolor", "as a watercolour painting"),
    "neon": ("as a neon sign", "in neon", "in neon style"),
    "paper": ("as a paper cut", "cut from paper", "in paper cut style"),
}
STYLE_AS_TYPED = {**STYLE_AS, "paper": ("as a paper cutout", "cut from paper", "in paper cut style")}
STYLE_OF = {
    "flat": ("a flat picture of {}",),
    "outline": ("an outline drawing of {}", "line art of {}"),
    "pixel": ("pixel art of {}", "a pixel art picture of {}"),
    "watercolour": ("a watercolour of {}", "a watercolor painting of {}"),
    "neon": ("a neon sign of {}", "neon art of {}"),
    "paper": ("a paper cut of {}", "paper art of {}"),
}
STYLE_OF_TYPED = {**STYLE_OF, "paper": ("a paper cutout of {}", "paper art of {}")}
STYLE_FRAMES = ("{}", "{}", "{}", "draw {}", "make {}", "create {}", "i want {}", "show me {}")
ASK_STYLE = (
    "what style is this?", "which style is it?", "what kind of picture is it?", "how is it drawn?", "what's the style?",
    "what style is it drawn in?", "in which style is it drawn?", "what is the style of the picture?",
    "which style does the picture have?", "tell me the style", "what kind of drawing is this?",
    "can you tell me the style?", "what art style is this?", "what's the art style?",
    "how would you describe the style?", "which style did you draw it in?", "do you know which style this is?",
    "i wonder what style this is", "what type of picture is this?", "name the style", "the style of the picture?",
    "describe the style", "what technique is this?", "which technique was used?", "what sort of art is this?",
)  # fmt: skip
ASK_IF_STYLE = (
    "is this {look}?", "is it {look}?", "does it look like {look}?", "is the picture {look}?",
    "would you call it {look}?", "would you say this is {look}?", "is this picture {look}?", "is what you see {look}?",
    "is it true that this is {look}?", "do you see {look}?", "this is {look}, isn't it?", "isn't this {look}?",
    "do you think this is {look}?", "tell me if this is {look}", "i wonder if this is {look}", "is that {look}?",
    "could you call this {look}?", "yes or no: is this {look}?",
)  # fmt: skip
CHANGE_STYLE = (
    "make it {look}", "turn it into {look}", "change the style to {look}", "i want {look}",
    "turn the picture into {look}", "turn this into {look}", "i would like {look}", "i'd like {look} instead",
    "draw it as {look}", "show it as {look}", "redraw it as {look}", "can you make it {look}?",
    "could you turn it into {look}?", "change it to {look}", "i want it as {look}", "{look} please",
    "convert it to {look}", "set the style to {look}", "the style should be {look}", "i'd rather have {look}",
    "i'd prefer {look}", "transform it into {look}", "transform the picture into {look}", "make this {look}",
    "make the picture {look}", "render it as {look}", "can i have it as {look}?", "may i see it as {look}?",
    "make {look} out of it", "{look} instead", "switch the style to {look}", "the picture should be {look}",
    "would you redraw it as {look}?",
)  # fmt: skip

TIME_AT = {"": (), "sunset": ("at sunset", "during sunset"), "evening": ("in the evening", "at dusk")}
TIME_NAME = {"": ("day",), "sunset": ("sunset",), "evening": ("evening",)}
TIME_NAME_TYPED = {**TIME_NAME, "": ("daytime",)}
ASK_TIME = (
    "what time of day is it?", "which time of day is it?", "what time of day does the picture show?",
    "what's the time of day?", "tell me the time of day", "at what time of day is this?",
    "can you tell me the time of day?", "what time of day would you say it is?", "what part of the day is it?",
    "what time of the day is it?", "do you know what time of day it is?",
    "i wonder what time of day it is", "name the time of day", "the time of day?", "which time of day do you see?",
)  # fmt: skip
ASK_IF_TIME = (
    "is it {look}?", "is it {look} in the picture?", "does the picture show {look}?", "would you say it is {look}?",
    "is it {look} here?", "is it already {look}?", "is the time of day {look}?", "it is {look}, isn't it?",
    "isn't it {look}?", "do you think it is {look}?", "tell me if it is {look}", "i wonder if it is {look}",
    "is it {look} in this scene?", "yes or no: is it {look}?",
)  # fmt: skip
CHANGE_TIME = (
    "make it {look}", "change the time to {look}", "change the time of day to {look}", "i want it to be {look}",
    "let it be {look}", "it should be {look}", "i would like it to be {look}", "i'd like it to be {look}",
    "can you make it {look}?", "could you change the time to {look}?", "set the time of day to {look}",
    "now it is {look}", "let's make it {look}", "could it be {look}?", "can it be {look} instead?",
    "i'd prefer it to be {look}", "the time of day should be {look}", "let the time of day be {look}",
    "switch the time of day to {look}", "i need it to be {look}", "would you make it {look}?",
)  # fmt: skip

WEATHER_AT = {
    "": (),
    "rain": ("in the rain", "in rainy weather"),
    "fog": ("in the fog", "in foggy weather"),
    "snowfall": ("in snowy weather", "while it snows"),
}
WEATHER_NAME = {"": ("fine",), "rain": ("rainy",), "fog": ("foggy",), "snowfall": ("snowy",)}
ASK_WEATHER = (
    "what is the weather?", "how is the weather?", "what is the weather like?", "what's the weather like?",
    "what kind of weather is it?", "tell me the weather", "how's the weather?", "what weather do you see?",
    "what weather does the picture show?", "can you tell me the weather?", "what is the weather in the picture?",
    "how would you describe the weather?", "describe the weather", "what sort of weather is it?",
    "do you know what the weather is like?", "what weather is it?", "and the weather?", "the weather?",
    "i wonder what the weather is like", "what's the weather doing?",
)  # fmt: skip
ASK_IF_WEATHER = (
    "is the weather {look}?", "is it {look} weather?", "does the picture show {look} weather?",
    "would you say the weather is {look}?", "is this {look} weather?", "do you see {look} weather?",
    "is the weather {look} here?", "does the weather look {look}?", "the weather is {look}, isn't it?",
    "isn't the weather {look}?", "do you think the weather is {look}?", "tell me if the weather is {look}",
    "i wonder if the weather is {look}", "do we see {look} weather?", "yes or no: is the weather {look}?",
)  # fmt: skip
CHANGE_WEATHER = (
    "make the weather {look}", "change the weather to {look}", "i want {look} weather", "the weather should be {look}",
    "let the weather be {look}", "i would like {look} weather", "i'd like {look} weather",
    "can you make the weather {look}?", "could you change the weather to {look}?", "set the weather to {look}",
    "{look} weather please", "give it {look} weather", "show it in {look} weather", "how about {look} weather?",
    "switch the weather to {look}", "turn the weather {look}", "i'd prefer {look} weather",
    "could we have {look} weather?", "i want the weather to be {look}", "the weather must be {look}",
    "let there be {look} weather", "let's have {look} weather", "i need {look} weather",
    "would you make the weather {look}?",
)  # fmt: skip

REMOVE_BACKGROUND = (
    "remove the background", "cut out {the}", "take the background away", "make {the} a sticker",
    "delete the background", "no background please", "erase the background", "get rid of the background",
    "i want no background", "drop the background", "i'd like no background", "leave the background out",
    "can you remove the background?", "make the background transparent", "take away the background",
    "clear the background", "without the background", "get the background out of there", "wipe the background away",
    "throw out the background", "the background can go", "the background should go", "i don't need the background",
    "can the background go?",
)  # fmt: skip
