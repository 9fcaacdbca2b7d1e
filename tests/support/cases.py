"""The eight households in the exchange format, with what to expect of them."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent.parent / "rules" / "cases"
CASES = tuple(sorted(FOLDER.glob("0*.json")))
