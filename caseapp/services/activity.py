"""The activity of a period, of one referent or of the whole service: each figure with its cases."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from caseapp.domain.activity import SMALLEST, ActivityData, ActivityTable, Figure, Unit
from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.rules.agency_words import first_agency
from caseapp.services import settings
from caseapp.services.claim_words import STATES
from caseapp.services.closing_words import REASONS
from caseapp.services.history_words import INTERVIEWS
from db.queries import activity as queries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.catalogue_loader import Catalogue
    from db.store import Store

_PARTS = 10


class Activity:
    """Counts what was done."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._store, self._clock, self._catalogue = store, clock, catalogue

    def report(
        self, first: date, last: date, referent: str, told: Callable[[float], None]
    ) -> ActivityData:
        """Return the figures of a period; `told` hears the share done, and may stop it by raising.

        Only the cases followed on some day of the period by `referent` (empty: by anybody) count.
        """
        with self._store.read() as session:
            service = settings.read_service(session)
            counting = _Counting(session, first, last, referent, self._right_name)
            tables = []
            for place, table in enumerate(counting.tables()):
                told(place / _PARTS)
                tables.append(table)
        return ActivityData(
            first=first,
            last=last,
            referent=referent,
            service_name=service.service_name,
            service_address=service.service_address,
            edited_at=self._clock.now(),
            tables=tuple(tables),
        )

    def _right_name(self, code: str) -> str:
        try:
            return self._catalogue.right(code).short_name
        except KeyError:
            return code


class _Counting:
    """One period, read table by table."""

    def __init__(
        self,
        session: Session,
        first: date,
        last: date,
        referent: str,
        right_name: Callable[[str], str],
    ) -> None:
        self._session, self._first, self._last = session, first, last
        self._right_name = right_name
        self._cases = {row[0]: row for row in queries.cases(session, first, last, referent)}

    def tables(self) -> Iterator[ActivityTable]:
        """Yield the tables, each as it is read."""
        yield self._followed()
        yield self._closings()
        yield self._interviews()
        yield from self._claims()
        yield self._delays()
        yield self._appeals()
        yield self._given_up()
        yield self._money()
        yield self._paid_services()

    def _followed(self) -> ActivityTable:
        held = frozenset(self._cases)
        people = self._of(queries.people(self._session, self._first, self._last))
        opened = {key for key, row in self._cases.items() if row[1] >= self._first}
        closed = {
            key
            for key, row in self._cases.items()
            if row[2] is not None and self._first <= row[2] <= self._last
        }
        return ActivityTable(
            code="followed",
            title="Personnes et foyers suivis",
            note="Suivis au moins un jour de la période ; les dossiers fusionnés comptent une fois.",
            figures=(
                Figure(label="Foyers", value=len(held), cases=held),
                Figure(
                    label="Personnes de ces foyers",
                    value=sum(row[1] for row in people),
                    cases=frozenset(row[0] for row in people),
                ),
                Figure(label="Dossiers ouverts", value=len(opened), cases=frozenset(opened)),
                Figure(label="Dossiers clos", value=len(closed), cases=frozenset(closed)),
            ),
        )

    def _closings(self) -> ActivityTable:
        found = dict(map(tuple, self._of(queries.closings(self._session, self._first, self._last))))
        counted = [
            ("Motif non demandé" if reason is None else REASONS[reason], case, 1)
            for case, reason in found.items()
        ]
        return ActivityTable(
            code="closings",
            title="Dossiers clos, par motif",
            note="Clos dans la période, et qui le sont encore.",
            figures=_with_total("Dossiers clos", counted),
        )

    def _interviews(self) -> ActivityTable:
        rows = self._of(queries.interviews(self._session, self._first, self._last))
        counted = [(_capital(INTERVIEWS[row[1]]), row[0], row[2]) for row in rows]
        return ActivityTable(
            code="interviews", title="Entretiens", figures=_with_total("Entretiens", counted)
        )

    def _claims(self) -> Iterator[ActivityTable]:
        rows = self._of(queries.claims(self._session, self._first, self._last))
        yield ActivityTable(
            code="rights",
            title="Démarches ouvertes, par droit",
            figures=_with_total("Démarches", [(self._right_name(r[1]), r[0], 1) for r in rows]),
        )
        yield ActivityTable(
            code="states",
            title="Démarches ouvertes, par état",
            note="État d'aujourd'hui.",
            figures=_with_total("Démarches", [(STATES[r[2]], r[0], 1) for r in rows]),
        )

    def _delays(self) -> ActivityTable:
        rows = self._of(queries.decisions(self._session, self._first, self._last))
        days, cases = defaultdict(list), defaultdict(set)
        for case, agency, filed, answered in rows:
            name = first_agency(agency) or "Organisme non précisé"
            days[name].append((answered - filed).days)
            cases[name].add(case)
        return ActivityTable(
            code="delays",
            title="Délai de réponse, par organisme",
            note="Du dépôt à la première réponse reçue dans la période ; médiane, en jours.",
            figures=tuple(
                Figure(
                    label=f"{name} ({french.plural(len(days[name]), 'réponse')})"
                    if len(cases[name]) >= SMALLEST
                    else name,
                    value=round(median(days[name])),
                    unit=Unit.DAYS,
                    cases=frozenset(cases[name]),
                )
                for name in sorted(days, key=lambda one: (-len(days[one]), one))
            ),
        )

    def _appeals(self) -> ActivityTable:
        rows = self._of(queries.appeals(self._session, self._first, self._last))
        words = {True: "Réponse favorable", False: "Réponse défavorable"}
        counted = [
            ("Recours ou médiations formés", row[0], 1)
            if row[1] == "appeal_filed"
            else (words[bool(row[2].get("granted"))], row[0], 1)
            for row in rows
        ]
        return ActivityTable(
            code="appeals",
            title="Recours et issues",
            note="Formés ou répondus dans la période.",
            figures=_figures(counted),
        )

    def _given_up(self) -> ActivityTable:
        rows = self._of(queries.given_up(self._session, self._first, self._last))
        counted = [
            (_capital(row[2].get("reason", "").strip()) or "Motif non noté", row[0], 1)
            for row in rows
        ]
        return ActivityTable(
            code="given_up",
            title="Démarches abandonnées, par motif",
            note="Le motif est celui noté à l'abandon.",
            figures=_with_total("Abandons", counted),
            is_typed=True,
        )

    def _money(self) -> ActivityTable:
        session, first, last = self._session, self._first, self._last
        granted = [row for row in self._of(queries.granted(session, first, last)) if row[1]]
        paid = self._of(queries.payments(session, first, last))
        unclaimed = self._of(queries.unclaimed(session))
        return ActivityTable(
            code="money",
            title="Euros obtenus et non réclamés",
            note="Accordé : montants mensuels des décisions de la période. Versé : tel que noté,"
            " pour les mois de la période. Non réclamé : d'après la dernière estimation, aujourd'hui.",
            figures=(
                _sum("Accordé, par mois", [(row[0], row[1]) for row in granted]),
                _sum("Versé pour la période", [(row[0], row[1]) for row in paid]),
                _sum("Non réclamé, par mois, au moins", [(r[0], r[1]) for r in unclaimed if r[1]]),
                _sum("Non réclamé, par mois, au plus", [(row[0], row[2]) for row in unclaimed]),
            ),
        )

    def _paid_services(self) -> ActivityTable:
        first = datetime.combine(self._first, time.min, PARIS)
        after = datetime.combine(self._last + timedelta(days=1), time.min, PARIS)
        rows = self._of(queries.paid_services(self._session, first, after))
        return ActivityTable(
            code="paid_services",
            title="Services payants",
            note="Notés dans la période.",
            figures=(
                Figure(
                    label="Services payants rencontrés",
                    value=len(rows),
                    cases=frozenset(row[0] for row in rows),
                ),
                _sum("Payé, quand c'est connu", [(row[0], row[1]) for row in rows if row[1]]),
            ),
        )

    def _of(self, rows: Iterable[Any]) -> list[Any]:
        """Return the rows of the cases that count."""
        return [row for row in rows if row[0] in self._cases]


def _figures(counted: Iterable[tuple[str, UUID, int]]) -> tuple[Figure, ...]:
    """Return a figure for each label, the largest first."""
    values: dict[str, int] = defaultdict(int)
    cases: dict[str, set[UUID]] = defaultdict(set)
    for label, case, count in counted:
        values[label] += count
        cases[label].add(case)
    return tuple(
        Figure(label=label, value=values[label], cases=frozenset(cases[label]))
        for label in sorted(values, key=lambda one: (-values[one], one))
    )


def _with_total(label: str, counted: list[tuple[str, UUID, int]]) -> tuple[Figure, ...]:
    total = Figure(
        label=label,
        value=sum(count for _label, _case, count in counted),
        cases=frozenset(case for _label, case, _count in counted),
        is_total=True,
    )
    return (total, *_figures(counted))


def _sum(label: str, counted: list[tuple[UUID, int]]) -> Figure:
    return Figure(
        label=label,
        value=sum(cents for _case, cents in counted),
        unit=Unit.CENTS,
        cases=frozenset(case for case, _cents in counted),
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
