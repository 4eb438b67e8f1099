"""What a scene is: a background and objects on a grid of cells. Pictures and language are both made from it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from unicode2_training.world.nouns import Noun, drawn_nouns, noun_of

GRID = 8  # cells along one side
NATURAL = "natural"  # the icon's own colours: no colour word
COLOURS = ("red", "orange", "yellow", "green", "blue", "purple")
ALL_COLOURS = (*COLOURS, "pink", "brown", "black", "white")
LOST_ON = {"white": ("white", "snow"), "black": ("night", "space")}  # colour → backgrounds that swallow it
BACKGROUNDS = ("beach", "sea", "sky", "night", "forest", "desert", "snow", "meadow", "city", "white")
ALL_BACKGROUNDS = (*BACKGROUNDS, "mountains", "park", "kitchen", "room", "space", "road", "farm", "lake")
SIZE_CELLS: dict[str, tuple[int, ...]] = {"small": (2,), "medium": (3,), "large": (4, 5)}
PLACES = (
    ("top left", "top", "top right"),
    ("left", "middle", "right"),
    ("bottom left", "bottom", "bottom right"),
)


@dataclass(frozen=True)
class SceneObject:
    """One icon. `cell_x`, `cell_y`: its top left corner; `cells`: its side; all in cells."""

    noun: str
    colour: str
    size: str
    cell_x: float
    cell_y: float
    cells: int

    @property
    def centre(self) -> tuple[float, float]:
        return self.cell_x + self.cells / 2, self.cell_y + self.cells / 2

    def overlaps(self, other: SceneObject) -> bool:
        """Whether the two squares share any area."""
        return (
            self.cell_x < other.cell_x + other.cells
            and other.cell_x < self.cell_x + self.cells
            and self.cell_y < other.cell_y + other.cells
            and other.cell_y < self.cell_y + self.cells
        )


@dataclass(frozen=True)
class Scene:
    """A picture's content. The first object is the one language starts with."""

    objects: tuple[SceneObject, ...]
    background: str

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(values: dict[str, Any]) -> Scene:
        return Scene(tuple(SceneObject(**each) for each in values["objects"]), values["background"])

    @property
    def is_group(self) -> bool:
        """Several objects of one noun (they then share colour and size)."""
        return len(self.objects) > 1 and len({each.noun for each in self.objects}) == 1

    @property
    def is_pair(self) -> bool:
        """Two different nouns."""
        return len(self.objects) == 2 and self.objects[0].noun != self.objects[1].noun


@dataclass(frozen=True, kw_only=True)
class WorldConfig:
    """How large the world is. A smaller or larger one is a setting, not other code."""

    nouns: int = 64  # the first so many of nouns.json; its last ones are never drawn
    colours: tuple[str, ...] = COLOURS
    backgrounds: tuple[str, ...] = BACKGROUNDS
    placement_step: float = 1.0  # in cells; 0.5 is allowed
    single_weight: float = 0.45
    group_weight: float = 0.2
    pair_weight: float = 0.35
    natural_share: float = 0.4  # of recolourable objects keep their own colours
    row_share: float = 0.7  # of groups stand in a row; the others are scattered
    holdout_share: float = 0.04  # of (noun, colour) combinations never appear in training
    holdout_salt: str = "unicode2"

    def __post_init__(self) -> None:
        if not 4 <= self.nouns <= len(drawn_nouns()):
            raise ValueError(f"nouns must be 4..{len(drawn_nouns())}, not {self.nouns}")
        if self.placement_step not in (0.5, 1.0):
            raise ValueError(f"placement_step must be 0.5 or 1.0, not {self.placement_step}")
        unknown = (set(self.colours) - set(ALL_COLOURS)) | (set(self.backgrounds) - set(ALL_BACKGROUNDS))
        if unknown or not self.colours or not self.backgrounds:
            raise ValueError(f"unknown {sorted(unknown)}; colours: {ALL_COLOURS}; backgrounds: {ALL_BACKGROUNDS}")

    @staticmethod
    def from_json(values: dict[str, Any]) -> WorldConfig:
        """A world from a recipe's settings; what is left out is as in the starter's world."""
        return WorldConfig(**{key: tuple(value) if isinstance(value, list) else value for key, value in values.items()})

    @property
    def noun_list(self) -> tuple[Noun, ...]:
        return drawn_nouns()[: self.nouns]


@lru_cache(maxsize=4096)
def is_held_out_pair(config: WorldConfig, noun: str, colour: str) -> bool:
    """Whether this noun in this colour is kept for evaluation. A hash decides, so that it never changes."""
    entry = noun_of(noun)
    if colour in (NATURAL, entry.natural_colour) or not entry.recolourable:
        return False
    digest = hashlib.sha256(f"{config.holdout_salt}:{noun}:{colour}".encode()).digest()
    return int.from_bytes(digest[:4], "big") < config.holdout_share * 2**32


def is_held_out(config: WorldConfig, scene: Scene) -> bool:
    """Whether any object of the scene is a held-out combination."""
    return any(is_held_out_pair(config, each.noun, each.colour) for each in scene.objects)


def is_lost(scene: Scene) -> bool:
    """Whether an object was painted in the background's own colour: nobody would see it."""
    return any(scene.background in LOST_ON.get(each.colour, ()) for each in scene.objects)


def place_of(thing: SceneObject) -> tuple[int, int] | None:
    """Row and column of PLACES, or None where a viewer would hesitate."""
    row = _third(thing.cell_y, thing.cells)
    column = _third(thing.cell_x, thing.cells)
    return None if row is None or column is None else (row, column)


def _third(start: float, cells: int) -> int | None:
    free = GRID - cells
    if abs(start - free / 2) <= 0.5:
        return 1
    if start <= free * 0.25:
        return 0
    return 2 if start >= free * 0.75 else None


def relation_of(first: SceneObject, second: SceneObject) -> str | None:
    """How the first stands to the second: left, right, above, below; None where it is not plain."""
    across = first.centre[0] - second.centre[0]
    down = first.centre[1] - second.centre[1]
    apart = (first.cells + second.cells) / 2
    if abs(across) >= apart and abs(down) <= 1:
        return "left" if across < 0 else "right"
    if abs(down) >= apart and abs(across) <= 1:
        return "above" if down < 0 else "below"
    return None
