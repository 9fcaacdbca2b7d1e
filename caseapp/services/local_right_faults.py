"""Where in the form a fault of a local right belongs: the document has other paths than the form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseapp.services.local_appeals import in_order
from caseapp.services.local_right_inputs import INPUTS

if TYPE_CHECKING:
    from caseapp.services.local_right_typed import LocalRightText

_EXACT = {
    "silence.basis": "silence_basis",
    "silence.confidence": "silence_confidence",
    "follow_up.days": "follow_up",
}
_NEAR = {"channel": "place", "legal_basis": "basis", "remarks": "note", "pays": "max"}
_ROW = re.compile(r"(conditions|appeals)\[(\d+)\](?:\.(\w+))?")
_PARTS = frozenset({"route", "body", "months", "basis"})  # of an appeal, that the form asks


def field_of(path: str, typed: LocalRightText) -> str:
    """Return the field of the form, or the row, that a path of the document comes from."""
    if found := _ROW.match(path):
        name, place, part = found[1], int(found[2]), found[3]
        row = _row(name, place, typed)
        if name == "conditions":
            return f"conditions[{row}]"
        return f"appeals[{row}].{part if part in _PARTS else 'body'}"
    if path.startswith("channel.online"):
        return "link"
    if path.startswith("channel.form"):
        return "form_link"
    head = re.split(r"[.\[]", path)[0]
    return _EXACT.get(path) or (head if head in INPUTS else _NEAR.get(head, "name"))


def _row(name: str, place: int, typed: LocalRightText) -> int:
    """Return which row an entry of the document was typed in; the first condition is the place."""
    if name == "appeals":
        rows = [row for row, _order, _typed in in_order(typed.appeals)]
    else:
        rows = [row for row, _typed in typed.filled_conditions()]
        place -= bool(typed.of("communes") or typed.of("department"))
    return rows[place] if 0 <= place < len(rows) else 0
