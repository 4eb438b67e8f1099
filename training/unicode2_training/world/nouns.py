"""The committed list of nouns, `nouns.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NOUNS_FILE = Path(__file__).with_name("nouns.json")


@dataclass(frozen=True)
class Noun:
    """One thing that can stand in a scene."""

    noun: str
    plural: str
    synonyms: tuple[tuple[str, str], ...]  # that people also type, each with its plural; answers never say them
    icon: str
    group: str
    natural_colour: str | None  # the word a viewer would say without being told; None: no single one
    recolourable: bool
    tint: str  # "colour": only saturated pixels take a recolour; "all": greys and whites too
    keep: tuple[str, ...]  # hues that a recolour leaves alone (leaves, windows)
    held_out: bool  # never drawn and never named: a pack should say that it does not know it


@cache
def all_nouns() -> tuple[Noun, ...]:
    """Every noun, in the order of the file: groups are mixed, so that any prefix is a varied world."""
    rows = json.loads(NOUNS_FILE.read_text())
    return tuple(
        Noun(
            noun=row["noun"],
            plural=row["plural"],
            synonyms=tuple((one, several) for one, several in row.get("synonyms", ())),
            icon=row["icon"],
            group=row["group"],
            natural_colour=row["naturalColour"],
            recolourable=row["recolourable"],
            tint=row["tint"],
            keep=tuple(row["keep"]),
            held_out=row.get("heldOut", False),
        )
        for row in rows
    )


@cache
def drawn_nouns() -> tuple[Noun, ...]:
    """The nouns that a world may show; they come first in the file."""
    nouns = tuple(noun for noun in all_nouns() if not noun.held_out)
    assert nouns == all_nouns()[: len(nouns)], "held-out nouns must be the last of the file"
    return nouns


@cache
def never_drawn_nouns() -> tuple[Noun, ...]:
    """The nouns that no world shows, to measure what a pack does with words that it never met."""
    return all_nouns()[len(drawn_nouns()) :]


@cache
def _positions() -> dict[str, int]:
    return {noun.noun: index for index, noun in enumerate(all_nouns())}


def noun_index(noun: str) -> int:
    """Row of a noun in the icon tensor."""
    return _positions()[noun]


def noun_of(noun: str) -> Noun:
    """The entry of a noun, by its singular."""
    return all_nouns()[noun_index(noun)]
