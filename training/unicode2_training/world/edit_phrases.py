"""Edits of a picture, lower case; only constants. Fields as in phrases.py.

{to}: "to the top left"; {the_it}: "they" where {the} is "them"; {size}: a size; {count}: a number;
{nouns}: always the plural.
"""

from __future__ import annotations

RECOLOUR = (
    "make {the} {c}", "change {the} to {c}", "color {the} {c}", "paint {the} {c}", "turn {the} {c}",
    "make the color of {the} {c}", "i want {the} in {c}", "can you make {the} {c}?", "colour {the} {c}",
    "change the color of {the} to {c}", "change the colour of {the} to {c}", "i would like {the} in {c}",
    "i'd love {the} in {c}", "{c} please", "let {the} be {c}", "give {the} the color {c}", "recolor {the} {c}",
    "i'd like {the} to be {c}", "i want {the} to be {c}", "could you please paint {the} {c}?", "dye {the} {c}",
    "i'd prefer {the} in {c}", "make {the} {c} instead", "{the_it} should be {c}", "set the color of {the} to {c}",
)  # fmt: skip
REPLACE = (
    "replace {the} with {np}", "change {the} into {np}", "swap {the} for {np}", "turn {the} into {np}",
    "put {np} instead of {the}", "i want {np} instead of {the}", "make {the} {np}", "exchange {the} for {np}",
    "i would like {np} instead of {the}", "i'd prefer {np} to {the}",
    "instead of {the}, draw {np}", "draw {np} instead of {the}", "draw {np} in place of {the}",
    "transform {the} into {np}", "swap {the} with {np}", "use {np} instead of {the}", "{np} instead of {the}",
    "could you turn {the} into {np}?", "can you replace {the} with {np}?", "switch {the} to {np}",
    "substitute {np} for {the}", "take {the} out and put in {np}",
)  # fmt: skip
CHANGE_BACKGROUND = (
    "change the background to {bg}", "make the background {bg}", "put {the} {at}", "place {the} {at}",
    "i want {the} {at}", "use {bg} as background", "set the background to {bg}", "show {the} {at}",
    "use {bg} as the background", "i would like {the} {at}", "i'd love {the} {at}", "i'd like to see {the} {at}",
    "draw {the} {at}", "let it be {at}", "make it {at}", "the background should be {bg}",
    "switch the background to {bg}",
    "replace the background with {bg}", "i want {bg} as the background", "give it {bg} as background",
    "can you put {the} {at}?", "could you change the background to {bg}?", "new background: {bg}", "background: {bg}",
    "turn the background into {bg}", "now {at}", "{at} please",
)  # fmt: skip
REMOVE = (
    "remove {the}", "delete {the}", "erase {the}", "take {the} away", "get rid of {the}", "take away {the}",
    "i do not want {the}", "without {the}", "drop {the}", "take {the} out", "take out {the}", "i don't want {the}",
    "please remove {the}", "leave out {the}", "leave {the} out", "make {the} disappear", "make {the} go away",
    "{the} should go", "clear {the} away", "can you remove {the}?", "i want {the} gone",
    "lose {the}",
)  # fmt: skip
ADD = (
    "add {np}", "also add {np}", "put {np} in the picture", "i also want {np}", "draw {np} too", "include {np}",
    "add {np} to the picture", "also draw {np}", "i'd also like {np}", "i would also like {np}", "{np} too please",
    "and {np}", "plus {np}", "put {np} in as well", "add {np} as well", "there should also be {np}",
    "can you add {np}?", "could you add {np} to the picture?", "draw {np} as well", "let there also be {np}",
    "i want {np} too", "give me {np} too", "throw in {np}", "insert {np}",
)  # fmt: skip
ADD_RELATED = (
    "add {np} {rel} {the}", "put {np} {rel} {the}", "draw {np} {rel} {the}", "place {np} {rel} {the}",
    "i want {np} {rel} {the}", "{rel} {the}, add {np}", "{rel} {the}, draw {np}", "i would like {np} {rel} {the}",
    "i'd like {np} {rel} {the}", "also draw {np} {rel} {the}", "there should be {np} {rel} {the}",
    "can you put {np} {rel} {the}?", "could you please add {np} {rel} {the}?", "insert {np} {rel} {the}",
    "include {np} {rel} {the}", "show {np} {rel} {the}", "set {np} {rel} {the}", "{np} {rel} {the} please",
    "i also want {np} {rel} {the}", "let there be {np} {rel} {the}",
)  # fmt: skip
MOVE = (
    "move {the} {to}", "shift {the} {to}", "put {the} {place}", "place {the} {place}", "bring {the} {to}",
    "i want {the} {place}", "i would like {the} {place}", "i'd like {the} {place}", "can you move {the} {to}?",
    "could you put {the} {place}?", "{the_it} should be {place}", "set {the} {place}", "draw {the} {place}",
    "take {the} {to}", "push {the} {to}", "slide {the} {to}", "i want {the} to be {place}",
    "let {the} be {place}", "show {the} {place}", "{place} please",
)  # fmt: skip
RECOUNT = (
    "make it {count}", "i want {count} {ns}", "make it {count} {ns}", "show {count} {ns}",
    "change the number of {nouns} to {count}", "there should be {count} {ns}", "i would like {count} {ns}",
    "i'd like {count} {ns}", "give me {count} {ns}", "show me {count} {ns}", "{count} {ns} please",
    "{count} {ns} instead",
    "set the number of {nouns} to {count}", "make that {count}", "i need {count} {ns}", "draw {count} {ns} instead",
    "change it to {count} {ns}", "let there be {count} {ns}", "can you make it {count} {ns}?",
    "could you draw {count} {ns} instead?", "make it exactly {count} {ns}",
    "the number of {nouns} should be {count}",
)  # fmt: skip
ONE_MORE = (
    "add another {n}", "add one more {n}", "one more {n}", "i want one more {n}", "draw another {n}",
    "another {n} please", "one more {n} please", "add an extra {n}", "give me one more {n}", "i'd like one more {n}",
    "i would like another {n}", "can you add one more {n}?", "could you draw another {n}?", "put in another {n}",
    "include one more {n}", "i need another {n}", "show one more {n}", "and another {n}",
)  # fmt: skip
ONE_LESS = (
    "remove one {n}", "take one {n} away", "one fewer {n}", "delete one {n}", "erase one {n}", "take away one {n}",
    "remove one of the {nouns}", "delete one of the {nouns}", "one {n} fewer", "one less {n}", "get rid of one {n}",
    "i want one fewer {n}", "i'd like one less {n}", "can you remove one {n}?", "could you take one {n} away?",
    "one of the {nouns} should go", "drop one {n}", "take out one of the {nouns}", "leave out one {n}",
)  # fmt: skip
RESIZE = (
    "make {the} {size}", "i want {the} {size}", "change the size of {the} to {size}",
    "make the size of {the} {size}", "i would like {the} to be {size}", "i'd like {the} {size}",
    "i want {the} to be {size}",
    "set the size of {the} to {size}", "can you make {the} {size}?", "could you please make {the} {size}?",
    "draw {the} {size}", "show {the} {size}", "let {the} be {size}",
    "{size} please", "{the_it} should be {size}",
)  # fmt: skip
BIGGER = (
    "make {the} bigger", "make {the} larger", "i want {the} bigger", "can you make {the} bigger?", "grow {the}",
    "enlarge {the}", "bigger please", "larger please", "i would like {the} bigger", "i'd like {the} larger",
    "increase the size of {the}", "let {the} grow", "draw {the} bigger", "scale {the} up", "make {the} a bit bigger",
    "could you make {the} larger?", "change {the} to be bigger", "{the_it} should be bigger", "bigger",
)  # fmt: skip
SMALLER = (
    "make {the} smaller", "i want {the} smaller", "can you make {the} smaller?", "shrink {the}",
    "change {the} to be smaller", "smaller please", "i would like {the} smaller", "i'd like {the} smaller",
    "reduce the size of {the}", "let {the} shrink", "draw {the} smaller", "scale {the} down",
    "make {the} a bit smaller", "could you make {the} smaller?", "decrease the size of {the}",
    "{the_it} should be smaller",
    "smaller", "make {the} less big",
)  # fmt: skip
FUNCTION_WORDS = ("a an the it its them they this these both all is are and only no",)
