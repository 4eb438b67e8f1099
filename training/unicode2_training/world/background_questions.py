"""Questions on the background of a picture, with their answers."""

from __future__ import annotations

import random

from unicode2_training.world import phrases
from unicode2_training.world import question_phrases as asked_phrases
from unicode2_training.world.scene import NO_PLACE, NOTHING, Scene, WorldConfig, overlaps_any
from unicode2_training.world.wording import background_at, reference, things, verbs

# Two backgrounds of which one shows the other too: a beach the sea, the night a sky.
RELATED = (
    {"sea", "beach"}, {"night", "sky"}, {"sea", "lake"}, {"beach", "lake"}, {"space", "night"}, {"space", "sky"},
    {"park", "meadow"}, {"farm", "meadow"}, {"road", "city"}, {"snow", "mountains"}, {"snow", "meadow"},
    {"kitchen", "room"}, {"white", NOTHING},
)  # fmt: skip


def ask_background(scene: Scene, rng: random.Random, config: WorldConfig) -> tuple[str, str] | None:
    """On what is behind everything, or whether it is this or that; None where one could argue."""
    thing, count = rng.choice(things(scene))
    words = {"the": reference(scene, thing, rng, it=count == 1), **verbs(count)}
    draw = rng.random()
    if draw < 0.35 and scene.background != NOTHING:
        answer = phrases.BACKGROUND_AT[scene.background][0]
        forms = asked_phrases.ASK_WHERE_NO_PLACE if scene.background in NO_PLACE else asked_phrases.ASK_WHERE
        return rng.choice(forms).format(**words), answer
    if draw < 0.7:
        answer = phrases.BACKGROUND_NAME[scene.background][0]
        form = rng.choice(asked_phrases.ASK_BACKGROUND)
        if "behind" in form and overlaps_any(scene):  # another thing may be behind it
            return None
        return form.format(**words), answer
    yes = rng.random() < 0.5
    others = [other for other in config.backgrounds if other != scene.background]
    if not yes and not others:
        return None
    shown = scene.background if yes else rng.choice(others)
    if not yes and {shown, scene.background} in RELATED:
        return None
    if not yes and ((shown == "snow" and scene.weather == "snowfall") or (shown == "night" and scene.time)):
        return None
    words["at"] = background_at(shown, rng)
    asked_if = asked_phrases.ASK_IF_NO_PLACE if shown in NO_PLACE else asked_phrases.ASK_IF_BACKGROUND
    return rng.choice(asked_if).format(**words), phrases.YES if yes else phrases.NO
