"""Every dated legal fact that the program keeps: the catalogue, its parameters, its delays."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import yaml

from caseapp.domain.deadline import Confidence
from caseapp.domain.freshness import DatedFact, Shelf
from caseapp.kernel import french
from caseapp.kernel.places import resources
from caseapp.rules.coming import load_coming
from caseapp.rules.parameters import load_conversions, load_replacements, load_thresholds
from caseapp.rules.quotients import load_quotients

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.rules.catalogue import LegalBasis, Right
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.rules.parameters import Whole

_TIME_LIMITS = {
    "appeals.yaml": "Délais de recours",
    "silence.yaml": "Silence de l'administration",
    "public_holidays.yaml": "Jours fériés",
    "debts.yaml": "Prescription des rappels et des indus",
    "duties.yaml": "Déclarations et renouvellements",
}


def kept_facts(catalogue: Catalogue, today: date) -> tuple[DatedFact, ...]:
    """Return every fact of the catalogue, of the parameters and of the delays."""
    return (
        *(fact for right in catalogue.all() for fact in _of_right(right, today)),
        *_thresholds(),
        *_coming(),
        *_replacements(),
        _conversions(),
        *_quotients(),
        *_time_limits(),
    )


def _of_right(right: Right, today: date) -> Iterator[DatedFact]:
    yield DatedFact(
        shelf=Shelf.CATALOGUE,
        label=f"{right.short_name} : fiche entière",
        rights=(right.code,),
        checked_on=right.checked_on,
        asked="Cette fiche est à relire d'abord." if right.review_first else "",
    )
    for basis in right.legal_basis:
        yield DatedFact(
            shelf=Shelf.CATALOGUE,
            label=f"{right.short_name} : {basis.article}",
            rights=(right.code,),
            checked_on=right.checked_on,
            changed=_change(basis, today),
            source=basis.article,
            link=basis.link,
        )
    for doubt in right.to_verify:
        yield DatedFact(
            shelf=Shelf.CATALOGUE,
            label=f"{right.short_name} : à vérifier",
            rights=(right.code,),
            checked_on=right.checked_on,
            asked=doubt[:1].upper() + doubt[1:],
        )


def _change(basis: LegalBasis, today: date) -> str:
    if basis.version_end:
        ended = date.fromisoformat(basis.version_end)
        if ended <= today:
            return f"La version lue n'est plus en vigueur depuis le {french.day(ended)}."
        return f"La version lue cesse le {french.day(ended)}."
    return "L'article a changé depuis sa lecture." if basis.changed_since else ""


def _thresholds() -> Iterator[DatedFact]:
    for entry in load_thresholds().entries().values():
        value = entry.value
        shown = value if isinstance(value, int) else " ; ".join(str(part) for part in value)
        yield DatedFact(
            shelf=Shelf.PARAMETER,
            label=entry.label,
            value=f"{shown} {entry.unit}".replace(".", ","),
            since=entry.since,
            checked_on=entry.checked_on,
            source=entry.article,
            link=entry.link,
        )


def _coming() -> Iterator[DatedFact]:
    rules = load_coming()
    for name, entry in rules.numbers.items():
        touched = (
            right for event in rules.events if event.threshold == name for right in event.rights
        )
        yield DatedFact(
            shelf=Shelf.PARAMETER,
            label=entry.label,
            value=f"{entry.value} {entry.unit}" if entry.value else "",
            rights=tuple(dict.fromkeys(touched)),
            since=entry.since,
            checked_on=entry.checked_on,
            asked="" if entry.confidence is Confidence.HIGH else _doubt(entry),
            source=entry.article,
        )


def _doubt(entry: Whole) -> str:
    return f"{entry.source}. {entry.note}" if entry.note else f"{entry.source}."


def _replacements() -> Iterator[DatedFact]:
    held = load_replacements()
    for entry in held.replacements:
        yield DatedFact(
            shelf=Shelf.PARAMETER,
            label=entry.label,
            value=f"{french.decimal(entry.value)} {entry.unit}",
            rights=entry.rights,
            since=entry.start,
            checked_on=entry.checked_on,
            source=entry.article,
            link=entry.link,
        )
    for stale in held.stale:
        yield DatedFact(
            shelf=Shelf.PARAMETER,
            label=stale.label,
            rights=stale.rights,
            since=stale.value_of,
            checked_on=stale.checked_on,
            asked=stale.note,
            link=stale.link,
        )


def _conversions() -> DatedFact:
    held = load_conversions()
    return DatedFact(
        shelf=Shelf.PARAMETER,
        label="Rapports entre montants nets, imposables et bruts",
        checked_on=held.checked_on,
        source=held.source,
    )


def _quotients() -> Iterator[DatedFact]:
    held = load_quotients()
    for one in (held.parts, held.consumption_units):
        yield DatedFact(
            shelf=Shelf.PARAMETER,
            label=one.label,
            since=one.since,
            checked_on=one.checked_on,
            source=one.source,
            asked=one.note if one.confidence is not Confidence.HIGH else "",
        )


def _time_limits() -> Iterator[DatedFact]:
    for name, label in _TIME_LIMITS.items():
        document = yaml.safe_load((resources() / "time_limits" / name).read_text(encoding="utf-8"))
        yield DatedFact(
            shelf=Shelf.TIME_LIMIT,
            label=label,
            checked_on=document["checked_on"],
            source=document["source"],
            link=document["source"] if document["source"].startswith("https") else "",
        )
