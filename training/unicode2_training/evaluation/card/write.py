"""Scores and program of docs/model-card.md, from stored results, so that no number in them is typed by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...recipe import TRAINING
from ..decoder_steps import steps_table
from ..judge_accuracy import judge_table
from ..multi_turn import multi_turn_table
from ..rounding import rounding_table
from .markdown import replace_block, share, span, table
from .program import program_markdown
from .targets import targets_table

ROOT = TRAINING.parent
RESULTS = ROOT / "bench" / "results"
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
HAND_WRITTEN = {"prompts": "prompts", "questions": "questions", "edits": "edits", "all": "**all**"}
EDITS = {"done": "done", "leftAlone": "left alone"}
INTERVAL = "95 % interval"


def questions_table(questions: dict[str, Any]) -> str:
    unseen = questions["unseenCombinations"]

    def model(split: dict[str, Any], family: str) -> tuple[str, str]:
        return share(split["perFamily"][family]), span(split["intervals"]["perFamily"][family])

    rows: list[tuple[str, ...]] = [
        (
            family, *model(questions, family), share(questions["questionOnlyPerFamily"][family]),
            share(questions["majorityPerFamily"][family]), *model(unseen, family),
            share(unseen["questionOnlyPerFamily"][family]),
        )
        for family in questions["perFamily"]
    ]  # fmt: skip
    means = (
        share(questions["macro"]), span(questions["intervals"]["macro"]), share(questions["questionOnly"]),
        share(questions["majority"]), share(unseen["macro"]), span(unseen["intervals"]["macro"]),
        share(unseen["questionOnly"]),
    )  # fmt: skip
    rows.append(("**mean**", *(f"**{mean}**" for mean in means)))
    head = ("family", "model", INTERVAL, "question only", "majority")
    return table((*head, "model, unseen combinations", INTERVAL, "question only"), rows)


def shares_table(head: str, scores: dict[str, Any], names: dict[str, str]) -> str:
    """Some of the scores, beside the intervals of the same names."""
    rows = [(text, share(scores[name]), span(scores["intervals"][name])) for name, text in names.items()]
    return table((head, "right", INTERVAL), rows)


def fixed_tables(fixed: dict[str, Any]) -> str:
    rows = [(text, share(fixed[name])) for name, text in FIXED.items() if name in fixed]
    rows.append(("**mean**", f"**{share(fixed['overall'])}**"))
    clauses = [(name, share(value)) for name, value in fixed["clauses"].items()]
    return (
        table(("prompts", "all clauses hold"), rows)
        + "\nOne attribute at a time, of any object in the picture, whichever noun the judge takes it for:\n\n"
        + table(("attribute", "right where it is asked for"), clauses)
    )


def self_check_table(self_check: dict[str, Any]) -> str:
    rows = [
        (
            name.replace("bestOf", "best of "), share(values["overall"]), span(values["intervals"]["overall"]),
            *(share(values.get(key, 0.0)) for key in ("noun", "colour", "count")),
        )
        for name, values in self_check.items()
    ]  # fmt: skip
    return table(("", "all clauses hold", INTERVAL, "noun", "colour", "count"), rows)


def edits_tables(edits: dict[str, Any]) -> str:
    means = [(text, share(edits[key]), span(edits["intervals"][key])) for key, text in EDITS.items()]
    kinds = [(kind, share(value)) for kind, value in edits["perKind"].items()]
    return table((f"{edits['count']} edits", "share", INTERVAL), means) + "\n" + table(("edit", "done"), kinds)


def scores_markdown(scores: dict[str, Any], results: Path) -> str:
    """Every measured number, in the order of the card; `results` is the folder of the benchmarks' results.

    Every field that `evaluate` writes is required: scores of an earlier evaluation, without intervals or without the
    number of hand-written items that are left out, raise KeyError.
    """
    trip, outside, hand = scores["roundTrip"], scores["outside"], scores["handWrittenSet"]
    generation, fixed, honesty, cycle = scores["generation"], scores["fixedPrompts"], scores["honesty"], scores["cycle"]
    infill, codes = scores["infill"], scores["codes"]
    true, back = scores["verifier"]["trueRenders"], scores["verifier"]["roundTrip"]
    parts = [
        "### Targets\n", targets_table(scores, results),
        "\nWhat is missed is explained in [What is missed, and why](#what-is-missed-and-why). "
        f"{scores['leftOut']['validation']} validation scenes that training has shown are left out.\n",
        "\n### Questions\n", questions_table(scores["questions"]),
        f"\nOf answers that entail another one, the other one is given in {share(honesty['consistency'])}. Mean "
        f"confidence {share(honesty['meanConfidence'])} where {share(honesty['accuracy'])} are right; expected "
        f"calibration error {share(honesty['calibrationError'])}.\n",
        f"\n### Pictures from prompts\nThe six categories of GenEval, {generation['prompts']} prompts with "
        f"{generation['seeds']} seeds each.\n",
        shares_table("category", generation, CATEGORIES),
        f"\nAsked about its own pictures, the model finds the thing that it was asked to draw in "
        f"{share(cycle['noun'])}, gives its colour in {share(cycle['colour'])}, counts several in "
        f"{share(cycle['count'])}, denies another thing in {share(cycle['absent'])} and names the background in "
        f"{share(cycle['background'])}.\n",
        f"\n{fixed['pictures']} pictures for fixed prompts, nothing selected (the sheet below).\n",
        fixed_tables(fixed),
        f"\nThe judge reads {share(true['everything'])} of true renders without any mistake. Of true scenes that went "
        f"through tokens and decoder it finds the background in {share(back['background'])}, nouns and "
        f"numbers in {share(back['nounsAndCounts'])}, everything in {share(trip['verifier'])} "
        f"({INTERVAL} {span(trip['intervals']['verifier'])}): the ceiling for made pictures.\n",
        "\nThe judge on true renders, by style; the broad world has all styles, times of day and weathers, 12 nouns.\n",
        judge_table(scores["judge"]),
        f"\n### Hand-written set\n{hand['items']:.0f} prompts, questions and edits that no template makes, in everyday "
        f"words, misspelt ones among them. {hand['leftOut']:.0f} more are left out, since training says them word for "
        "word.\n",
        shares_table("hand-written", hand, HAND_WRITTEN),
        "\n### Self-check\nBest of N, chosen by the model's own caption score (the studio's \"Best of\"), one seed per "
        "prompt, as the judge sees it:\n",
        self_check_table(scores["selfCheck"]),
        "\n### Edits and infill\n", edits_tables(scores["edits"]),
        f"\nInfill, {infill['pictures']:.0f} pictures: {share(infill['agreement'])} of hidden cells get their own code "
        f"({share(infill['agreementWithoutContext'])} without the rest of the picture); distance to it "
        f"{infill['distance']:.2f} against {infill['distanceWithoutContext']:.2f} (1: two unrelated pictures).\n",
        "\n### Chats\nDraw, ask, change, ask again, in one chat.\n", multi_turn_table(scores["multiTurn"]),
        "\n### Tokens and decoder\n",
        table(
            ("", "PSNR", "SSIM"),
            [
                ("picture → tokens → picture", f"{trip['psnr']:.1f} dB", f"{trip['ssim']:.3f}"),
                ("autoencoder alone: the ceiling", f"{trip['ceilingPsnr']:.1f} dB", f"{trip['ceilingSsim']:.3f}"),
            ],
        ),
        f"\nBy denoising steps, on {scores['decoderSteps']['pictures']} pictures; *edges*: how much "
        "neighbouring pixels differ, as a share of the true pictures.\n",
        steps_table(scores["decoderSteps"]),
        *(["\nWhat rounding to int8 costs:\n", rounding_table(scores["rounding"])] if "rounding" in scores else []),
        f"\n{codes['vectors']:.0f} held-out patches ({codes['vectorsPerCode']:.0f} per code): {share(codes['used'])} "
        f"of the codes are used; perplexity is {share(codes['perplexityShare'])} of K.\n",
        "\n### Pictures from outside\nDoes the distance to C1 tell them? AUROC against held-out scenes: far outside "
        f"(noise, gradients, stripes, text, screens, the studio itself) {outside['far']:.3f}; near (20 things never "
        f"drawn) {outside['near']:.3f}. At the threshold that ships, {share(outside['farFound'])} of far pictures are "
        f"found and {share(outside['falseAlarms'])} of held-out scenes are taken for outside ones.\n",
    ]  # fmt: skip
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def update_card(scores: dict[str, Any], card: Path, results: Path = RESULTS) -> None:
    """Write the blocks "scores" and "program" of the card."""
    replace_block(card, "scores", scores_markdown(scores, results))
    replace_block(card, "program", program_markdown(scores["quick"], results))
