"""What captions and answers are made of, lower case; request_phrases.py has what only people type.

Only constants: the vocabulary is read off this file and its neighbours (question, edit, request and look phrases).

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
    "night": ("at night", "in the night", "on a starry night"),
    "forest": ("in a forest", "in the forest", "in the woods"),
    "desert": ("in a desert", "in the desert"),
    "snow": ("in the snow", "in snow"),
    "meadow": ("in a meadow", "in the meadow", "on the grass"),
    "city": ("in a city", "in the city", "in town"),
    "white": ("on a white background", "on white", "on a plain white background"),
    "mountains": ("in the mountains",),
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

YES, NO = "yes", "no"
