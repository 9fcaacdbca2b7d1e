"""Which sensitive facts of a household are closed, and the quiet line that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.kernel.typography import typeset
from caseapp.rules.sensitive_facts import is_sensitive, load_classing
from caseapp.services.household_page import FieldState
from caseapp.services.person_facts import PERSON_FACTS
from caseapp.services.sensitive_rows import AidOffer, OpenFact, SensitiveLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from caseapp.domain.household import Role
    from caseapp.services.fact_definition import FactDefinition
    from caseapp.services.household_page import FieldValue
    from caseapp.services.stored_household import Opened, StoredHousehold, StoredPerson

ALREADY_THERE = "déjà au dossier"


def closed_facts(
    stored: StoredHousehold, declared: Iterable[FactDefinition]
) -> frozenset[tuple[str, str]]:
    """Return what is closed: who, by identifier (empty: the household), and which fact."""
    subjects: list[tuple[UUID | None, str, Mapping[str, object], str]] = [
        (person.id, fact.key, person.facts, fact.label)
        for person in stored.people
        for fact in PERSON_FACTS
    ]
    subjects += [(None, fact.key, stored.home, fact.label) for fact in declared]
    opened = {(one.person_id, one.key) for one in stored.openings} | stored.dated
    return frozenset(
        (str(whose or ""), key)
        for whose, key, facts, label in subjects
        if is_sensitive(key, label) and key not in facts and (whose, key) not in opened
    )


class SensitiveView:
    """Reads the openings of one household."""

    def __init__(
        self,
        stored: StoredHousehold,
        needs: Mapping[str, Mapping[str, frozenset[Role]]],
        names: Mapping[str, str],
    ) -> None:
        """`needs`: the aids that need each fact, and of whom; `names`: of the aids, by code."""
        self._needs, self._names = needs, names
        self._dated = stored.dated
        self._openings: dict[tuple[UUID | None, str], list[Opened]] = {}
        for opened in stored.openings:
            self._openings.setdefault((opened.person_id, opened.key), []).append(opened)

    def is_closed(self, person_id: UUID | None, key: str, state: FieldState) -> bool:
        """Tell whether a sensitive fact is closed: what is stated, now or once, counts as open."""
        subject = (person_id, key)
        return (
            state is FieldState.NOT_STATED
            and subject not in self._openings
            and subject not in self._dated
        )

    def line(self, person: StoredPerson | None, fields: Sequence[FieldValue]) -> SensitiveLine:
        """Return what is said of a person; of the household where there is none.

        Nothing of the household waits on the page: a right asks each of its questions.
        """
        closed = [one for one in fields if one.is_closed and person is not None]
        person_id = person.id if person else None
        offers = tuple(self._offers(closed, person.role if person else None))
        offered = {key for offer in offers for key in offer.keys}
        return SensitiveLine(
            person_id=person_id,
            title=load_classing().ground.label,
            closed=sum(one.is_relevant and one.key in offered for one in closed),
            offers=offers,
            open=tuple(self._open(person_id, fields)),
        )

    def _offers(self, closed: Iterable[FieldValue], role: Role | None) -> Iterator[AidOffer]:
        """Yield the aids that need a fact asked of somebody, by name.

        An aid opens all that it needs: what is asked next, once the first is answered, too.
        """
        by_right: dict[str, list[FieldValue]] = {}
        for one in closed:
            for right, roles in self._needs.get(one.key, {}).items():
                if role is None or role in roles:
                    by_right.setdefault(right, []).append(one)
        for right, facts in sorted(by_right.items(), key=lambda one: self._sorted(one[0])):
            asked = [fact for fact in facts if fact.is_relevant]
            if asked:
                yield AidOffer(
                    right=right,
                    name=self._name(right),
                    keys=tuple(fact.key for fact in facts),
                    first=asked[0].key,
                    labels=", ".join(fact.label for fact in asked),
                )

    def _open(self, person_id: UUID | None, fields: Iterable[FieldValue]) -> Iterator[OpenFact]:
        for one in fields:
            if one.is_sensitive and not one.is_closed:
                yield OpenFact(
                    key=one.key,
                    label=one.label,
                    reason=self._reason(self._openings.get((person_id, one.key), ())),
                    has_value=one.state is not FieldState.NOT_STATED or one.has_past,
                )

    def _reason(self, openings: Sequence[Opened]) -> str:
        told = []
        for one in openings:
            day = french.day(one.at.astimezone(PARIS).date())
            by = f", par {one.by}" if one.by else ""
            told.append(f"{self._name(one.right)}, le {day}{by}")
        return typeset(f"pour : {' ; '.join(told)}") if told else ALREADY_THERE

    def _name(self, right: str) -> str:
        return self._names.get(right, right)

    def _sorted(self, right: str) -> str:
        return french.fold(self._name(right))
