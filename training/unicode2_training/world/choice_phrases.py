"""Questions that name what may be the answer, lower case; only constants. Fields as in question_phrases.py.

{a} {b}: the answer and something else, in either order; {first} {second}: two nouns with "the"; {more}: "higher up",
"further left"; {end}: "on top", "on the left".
"""

from __future__ import annotations

ASK_WHICH_COLOUR = (
    "{is} {the} {a} or {b}?", "{a} or {b}, what color {is} {the}?",
    "what color {is} {the}, {a} or {b}?", "would you say {the} {is} {a} or {b}?", "{the}: {a} or {b}?",
    "did you make {the} {a} or {b}?", "{is} {the} {a}, or {is} {it} {b}?", "tell me if {the} {is} {a} or {b}",
    "which color {is} {the}, {a} or {b}?", "{do} {the} look {a} or {b}?", "{is} {the} more {a} or more {b}?",
    "i can't tell if {the} {is} {a} or {b}", "{a} or {b}: which one {is} {the}?",
)  # fmt: skip
ASK_WHICH_SIZE = (
    "{is} {the} {a} or {b}?", "what size {is} {the}, {a} or {b}?", "would you call {the} {a} or {b}?",
    "{the}: {a} or {b}?", "did you draw {the} {a} or {b}?", "{is} {the} {a}, or {is} {it} {b}?",
    "{a} or {b}, how big {is} {the}?", "tell me if {the} {is} {a} or {b}", "would you say {the} {is} {a} or {b}?",
)  # fmt: skip
ASK_WHICH_SIDE = (
    "is {first} {a} or {b} of {second}?", "{first}, is it {a} or {b} of {second}?",
    "compared with {second}, is {first} {a} or {b}?", "seen from {second}, is {first} {a} or {b}?",
    "is {first} to the {a} or to the {b} of {second}?", "on which side of {second} is {first}, {a} or {b}?",
    "do you see {first} {a} or {b} of {second}?", "did you put {first} {a} or {b} of {second}?",
    "{a} or {b} of {second}, where is {first}?", "tell me if {first} is {a} or {b} of {second}",
)  # fmt: skip
ASK_WHICH_HEIGHT = (
    "is {first} {a} or {b} {second}?", "{first}, is it {a} or {b} {second}?",
    "compared with {second}, is {first} {a} or {b}?", "compared to {second}, is {first} {a} or {b} it?",
    "seen from {second}, is {first} {a} or {b}?", "did you put {first} {a} or {b} {second}?",
    "{a} or {b} {second}, where is {first}?", "tell me if {first} is {a} or {b} {second}",
    "would you say {first} is {a} or {b} {second}?",
)  # fmt: skip
ASK_WHICH_THING = (
    "which is {more}, {first} or {second}?", "which of them is {more}, {first} or {second}?",
    "what is {more}, {first} or {second}?", "which one is {more}?", "which of the two is {more}?",
    "{first} or {second}, which is {more}?", "which thing is {more}?", "of {first} and {second}, which is {more}?",
    "which one do you see {end}?", "what is {end}?", "which of them is {end}?", "which is {end}, {first} or {second}?",
    "what did you put {end}?", "which thing is {end}?", "what do you see {end}?",
)  # fmt: skip
ASK_IF_MORE = (
    "is {first} {more} than {second}?", "is {first} placed {more} than {second}?",
    "{first} is {more} than {second}, right?",
    "would you say {first} is {more} than {second}?", "do you see {first} {more} than {second}?",
    "is it true that {first} is {more} than {second}?", "does {first} stand {more} than {second}?",
)  # fmt: skip
MORE = {
    "left": ("further left", "further to the left", "more to the left"),
    "right": ("further right", "further to the right", "more to the right"),
    "above": ("higher", "higher up", "further up"),
    "below": ("lower", "lower down", "further down"),
}
END = {
    "left": ("on the left", "on the left side", "to the left"),
    "right": ("on the right", "on the right side", "to the right"),
    "above": ("on top", "at the top", "above the other"),
    "below": ("at the bottom", "underneath", "below the other"),
}
ASK_IF_SEVERAL = (
    "is there more than one {n}?", "do you see more than one {n}?", "more than one {n}?",
    "did you draw more than one {n}?", "can you see more than one {n}?", "is there more than a single {n}?",
    "does the picture show more than one {n}?", "would you say there is more than one {n}?",
)  # fmt: skip
ASK_IF_ONLY = (
    "is there only one {n}?", "do you see just one {n}?", "is there just a single {n}?", "only one {n}?",
    "is it just one {n}?", "does the picture show only one {n}?", "did you draw only one {n}?",
)  # fmt: skip
