"""What a scene is: a background and objects on a grid of cells. Pictures and language are both made from it."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

from unicode2_training.world.nouns import Noun, drawn_nouns, noun_of

GRID = 8  # cells along one side
STEPS = (1.0, 0.5, 0.25, 0.125)  # placement, in cells: whole pixels where a cell has 16
NATURAL = "natural"  # the icon's own colours: no colour word
COLOURS = ("red", "orange", "yellow", "green", "blue", "purple")
ALL_COLOURS = (*COLOURS, "pink", "brown", "black", "white")
BACKGROUNDS = ("beach", "sea", "sky", "night", "forest", "desert", "snow", "meadow", "city", "white")
NOTHING = "none"  # no background: objects are cut out as stickers, on white
ALL_BACKGROUNDS = (*BACKGROUNDS, "mountains", "park", "kitchen", "room", "space", "road", "farm", "lake", NOTHING)
NO_PLACE = ("night", "white", NOTHING)  # nobody is "there"
LOST_ON = {"white": ("white", "snow", NOTHING), "black": ("night", "space")}  # colour → backgrounds that swallow it
FLAT = "flat"
STYLES = (FLAT, "outline", "pixel", "watercolour", "neon", "paper")
TIMES = ("sunset", "evening")  # "" is the day
WEATHERS = ("rain", "fog", "snowfall")  # "" is fine weather
# Where these would be untrue, or not to be seen.
NO_TIME = ("night", "space", "kitchen", "room", "white", NOTHING)
NO_WEATHER = (*NO_TIME, "snow", "desert")
NO_NEON = ("white", NOTHING)  # neon needs the dark
UNLIT = ("black", "brown", "gray")  # no light has these colours
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
    style: str = FLAT
    time: str = ""
    weather: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(values: dict[str, Any]) -> Scene:
        """The scene that `to_json` stored; looks that it does not name are the plain ones."""
        return Scene(**{**values, "objects": tuple(SceneObject(**each) for each in values["objects"])})

    @property
    def is_group(self) -> bool:
        """Several objects of one noun (they then share colour and size)."""
        return len(self.objects) > 1 and len({each.noun for each in self.objects}) == 1

    @property
    def is_pair(self) -> bool:
        """Two different nouns."""
        return len(self.objects) == 2 and self.objects[0].noun != self.objects[1].noun

    @property
    def is_trio(self) -> bool:
        """Three different nouns: the first stands between the others."""
        return len(self.objects) == 3 and not self.is_group


@dataclass(frozen=True, kw_only=True)
class WorldConfig:
    """How large the world is. A smaller or larger one is a setting, not other code."""

    nouns: int = 64  # the first so many of nouns.json; its last ones are never drawn
    colours: tuple[str, ...] = COLOURS
    backgrounds: tuple[str, ...] = BACKGROUNDS
    styles: tuple[str, ...] = (FLAT,)
    times: tuple[str, ...] = ()  # beside the day
    weathers: tuple[str, ...] = ()  # beside fine weather
    time_share: float = 0.3  # of scenes draw their time of day (which may be the day)
    weather_share: float = 0.3
    placement_step: float = 1.0  # in cells; less than a half is as good as free placement
    most: int = 3  # objects of one noun
    next_to: bool = False  # things side by side are called so
    single_weight: float = 0.45
    group_weight: float = 0.2
    pair_weight: float = 0.35
    trio_weight: float = 0.0  # three nouns, one between the others
    overlap_share: float = 0.0  # of pairs: one stands in front of the other and hides a part of it
    natural_share: float = 0.4  # of recolourable objects keep their own colours
    row_share: float = 0.7  # of groups stand in a row; the others are scattered
    holdout_share: float = 0.04  # of (noun, colour) combinations never appear in training
    holdout_salt: str = "unicode2"

    def __post_init__(self) -> None:
        if not 4 <= self.nouns <= len(drawn_nouns()):
            raise ValueError(f"nouns must be 4..{len(drawn_nouns())}, not {self.nouns}")
        if self.placement_step not in STEPS:
            raise ValueError(f"placement_step must be one of {STEPS}, not {self.placement_step}")
        if not 2 <= self.most <= 5:
            raise ValueError(f"most must be 2..5, not {self.most}")
        for name, known in (
            ("colours", ALL_COLOURS), ("backgrounds", ALL_BACKGROUNDS), ("styles", STYLES), ("times", TIMES),
            ("weathers", WEATHERS),
        ):  # fmt: skip
            chosen = getattr(self, name)
            unknown = sorted(set(chosen) - set(known))
            if unknown or (not chosen and name in ("colours", "backgrounds", "styles")):
                raise ValueError(f"{name} must be some of {known}, not {unknown or chosen}")
        if self.styles[0] == "neon":
            raise ValueError(f"the first style suits every background; neon does not suit {NO_NEON}")

    @staticmethod
    def from_json(values: dict[str, Any]) -> WorldConfig:
        """A world from a recipe's settings; what is left out is as in the starter's world."""
        settings: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in values.items()
        }
        return WorldConfig(**settings)

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


@lru_cache(maxsize=64)
def held_out_pairs(config: WorldConfig) -> tuple[tuple[str, str], ...]:
    """All pairs of a noun and a colour that are kept for evaluation; a small world may have none."""
    return tuple(
        (noun.noun, colour)
        for noun in config.noun_list
        for colour in config.colours
        if is_held_out_pair(config, noun.noun, colour)
    )


def is_held_out(config: WorldConfig, scene: Scene) -> bool:
    """Whether any object of the scene is a held-out combination."""
    return any(is_held_out_pair(config, each.noun, each.colour) for each in scene.objects)


def has_unseen_colours(config: WorldConfig, scene: Scene) -> bool:
    """Whether any of the scene's nouns has a colour that training never shows."""
    return any(is_held_out_pair(config, thing.noun, colour) for thing in scene.objects for colour in config.colours)


def is_lost(scene: Scene) -> bool:
    """Whether an object has the background's own colour, or no light in neon: nobody would see it."""
    if scene.style == "neon" and any(each.colour in UNLIT for each in scene.objects):
        return True
    return any(scene.background in LOST_ON.get(each.colour, ()) for each in scene.objects)


def look_fits(field: str, value: str, scene: Scene) -> bool:
    """Whether a style, time or weather suits the scene's background."""
    banned = {"style": NO_NEON if value == "neon" else (), "time": NO_TIME, "weather": NO_WEATHER}[field]
    return (not value and field != "style") or scene.background not in banned


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


def depth_of(scene: Scene, first: SceneObject, second: SceneObject) -> str | None:
    """How the first stands to the second where they overlap, else None: later objects are drawn in front."""
    if not first.overlaps(second):
        return None
    return "front" if scene.objects.index(first) > scene.objects.index(second) else "behind"


def is_next_to(first: SceneObject, second: SceneObject) -> bool:
    """Side by side, with at most one cell between them."""
    apart = abs(first.centre[0] - second.centre[0]) - (first.cells + second.cells) / 2
    return relation_of(first, second) in ("left", "right") and apart <= 1


def overlaps_any(scene: Scene) -> bool:
    """Whether one object hides a part of another."""
    return any(a.overlaps(b) for index, a in enumerate(scene.objects) for b in scene.objects[:index])
