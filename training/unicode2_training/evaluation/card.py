"""The tables of docs/model-card.md, written anew from scores.json, so that no number in them is typed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- scores: written by `evaluate` -->", "<!-- end of scores -->"
CATEGORIES = {
    "singleObject": "single object", "twoObjects": "two objects", "counting": "counting", "colours": "colours",
    "position": "position", "colourAttribution": "colour attribution", "mean": "**mean**",
    "unseenCombinations": "combinations of noun and colour that training never shows",
}  # fmt: skip
FIXED = {
    "singleObject": "one object, colour and background", "sizeAndPlace": "one object with size and place",
    "counting": "two or three of a kind", "relation": "two objects in a relation",
    "unseen": "combinations that training never showed",
}  # fmt: skip


def share(value: float) -> str:
    """0.634 → "63 %"."""
    return f"{100 * value:.0f} %"


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines) + "\n"


def questions_table(questions: dict[str, Any]) -> str:
    unseen = questions["unseenCombinations"]
    rows: list[tuple[str, ...]] = [
        (
            family, share(value), share(questions["questionOnlyPerFamily"][family]),
            share(questions["majorityPerFamily"][family]), share(unseen["perFamily"][family]),
            share(unseen["questionOnlyPerFamily"][family]),
        )
        for family, value in questions["perFamily"].items()
    ]  # fmt: skip
    seen_means = (questions["macro"], questions["questionOnly"], questions["majority"])
    means = (*seen_means, unseen["macro"], unseen["questionOnly"])
    rows.append(("**mean**", *(f"**{share(mean)}**" for mean in means)))
    return table(("family", "model", "question only", "majority", "model, unseen combinations", "question only"), rows)


def categories_table(generation: dict[str, Any]) -> str:
    rows = [
        (text, share(generation[name]), " to ".join(share(end) for end in generation["intervals"][name]))
        for name, text in CATEGORIES.items()
    ]
    return table(("category", "right", "95 % interval"), rows)


def fixed_tables(fixed: dict[str, Any]) -> str:
    rows = [(text, share(fixed[name])) for name, text in FIXED.items() if name in fixed]
    rows.append(("**mean**", f"**{share(fixed['overall'])}**"))
    clauses = [(name, share(value)) for name, value in fixed["clauses"].items()]
    return (
        table(("prompts", "all clauses hold"), rows)
        + "\nOne attribute at a time, of any object in the picture, whichever noun the judge takes it for:\n\n"
        + table(("attribute", "right where it is asked for"), clauses)
    )


def scores_markdown(scores: dict[str, Any]) -> str:
    """Every measured number, in the order of the card."""
    trip, outside, hand = scores["roundTrip"], scores["outside"], scores["handWrittenSet"]
    generation, fixed, honesty, cycle = scores["generation"], scores["fixedPrompts"], scores["honesty"], scores["cycle"]
    edits, infill, codes = scores["edits"], scores["infill"], scores["codes"]
    true, back = scores["verifier"]["trueRenders"], scores["verifier"]["roundTrip"]
    parts = [
        "### Questions\n", questions_table(scores["questions"]),
        f"\nOf answers that entail another one, the other one is given in {share(honesty['consistency'])}. Mean "
        f"confidence {share(honesty['meanConfidence'])} where {share(honesty['accuracy'])} are right; expected "
        f"calibration error {share(honesty['calibrationError'])}.\n",
        f"\n### Pictures from prompts\nThe six categories of GenEval, {generation['prompts']} prompts with "
        f"{generation['seeds']} seeds each.\n",
        categories_table(generation),
        f"\nAsked about its own pictures, the model finds the thing that it was asked to draw in "
        f"{share(cycle['noun'])}, denies another one in {share(cycle['absent'])} and names the background in "
        f"{share(cycle['background'])}.\n",
        f"\n{fixed['pictures']} pictures for fixed prompts, nothing selected (the sheet below).\n",
        fixed_tables(fixed),
        f"\nThe judge reads {share(true['everything'])} of true renders without any mistake. Of true scenes that went "
        f"through tokens and decoder it finds the background in {share(back['background'])}, nouns and "
        f"numbers in {share(back['nounsAndCounts'])}, everything in {share(back['everything'])}: the ceiling for "
        "made pictures.\n",
        f"\n### Hand-written set\n{hand['items']:.0f} prompts, questions and edits that no template makes, in everyday "
        "words, misspelt ones among them.\n",
        table(
            ("all", "prompts", "questions", "edits"),
            [tuple(share(hand[name]) for name in ("all", "prompts", "questions", "edits"))],
        ),
        "\n### Self-check\nBest of N, chosen by the model's own caption score (the studio's \"Best of\"), one seed per "
        "prompt, as the judge sees it:\n",
        table(
            ("", "all clauses hold", "noun", "colour", "count"),
            [
                (
                    name.replace("bestOf", "best of "),
                    *(share(values.get(key, 0.0)) for key in ("overall", "noun", "colour", "count")),
                )
                for name, values in scores["selfCheck"].items()
            ],
        ),
        "\n### Edits and infill\n",
        table(
            ("edits", "done", "left alone"),
            [(str(edits["count"]), share(edits["done"]), share(edits["leftAlone"]))],
        ),
        "\n" + table(("edit", "done"), [(kind, share(value)) for kind, value in edits["perKind"].items()]),
        f"\nInfill, {infill['pictures']:.0f} pictures: {share(infill['agreement'])} of hidden cells get their own code "
        f"({share(infill['agreementWithoutContext'])} without the rest of the picture); distance to it "
        f"{infill['distance']:.2f} against {infill['distanceWithoutContext']:.2f} (1: two unrelated pictures).\n",
        "\n### Tokens and decoder\n",
        table(
            ("", "PSNR", "SSIM"),
            [
                ("picture → tokens → picture", f"{trip['psnr']:.1f} dB", f"{trip['ssim']:.3f}"),
                ("the same, 1 step", f"{trip['psnrOneStep']:.1f} dB", f"{trip['ssimOneStep']:.3f}"),
                ("autoencoder alone: the ceiling", f"{trip['ceilingPsnr']:.1f} dB", f"{trip['ceilingSsim']:.3f}"),
            ],
        ),
        f"\n{codes['vectors']:.0f} held-out patches ({codes['vectorsPerCode']:.0f} per code): {share(codes['used'])} "
        f"of the codes are used; perplexity is {share(codes['perplexityShare'])} of K.\n",
        "\n### Pictures from outside\nDoes the distance to C1 tell them? AUROC against held-out scenes: far outside "
        f"(noise, gradients, stripes, text, screens) {outside['far']:.3f}; near (20 things never drawn) "
        f"{outside['near']:.3f}. At the threshold that ships, {share(outside['farFound'])} of far pictures are found "
        f"and {share(outside['falseAlarms'])} of held-out scenes are taken for outside ones.\n",
    ]  # fmt: skip
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def update_card(scores: dict[str, Any], path: Path) -> None:
    """Replace what stands between the markers."""
    text = path.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    path.write_text(f"{before}{BEGIN}\n{scores_markdown(scores)}\n{END}{after}", encoding="utf-8")
