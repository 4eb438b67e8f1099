"""What people type beside the words of phrases.py, lower case; only constants. Captions and answers never say these.

Fields as in phrases.py, and {short}: "beach"; {bare}: without article; {its}: "to its left"; {obj}: "it", "them".
Forms that begin with a place, a background or a relation stand by themselves: no frame fits around them.
"""

from __future__ import annotations

MORE_SIZES = {
    "small": ("mini", "miniature"),
    "medium": ("medium sized",),
    "large": ("huge", "giant", "enormous"),
}
MORE_COUNTS = {
    1: ("one", "a single"),
    2: ("a pair of", "a couple of", "2"),
    3: ("a trio of", "3"),
    4: ("a group of four", "4"),
    5: ("a group of five", "5"),
}
THING_KINDS = {"animals": ("animal", "animals"), "vehicles": ("vehicle", "vehicles")}  # by the nouns' group
ALL_OF = {2: ("both", "both the"), 3: ("all three", "all the"), 4: ("all four", "all the"), 5: ("all five", "all the")}
COLOURED = ("{n} that {is} {c}", "{n} which {is} {c}", "{n} colored {c}", "{n} coloured {c}", "{n} painted {c}")

MORE_BACKGROUND_AT = {
    "beach": ("at the seaside", "on a sandy beach", "by the seaside", "on the seashore"),
    "sea": ("in the water", "at sea", "out at sea"),
    "sky": ("in the clouds", "among the clouds", "in a cloudy sky", "high in the sky"),
    "night": ("at nighttime", "during the night", "under a starry sky", "in the night sky", "under the night sky"),
    "forest": ("in the woodland", "deep in the forest", "inside a forest"),
    "desert": ("in the dunes", "among the dunes", "in a sandy desert", "in the hot desert"),
    "snow": ("on snowy ground", "in a snowy landscape", "on the snow", "in a winter landscape"),
    "meadow": ("in the grass", "on grass", "in a grassy field", "in a field"),
    "city": ("in a town", "in the town", "downtown", "in the streets of a city"),
    "white": ("against a white background", "with a white background", "on a blank white background"),
    "mountains": ("on a mountain", "high in the mountains", "up in the mountains"),
    "park": ("at the park", "in a public park"),
    "kitchen": ("inside a kitchen",),
    "room": ("in a living room", "inside a room"),
    "space": ("out in space", "in deep space"),
    "road": ("on a street", "on the street", "on a highway"),
    "farm": ("at a farm", "at the farm", "on farmland"),
    "lake": ("by a lake", "near a lake", "at the lakeside"),
    "none": ("with no background", "with a transparent background", "with nothing in the background"),
}
MORE_BACKGROUND_NAMES = {
    "beach": ("a beach scene", "the seaside", "a sandy beach"),
    "sea": ("an ocean scene", "water", "the open sea"),
    "sky": ("a cloudy sky", "the clouds", "clouds"),
    "night": ("a night scene", "the night sky", "a starry sky"),
    "forest": ("a forest scene", "woods", "woodland"),
    "desert": ("a desert scene", "sand dunes", "dunes"),
    "snow": ("a snowy landscape", "a winter landscape", "a snow scene"),
    "meadow": ("a grassy field", "the grass", "the meadow"),
    "city": ("a city scene", "a town", "a city street"),
    "white": ("a blank white background",),
    "mountains": ("a mountain landscape", "a mountain scene"),
    "park": ("a park scene", "a public park"),
    "kitchen": ("a kitchen scene",),
    "room": ("a living room",),
    "space": ("deep space", "a space scene"),
    "road": ("a street", "a highway"),
    "farm": ("a farm scene", "farmland"),
    "lake": ("a lake scene", "the lakeside"),
    "none": ("a clear background",),
}
OWN_BACKGROUND_AT = {"kitchen": ("in my kitchen",), "room": ("in my room",)}  # prompts only
OWN_BACKGROUND_NAMES = {"kitchen": ("my kitchen",), "room": ("my room",)}
BACKGROUND_SHORT = {
    "beach": ("beach", "seaside"),
    "sea": ("sea", "ocean"),
    "sky": ("sky",),
    "night": ("night", "night sky"),
    "forest": ("forest", "woods"),
    "desert": ("desert",),
    "snow": ("snow",),
    "meadow": ("meadow", "grass"),
    "city": ("city", "town"),
    "white": ("white background", "plain white background"),
    "mountains": ("mountains",),
    "park": ("park",),
    "kitchen": ("kitchen",),
    "room": ("room", "living room"),
    "space": ("space", "outer space"),
    "road": ("road", "street"),
    "farm": ("farm",),
    "lake": ("lake",),
    "none": ("no background", "transparent background"),
}

MORE_PLACES_AT = {
    "top left": ("in the upper left corner", "in the upper left", "in the top left", "at the upper left"),
    "top": ("at the top of the image",),
    "top right": ("in the upper right corner", "in the upper right", "in the top right", "at the upper right"),
    "left": ("at the left", "at the left side", "on the left side of the picture"),
    "middle": ("centred", "centered", "at the center", "in the middle of the picture", "in the center of the image"),
    "right": ("at the right", "at the right side", "on the right side of the picture"),
    "bottom left": ("in the lower left corner", "in the lower left", "in the bottom left", "at the lower left"),
    "bottom": ("at the bottom of the image",),
    "bottom right": ("in the lower right corner", "in the lower right", "in the bottom right", "at the lower right"),
}
MORE_PLACES_TO = {
    "top left": ("to the upper left", "to the upper left corner", "into the top left corner"),
    "top": ("up to the top", "to the top of the picture"),
    "top right": ("to the upper right", "to the upper right corner", "into the top right corner"),
    "left": ("over to the left", "to the left side of the picture"),
    "middle": ("to the centre", "into the middle", "into the center", "to the middle of the picture"),
    "right": ("over to the right", "to the right side of the picture"),
    "bottom left": ("to the lower left", "to the lower left corner", "into the bottom left corner"),
    "bottom": ("down to the bottom", "to the bottom of the picture"),
    "bottom right": ("to the lower right", "to the lower right corner", "into the bottom right corner"),
}
MORE_RELATIONS = {
    "left": ("on the left side of", "at the left of"),
    "right": ("on the right side of", "at the right of"),
    "above": (),
    "below": ("underneath",),
}
ITS = {
    "to the left of": "to its left",
    "on the left of": "on its left",
    "on the left side of": "on its left side",
    "to the right of": "to its right",
    "on the right of": "on its right",
    "on the right side of": "on its right side",
}
MORE_NEXT_TO = ("near", "close to", "alongside")

PLAIN = ("{np}",)
# Where the picture shows nothing else, no background either.
PLAIN_ALONE = (*PLAIN * 4, "just {np}", "only {np}", "{np} and nothing else", "simply {np}")
WITH_BACKGROUND = (
    "{np} {at}", "{np} {at}", "{np} {at}", "{np} {at}", "{np} {at}", "{bg} with {np}", "{bg} and {np}",
    "{at}, {np}", "{at}: {np}", "{np} with {bg} behind {obj}", "{np}, {at}",
    "{np} that {is} {at}", "a scene {at} with {np}", "{at} there {is} {np}", "{np} shown {at}",
    "{np}, and behind {obj} {bg}",
)  # fmt: skip
WITH_PLACE = (
    "{np} {place}", "{np} {place}", "{np}, {place}", "{place}, {np}", "{place}: {np}", "{np} that is {place}",
    "{np} which stands {place}", "{np} placed {place}", "{place} there is {np}", "{np} located {place}",
    "{np} positioned {place}", "{np}, placed {place}",
)  # fmt: skip
WITH_BOTH = (
    "{np} {at}, {place}", "{np} {at}, {place}", "{bg} with {np} {place}", "{place}, {np} {at}", "{np} {place}, {at}",
    "{at}, {np} {place}", "{at}: {np} {place}", "{place}: {np} {at}", "{bg} with {np} placed {place}",
    "{np} {at}, placed {place}", "{at}, {place}: {np}",
    "{at} there is {np} {place}", "a scene {at} with {np} {place}",
)  # fmt: skip
PAIR_PLAIN = (
    "{a} {rel} {b}", "{a} {rel} {b}", "{a} {rel} {b}", "{a} that is {rel} {b}", "{a} which stands {rel} {b}",
    "{a} standing {rel} {b}", "{b} and, {its}, {a}", "{b} and {a} {its}", "{b} with {a} {its}", "{a}, {rel} {b}",
    "{rel} {b} there is {a}", "{rel} {b}, {a}", "{a} placed {rel} {b}", "{b}, and {its} {a}",
    "{b} which has {a} {its}",
)  # fmt: skip
PAIR_WITH_BACKGROUND = (
    "{a} {rel} {b} {at}", "{a} {rel} {b} {at}", "{a} {rel} {b} {at}", "{bg} with {a} {rel} {b}", "{a} {at}, {rel} {b}",
    "{at}, {a} {rel} {b}", "{at}: {a} {rel} {b}", "{a} {rel} {b}, both {at}",
    "{a} which stands {rel} {b} {at}", "{b} and {a} {its}, {at}", "{bg} with {b} and, {its}, {a}",
    "{b} {at} and, {its}, {a}", "{a} that is {rel} {b} {at}", "{at} there is {a} {rel} {b}", "{a} {rel} {b}, {at}",
    "a scene {at} with {a} {rel} {b}",
)  # fmt: skip
TOGETHER = (
    "{a} and {b}", "{a} and {b}", "{a} and {b}", "{a} with {b}", "{a} plus {b}", "both {a} and {b}",
    "{a} together with {b}", "{a} along with {b}", "{a} as well as {b}", "{a}, {b}", "{a} & {b}", "{a} and also {b}",
)  # fmt: skip
TOGETHER_WITH_BACKGROUND = (
    "{a} and {b} {at}", "{a} and {b} {at}", "{a} with {b} {at}", "{bg} with {a} and {b}", "{at}, {a} and {b}",
    "{at}: {a} and {b}", "both {a} and {b} {at}", "{a} together with {b} {at}",
    "{a} and {b}, both {at}", "{a}, {b}, {at}", "{a} along with {b} {at}", "{bg} and {a} and {b}",
    "a scene {at} with {a} and {b}",
)  # fmt: skip
BETWEEN = ("{a} between {b} and {c}", "{a} between {b} and {c}", "{a} in between {b} and {c}",
           "{b} and {c} with {a} between them", "between {b} and {c} there is {a}",
           "{a} that is between {b} and {c}", "{b} and {c}, and between them {a}")  # fmt: skip
BETWEEN_WITH_BACKGROUND = (
    "{a} between {b} and {c} {at}", "{bg} with {a} between {b} and {c}", "{a} {at}, between {b} and {c}",
    "{at}, {a} between {b} and {c}", "{at}: {a} between {b} and {c}", "{b} and {c} {at} with {a} between them",
    "{a} in between {b} and {c} {at}",
)  # fmt: skip
BETWEEN_NOT_SAID = ("{a}, {b} and {c}", "{a} with {b} and {c}", "{a} and {b} and {c}", "{a}, {b}, {c}",
                    "{a}, {b} and also {c}")  # fmt: skip
BETWEEN_NOT_SAID_WITH_BACKGROUND = ("{a}, {b} and {c} {at}", "{bg} with {a}, {b} and {c}", "{at}, {a}, {b} and {c}",
                                    "{at}: {a}, {b} and {c}")  # fmt: skip
# In a few words, as one types into a search box; by what they tell.
TERSE_PLAIN = ("{bare}",)
TERSE_WITH_BACKGROUND = ("{bare} {short}", "{bare}, {short}", "{short}, {bare}", "{short}: {bare}", "{bare} {at}",
                         "{bare}, {at}")  # fmt: skip
TERSE_WITH_PLACE = ("{bare} {place}", "{bare}, {place}", "{place}: {bare}")
TERSE_WITH_BOTH = ("{bare}, {place}, {short}", "{short}, {bare} {place}", "{bare} {place} {at}",
                   "{bare}, {short}, {place}")  # fmt: skip

PROMPT_FRAMES = (
    *("{}",) * 14, "draw {}", "draw {}", "draw me {}", "please draw {}", "make {}", "make me {}", "a picture of {}",
    "picture of {}", "an image of {}", "image of {}", "a drawing of {}", "drawing of {}", "show me {}", "show {}",
    "create {}", "generate {}", "paint {}", "sketch {}", "i want {}", "i would like {}", "i'd like {}", "i'd love {}",
    "i need {}", "i want to see {}", "i'd like to see {}", "i would love to see {}", "give me {}", "let me see {}",
    "can you draw {}?", "could you draw {}?", "could you please draw {}?", "can i have {}?", "can i see {}?",
    "may i have a picture of {}?", "would you draw {}?", "would you please make {}?", "can you make a picture of {}?",
    "i would like a picture of {}", "i'd love a picture of {}", "please make a picture of {}", "please show me {}",
    "create an image of {}", "generate an image of {}", "draw a picture of {}", "make a picture with {}",
    "there should be {}", "the picture should show {}", "how about {}?", "a sticker of {}", "{} please", "{}, please",
    "imagine {}", "render {}", "let's draw {}", "design {}", "picture with {}",
)  # fmt: skip

# Lightly changed by the way: how people begin and end what they type.
OPENERS = ("hi, ", "hello, ", "hey, ", "ok, ", "okay, ", "hi there, ", "so, ", "well, ")
QUESTION_OPENERS = ("tell me, ", "please tell me, ", "quick question, ", "now tell me, ", "i wonder, ")
EDIT_OPENERS = ("now ", "and now ", "ok, now ", "next, ", "then ")
CLOSERS = (" please", ", please", ", thanks", ", thank you", " now")
# What no opener of an edit or of a question goes before: "then and a cat", "tell me, can you see a cat?".
NO_EDIT_OPENER = ("and ", "now ", "plus ", "without ", "background:", "new background:")
NO_QUESTION_OPENER = ("and ", "can you ", "could you ", "tell me ", "please ", "the ")
POLITE = ("please {}", "could you {}?", "can you {}?", "could you please {}?", "can you please {}?", "would you {}?",
          "i would like you to {}", "i'd like you to {}", "i want you to {}", "would you please {}?")  # fmt: skip
