"""Pieces of generated Markdown, and where they go in a document: between two markers, which stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path


def share(value: float) -> str:
    """0.634 → "63 %"."""
    return f"{100 * value:.0f} %"


def span(interval: Sequence[float]) -> str:
    """[0.621, 0.824] → "62 % to 82 %"."""
    low, high = interval
    return f"{share(low)} to {share(high)}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    assert all(len(row) == len(head) for row in rows), (head, rows)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(row) + " |" for row in lines) + "\n"


def replace_block(path: Path, name: str, content: str) -> None:
    """Write `content` between "<!-- name: … -->" and "<!-- end of name -->".

    Raises ValueError unless the file has both markers, once each and in this order.
    """
    text = path.read_text(encoding="utf-8")
    blocks = re.findall(rf"<!-- {name}: [^\n]*? -->\n.*?<!-- end of {name} -->", text, flags=re.DOTALL)
    if len(blocks) != 1 or text.count(f"<!-- {name}: ") != 1 or text.count(f"<!-- end of {name} -->") != 1:
        raise ValueError(f"{path} has not one pair of markers for {name!r}")
    begin, _ = blocks[0].split("\n", 1)
    written = f"{begin}\n{content.strip()}\n\n<!-- end of {name} -->"
    path.write_text(text.replace(blocks[0], written), encoding="utf-8")
