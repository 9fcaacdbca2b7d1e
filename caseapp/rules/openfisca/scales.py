"""The values of the model that the amounts rest on: how much, since when, checked on which day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from caseapp.domain.freshness import DatedFact, Shelf
from caseapp.kernel import french
from caseapp.rules.openfisca.answers.steps import reference_of
from caseapp.rules.openfisca.system import parameter
from caseapp.rules.parameters import load_replacements, load_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS = {"currency": "€", "/1": "", "year": "ans", "month": "mois"}


def scales(system: Any, on: dt.date) -> Iterator[DatedFact]:
    """Yield each parameter that a step or the confidence of a right rests on, as of a day.

    Those that the program replaces or knows to be stale are left out: it keeps their dates itself.
    """
    own = {entry.path for entry in load_replacements().replacements}
    own |= {entry.path for entry in load_replacements().stale}
    for path, rights in _paths().items():
        node = parameter(system, path)
        if path not in own and hasattr(node, "values_list"):
            yield _fact(system, node, path, tuple(rights), on)


def _paths() -> dict[str, dict[str, None]]:
    """Return the rights that rest on each parameter, in the order of the file."""
    found: dict[str, dict[str, None]] = {}
    for right, held in load_steps().rights.items():
        paths = (*held.key_parameters, *(step.parameter for step in held.steps))
        for path in filter(None, paths):
            found.setdefault(path, {})[right] = None
    return found


def _fact(system: Any, node: Any, path: str, rights: tuple[str, ...], on: dt.date) -> DatedFact:
    day = str(on)
    since = max((v.instant_str for v in node.values_list if v.instant_str <= day), default="")
    checked = str(node.metadata.get("last_value_still_valid_on") or "")
    reference = reference_of(system, path, on)
    return DatedFact(
        shelf=Shelf.SCALE,
        label=node.description or path,
        value=_shown(node.get_at_instant(day), str(node.metadata.get("unit") or "")),
        rights=rights,
        since=dt.date.fromisoformat(since) if since else None,
        checked_on=dt.date.fromisoformat(checked) if checked else None,
        source=reference.title if reference else "",
        link=reference.link if reference else "",
    )


def _shown(value: Any, unit: str) -> str:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    if unit == "/1":
        return f"{french.decimal(value * 100)}{french.NO_BREAK}%"
    return f"{french.decimal(value)}{french.NO_BREAK}{_UNITS.get(unit, '')}".strip()
