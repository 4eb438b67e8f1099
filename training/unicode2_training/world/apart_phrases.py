"""Clauses that tell apart from a noun what belongs to it, lower case; only constants.

{w}: a colour, a size or both, {aw} with its article; {it}: "it", "them"; {all}: "both", "all"; {a} {b}: noun phrases
of two things, {an} {bn} their bare nouns; {side} {other}: where they stand; {rel}: a relation.
"""

from __future__ import annotations

ONE = (
    ", make it {w}", " and make it {w}", ", and make it {w}", ", {w} please", ", {w}, please", ", {aw} one",
    ", it should be {w}", ", which should be {w}", ", and have it {w}", ", keep it {w}", ". {w}, please",
    ". make it {w}", ", {w} if possible", ", {w}", ". {w}", ", and it is {w}", ", preferably {w}",
    ", i want it {w}", ", i'd like it {w}", ", it has to be {w}", ", let it be {w}", ", which is {w}",
    " and it should be {w}", ". it should be {w}",
)  # fmt: skip
SEVERAL = (
    ", make them {w}", " and make them {w}", ", {w} please", ", {w}, please", ", {w} ones", ", they should be {w}",
    ", which should be {w}", ", all of them {w}", ", {all} {w}", ". {w}, please", ". make them {w}", ", {w}",
    ", and they are {w}", ", preferably {w}", ", i want them {w}", ", they have to be {w}",
    ", let them be {w}", ", {all} of them {w}", " and they should be {w}", ", keep them {w}",
    ", each of them {w}",
)  # fmt: skip
ONLY_COLOUR = (
    ", in {w}", ", colored {w}", ", coloured {w}", ", painted {w}", ", in the color {w}", ", color: {w}",
    ", and paint {it} {w}", ", {w} in color", ", use {w} for {it}", ", with {w} as the color",
)  # fmt: skip
BOTH = (
    ", both {c}", ", both of them {c}", ", both in {c}", ", make both {c}", " and make both {c}",
    ", they should be {c}", ", both should be {c}", ". both {c}, please", ", all in {c}", ", each of them {c}",
)  # fmt: skip
# Two things; where one stands is told after both have been named, or of each by itself.
PAIR = (
    "{a} and {b}, the {an} {rel} the {bn}", "{a} and {b}, {an} {rel} {bn}",
    "{b} and {a}, with the {an} {rel} the {bn}", "{a} and {b}: the {an} is {rel} the {bn}",
    "{a} and {b}. the {an} is {rel} the {bn}", "{a} and {b}, where the {an} is {rel} the {bn}",
    "{a} and {b}, put the {an} {rel} the {bn}", "{a}, {b}, the {an} {rel} the {bn}",
    "{a} {side}, {b} {other}", "{b} {other}, {a} {side}", "{a} {side} and {b} {other}", "{side} {a}, {other} {b}",
    "{side}: {a}, {other}: {b}", "{a} and {b}, the {an} {side}, the {bn} {other}", "{a} {side}, and {other} {b}",
    "{a} and {b}, the {an} {side}", "{a} {side} with {b} {other}",
)  # fmt: skip
# Of the first thing and of the second; never a word that could also be a relation: "underneath a dog".
SIDES = {
    "left": (
        "on the left, on the right",
        "to the left, to the right",
        "left, right",
        "on the left side, on the right side",
    ),
    "above": ("at the top, at the bottom", "on top, at the bottom", "higher up, lower down"),
}
