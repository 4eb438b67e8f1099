"""docs/science.md's tables and plots from the results of all runs; the words around them are written by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from .choice_runs import CHOICES
from .decoder_runs import VARIANTS as DECODERS
from .language_runs import VARIANTS
from .plot import Panel, Series, plot
from .quantizers import QUANTIZERS
from .results import Result, read_results

NAMES = {
    "kmeans": "frozen k-means", "twoLevels": "k-means in two levels", "ema": "VQ, EMA",
    "emaRevival": "VQ, EMA + revival", "simvq": "SimVQ",
    "residual": "residual, two books", "product": "product, two books",
}  # fmt: skip


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def grouped(results: list[Result], key: str) -> dict[str, dict[int, list[Result]]]:
    """By quantizer or variant, then by K in ascending order."""
    groups: dict[str, dict[int, list[Result]]] = defaultdict(lambda: defaultdict(list))
    for result in sorted(results, key=lambda each: int(each["codes"])):
        groups[str(result[key])][int(result["codes"])].append(result)
    return groups


def series_of(name: str, by_codes: dict[int, list[Result]], value: Callable[[Result], float]) -> Series:
    """Means over seeds, with the lowest and the highest."""
    values = {codes: [value(result) for result in results] for codes, results in by_codes.items()}
    return Series(
        name,
        tuple((float(codes), mean(each)) for codes, each in values.items()),
        tuple((min(each), max(each)) for each in values.values()),
    )


def span(values: list[float], form: str = "{:.3f}") -> str:
    """A mean, with its range where there are several runs."""
    text = form.format(mean(values))
    return text if len(values) == 1 else f"{text} ({form.format(min(values))} to {form.format(max(values))})"


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def panel(groups: dict[str, dict[int, list[Result]]], title: str, value: str, top: float | None) -> Panel:
    """One of the results' values by K, a line per quantizer or variant."""
    lines = [
        series_of(NAMES.get(name, name), by_codes, lambda run: float(run[value])) for name, by_codes in groups.items()
    ]
    return Panel(title, tuple(lines), top)


def quantizer_report(results: list[Result]) -> tuple[str, list[Panel]]:
    groups = {name: grouped(results, "quantizer")[name] for name in QUANTIZERS}
    rows = []
    for name, by_codes in groups.items():
        for codes, runs in by_codes.items():
            rows.append([
                NAMES[name], f"{codes:,}", span([run["used"] for run in runs]),
                span([run["perplexityShare"] for run in runs]), span([run["relativeError"] for run in runs], "{:.4f}"),
                f"{mean([run['seen'] for run in runs]) / 1e6:.2f}",
                f"{mean([run['heldOutPerCode'] for run in runs]):.1f}",
                f"{mean([run['processorSeconds'] for run in runs]):.0f}", str(len(runs)),
            ])  # fmt: skip
    head = [
        "quantizer", "codes", "used", "perplexity / K", "relative error", "seen, million", "held out per code", "CPU s",
        "seeds",
    ]  # fmt: skip

    panels = [
        panel(groups, "codes used, share of K", "used", 1.0),
        panel(groups, "perplexity, share of K", "perplexityShare", 1.0),
        panel(groups, "relative quantization error", "relativeError", None),
    ]  # fmt: skip
    return table(head, rows), panels


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

    panels = [
        panel(groups, "questions, macro", "questions", 1.0),
        panel(groups, "generation, mean of six", "generation", 1.0),
        panel(groups, "held-out L_GEN, nats per token", "visualLoss", None),
    ]  # fmt: skip
    return table(head, rows), panels


def choice_report(results: list[Result]) -> tuple[str, list[Panel]]:
    groups: dict[str, list[Result]] = {name: [each for each in results if each["choice"] == name] for name in CHOICES}
    rows = [
        [
            CHOICES[name].says, span([run["visualLoss"] for run in runs]), span([run["questions"] for run in runs]),
            span([run["generation"] for run in runs]), f"{mean([run['steps'] for run in runs]):.0f}", str(len(runs)),
        ]
        for name, runs in groups.items()
        if runs
    ]  # fmt: skip
    return table(["what", "L_GEN", "questions", "generation", "steps", "seeds"], rows), []


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
        text = f"{before}{begin}\n{written}\n{end}{rest.split(end)[1]}"
        if panels:
            (results.parent / f"science-{kind}.svg").write_text(plot(panels), encoding="utf-8")
    document.write_text(text, encoding="utf-8")
