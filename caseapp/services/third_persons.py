"""Names of third persons in a report, pointed out so that a human decides whether they may stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from caseapp.kernel import french

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.domain.case_report import CaseReportData

# « Mme Petit », « M. de La Tour », « le docteur Sow »: a civil title and the capitals after it.
_CALLED = re.compile(
    r"\b(?:M\.|MM\.|Mme|Mmes|Mlle|Mr|Dr|Me|Pr|[Mm]onsieur|[Mm]adame|[Dd]octeur|[Mm]aître)\s+"
    r"(?:d[eu]s?\s+|d['’]|[Ll][ae]s?\s+)*[A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w'’-]+)*"
)


def third_persons(data: CaseReportData) -> tuple[str, ...]:
    """Return « Entretien du 20/11/2026 : Mme Petit, ISSA », a line for each part that names some.

    What is found is what looks like a name; what is not found may still be one.
    """
    others = [one.name for one in data.people if one.name != data.person]
    found = [("Foyer", tuple(others))] if others else []
    names = {name for one in others for name in one.split() if len(name) > 1}
    own = set(data.person.split())
    for label, text in _texts(data):
        called = [match.group(0) for match in _CALLED.finditer(text)]
        called += [name for name in sorted(names - own) if _named(name, text)]
        kept = tuple(
            dict.fromkeys(" ".join(one.split()) for one in called if not _is_own(one, data.person))
        )
        if kept:
            found.append((label, kept))
    return tuple(f"{label} : {', '.join(kept)}" for label, kept in found)


def _texts(data: CaseReportData) -> Iterator[tuple[str, str]]:
    for one in data.interviews:
        where = f"Entretien du {french.day(one.on)}"
        yield where, f"{one.present}\n{one.facts}\n{one.words}\n{one.analysis}"
    for closing in data.closings:
        yield (
            f"Clôture du {french.day(closing.on)}",
            f"{closing.reason}\n{closing.relay}\n{closing.note}",
        )
    for part in data.written:
        yield part.title, part.text


def _named(name: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) is not None


def _is_own(called: str, person: str) -> bool:
    """Say whether a name is the person's: « Mme Ouattara » in the report of OUATTARA Awa."""
    words = {french.fold(word) for word in person.split()}
    last = french.fold(called.rsplit(maxsplit=1)[-1])
    return last in words
