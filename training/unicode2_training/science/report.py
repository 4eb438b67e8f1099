"""docs/science.md's tables and plots from the results of all runs; the words around them are written by hand.

Intervals, in both, are 95 % t-intervals of the mean over seeds.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import stdev

from ..evaluation.card.markdown import table
from .choice_runs import CHOICES
from .decoder_runs import VARIANTS as DECODERS
from .language_runs import VARIANTS
from .plot import Panel, Series, plot
from .quantizers import QUANTIZERS, vectors_per_centre
from .results import Result, read_results

NAMES = {
    "kmeans": "frozen k-means", "twoLevels": "k-means in two levels", "ema": "VQ, EMA",
    "emaRevival": "VQ, EMA + revival", "simvq": "SimVQ",
    "residual": "residual, two books", "product": "product, two books",
}  # fmt: skip
T_975 = (4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262)  # Student's t, 2 to 9 degrees of freedom
FEWEST_SEEDS = 3
NOTE = f"± is half of the 95 % t-interval of the mean over seeds, given from {FEWEST_SEEDS} seeds on."
FEWEST_HELD_OUT = 4  # vectors per code: of codes that are all as likely, e⁻⁴ = 2 % get none
SUPPORTED = 39  # training vectors per centre: FAISS's k-means warns below


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def grouped(results: list[Result], key: str) -> dict[str, dict[int, list[Result]]]:
    """By quantizer or variant, then by K in ascending order."""
    groups: dict[str, dict[int, list[Result]]] = defaultdict(lambda: defaultdict(list))
    for result in sorted(results, key=lambda each: int(each["codes"])):
        groups[str(result[key])][int(result["codes"])].append(result)
    return groups


def half_width(values: list[float]) -> float | None:
    """Of the 95 % t-interval of the mean over seeds; None for fewer than three. Beyond ten seeds a little too wide."""
    if len(values) < FEWEST_SEEDS:
        return None
    quantile = T_975[min(len(values) - FEWEST_SEEDS, len(T_975) - 1)]
    return quantile * stdev(values) / math.sqrt(len(values))


def interval(values: list[float]) -> tuple[float, float]:
    """The ends of that interval; the mean twice where there is none."""
    width = half_width(values) or 0.0
    return mean(values) - width, mean(values) + width


def series_of(name: str, by_codes: dict[int, list[Result]], value: Callable[[Result], float]) -> Series:
    """Means over seeds with their intervals."""
    values = {codes: [value(result) for result in results] for codes, results in by_codes.items()}
    return Series(
        name,
        tuple((float(codes), mean(each)) for codes, each in values.items()),
        tuple(interval(each) for each in values.values()),
    )


def span(values: list[float], form: str = "{:.3f}") -> str:
    """A mean, with half of its interval where there are seeds enough."""
    width, text = half_width(values), form.format(mean(values))
    return text if width is None else f"{text} ± {form.format(width)}"


def panel(groups: dict[str, dict[int, list[Result]]], title: str, value: str, top: float | None) -> Panel:
    """One of the results' values by K, a line per quantizer or variant."""
    lines = [
        series_of(NAMES.get(name, name), by_codes, lambda run: float(run[value])) for name, by_codes in groups.items()
    ]
    return Panel(title, tuple(lines), top)


def support(run: Result) -> float:
    """Training vectors per centre, also of results that were written without."""
    stored = run.get("vectorsPerCentre")
    return stored or vectors_per_centre(run["quantizer"], run["codes"], run["vectors"], run["seen"])


def largest_supported(groups: dict[str, dict[int, list[Result]]]) -> str:
    """What the largest k-means with enough training vectors per centre uses, and EMA of the same size."""
    found = [
        (codes, name)
        for name in ("kmeans", "twoLevels")
        for codes, runs in groups[name].items()
        if mean([support(run) for run in runs]) >= SUPPORTED
    ]
    if not found:
        return ""

    def used(name: str, codes: int) -> str:
        runs = groups[name][codes]
        seen, per_centre = mean([run["seen"] for run in runs]) / 1e6, mean([support(run) for run in runs])
        held_out = mean([run["heldOutPerCode"] for run in runs])
        return (
            f"uses {span([run['used'] for run in runs])} of them ({seen:.2f} million vectors seen, {per_centre:,.1f} "
            f"per centre; measured on {held_out:.1f} held-out vectors per code)"
        )

    codes, name = max(found)
    beside = used("ema", codes) if codes in groups["ema"] else "was not run"
    return (
        f"\n**The largest K that the data supports**, of those in the table, with {SUPPORTED} training vectors "
        f"per centre or more, is {codes:,} codes: {NAMES[name]} {used(name, codes)}. "
        f"{NAMES['ema']} of that size {beside}.\n"
    )


def quantizer_report(results: list[Result]) -> tuple[str, list[Panel]]:
    groups = {name: grouped(results, "quantizer")[name] for name in QUANTIZERS}
    rows = []
    for name, by_codes in groups.items():
        for codes, runs in by_codes.items():
            rows.append([
                NAMES[name], f"{codes:,}", span([run["used"] for run in runs]),
                span([run["perplexityShare"] for run in runs]), span([run["relativeError"] for run in runs], "{:.4f}"),
                f"{mean([run['seen'] for run in runs]) / 1e6:.2f}", f"{mean([support(run) for run in runs]):,.1f}",
                f"{mean([run['heldOutPerCode'] for run in runs]):.1f}",
                f"{mean([run['processorSeconds'] for run in runs]):.0f}", str(len(runs)),
            ])  # fmt: skip
    head = [
        "quantizer", "codes", "used", "perplexity / K", "relative error", "seen, million", "vectors per centre",
        "held out per code", "CPU s", "seeds",
    ]  # fmt: skip

    comparable = [run for run in results if run["heldOutPerCode"] >= FEWEST_HELD_OUT]
    measured = {name: grouped(comparable, "quantizer")[name] for name in QUANTIZERS}
    panels = [
        panel(measured, "codes used, share of K", "used", 1.0),
        panel(measured, "perplexity, share of K", "perplexityShare", 1.0),
        panel(groups, "relative quantization error", "relativeError", None),
    ]  # fmt: skip
    return table(head, rows) + largest_supported(groups), panels


def language_report(results: list[Result]) -> tuple[str, list[Panel]]:
    groups = {name: grouped(results, "variant")[name] for name in VARIANTS}
    rows = []
    for codes in sorted({codes for by_codes in groups.values() for codes in by_codes}):
        for name, by_codes in groups.items():
            runs = by_codes.get(codes, [])
            if runs:
                rows.append([
                    f"{codes:,}", name, span([run["questions"] for run in runs]),
                    span([run["generation"] for run in runs]), span([run["visualLoss"] for run in runs], "{:.2f}"),
                    span([run["largestRise"] for run in runs], "{:.2f}"), f"{mean([run['drift'] for run in runs]):.2f}",
                    f"{mean([run['roundTrip']['everything'] for run in runs]):.2f}",
                    f"{mean([run['processorMinutes'] for run in runs]):.0f}", str(len(runs)),
                ])  # fmt: skip
    head = [
        "codes", "C2", "questions", "generation", "L_GEN", "largest rise", "drift", "ceiling", "CPU min", "seeds"
    ]  # fmt: skip

    rises = [interval([run["largestRise"] for run in runs]) for sizes in groups.values() for runs in sizes.values()]
    highest = math.ceil(10 * max(0.1, *(end for _, end in rises))) / 10
    panels = [
        panel(groups, "questions, macro", "questions", 1.0),
        panel(groups, "generation, mean of six", "generation", 1.0),
        panel(groups, "held-out L_GEN, nats per token", "visualLoss", None),
        panel(groups, "largest rise of L_GEN in training, nats", "largestRise", highest),
    ]  # fmt: skip
    return table(head, rows), panels


def choice_report(results: list[Result]) -> tuple[str, list[Panel]]:
    rows = []
    for layers, width in sorted({(each["layers"], each["width"]) for each in results}):
        for name, choice in CHOICES.items():
            runs = [
                each for each in results if (each["choice"], each["layers"], each["width"]) == (name, layers, width)
            ]
            if runs:
                rows.append([
                    f"{layers} × {width}", choice.says, span([run["visualLoss"] for run in runs]),
                    span([run["questions"] for run in runs]), span([run["generation"] for run in runs]),
                    f"{mean([run['steps'] for run in runs]):.0f}", str(len(runs)),
                ])  # fmt: skip
    return table(["layers × width", "what", "L_GEN", "questions", "generation", "steps", "seeds"], rows), []


def decoder_report(results: list[Result]) -> tuple[str, list[Panel]]:
    groups: dict[str, list[Result]] = {name: [each for each in results if each["variant"] == name] for name in DECODERS}
    rows = [
        [
            name, span([run["psnr"] for run in runs], "{:.2f}"), span([run["ssim"] for run in runs]),
            span([run["verifier"]["nounsAndCounts"] for run in runs]),
            span([run["verifier"]["everything"] for run in runs]), str(len(runs)),
        ]
        for name, runs in groups.items()
        if runs
    ]  # fmt: skip
    return table(["decoder", "PSNR, dB", "SSIM", "nouns and counts", "everything", "seeds"], rows), []


REPORTS = {
    "quantizer": quantizer_report, "language": language_report, "choice": choice_report, "decoder": decoder_report,
}  # fmt: skip


def write_report(results: Path, document: Path) -> None:
    """Replaces what stands between the markers of each kind; plots lie in the parent of `results`."""
    text = document.read_text(encoding="utf-8")
    for kind, report in REPORTS.items():
        found = read_results(results, kind)
        if not found:
            continue
        written, panels = report(found)
        begin, end = f"<!-- {kind} table -->", f"<!-- end of {kind} table -->"
        before, rest = text.split(begin)
        note = f"\n{NOTE}\n" if "±" in written else ""
        text = f"{before}{begin}\n{written}{note}{end}{rest.split(end)[1]}"
        if panels:
            (results.parent / f"science-{kind}.svg").write_text(plot(panels), encoding="utf-8")
    document.write_text(text, encoding="utf-8")
