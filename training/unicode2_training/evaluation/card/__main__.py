"""Writes all generated blocks from docs/data/scores.json, bench/results and the starter pack."""

from __future__ import annotations

import json

from .pack_bytes import update_pack_bytes
from .write import ROOT, update_card

if __name__ == "__main__":
    CARD = ROOT / "docs" / "model-card.md"
    update_card(json.loads((ROOT / "docs" / "data" / "scores.json").read_text(encoding="utf-8")), CARD)
    update_pack_bytes(ROOT / "resources" / "packs" / "starter" / "manifest.json", CARD)
