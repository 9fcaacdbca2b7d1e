"""The list of all cases: every row at once, and the cases that a text leads to."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from caseapp.kernel import french
from caseapp.services.case_criteria import CaseRights
from caseapp.services.case_rows import CaseRow, display_name
from db.queries import case_list as queries
from db.sight import Scope, sight_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.clock import Clock
    from caseapp.rules.merged_catalogue import MergedCatalogue
    from caseapp.rules.places import Communes
    from db.store import Store

_NOBODY = ("", "", "")
_NOTHING = (None, "")
_FEW, _MANY = 20, 500  # cases read again while one waits; all of them are read sooner


class CaseList:
    """Reads the list. Ten thousand cases are read at once, then kept or left by who shows them."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        communes: Communes,
        catalogue: MergedCatalogue,
    ) -> None:
        self._store, self._clock = store, clock
        self._communes, self._catalogue = communes, catalogue
        self._read: tuple[int, date, tuple[CaseRow, ...]] | None = None

    @property
    def is_at_hand(self) -> bool:
        """Whether the rows that were read last still hold, but for a few."""
        return self._read is not None and len(self._store.touched_since(self._read[0])) <= _FEW

    def rows(self) -> tuple[CaseRow, ...]:
        """Return every case that was not merged into another, by the applicant's name.

        Those that were changed since are read again. What is closed to reading says whose it is.
        """
        before, written, today = self._read, self._store.writes, self._clock.today()
        if before is None or before[1] != today:  # another day: some may have closed to reading
            rows = self._read_all()
        else:
            rows = self._read_again(before[0], before[2])
        self._read = written, today, rows
        return rows

    def _read_all(self) -> tuple[CaseRow, ...]:
        with self._store.read(Scope.NAMED) as session:
            return read(session, self._communes)

    def _read_again(self, since: int, before: tuple[CaseRow, ...]) -> tuple[CaseRow, ...]:
        touched = self._store.touched_since(since)
        if not touched:
            return before
        if len(touched) > _MANY:
            return self._read_all()
        with self._store.read(Scope.NAMED) as session:
            now = read(session, self._communes, touched)
        return _in_order((*(row for row in before if row.id not in touched), *now))

    def matching(self, text: str) -> set[UUID] | None:
        """Return the cases a text leads to, None where it is empty: all of them."""
        if not text.strip():
            return None
        with self._store.read(Scope.NAMED) as session:
            return matching(session, text, self._clock.today().year)

    def rights(self) -> Mapping[UUID, CaseRights]:
        """Return the likely rights of each case that are not in payment, claimed or not."""
        with self._store.read() as session:
            likely, ever = queries.rights(session), queries.claimed(session)
        asked: dict[Any, set[str]] = defaultdict(set)
        for raw, right in ever:
            asked[raw].add(right)
        found: dict[Any, set[str]] = defaultdict(set)
        for raw, right in likely:
            found[raw].add(right)
        return {
            queries.key(raw): CaseRights(
                frozenset(rights - asked[raw]), frozenset(rights & asked[raw])
            )
            for raw, rights in found.items()
        }

    def right_name(self, right: str) -> str:
        """Return what a right is called in a list."""
        known = self._catalogue.codes()
        return self._catalogue.right(right).short_name if right in known else right


def read(
    session: Session, communes: Communes, among: Collection[UUID] | None = None
) -> tuple[CaseRow, ...]:
    """Return the rows of all cases, or of some, by the applicant's name."""
    beside = _Beside(session, communes, among)
    return _in_order(beside.row(*case) for case in queries.cases(session, among))


def _in_order(rows: Iterable[CaseRow]) -> tuple[CaseRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.sort_name, row.reference)))


def matching(session: Session, text: str, year: int) -> set[UUID]:
    """Return the cases a text leads to, by the beginning of a name or by a reference."""
    name = french.fold(text)
    if not name:
        return set()
    return queries.matching(session, name, references(text, year))


def references(text: str, year: int) -> tuple[str, ...]:
    """Return the references a text stands for: « 2026-0147 », or « 147 » of this year."""
    start, dash, number = text.strip().partition("-")
    if dash and start.isdecimal() and len(start) == 4 and number.isdecimal():
        return (f"{start}-{int(number):04d}",)
    if start.isdecimal() and not dash and len(start) <= 5:
        return tuple(f"{y}-{int(start):04d}" for y in (year, year - 1, year - 2))
    return ()


class _Beside:
    """What stands beside each case in its row, by the key of the case."""

    def __init__(
        self, session: Session, communes: Communes, among: Collection[UUID] | None
    ) -> None:
        self._closed = sight_of(session).closed
        self._names = {raw: names for raw, *names in queries.applicants(session, among)}
        towns = _Towns(communes)
        self._towns = {raw: towns.name(fact) for raw, fact in queries.communes(session, among)}
        case_of = {claim: raw for raw, claim in queries.open_claims(session, among)}
        self._claims = Counter(case_of.values())
        self._missing: dict[Any, int] = defaultdict(int)
        for claim, pieces in Counter(queries.missing_pieces(session, among)).items():
            if (raw := case_of.get(claim[0])) is not None:
                self._missing[raw] += pieces
        self._tags: dict[Any, list[str]] = defaultdict(list)
        for raw, label in queries.tags(session, among):
            self._tags[raw].append(label)
        self._due: dict[Any, tuple[Any, str]] = {}
        for raw, on, label in queries.deadlines(session, among):
            if raw not in self._due or on < self._due[raw][0]:
                self._due[raw] = on, label

    def row(
        self,
        raw: Any,
        reference: str,
        referent: str,
        *days: Any,  # of opening, closing and last contact
    ) -> CaseRow:
        """Return the row of a case."""
        last, first, folded = self._names.get(raw, _NOBODY)
        due, label = self._due.get(raw, _NOTHING)
        opened, closed, contact = map(queries.day, days)
        if opened is None:
            raise AssertionError("every case was opened on some day")
        key = queries.key(raw)
        is_unreadable = bool(self._closed) and key in self._closed
        return CaseRow(
            id=key,
            reference=reference,
            name=display_name(last, first),
            sort_name=folded,
            referent=referent,
            open_claims=self._claims.get(raw, 0),
            next_deadline=queries.day(due),
            next_deadline_label=label,
            last_contact_on=None if is_unreadable else contact,
            opened_on=opened,
            closed_on=None if is_unreadable else closed,
            commune=self._towns.get(raw, ""),
            tags=tuple(self._tags.get(raw, ())),
            missing_pieces=self._missing.get(raw, 0),
            is_unreadable=is_unreadable,
        )


class _Towns:
    """The names of communes, each looked up once."""

    def __init__(self, communes: Communes) -> None:
        self._communes = communes
        self._names: dict[Any, str] = {}

    def name(self, fact: Any) -> str:
        """Return the name of a stored commune, nothing where it is unknown."""
        if fact not in self._names:
            commune = self._communes.get(str(queries.text(fact)))
            self._names[fact] = commune.name if commune else ""
        return self._names[fact]
