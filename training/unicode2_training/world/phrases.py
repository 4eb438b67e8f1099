"""Every phrase of the world's English, lower case. Only constants: the vocabulary is read off this file.

{np} {a} {b}: noun phrases ("a red apple"); {at}: "on a beach"; {bg}: "a beach"; {place}: "at the top left";
{n} {ns}: bare nouns; {the}: "the cat", "the cats" or "it"; {is}: "is" or "are"; {c}: a colour; {rel}: "to the left of".
"""

from __future__ import annotations

COUNTS = ("one", "two", "three", "four", "five")

# Where: first the form used in answers.
BACKGROUND_AT = {
    "beach": ("on a beach", "on the beach", "at the beach"),
    "sea": ("in the sea", "in the ocean", "on the sea"),
    "sky": ("in the sky", "in a blue sky", "up in the sky"),
    "night": ("at night", "in the night", "in a starry night"),
    "forest": ("in a forest", "in the forest", "in the woods"),
    "desert": ("in a desert", "in the desert"),
    "snow": ("in the snow", "in snow"),
    "meadow": ("in a meadow", "in the meadow", "on the grass", "on a meadow"),
    "city": ("in a city", "in the city", "in town"),
    "white": ("on a white background", "on white", "on a plain white background"),
    "mountains": ("in the mountains", "in mountains"),
    "park": ("in a park", "in the park"),
    "kitchen": ("in a kitchen", "in the kitchen"),
    "room": ("in a room", "in the room", "at home"),
    "space": ("in space", "in outer space"),
    "road": ("on a road", "on the road"),
    "farm": ("on a farm", "on the farm"),
    "lake": ("at a lake", "at the lake", "by the lake"),
    "none": ("without a background", "without background", "on a transparent background"),
}
BACKGROUND_NAME = {
    "beach": ("a beach", "the beach"),
    "sea": ("the sea", "the ocean"),
    "sky": ("the sky", "a sky"),
    "night": ("a starry night", "the night"),
    "forest": ("a forest", "the forest", "the woods"),
    "desert": ("a desert", "the desert"),
    "snow": ("snow", "the snow"),
    "meadow": ("a meadow", "grass"),
    "city": ("a city", "the city"),
    "white": ("a white background", "a plain white background"),
    "mountains": ("mountains", "the mountains"),
    "park": ("a park", "the park"),
    "kitchen": ("a kitchen", "the kitchen"),
    "room": ("a room", "the room"),
    "space": ("space", "outer space"),
    "road": ("a road", "the road"),
    "farm": ("a farm", "the farm"),
    "lake": ("a lake", "the lake"),
    "none": ("a transparent background", "an empty background"),
}

PLACE_AT = {
    "top left": ("at the top left", "in the top left corner", "top left"),
    "top": ("at the top", "at the top of the picture", "top"),
    "top right": ("at the top right", "in the top right corner", "top right"),
    "left": ("on the left", "on the left side", "left"),
    "middle": ("in the middle", "in the center", "in the centre"),
    "right": ("on the right", "on the right side", "right"),
    "bottom left": ("at the bottom left", "in the bottom left corner", "bottom left"),
    "bottom": ("at the bottom", "at the bottom of the picture", "bottom"),
    "bottom right": ("at the bottom right", "in the bottom right corner", "bottom right"),
}
PLACE_TO = {
    "top left": ("to the top left", "to the top left corner"),
    "top": ("to the top",),
    "top right": ("to the top right", "to the top right corner"),
    "left": ("to the left", "to the left side"),
    "middle": ("to the middle", "to the center"),
    "right": ("to the right", "to the right side"),
    "bottom left": ("to the bottom left", "to the bottom left corner"),
    "bottom": ("to the bottom",),
    "bottom right": ("to the bottom right", "to the bottom right corner"),
}

RELATION_OF = {
    "left": ("to the left of", "left of", "on the left of"),
    "right": ("to the right of", "right of", "on the right of"),
    "above": ("above", "over"),
    "below": ("below", "under", "beneath"),
}
# Only in worlds that have them: things side by side, three things, things in front of others.
NEXT_TO = ("next to", "beside")
BETWEEN = ("{a} between {b} and {c}",)
BETWEEN_WITH_BACKGROUND = ("{a} between {b} and {c} {at}", "{bg} with {a} between {b} and {c}",
                           "{a} {at}, between {b} and {c}")  # fmt: skip
BETWEEN_NOT_SAID = ("{a}, {b} and {c}", "{a} with {b} and {c}")
BETWEEN_NOT_SAID_WITH_BACKGROUND = ("{a}, {b} and {c} {at}", "{bg} with {a}, {b} and {c}")
ASK_BETWEEN = ("what is between the {m} and the {o}?", "what do you see between the {m} and the {o}?",
               "which thing is between the {m} and the {o}?")  # fmt: skip
ASK_IF_BETWEEN = ("is the {n} between the {m} and the {o}?", "do you see the {n} between the {m} and the {o}?")
DEPTH_OF = {"front": ("in front of",), "behind": ("behind",)}
DEPTH_ANSWER = {"front": "in front", "behind": "behind"}
RELATION_ANSWER = {"left": "to the left", "right": "to the right", "above": "above", "below": "below"}
OPPOSITE = {"left": "right", "right": "left", "above": "below", "below": "above"}
SIZE_WORDS = {"small": ("small", "little", "tiny"), "medium": ("medium",), "large": ("large", "big")}

# Descriptions, by what they tell: object alone, with background, with place, with both.
PLAIN = ("{np}",)
WITH_BACKGROUND = ("{np} {at}", "{np} {at}", "{np} {at}", "{bg} with {np}", "{bg} and {np}")
WITH_PLACE = ("{np} {place}", "{np}, {place}", "{place}, {np}")
WITH_BOTH = ("{np} {at}, {place}", "{np} {at}, {place}", "{bg} with {np} {place}", "{place}, {np} {at}")
PAIR_PLAIN = ("{a} {rel} {b}",)
PAIR_WITH_BACKGROUND = ("{a} {rel} {b} {at}", "{a} {rel} {b} {at}", "{bg} with {a} {rel} {b}", "{a} {at}, {rel} {b}")
TOGETHER = ("{a} and {b}", "{a} with {b}")
TOGETHER_WITH_BACKGROUND = ("{a} and {b} {at}", "{a} with {b} {at}", "{bg} with {a} and {b}")

CAPTION_FRAMES = ("{}", "{}", "{}", "{}", "a picture of {}", "an image of {}", "this is {}", "this picture shows {}",
                  "i see {}", "there is {}")  # fmt: skip
PROMPT_FRAMES = (
    "{}", "{}", "{}", "{}", "{}", "draw {}", "draw me {}", "please draw {}", "make {}", "a picture of {}",
    "picture of {}", "an image of {}", "image of {}", "show me {}", "create {}", "generate {}", "paint {}",
    "i want {}", "can you draw {}?", "a sticker of {}", "{} please",
)  # fmt: skip

ASK_CAPTION = ("describe the picture", "describe this picture", "what does the picture show?", "write a caption",
               "describe the image")  # fmt: skip
ASK_OBJECT = ("what is this?", "what do you see?", "what can you see?", "what is in the picture?",
              "what is in the image?", "what is shown here?", "what is it?")  # fmt: skip
ASK_COLOURED_THING = ("what is {c}?", "what is the {c} thing?", "which thing is {c}?", "what {c} thing do you see?",
                      "what is the thing that is {c}?")  # fmt: skip
ASK_COLOUR = ("what color {is} {the}?", "what colour {is} {the}?", "which color {is} {the}?", "which color has {the}?",
              "what is the color of {the}?", "tell me the color of {the}")  # fmt: skip
ASK_COUNT = ("how many {ns} are there?", "how many {ns} do you see?", "how many {ns} are in the picture?",
             "how many {ns} can you see?", "count the {ns}", "what is the number of {ns}?")  # fmt: skip
ASK_COUNT_ALL = ("how many are there?", "how many do you see?")
ASK_TOTAL = ("how many things are there?", "how many things do you see?", "how many things are in the picture?",
             "how many objects are there?", "count the objects")  # fmt: skip
ASK_IF_COUNT = ("are there {count} {ns}?", "do you see {count} {ns}?", "does the picture show {count} {ns}?",
                "are {count} {ns} in the picture?", "can you see {count} {ns}?")  # fmt: skip
ASK_WHERE = ("where is this?", "where {is} {the}?", "where are we?", "which place is this?",
             "where does this take place?")  # fmt: skip
ASK_BACKGROUND = ("what is the background?", "what is in the background?", "what is behind {the}?",
                  "which background is it?", "name the background")  # fmt: skip
ASK_IF_BACKGROUND = ("is this {at}?", "{is} {the} {at}?", "is the picture {at}?", "is it {at}?",
                     "does this take place {at}?")  # fmt: skip
ASK_PLACE = ("where in the picture is {the}?", "in which part of the picture is {the}?", "which part is {the} in?",
             "at which place in the picture is {the}?", "what is the position of {the}?")  # fmt: skip
ASK_IF_PLACE = ("is {the} {place}?", "do you see {the} {place}?", "does {the} stand {place}?",
                "is {the} placed {place}?", "can you see {the} {place}?")  # fmt: skip
ASK_SIZE = ("how big {is} {the}?", "how large {is} {the}?", "what size {is} {the}?", "what is the size of {the}?",
            "which size {is} {the}?")  # fmt: skip
ASK_IF_SIZE = ("{is} {the} {size}?", "would you call {the} {size}?", "{is} {the} of {size} size?",
               "do you see {size} {ns}?", "does the picture show {size} {ns}?")  # fmt: skip
ASK_RELATION = ("where is the {n} relative to the {m}?", "how does the {n} stand to the {m}?",
                "on which side of the {m} is the {n}?", "where is the {n} seen from the {m}?",
                "which side of the {m} is the {n} on?")  # fmt: skip
ASK_WHAT_RELATION = ("what is {rel} the {m}?", "what do you see {rel} the {m}?", "what stands {rel} the {m}?",
                     "which thing is {rel} the {m}?", "what can you see {rel} the {m}?")  # fmt: skip
ASK_IF_RELATION = ("is the {n} {rel} the {m}?", "does the {n} stand {rel} the {m}?",
                   "do you see the {n} {rel} the {m}?", "can you see the {n} {rel} the {m}?",
                   "is there {np} {rel} the {m}?")  # fmt: skip
ASK_EXISTENCE = ("is there {np}?", "do you see {np}?", "can you see {np}?", "is there {np} in the picture?",
                 "does the picture show {np}?", "is {np} in the picture?")  # fmt: skip
ASK_IF_COLOUR = ("{is} {the} {c}?", "{is} {the} {c} in the picture?", "does the picture show {cns}?",
                 "do you see {cns}?", "would you say {the} {is} {c}?")  # fmt: skip
YES, NO = "yes", "no"

RECOLOUR = ("make {the} {c}", "change {the} to {c}", "color {the} {c}", "paint {the} {c}", "turn {the} {c}",
            "make the color of {the} {c}", "i want {the} in {c}", "can you make {the} {c}?")  # fmt: skip
REPLACE = ("replace {the} with {np}", "change {the} into {np}", "swap {the} for {np}", "turn {the} into {np}",
           "put {np} instead of {the}", "i want {np} instead of {the}", "make {the} {np}")  # fmt: skip
CHANGE_BACKGROUND = ("change the background to {bg}", "make the background {bg}", "put {the} {at}", "place {the} {at}",
                     "i want {the} {at}", "use {bg} as background", "set the background to {bg}",
                     "show {the} {at}")  # fmt: skip
REMOVE = ("remove {the}", "delete {the}", "erase {the}", "take {the} away", "get rid of {the}", "take away {the}",
          "i do not want {the}", "without {the}")  # fmt: skip
ADD = ("add {np}", "also add {np}", "put {np} in the picture", "i also want {np}", "draw {np} too", "include {np}",
       "add {np} to the picture")  # fmt: skip
ADD_RELATED = ("add {np} {rel} {the}", "put {np} {rel} {the}", "draw {np} {rel} {the}", "place {np} {rel} {the}",
               "i want {np} {rel} {the}")  # fmt: skip
MOVE = ("move {the} {to}", "shift {the} {to}", "put {the} {place}", "place {the} {place}", "bring {the} {to}",
        "i want {the} {place}")  # fmt: skip
RECOUNT = ("make it {count}", "i want {count} {ns}", "make it {count} {ns}", "show {count} {ns}",
           "change the number of {ns} to {count}", "there should be {count} {ns}")  # fmt: skip
ONE_MORE = ("add another {n}", "add one more {n}", "one more {n}", "i want one more {n}",
            "draw another {n}")  # fmt: skip
ONE_LESS = ("remove one {n}", "take one {n} away", "one {n} less", "delete one {n}", "erase one {n}")  # fmt: skip
RESIZE = ("make {the} {size}", "change {the} to {size}", "i want {the} {size}", "change the size of {the} to {size}",
          "make the size of {the} {size}")  # fmt: skip
BIGGER = ("make {the} bigger", "make {the} larger", "i want {the} bigger", "can you make {the} bigger?",
          "grow {the}")  # fmt: skip
SMALLER = ("make {the} smaller", "i want {the} smaller", "can you make {the} smaller?", "shrink {the}",
           "change {the} to be smaller")  # fmt: skip
FUNCTION_WORDS = ("a an the it them is are and only",)
