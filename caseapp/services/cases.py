"""Cases: opened with a name, found by a name or a reference, told in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.household import Role
from caseapp.kernel import french
from caseapp.kernel.errors import NotFoundError, UserInputError
from caseapp.services import case_list, household_records, settings, stored_household, workers
from caseapp.services.case_rows import CaseHeader, CaseRow, display_name
from caseapp.services.fact_text import UNKNOWN_JSON
from db.models import Case, FactRow, Person
from db.queries import cases as queries
from db.sight import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.places import Communes
    from caseapp.services.stored_household import StoredHousehold, StoredPerson
    from db.store import Store

_UNFINISHED = "cases.unfinished"  # a setting: there is no case yet to hang it on
_TENURES = {
    "tenant_unfurnished": "locataire",
    "tenant_furnished": "locataire en meublé",
    "tenant_social": "locataire HLM",
    "institution": "en foyer",
    "owner": "propriétaire",
    "owner_with_loan": "propriétaire, prêt en cours",
    "hosted": "hébergement",
    "hosted_paying": "hébergement",
    "homeless": "sans domicile",
}
_COUPLES = {"married": "couple marié", "civil_union": "couple pacsé", "cohabiting": "concubinage"}


class Cases:
    """The cases of the service."""

    def __init__(self, store: Store, clock: Clock, communes: Communes) -> None:
        self._store = store
        self._clock = clock
        self._communes = communes

    def create(self, last_name: str, first_name: str = "", birth: date | None = None) -> UUID:
        """Open a case with its applicant; a last name is enough.

        Opening it is no contact with the person: who opens a case from a letter met nobody.

        Raises:
            UserInputError: there is no last name, or a name is too long.
        """
        last = household_records.read_name(last_name, field="last_name", needed=True)
        first = household_records.read_name(first_name, field="first_name")
        today = self._clock.today()
        with self._store.write() as session:
            case = Case(
                reference=self._next_reference(session, today.year),
                opened_on=today,
                referent=settings.read_service(session).worker,
                created_at=self._clock.now(),
            )
            session.add(case)
            session.flush()
            person = Person(
                case_id=case.id,
                position=0,
                role=Role.APPLICANT,
                last_name=last,
                first_name=first,
                name_folded=french.fold(f"{last} {first}"),
            )
            session.add(person)
            session.flush()
            if birth is not None:
                session.add(
                    FactRow(
                        case_id=case.id,
                        person_id=person.id,
                        key="birth_date",
                        value=birth.isoformat(),
                        recorded_at=self._clock.now(),
                    )
                )
            return case.id

    def keep_unfinished(self, *typed: str) -> None:
        """Keep what was typed of a case that is not opened yet, so that locking loses nothing.

        The last name, the first name, the birth.
        """
        if list(typed) != list(self.unfinished()):
            with self._store.write() as session:
                key = workers.own_key(session, _UNFINISHED, self._store.slot)
                settings.write(session, key, list(typed), self._clock)

    def unfinished(self) -> tuple[str, str, str]:
        """Return the names and the birth of the case that was being opened, or nothing."""
        with self._store.read() as session:
            kept = settings.read(session, workers.own_key(session, _UNFINISHED, self._store.slot))
        typed = [str(text) for text in kept] if isinstance(kept, list) else []
        last, first, birth, *_ = [*typed, "", "", ""]
        return last, first, birth

    def rows(self, text: str = "") -> tuple[CaseRow, ...]:
        """Return the cases a text leads to, by the beginning of a name or by a reference."""
        with self._store.read(Scope.NAMED) as session:
            found = case_list.read(session, self._communes)
            if not text.strip():
                return found
            wanted = case_list.matching(session, text, self._clock.today().year)
        return tuple(row for row in found if row.id in wanted)

    @property
    def state(self) -> tuple[int, date]:
        """What a header that was read holds for: another one, and it is to be read again."""
        return self._store.writes, self._clock.today()

    def header(self, case_id: UUID) -> CaseHeader:
        """Return what stands above every tab of a case.

        Raises:
            NotFoundError: there is no such case any more.
        """
        with self._store.read() as session:
            row = queries.header(session, case_id)
            if row is None:
                raise NotFoundError("Ce dossier n'existe plus.")
            stored = stored_household.load(session, case_id, self._clock.today())
        reference, referent, opened_on, contact, claims, deadlines = row
        applicant = stored.people[0]
        return CaseHeader(
            id=case_id,
            reference=reference,
            name=display_name(applicant.last_name, applicant.first_name),
            first_name=applicant.first_name,
            last_name=applicant.last_name,
            applicant_id=applicant.id,
            summary=" · ".join(self._summary(stored)),
            referent=referent,
            opened_on=opened_on,
            last_contact_on=contact,
            claims=claims,
            deadlines=deadlines,
        )

    def current(self, case_id: UUID) -> UUID:
        """Return the case that shows what a case held: itself, or the one it was merged into."""
        with self._store.read(Scope.EVERY) as session:
            return queries.merged_into(session, case_id) or case_id

    def named(self, reference: str) -> UUID | None:
        """Return the case that bears a reference; the one that it was merged into, if it was."""
        with self._store.read() as session:
            return queries.named(session, reference)

    def record_contact(self, case_id: UUID, on: date) -> None:
        """Keep the day of the last contact with the person; an earlier one changes nothing.

        Raises:
            UserInputError: the day is to come.
        """
        if on > self._clock.today():
            raise UserInputError("last_contact_on", "Ce jour n'est pas encore passé.")
        with self._store.write() as session:
            case = _case(session, case_id)
            case.contact_noted_on = max(case.contact_noted_on or on, on)
            case.last_contact_on = max(case.last_contact_on or on, on)

    def set_closed(self, case_id: UUID, closed_on: date | None) -> None:
        """Close a case, or open it again."""
        with self._store.write() as session:
            _case(session, case_id).closed_on = closed_on

    def _next_reference(self, session: Session, year: int) -> str:
        """Return the next reference of the year; a number is never given twice."""
        key = f"references.{year}"
        kept = settings.read(session, key)
        given = max(kept if isinstance(kept, int) else 0, queries.last_reference(session, year))
        settings.write(session, key, given + 1, self._clock)
        return f"{year}-{given + 1:04d}"

    def _summary(self, stored: StoredHousehold) -> Iterator[str]:
        today = self._clock.today()
        age = stored.people[0].age(today)
        if age is not None:
            yield french.plural(age, "an")
        if stored.has_partner:
            yield _COUPLES.get(stored.home.get("couple", ""), "en couple")
        children = [person for person in stored.people if person.role is Role.CHILD]
        if children:
            yield french.plural(len(children), "enfant") + _ages(children, today)
        home = ", ".join(part for part in (self._tenure(stored), self._town(stored)) if part)
        if home:
            yield home

    @staticmethod
    def _tenure(stored: StoredHousehold) -> str:
        return _TENURES.get(stored.home.get("housing.tenure", ""), "")

    def _town(self, stored: StoredHousehold) -> str:
        code = stored.home.get("housing.commune", UNKNOWN_JSON)
        commune = None if code == UNKNOWN_JSON else self._communes.get(code)
        return commune.name if commune else ""


def _ages(children: Sequence[StoredPerson], today: date) -> str:
    """Return « (3 et 8 ans) » when every age is known."""
    ages = [child.age(today) for child in children]
    known = sorted(age for age in ages if age is not None)
    if not known or len(known) < len(ages):
        return ""
    words = [str(age) for age in known]
    listed = " et ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
    return f" ({listed}{french.NO_BREAK}{'ans' if known[-1] > 1 else 'an'})"


def _case(session: Session, case_id: UUID) -> Case:
    case = session.get(Case, case_id)
    if case is None:
        raise NotFoundError("Ce dossier n'existe plus.")
    return case
