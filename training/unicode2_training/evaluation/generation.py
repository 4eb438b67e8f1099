"""Pictures from fixed prompts, unselected: scored clause by clause through the verifier, and laid out on one sheet."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import torch
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

from ..data.text_tokens import TextTokens
from ..models.language_model import LanguageModel
from ..world.scene import PLACES, Scene, SceneObject, place_of, relation_of
from .requests import Request, picture_request
from .sampling import Sampling
from .verifier import says_colour
from .writing import write_pictures

PROMPTS = Path(__file__).with_name("prompts.json")
CLAUSES = ("background", "colour", "count", "size", "place", "noun")


def load_prompts() -> list[dict[str, Any]]:
    """Prompts with what each of them asks for; written by hand before any picture was made."""
    prompts: list[dict[str, Any]] = json.loads(PROMPTS.read_text(encoding="utf-8"))
    return prompts


def write_prompts(
    model: LanguageModel, tokens: TextTokens, prompts: list[str], sampling: Sampling, *, seeds: int, cells: int
) -> Tensor:
    """Codes of every prompt with every seed. Shape: (prompts, seeds, N)"""
    requests: list[Request] = []
    for index, prompt in enumerate(prompts):
        words = tokens.encode(prompt)
        requests += [picture_request(words, seed=1000 * (seed + 1) + index) for seed in range(seeds)]
    return write_pictures(model, tokens, requests, sampling, cells=cells).reshape(len(prompts), seeds, cells)


def check(wanted: dict[str, Any], seen: Scene) -> dict[str, bool]:
    """Whether the objects asked for are there as asked; clauses that a prompt does not have are left out."""
    met: dict[str, list[bool]] = defaultdict(list)
    if wanted["background"]:
        met["background"].append(seen.background == wanted["background"])
    named = {each["noun"] for each in wanted["objects"]}
    met["noun"].append({each.noun for each in seen.objects} == named)  # all that is asked for, and nothing else
    first = []
    for each in wanted["objects"]:
        found = [thing for thing in seen.objects if thing.noun == each["noun"]]
        first.append(found[0] if found else None)
        met["count"].append(len(found) == each["count"])
        if each["colour"]:
            met["colour"].append(bool(found) and all(says_colour(thing, each["colour"]) for thing in found))
        if each["size"]:
            met["size"].append(bool(found) and all(thing.size == each["size"] for thing in found))
    if wanted["place"]:
        met["place"].append(first[0] is not None and _stands(first[0], wanted["place"]))
    if wanted["relation"]:
        one, other = first
        met["relation"].append(one is not None and other is not None and relation_of(one, other) == wanted["relation"])
    return {clause: all(values) for clause, values in met.items()}


def _stands(thing: SceneObject, name: str) -> bool:
    place = place_of(thing)
    return place is not None and PLACES[place[0]][place[1]] == name


def check_whatever_it_is(wanted: dict[str, Any], seen: Scene) -> dict[str, bool]:
    """The same attributes of *some* object, whichever noun the verifier takes it for."""
    objects, asked = seen.objects, wanted["objects"]
    met = {
        "background": seen.background == wanted["background"],
        "noun": all(any(thing.noun == each["noun"] for thing in objects) for each in asked),
        "count": len(objects) == sum(each["count"] for each in asked),
    }
    colours = [each["colour"] for each in asked if each["colour"]]
    sizes = [each["size"] for each in asked if each["size"]]
    if colours:
        met["colour"] = all(any(says_colour(thing, colour) for thing in objects) for colour in colours)
    if sizes:
        met["size"] = all(any(thing.size == size for thing in objects) for size in sizes)
    if wanted["place"]:
        met["place"] = any(_stands(thing, wanted["place"]) for thing in objects)
    return met


def score_prompts(prompts: list[dict[str, Any]], seen: list[Scene]) -> dict[str, Any]:
    """`seen` holds as many readings per prompt as there were seeds. A picture counts if every clause holds.

    `clauses` looks at one attribute at a time, of any object.
    """
    seeds = len(seen) // len(prompts)
    categories: dict[str, list[bool]] = defaultdict(list)
    clauses: dict[str, list[bool]] = defaultdict(list)
    for index, scene in enumerate(seen):
        wanted = prompts[index // seeds]
        categories[wanted["category"]].append(all(check(wanted, scene).values()))
        for clause, is_met in check_whatever_it_is(wanted, scene).items():
            clauses[clause].append(is_met)
    per_category = {name: sum(values) / len(values) for name, values in categories.items()}
    per_clause = {name: sum(clauses[name]) / len(clauses[name]) for name in CLAUSES if clauses[name]}
    overall = sum(per_category.values()) / len(per_category)
    return {"pictures": len(seen), "overall": overall, **per_category, "clauses": per_clause}


def save_sheet(
    pictures: Tensor, captions: list[str], path: Path, *, columns: int = 5, largest: int = 1_450_000
) -> None:
    """All pictures, unselected: (prompts, seeds, 3, S, S) in [0, 1], the seeds of a prompt side by side."""
    count, seeds, _, side, _ = pictures.shape
    gap, line = 8, 30
    width, height = seeds * (side + 2) + gap, side + line + gap
    rows = -(-count // columns)
    sheet = Image.new("RGB", (columns * width + gap, rows * height + gap), "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(size=11)
    as_bytes = (pictures.clamp(0, 1) * 255).round().to(torch.uint8).permute(0, 1, 3, 4, 2).contiguous().numpy()
    for index, caption in enumerate(captions):
        left, top = gap + index % columns * width, gap + index // columns * height
        for seed in range(seeds):
            sheet.paste(Image.fromarray(as_bytes[index, seed]), (left + seed * (side + 2), top))
        words, lines = caption.split(), [""]
        for word in words:
            longer = f"{lines[-1]} {word}".strip()
            if pen.textlength(longer, font=font) > width - gap and lines[-1]:
                lines.append(word)
            else:
                lines[-1] = longer
        pen.multiline_text((left, top + side + 2), "\n".join(lines), fill="black", font=font, spacing=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    sheet.save(temporary, format="PNG", optimize=True)
    if temporary.stat().st_size > largest:
        palette = sheet.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        palette.save(temporary, format="PNG", optimize=True)
    temporary.replace(path)
