"""Reads a picture by template matching: background, then objects with noun, colour, size and place.

It shares nothing with the models: every icon in every colour and size is laid over every window of the
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

    x: float
    y: float
    cells: int

    @property
    def pixels(self) -> int:
        """The side in small pixels."""
        return self.cells * SIDE // GRID

    @property
    def part(self) -> tuple[slice, slice]:
        """Rows and columns of the small picture."""
        top, left = round(self.y * SIDE / GRID), round(self.x * SIDE / GRID)
        return slice(top, top + self.pixels), slice(left, left + self.pixels)

    def overlaps(self, other: Window) -> bool:
        return (
            self.x < other.x + other.cells and other.x < self.x + self.cells
            and self.y < other.y + other.cells and other.y < self.y + self.cells
        )  # fmt: skip


Found = tuple[Window, int]  # and the number of the kind that stands there


def windows_of(step: float) -> list[Window]:
    """Every window on a step; one small pixel is the least."""
    step = max(step, GRID / SIDE)
    found = []
    for cells in CELLS_OF:
        ticks = [index * step for index in range(int((GRID - cells) / step) + 1)]
        found += [Window(x, y, cells) for y in ticks for x in ticks]
    return found


class Verifier:
    """Templates of one world, made when they are first needed."""

    def __init__(self, config: WorldConfig, size: int) -> None:
        self.renderer = Renderer(load_icons(config), size)
        self.config, self.scale = config, size // SIDE
        self.windows = windows_of(config.placement_step)
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
                for part in torch.split(small, 8)
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
        """Objects of every picture (n, 3, 32, 32) before this view, and the squared error that they leave."""
        gain, kinds, rank = self._scan(small, backdrop, view)
        objects, left = [], []
        for row, picture in enumerate(small):
            found, got = self._greedy(gain[row].tolist(), kinds[row].tolist(), rank[row].tolist())
            error = float((picture - backdrop).square().sum()) - got
            if self.config.overlap_share and found:
                found, error = self._deep(picture, backdrop, view, found, error)
            else:
                found = sorted(found, key=lambda each: (each[0].y, each[0].x))
            objects.append(tuple(self._object(window, kind) for window, kind in found))
            left.append(error)
        return objects, left

    def _scan(
        self, small: Tensor, backdrop: Tensor, view: Scene, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """What the best kind in every window explains (n, windows), 0 where that is too little; the kind; its rank.

        Where many things may stand, a large icon laid over several small ones explains much, but badly: there the gain
        is ranked by the share of the difference that it explains.

        `mask` (1, 32, 32) is 0 where something in front hides the rest.
        """
        mask = torch.ones(1, SIDE, SIDE) if mask is None else mask
        gains, kinds, ranks = [], [], []
        for window in self.windows:
            p, part = window.pixels, window.part
            seen = small[:, :, *part].flatten(1)  # (n, 3·p·p)
            open_view, weight = backdrop[:, *part], mask[:, *part].expand(3, p, p).flatten()
            paint, clear = self._templates(view.style, view.background == NOTHING, window.cells)
            drawn = (open_view * clear + paint).flatten(1)  # (kinds, 3·p·p)
            without = ((seen - open_view.flatten()).square() * weight).sum(dim=1)  # (n,)
            errors = (seen.square() * weight).sum(dim=1)[:, None] - 2 * (seen * weight) @ drawn.T
            least, kind = (errors + drawn.square() @ weight).min(dim=1)
            gain = without - least
            enough = (gain > LEAST_SHARE * without) & (gain > LEAST_GAIN * weight.sum())
            gains.append(torch.where(enough, gain, 0.0))
            kinds.append(kind)
            crowded = self.config.most > 3
            ranks.append(gains[-1] * (gain / without.clamp(min=1e-6)) if crowded else gains[-1])
        return torch.stack(gains, 1), torch.stack(kinds, 1), torch.stack(ranks, 1)

    def _greedy(self, gains: list[float], kinds: list[int], ranks: list[float]) -> tuple[list[Found], float]:
        """The best windows that do not overlap, best first; and how much they explain together."""
        found: list[Found] = []
        total = 0.0
        for index in sorted(range(len(gains)), key=lambda each: -ranks[each]):
            if gains[index] <= 0 or len(found) == max(MOST_OBJECTS, self.config.most + 1):
                break
            if not any(self.windows[index].overlaps(other) for other, _ in found):
                found.append((self.windows[index], kinds[index]))
                total += gains[index]
        return found, total

    def _deep(
        self, picture: Tensor, backdrop: Tensor, view: Scene, found: list[Found], error: float
    ) -> tuple[list[Found], float]:
        """Two things that overlap, from back to front, where they explain more than things apart do."""
        first, kind = found[0]
        paint, clear = (part[kind] for part in self._templates(view.style, view.background == NOTHING, first.cells))
        pasted = backdrop.clone()
        pasted[:, *first.part] = pasted[:, *first.part] * clear + paint
        hidden = torch.ones(1, SIDE, SIDE)
        hidden[:, *first.part] = clear
        alone = (picture - pasted).square().sum()  # the error with the first thing only
        best = sorted(found, key=lambda each: (each[0].y, each[0].x)), error
        for in_front in (False, True):
            base, mask = (backdrop, hidden) if in_front else (pasted, None)
            gain, kinds, _ = self._scan(picture[None], base, view, mask)
            near = torch.tensor([first.overlaps(window) and window != first for window in self.windows])
            got, index = torch.where(near, gain[0], 0.0).max(dim=0)
            other = self.windows[int(index)], int(kinds[0, index])
            if float(got) > 0 and float(alone - got) < best[1]:
                best = ([other, found[0]] if in_front else [found[0], other]), float(alone - got)
        return best

    def _object(self, window: Window, kind: int) -> SceneObject:
        return SceneObject(*self.kinds[kind], SIZE_OF[window.cells], window.x, window.y, window.cells)


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

    def away(one: SceneObject, other: SceneObject) -> float:
        return max(abs(one.cell_x - other.cell_x), abs(one.cell_y - other.cell_y))

    def same(a: Scene, b: Scene) -> bool:
        if replace(a, objects=()) != replace(b, objects=()) or len(a.objects) != len(b.objects):
            return False
        others = [(each, min(b.objects, key=lambda other: away(each, other))) for each in a.objects]
        return all(
            each.noun == other.noun and each.cells == other.cells and away(each, other) <= GRID / SIDE
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
