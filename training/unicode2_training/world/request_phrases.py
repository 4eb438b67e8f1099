"""What people type beside the words of phrases.py, lower case; only constants. Captions and answers never say these.

Fields as in phrases.py, and {short}: "beach"; {bare}: without article; {its}: "to its left"; {obj}: "it", "them".
Forms that begin with a place, a background or a relation stand by themselves: no frame fits around them.
"""

from __future__ import annotations

MORE_SIZES = {
    "small": ("mini", "miniature", "teeny", "wee"),
    "medium": ("medium sized", "mid sized", "average sized"),
    "large": ("huge", "giant", "enormous", "massive", "gigantic"),
}
MORE_COUNTS = {
    1: ("one", "a single"),
    2: ("a pair of", "a couple of", "2", "a duo of"),
    3: ("a trio of", "3", "a group of three"),
    4: ("a group of four", "4", "a set of four"),
    5: ("a group of five", "5", "a set of five"),
}
THING_KINDS = {"animals": ("animal", "animals"), "vehicles": ("vehicle", "vehicles")}  # by the nouns' group
ALL_OF = {
    2: ("both", "both the", "the two"),
    3: ("all three", "all the", "the three"),
    4: ("all four", "all the", "the four"),
    5: ("all five", "all the", "the five"),
}
COLOURED = (
    "{n} that {is} {c}", "{n} which {is} {c}", "{n} colored {c}", "{n} coloured {c}", "{n} painted {c}", "{n} in {c}",
    "{n} in the color {c}", "{n} with the color {c}",
)  # fmt: skip

MORE_BACKGROUND_AT = {
    "beach": ("at the seaside", "on a sandy beach", "by the seaside", "on the seashore", "on the shore",
              "at the shore"),
    "sea": ("in the water", "at sea", "out at sea", "on the ocean", "in the waves", "out in the ocean"),
    "sky": ("in the clouds", "among the clouds", "in a cloudy sky", "high in the sky", "in the air", "up in the air",
            "up in the clouds", "high up in the sky"),
    "night": ("at nighttime", "during the night", "under a starry sky", "in the night sky", "under the night sky",
              "by night", "on a clear night", "at night time"),
    "forest": ("in the woodland", "deep in the forest", "inside a forest", "in woodland", "out in the woods",
               "among the woods", "in a dense forest"),
    "desert": ("in the dunes", "among the dunes", "in a sandy desert", "in the hot desert", "out in the desert",
               "in the sahara", "on a dune"),
    "snow": ("on snowy ground", "in a snowy landscape", "on the snow", "in a winter landscape", "out in the snow",
             "in deep snow", "in a snowy field", "in a wintry landscape"),
    "meadow": ("in the grass", "on grass", "in a grassy field", "in a field", "on a meadow", "on a grassy field",
               "out in a field", "in the tall grass"),
    "city": ("in a town", "in the town", "downtown", "in the streets of a city", "in an urban area",
             "in the city streets", "in the streets of a town", "in a metropolis"),
    "white": ("against a white background", "with a white background", "on a blank white background",
              "on a white backdrop", "against plain white", "on a solid white background"),
    "mountains": ("on a mountain", "high in the mountains", "up in the mountains", "on the mountain",
                  "among the mountains", "in a mountain landscape", "in the alps"),
    "park": ("at the park", "in a public park", "inside a park", "out in the park", "in the public park"),
    "kitchen": ("inside a kitchen", "inside the kitchen", "in some kitchen"),
    "room": ("in a living room", "inside a room", "in the living room", "inside the room", "in a lounge"),
    "space": ("out in space", "in deep space", "up in space", "in the universe", "in the depths of space"),
    "road": ("on a street", "on the street", "on a highway", "in the street", "on the highway", "on a roadway"),
    "farm": ("at a farm", "at the farm", "on farmland", "down on the farm", "in a farmyard", "in the farmyard"),
    "lake": ("by a lake", "near a lake", "at the lakeside", "on a lake", "on the lake", "on the shore of a lake"),
    "none": ("with no background", "with a transparent background", "with nothing in the background",
             "without any background", "on an empty background", "against a transparent background"),
}  # fmt: skip
MORE_BACKGROUND_NAMES = {
    "beach": ("a beach scene", "the seaside", "a sandy beach", "the shore", "a seaside scene", "the seashore"),
    "sea": ("an ocean scene", "water", "the open sea", "the waves", "the open ocean", "a sea scene"),
    "sky": ("a cloudy sky", "the clouds", "clouds", "the open sky", "a sky with clouds", "a sky scene"),
    "night": ("a night scene", "the night sky", "a starry sky", "a night sky", "a nighttime scene", "a clear night"),
    "forest": ("a forest scene", "woods", "woodland", "the woodland", "some woods", "a dense forest"),
    "desert": ("a desert scene", "sand dunes", "dunes", "the dunes", "a desert landscape", "the sahara"),
    "snow": ("a snowy landscape", "a winter landscape", "a snow scene", "a snowy scene", "a snowy field",
             "a wintry landscape"),
    "meadow": ("a grassy field", "the grass", "the meadow", "a field", "a field of grass", "a meadow scene"),
    "city": ("a city scene", "a town", "a city street", "the town", "city streets", "a cityscape"),
    "white": ("a blank white background", "plain white", "a white backdrop"),
    "mountains": ("a mountain landscape", "a mountain scene", "a mountain range", "mountain peaks", "the alps"),
    "park": ("a park scene", "a public park", "a park landscape", "parkland"),
    "kitchen": ("a kitchen scene", "a kitchen interior", "the inside of a kitchen"),
    "room": ("a living room", "the living room", "the inside of a room", "a lounge"),
    "space": ("deep space", "a space scene", "the universe", "the cosmos"),
    "road": ("a street", "a highway", "the street", "the highway", "a road scene"),
    "farm": ("a farm scene", "farmland", "a farmyard", "the farmyard"),
    "lake": ("a lake scene", "the lakeside", "a lake view", "the shore of a lake"),
    "none": ("a clear background", "a see through background"),
}  # fmt: skip
OWN_BACKGROUND_AT = {"kitchen": ("in my kitchen",), "room": ("in my room",)}  # prompts only
OWN_BACKGROUND_NAMES = {"kitchen": ("my kitchen",), "room": ("my room",)}
BACKGROUND_SHORT = {
    "beach": ("beach", "seaside", "shore"),
    "sea": ("sea", "ocean", "open sea"),
    "sky": ("sky", "clouds"),
    "night": ("night", "night sky", "starry night"),
    "forest": ("forest", "woods", "woodland"),
    "desert": ("desert", "dunes"),
    "snow": ("snow", "snowy landscape"),
    "meadow": ("meadow", "grass", "field"),
    "city": ("city", "town"),
    "white": ("white background", "plain white background", "plain white"),
    "mountains": ("mountains", "mountain landscape"),
    "park": ("park", "public park"),
    "kitchen": ("kitchen",),
    "room": ("room", "living room"),
    "space": ("space", "outer space", "deep space"),
    "road": ("road", "street", "highway"),
    "farm": ("farm", "farmyard"),
    "lake": ("lake", "lakeside"),
    "none": ("no background", "transparent background", "empty background"),
}

MORE_PLACES_AT = {
    "top left": ("in the upper left corner", "in the upper left", "in the top left", "at the upper left",
                 "at the top left corner", "in the top left part of the picture"),
    "top": ("at the top of the image", "at the upper edge", "in the upper part of the picture"),
    "top right": ("in the upper right corner", "in the upper right", "in the top right", "at the upper right",
                  "at the top right corner", "in the top right part of the picture"),
    "left": ("at the left", "at the left side", "on the left side of the picture", "at the left edge",
             "in the left part of the picture"),
    "middle": ("centred", "centered", "at the center", "in the middle of the picture", "in the center of the image",
               "at the centre", "in the centre of the picture", "in the middle of the image", "middle", "center",
               "centre"),
    "right": ("at the right", "at the right side", "on the right side of the picture", "at the right edge",
              "in the right part of the picture"),
    "bottom left": ("in the lower left corner", "in the lower left", "in the bottom left", "at the lower left",
                    "at the bottom left corner", "in the bottom left part of the picture"),
    "bottom": ("at the bottom of the image", "at the lower edge", "in the lower part of the picture"),
    "bottom right": ("in the lower right corner", "in the lower right", "in the bottom right", "at the lower right",
                     "at the bottom right corner", "in the bottom right part of the picture"),
}  # fmt: skip
MORE_PLACES_TO = {
    "top left": ("to the upper left", "to the upper left corner", "into the top left corner", "up to the top left",
                 "into the upper left corner"),
    "top": ("up to the top", "to the top of the picture", "to the upper edge", "to the top of the image"),
    "top right": ("to the upper right", "to the upper right corner", "into the top right corner", "up to the top right",
                  "into the upper right corner"),
    "left": ("over to the left", "to the left side of the picture", "to the left edge", "over to the left side"),
    "middle": ("to the centre", "into the middle", "into the center", "to the middle of the picture", "into the centre",
               "to the center of the picture"),
    "right": ("over to the right", "to the right side of the picture", "to the right edge", "over to the right side"),
    "bottom left": ("to the lower left", "to the lower left corner", "into the bottom left corner",
                    "down to the bottom left", "into the lower left corner"),
    "bottom": ("down to the bottom", "to the bottom of the picture", "to the lower edge", "to the bottom of the image"),
    "bottom right": ("to the lower right", "to the lower right corner", "into the bottom right corner",
                     "down to the bottom right", "into the lower right corner"),
}  # fmt: skip
MORE_RELATIONS = {
    "left": ("on the left side of", "at the left of", "to the left side of", "off to the left of"),
    "right": ("on the right side of", "at the right of", "to the right side of", "off to the right of"),
    "above": (),
    "below": ("underneath",),
}
ITS = {
    "to the left of": "to its left",
    "on the left of": "on its left",
    "on the left side of": "on its left side",
    "to the left side of": "to its left side",
    "off to the left of": "off to its left",
    "to the right of": "to its right",
    "on the right of": "on its right",
    "on the right side of": "on its right side",
    "to the right side of": "to its right side",
    "off to the right of": "off to its right",
}
MORE_NEXT_TO = ("near", "close to", "alongside", "adjacent to", "by the side of")

PLAIN = ("{np}",)
# Where the picture shows nothing else, no background either.
PLAIN_ALONE = (
    *PLAIN * 4, "just {np}", "only {np}", "{np} and nothing else", "simply {np}", "nothing but {np}",
    "{np} and nothing more", "just {np}, nothing else", "{np}, only that", "{np}, that's all",
)  # fmt: skip
WITH_BACKGROUND = (
    "{np} {at}", "{np} {at}", "{np} {at}", "{np} {at}", "{np} {at}", "{bg} with {np}", "{bg} and {np}",
    "{at}, {np}", "{at}: {np}", "{np} with {bg} behind {obj}", "{np}, {at}",
    "{np} that {is} {at}", "a scene {at} with {np}", "{at} there {is} {np}", "{np} shown {at}",
    "{np}, and behind {obj} {bg}",
    "{np} with {bg} in the background", "{np}, {bg} in the background", "{np} with {bg} as the background",
    "{np} somewhere {at}", "{np} set {at}", "{np} which {is} {at}", "{np} and {bg} behind {obj}", "{np} seen {at}",
    "a scene with {np} {at}", "a view of {np} {at}", "{at} you see {np}", "{at}, there {is} {np}",
)  # fmt: skip
WITH_PLACE = (
    "{np} {place}", "{np} {place}", "{np}, {place}", "{place}, {np}", "{place}: {np}", "{np} that is {place}",
    "{np} which stands {place}", "{np} placed {place}", "{place} there is {np}", "{np} located {place}",
    "{np} positioned {place}", "{np}, placed {place}",
    "{np} which is {place}", "{np} shown {place}", "{np} seen {place}", "{np} drawn {place}",
    "{np}, which should be {place}", "{place} you see {np}", "{place} i want {np}",
)  # fmt: skip
WITH_BOTH = (
    "{np} {at}, {place}", "{np} {at}, {place}", "{bg} with {np} {place}", "{place}, {np} {at}", "{np} {place}, {at}",
    "{at}, {np} {place}", "{at}: {np} {place}", "{place}: {np} {at}", "{bg} with {np} placed {place}",
    "{np} {at}, placed {place}", "{at}, {place}: {np}",
    "{at} there is {np} {place}", "a scene {at} with {np} {place}",
    "{np} {place} with {bg} in the background", "{np} {place} and {bg} behind it", "{np} that is {place}, {at}",
    "{np} {at}, which should be {place}", "{place} there is {np}, {at}", "{at} you see {np} {place}",
    "a scene {at} and {np} {place}", "{np} {at}: {place}", "{bg}, and {place} {np}",
)  # fmt: skip
PAIR_PLAIN = (
    "{a} {rel} {b}", "{a} {rel} {b}", "{a} {rel} {b}", "{a} that is {rel} {b}", "{a} which stands {rel} {b}",
    "{a} standing {rel} {b}", "{b} and, {its}, {a}", "{b} and {a} {its}", "{b} with {a} {its}", "{a}, {rel} {b}",
    "{rel} {b} there is {a}", "{rel} {b}, {a}", "{a} placed {rel} {b}", "{b}, and {its} {a}",
    "{b} which has {a} {its}",
    "{a} located {rel} {b}", "{a} positioned {rel} {b}", "{a}, which is {rel} {b}", "{a}, and it should be {rel} {b}",
    "{b} with {a} standing {its}", "{b} that has {a} {its}", "{b}, {a} {its}", "{rel} {b}: {a}", "{rel} {b} i want {a}",
)  # fmt: skip
PAIR_WITH_BACKGROUND = (
    "{a} {rel} {b} {at}", "{a} {rel} {b} {at}", "{a} {rel} {b} {at}", "{bg} with {a} {rel} {b}", "{a} {at}, {rel} {b}",
    "{at}, {a} {rel} {b}", "{at}: {a} {rel} {b}", "{a} {rel} {b}, both {at}",
    "{a} which stands {rel} {b} {at}", "{b} and {a} {its}, {at}", "{bg} with {b} and, {its}, {a}",
    "{b} {at} and, {its}, {a}", "{a} that is {rel} {b} {at}", "{at} there is {a} {rel} {b}", "{a} {rel} {b}, {at}",
    "a scene {at} with {a} {rel} {b}",
    "{a} {rel} {b} with {bg} in the background", "{a} located {rel} {b} {at}", "{a} standing {rel} {b} {at}",
    "{b} with {a} {its}, {at}", "{at}, {b} with {a} {its}", "{at} you see {a} {rel} {b}",
    "a scene with {a} {rel} {b}, {at}", "{bg} with {b} and {a} {its}", "{at}, there is {a} {rel} {b}",
)  # fmt: skip
TOGETHER = (
    "{a} and {b}", "{a} and {b}", "{a} and {b}", "{a} with {b}", "{a} plus {b}", "both {a} and {b}",
    "{a} together with {b}", "{a} along with {b}", "{a} as well as {b}", "{a}, {b}", "{a} & {b}", "{a} and also {b}",
    "{a}, and {b} too", "{a} accompanied by {b}", "{a} and {b} together", "{a}, also {b}", "{a} and in addition {b}",
    "{a}, plus {b}", "{a}, together with {b}",
)  # fmt: skip
TOGETHER_WITH_BACKGROUND = (
    "{a} and {b} {at}", "{a} and {b} {at}", "{a} with {b} {at}", "{bg} with {a} and {b}", "{at}, {a} and {b}",
    "{at}: {a} and {b}", "both {a} and {b} {at}", "{a} together with {b} {at}",
    "{a} and {b}, both {at}", "{a}, {b}, {at}", "{a} along with {b} {at}", "{bg} and {a} and {b}",
    "a scene {at} with {a} and {b}",
    "{a} and {b} with {bg} in the background", "{a} and {b} together {at}", "{a} as well as {b} {at}",
    "{a} plus {b}, {at}", "{at} you see {a} and {b}", "{at}, {a} with {b}", "{a} accompanied by {b} {at}",
)  # fmt: skip
BETWEEN = (
    "{a} between {b} and {c}", "{a} between {b} and {c}", "{a} in between {b} and {c}",
    "{b} and {c} with {a} between them", "between {b} and {c} there is {a}", "{a} that is between {b} and {c}",
    "{b} and {c}, and between them {a}", "{a} standing between {b} and {c}", "{a} placed between {b} and {c}",
    "{a}, which is between {b} and {c}", "between {b} and {c}, {a}", "{b} and {c}, with {a} in between",
    "{a} with {b} on one side and {c} on the other",
)  # fmt: skip
BETWEEN_WITH_BACKGROUND = (
    "{a} between {b} and {c} {at}", "{bg} with {a} between {b} and {c}", "{a} {at}, between {b} and {c}",
    "{at}, {a} between {b} and {c}", "{at}: {a} between {b} and {c}", "{b} and {c} {at} with {a} between them",
    "{a} in between {b} and {c} {at}",
    "{a} standing between {b} and {c} {at}", "{a} between {b} and {c}, {at}",
    "{a} between {b} and {c} with {bg} in the background", "{at}, {b} and {c} with {a} between them",
    "{at} there is {a} between {b} and {c}",
)  # fmt: skip
BETWEEN_NOT_SAID = (
    "{a}, {b} and {c}", "{a} with {b} and {c}", "{a} and {b} and {c}", "{a}, {b}, {c}", "{a}, {b} and also {c}",
    "{a}, {b}, and {c}", "{a} and {b} as well as {c}", "{a} together with {b} and {c}", "{a} plus {b} plus {c}",
)  # fmt: skip
BETWEEN_NOT_SAID_WITH_BACKGROUND = (
    "{a}, {b} and {c} {at}", "{bg} with {a}, {b} and {c}", "{at}, {a}, {b} and {c}", "{at}: {a}, {b} and {c}",
    "{a} with {b} and {c} {at}", "{a}, {b} and {c}, {at}", "{a}, {b} and {c} with {bg} in the background",
)  # fmt: skip
# In a few words, as one types into a search box; by what they tell.
TERSE_PLAIN = ("{bare}",)
TERSE_WITH_BACKGROUND = (
    "{bare} {short}", "{bare}, {short}", "{short}, {bare}", "{short}: {bare}", "{bare} {at}", "{bare}, {at}",
    "{bare}: {short}",
)  # fmt: skip
TERSE_WITH_PLACE = ("{bare} {place}", "{bare}, {place}", "{place}: {bare}", "{place}, {bare}", "{bare}: {place}")
TERSE_WITH_BOTH = (
    "{bare}, {place}, {short}", "{short}, {bare} {place}", "{bare} {place} {at}", "{bare}, {short}, {place}",
    "{short}: {bare}, {place}", "{place}, {bare}, {short}",
)  # fmt: skip

PROMPT_FRAMES = (
    *("{}",) * 26, "draw {}", "draw {}", "draw me {}", "please draw {}", "make {}", "make me {}", "a picture of {}",
    "picture of {}", "an image of {}", "image of {}", "a drawing of {}", "drawing of {}", "show me {}", "show {}",
    "create {}", "generate {}", "paint {}", "sketch {}", "i want {}", "i would like {}", "i'd like {}", "i'd love {}",
    "i need {}", "i want to see {}", "i'd like to see {}", "i would love to see {}", "give me {}", "let me see {}",
    "can you draw {}?", "could you draw {}?", "could you please draw {}?", "can i have {}?", "can i see {}?",
    "may i have a picture of {}?", "would you draw {}?", "would you please make {}?", "can you make a picture of {}?",
    "i would like a picture of {}", "i'd love a picture of {}", "please make a picture of {}", "please show me {}",
    "create an image of {}", "generate an image of {}", "draw a picture of {}", "make a picture with {}",
    "there should be {}", "the picture should show {}", "how about {}?", "a sticker of {}", "{} please", "{}, please",
    "imagine {}", "render {}", "let's draw {}", "design {}", "picture with {}",
    "could i get {}?", "could i have {}?", "can we have {}?", "can you show me {}?", "can you make me {}?",
    "could you show me {}?", "could you sketch {}?", "would you paint {}?", "may i see {}?", "i'm looking for {}",
    "i'm thinking of {}", "i have in mind {}", "i wish to see {}", "we need {}", "we want {}", "what i want is {}",
    "what i need is {}", "my wish is {}", "a photo of {}", "an illustration of {}", "illustration of {}",
    "an icon of {}", "an emoji of {}", "clipart of {}", "a picture with {}", "an image with {}", "a picture showing {}",
    "an image that shows {}", "it should show {}", "the image should contain {}", "let there be {}",
    "depict {}", "illustrate {}", "produce {}", "visualize {}", "picture this: {}", "get me {}",
    "try drawing {}", "let's have {}", "let's see {}", "let's make {}", "what about {}?",
    "i'd like you to draw {}", "i want you to draw {}", "i need a picture of {}", "i want an image of {}",
    "would you be so kind as to draw {}?",
    "new picture: {}", "prompt: {}", "show us {}", "for me, draw {}", "for my kids, draw {}",
    "could you draw us {}?", "a picture of this: {}",
)  # fmt: skip

# Lightly changed by the way: how people begin and end what they type.
OPENERS = (
    "hi, ", "hello, ", "hey, ", "ok, ", "okay, ", "hi there, ", "so, ", "well, ", "hello there, ", "hey there, ",
    "greetings, ", "alright, ", "oh, ", "um, ", "hmm, ", "excuse me, ", "listen, ", "yo, ",
)  # fmt: skip
QUESTION_OPENERS = (
    "tell me, ", "please tell me, ", "quick question, ", "now tell me, ", "i wonder, ", "just wondering, ",
    "one question, ", "i have a question, ", "question: ", "let me ask, ", "i'm curious, ",
)  # fmt: skip
EDIT_OPENERS = (
    "now ", "and now ", "ok, now ", "next, ", "then ", "after that, ", "and then ", "alright, now ", "ok, then ",
)  # fmt: skip
CLOSERS = (
    " please", ", please", ", thanks", ", thank you", ", thanks a lot", ", many thanks", ", if you can",
    ", if possible", ", if you don't mind", ", cheers", " now",
)  # fmt: skip
# What no opener of an edit or of a question goes before: "then and a cat", "tell me, can you see a cat?".
# What states instead of asking: "i wonder what this is please".
NO_CLOSER = ("i wonder ", "i see ", "there is ", "one of these ")
NO_EDIT_OPENER = (
    "and ", "now ", "plus ", "without ", "background:", "new background:", "minus ", "color of", "size of", "number of",
    "same ", "in addition",
)  # fmt: skip
NO_QUESTION_OPENER = (
    "and ", "can you ", "could you ", "tell me ", "please ", "the ", "i ", "i'd ", "there ", "there's ", "you ",
    "may i ", "would you mind ", "yes or no:", "say ", "check ", "look ",
)  # fmt: skip
POLITE = (
    "please {}", "could you {}?", "can you {}?", "could you please {}?", "can you please {}?", "would you {}?",
    "i would like you to {}", "i'd like you to {}", "i want you to {}", "would you please {}?", "please could you {}?",
    "will you {}?", "would it be possible to {}?", "kindly {}", "i need you to {}", "go ahead and {}", "now please {}",
)  # fmt: skip
