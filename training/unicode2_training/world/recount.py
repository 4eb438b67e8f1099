"""Edits of how many things of one kind there are."""

from __future__ import annotations

import random
from dataclasses import replace

from unicode2_training.world import edit_phrases, phrases
from unicode2_training.world.sampler import spot
from unicode2_training.world.scene import GRID, Scene, WorldConfig
from unicode2_training.world.wording import named, things, with_objects

CHANGE_SHARE = 0.25  # of instructions name the difference or what is there


def recount(scene: Scene, rng: random.Random, config: WorldConfig) -> tuple[str, Scene] | None:
    """An instruction and the scene after it; None where there are several kinds of things, or no room."""
    if len(things(scene)) > 1:
        return None
    thing, count = things(scene)[0]
    wanted = rng.choice([number for number in range(1, config.most + 1) if number != count])
    objects = list(scene.objects)
    if wanted < count:
        objects = rng.sample(objects, wanted)
    for _ in range(60):
        if len(objects) >= wanted:
            break
        x, y = spot(config, rng, 0, GRID - thing.cells), spot(config, rng, 0, GRID - thing.cells)
        new = replace(thing, cell_x=x, cell_y=y)
        if not any(new.overlaps(other) for other in objects):
            objects.append(new)
    if len(objects) != wanted:
        return None
    forms: tuple[str, ...] = edit_phrases.RECOUNT
    if rng.random() < CHANGE_SHARE:
        forms = edit_phrases.MORE if wanted > count else edit_phrases.FEWER
    elif abs(wanted - count) == 1 and rng.random() < 0.5:
        forms = edit_phrases.ONE_MORE if wanted > count else edit_phrases.ONE_LESS
    form = rng.choice(forms)
    number = str(wanted) if wanted > 1 and rng.random() < 0.15 else phrases.COUNTS[wanted - 1]
    how = {"difference": phrases.COUNTS[abs(wanted - count) - 1], "number": phrases.COUNTS[count - 1]}
    if wanted == 1 and "number of" not in form and "exactly" not in form:  # "i need one cat" reads as one more
        number = f"only {number}"
    one, several = named(thing.noun, rng), named(thing.noun, rng, count=2)
    one_said = (wanted if "{count} {ns}" in form else abs(wanted - count)) == 1
    text = form.format(count=number, n=one, ns=one if one_said else several, nouns=several, **how)
    order = sorted(objects, key=lambda each: (each.cell_y, each.cell_x))
    return text, with_objects(scene, tuple(order))
