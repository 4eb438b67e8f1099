"""The model card's table of where the bytes of the pack go, from its manifest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .markdown import replace_block, table


def _contents(manifest: dict[str, Any]) -> dict[str, str]:
    """What the file of each role holds, in the manifest's sizes."""
    book, grid, language = manifest["codebook"], manifest["grid"], manifest["language"]
    latent, side = manifest["decoder"]["latent"], manifest["picture"]["size"]
    cells, codes = f"{grid['width']} × {grid['height']} cells", f"{book['size']:,}"
    hidden = f"{latent['width']} × {latent['height']} × {latent['channels']} latent"
    return {
        "visionEncoder": f"{side} px → {cells} in the space of C1",
        "textTower": "text → one vector beside those of pictures",
        "frozenCodebook": f"C1, {codes} × {book['dimension']}",
        "trainableCodebook": f"C2, {codes} × {book['rowDimension']}",
        "languageModel": f"{language['heads'] * language['headDimension']} wide, {language['layers']} layers",
        "visualHead": "a product with C2",
        "mapping": f"{cells} → condition, {manifest['decoder']['conditionDimension']} wide",
        "decoder": f"rectified flow on the {hidden}",
        "autoencoderDecoder": f"{hidden} → {side} px",
        "autoencoderEncoder": f"{side} px → {hidden}",
        "tokenizer": f"byte-level BPE, {language['textVocabulary']} tokens",
        "exemplars": f"{codes} tiles, lossless WebP",
        "golden": "inputs and outputs for checking a runtime",
    }


def bytes_table(manifest: dict[str, Any], *, manifest_bytes: int) -> str:
    """Every file by size, in MB of 10⁶ bytes; `manifest_bytes` is the size of the manifest itself."""
    contents = _contents(manifest)
    files = [(file["bytes"], f"`{file['role']}`", contents[file["role"]]) for file in manifest["files"]]
    files.append((manifest_bytes, "`manifest.json`", "sizes, words, defaults, scores"))
    rows = [(name, what, f"{size / 1e6:.2f}") for size, name, what in sorted(files, reverse=True)]
    rows.append(("**all**", "", f"**{sum(size for size, _, _ in files) / 1e6:.1f}**"))
    return table(("file", "what", "MB"), rows)


def update_pack_bytes(manifest: Path, card: Path) -> None:
    """Write the card's block "bytes" from a pack's manifest.json."""
    text = manifest.read_bytes()
    replace_block(card, "bytes", bytes_table(json.loads(text), manifest_bytes=len(text)))
