"""Reads a picture by template matching: background, then objects with noun, colour, size and place.

It shares nothing with the models: every icon in every colour and size is laid over every whole-cell window of the
known backdrop, in small pixels and in the backdrop's style, and the one that explains most of what differs from the
backdrop wins. Its accuracy on
true renders, and on true scenes after the token round trip, is published beside every score it gives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional as F

from ..world.icons import load_icons
from ..world.looks import values_of
from ..world.nouns import noun_of
from ..world.render import Renderer
from ..world.scene import GRID, NATURAL, NOTHING, SIZE_CELLS, Scene, SceneObject, WorldConfig, look_fits
from ..world.wording import colour_word

SIDE = 32  # px of the small picture: 4 per cell
LEAST_GAIN = 0.004  # mean squared difference from the backdrop, per pixel and channel, that an object must explain
LEAST_SHARE = 0.35  # of the window's difference from the backdrop that an object must explain
MOST_OBJECTS = 4
NEARLY, MOST_VIEWS = 0.004, 6  # views so near to the nearest one are tried too: objects decide between them
CELLS_OF = sorted({cells for sizes in SIZE_CELLS.values() for cells in sizes})
SIZE_OF = {cells: size for size, sizes in SIZE_CELLS.items() for cells in sizes}


@dataclass(frozen=True)
class Window:
    """Where an object may stand, in cells."""

    x: int
    y: int
    cells: int

    def overlaps(self, other: Window) -> bool:
        return (
            self.x < other.x + other.cells and other.x < self.x + self.cells
            and self.y < other.y + other.cells and other.y < self.y + self.cells
        )  # fmt: skip


WINDOWS = [Window(x, y, cells) for cells in CELLS_OF for y in range(GRID - cells + 1) for x in range(GRID - cells + 1)]


class Verifier:
    """Templates of one world, made when they are first needed."""

    def __init__(self, config: WorldConfig, size: int) -> None:
        self.renderer = Renderer(load_icons(config), size)
        self.config, self.scale = config, size // SIDE
        self.kinds = [
            (noun.noun, colour)
            for noun in config.noun_list
            for colour in (NATURAL, *(config.colours if noun.recolourable else ()))
        ]
        plain = [Scene((), background) for background in config.backgrounds]
        self.views = [
            replace(scene, style=style, time=time, weather=weather)
            for scene in plain
            for style in config.styles
            for time in values_of(config, "time")
            for weather in values_of(config, "weather")
            if look_fits("style", style, scene) and look_fits("time", time, scene)
            and look_fits("weather", weather, scene)
        ]  # fmt: skip
        empty = [self.renderer._backdrop(view.background, view.style, view.time, view.weather) for view in self.views]
        self.backdrops = F.avg_pool2d(torch.stack(empty), self.scale)  # (views, 3, 32, 32)
        self.templates: dict[tuple[str, bool, int], tuple[Tensor, Tensor]] = {}

    def _templates(self, style: str, cut: bool, cells: int) -> tuple[Tensor, Tensor]:
        """Premultiplied colour (kinds, 3, p, p) and 1 − alpha (kinds, 1, p, p) of every kind, in small pixels."""
        key = (style, cut, cells)
        if key not in self.templates:
            tiles = [self.renderer.draw_tile(noun, colour, cells, style, cut) for noun, colour in self.kinds]
            paint, clear = (torch.stack([tile[part] for tile in tiles]) for part in (0, 1))
            self.templates[key] = F.avg_pool2d(paint, self.scale), F.avg_pool2d(clear, self.scale)
        return self.templates[key]

    def read(self, pictures: Tensor) -> list[Scene]:
        """Scenes of pictures [n, 3, S, S] in [0, 1]; objects in order of the raster."""
        small = F.avg_pool2d(pictures, self.scale)
        # Objects cover much of a picture: differences are capped, so that the open backdrop decides.
        difference = torch.cat(
            [
                (part[:, None] - self.backdrops[None]).abs().mean(dim=2).clamp(max=0.12).mean(dim=(2, 3))
                for part in small.split(8)
            ]
        )  # fmt: skip  (n, views)
        least = difference.min(dim=1, keepdim=True).values
        rank = difference.argsort(dim=1).argsort(dim=1)
        tried = (rank == 0) | ((difference <= least + NEARLY) & (rank < MOST_VIEWS))
        best: list[tuple[float, Scene | None]] = [(float("inf"), None)] * len(pictures)
        for index, view in enumerate(self.views):
            rows = tried[:, index].nonzero().flatten()
            if rows.numel():
                found, left = self._objects(small[rows], self.backdrops[index], view)
                for row, objects, error in zip(rows.tolist(), found, left, strict=True):
                    if error < best[row][0]:
                        best[row] = (error, replace(view, objects=objects))
        return [scene for _, scene in best if scene is not None]

    def _objects(
        self, small: Tensor, backdrop: Tensor, view: Scene
    ) -> tuple[list[tuple[SceneObject, ...]], list[float]]:
        """Best kind and its gain in every window, then the best windows that do not overlap; and the error left."""
        style, cut = view.style, view.background == NOTHING
        gains, kinds, shares, means = [], [], [], []
        for window in WINDOWS:
            p = window.cells * SIDE // GRID
            top, left = window.y * SIDE // GRID, window.x * SIDE // GRID
            seen = small[:, :, top : top + p, left : left + p].flatten(1)  # (n, 3·p·p)
            open_view = backdrop[:, top : top + p, left : left + p]
            paint, clear = self._templates(style, cut, window.cells)
            drawn = (open_view * clear + paint).flatten(1)  # (kinds, 3·p·p)
            without = (seen - open_view.flatten()).square().sum(dim=1)  # (n,)
            errors = seen.square().sum(dim=1)[:, None] - 2 * seen @ drawn.T + drawn.square().sum(dim=1)
            least, kind = errors.min(dim=1)
            gains.append(without - least)
            kinds.append(kind)
            shares.append((without - least) / without.clamp(min=1e-6))
            means.append((without - least) / seen.shape[1])
        gain, share, mean = torch.stack(gains, 1), torch.stack(shares, 1), torch.stack(means, 1)  # (n, windows)
        gain = torch.where((share > LEAST_SHARE) & (mean > LEAST_GAIN), gain, 0.0)
        chosen_kinds = torch.stack(kinds, 1)
        rows = [self._greedy(gain[row].tolist(), chosen_kinds[row].tolist()) for row in range(small.shape[0])]
        whole = (small - backdrop).square().sum(dim=(1, 2, 3)).tolist()
        return [objects for objects, _ in rows], [error - got for error, (_, got) in zip(whole, rows, strict=True)]

    def _greedy(self, gains: list[float], kinds: list[int]) -> tuple[tuple[SceneObject, ...], float]:
        """Objects, and how much of the difference from the backdrop they explain together."""
        found: list[tuple[Window, int]] = []
        total = 0.0
        for index in sorted(range(len(gains)), key=lambda each: -gains[each]):
            if gains[index] <= 0 or len(found) == MOST_OBJECTS:
                break
            if not any(WINDOWS[index].overlaps(other) for other, _ in found):
                found.append((WINDOWS[index], kinds[index]))
                total += gains[index]
        found.sort(key=lambda each: (each[0].y, each[0].x))
        objects = [
            SceneObject(*self.kinds[kind], SIZE_OF[window.cells], window.x, window.y, window.cells)
            for window, kind in found
        ]
        return tuple(objects), total


def says_colour(thing: SceneObject, colour: str) -> bool:
    """Whether a viewer would call the object so: recoloured, or so by nature."""
    return colour in (thing.colour, colour_word(thing)) or (
        colour == NATURAL and thing.colour == noun_of(thing.noun).natural_colour
    )


def accuracy(read: list[Scene], true: list[Scene]) -> dict[str, float]:
    """How often the verifier names what is there: background; all nouns; nouns, colours, sizes and windows."""

    def share(values: list[bool]) -> float:
        return sum(values) / len(values)

    def nouns(scene: Scene) -> list[str]:
        return sorted(each.noun for each in scene.objects)

    def same(a: Scene, b: Scene) -> bool:
        if replace(a, objects=()) != replace(b, objects=()) or len(a.objects) != len(b.objects):
            return False
        where = {(each.cell_x, each.cell_y): each for each in b.objects}
        others = [(each, where.get((each.cell_x, each.cell_y))) for each in a.objects]
        return all(
            other is not None and each.noun == other.noun and each.cells == other.cells
            and says_colour(each, other.colour)
            for each, other in others
        )  # fmt: skip

    pairs = list(zip(read, true, strict=True))
    return {
        "scenes": float(len(pairs)),
        "background": share([a.background == b.background for a, b in pairs]),
        "looks": share([(a.style, a.time, a.weather) == (b.style, b.time, b.weather) for a, b in pairs]),
        "nounsAndCounts": share([nouns(a) == nouns(b) for a, b in pairs]),
        "everything": share([same(a, b) for a, b in pairs]),
    }
