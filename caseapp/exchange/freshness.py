"""A dated legal fact as a document: what the engine's process tells of its values."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseapp.domain.freshness import DatedFact, Shelf

Json = dict[str, Any]


def write_dated_fact(fact: DatedFact) -> Json:
    """Return the document of a fact."""
    return {
        "shelf": fact.shelf.value,
        "label": fact.label,
        "value": fact.value,
        "rights": list(fact.rights),
        "since": fact.since and str(fact.since),
        "checked_on": fact.checked_on and str(fact.checked_on),
        "changed": fact.changed,
        "asked": fact.asked,
        "source": fact.source,
        "link": fact.link,
    }


def read_dated_fact(document: Json) -> DatedFact:
    """Read a fact that this program wrote."""
    return DatedFact(
        shelf=Shelf(document["shelf"]),
        label=document["label"],
        value=document["value"],
        rights=tuple(document["rights"]),
        since=_day(document["since"]),
        checked_on=_day(document["checked_on"]),
        changed=document["changed"],
        asked=document["asked"],
        source=document["source"],
        link=document["link"],
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
