"""What the service writes about a case: gathered by an outline, kept in mind, noted once it left."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.case_report import WrittenPart
from caseapp.rules.report_outlines import load_outlines
from caseapp.services.case_rows import display_name
from caseapp.services.social_numbers import masked_of
from caseapp.services.unfinished_forms import UnfinishedForms
from db.models import HandedReport, Handing, Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from uuid import UUID

    from caseapp.domain.case_report import CaseReportData, Section
    from caseapp.kernel.clock import Clock
    from caseapp.services.disclosure import Disclosure
    from db.store import Store

_ACCESS = "acces"  # the answer to who asks for their data
NUMBER_TITLE = "Numéro de sécurité sociale"
SECTION_NAMES = {
    "people": "foyer",
    "health": "santé",
    "contacts": "coordonnées",
    "resources": "ressources et charges",
    "rights": "droits estimés",
    "claims": "démarches",
    "deadlines": "échéances",
    "next_steps": "prochaines étapes",
    "interviews": "entretiens",
}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AskedReport:
    """What was chosen: the outline, who receives it and why, what stands on it."""

    outline: str
    recipient: str
    purpose: str
    consent: str
    sections: frozenset[Section]
    interviews: tuple[UUID, ...]
    written: Mapping[str, str] = field(default_factory=dict)  # by heading


class SocialReports:
    """Reports of all cases. The private notes of interviews are never read into one."""

    def __init__(self, store: Store, clock: Clock, disclosure: Disclosure) -> None:
        self._store, self._clock, self._disclosure = store, clock, disclosure
        self._unfinished = UnfinishedForms(store, clock)

    def data(self, case_id: UUID, asked: AskedReport) -> CaseReportData:
        """Return the report, with the chosen sections and nothing of the others.

        Raises:
            NotFoundError: there is no such case any more.
        """
        outline = load_outlines()[asked.outline]
        gathered = self._disclosure.case_report(
            case_id,
            recipient=asked.recipient,
            purpose=asked.purpose,
            consent=asked.consent,
            sections=asked.sections,
            interviews=asked.interviews,
        )
        written = [
            WrittenPart(title=heading.title, text=text.strip())
            for heading in outline.written
            if (text := asked.written.get(heading.title, "")).strip()
        ]
        if asked.outline == _ACCESS:
            written += self._numbers(case_id)
        return replace(gathered, title=outline.title, written=tuple(written))

    def _numbers(self, case_id: UUID) -> Iterator[WrittenPart]:
        """Say to the person that the « numéro de sécurité sociale » is kept, and whose, masked."""
        with self._store.read() as session:
            numbers = masked_of(session, case_id)
            people = session.execute(
                sa.select(Person.id, Person.last_name, Person.first_name)
                .where(Person.case_id == case_id)
                .order_by(Person.position)
            ).all()
        told = [
            f"{display_name(last, first)} : {numbers[person_id]}"
            for person_id, last, first in people
            if numbers and person_id in numbers
        ]
        if told:
            text = (
                "Le service garde ce numéro, montré ici masqué ; le numéro entier se demande au"
                f" service, en personne.\n{chr(10).join(told)}"
            )
            yield WrittenPart(title=NUMBER_TITLE, text=text)

    def record(self, case_id: UUID, data: CaseReportData, *, printed: bool) -> None:
        """Record that a report left; its text is not kept."""
        parts = [words for name, words in SECTION_NAMES.items() if name in data.sections]
        with self._store.write() as session:
            session.add(
                HandedReport(
                    case_id=case_id,
                    title=data.title,
                    recipient=data.recipient,
                    purpose=data.purpose,
                    consent=data.consent,
                    sections=[*parts, *(part.title for part in data.written)],
                    how=Handing.PRINTED if printed else Handing.SAVED,
                    made_at=self._clock.now(),
                )
            )

    def typed(self, case_id: UUID) -> dict[str, str]:
        """Return what was being written of this case; nothing most often."""
        return self._unfinished.take(_name(case_id))

    def keep(self, case_id: UUID, typed: Mapping[str, str]) -> None:
        """Keep what is being written: nothing that was typed is lost, a lock included."""
        self._unfinished.keep(_name(case_id), typed)


def _name(case_id: UUID) -> str:
    return f"report/{case_id}"
