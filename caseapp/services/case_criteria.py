"""Which cases a list keeps, and how it puts them together: plain values, read again from JSON."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from caseapp.kernel import french
from caseapp.kernel.calendar import Month, months_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from caseapp.services.case_rows import CaseRow

NOBODY = "—"  # asks for what has no referent, no commune, no tag


class Status(StrEnum):
    """Whether a case is followed."""

    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


class Grouping(StrEnum):
    """What brings cases together."""

    NONE = ""
    REFERENT = "referent"
    COMMUNE = "commune"
    STATUS = "status"
    TAG = "tag"
    RIGHT = "right"
    CONTACT = "contact"


class Asked(StrEnum):
    """Whether a likely right was ever claimed."""

    ANY = ""
    NO = "no"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class CaseRights:
    """The likely rights of a case that are not in payment."""

    unclaimed: frozenset[str] = frozenset()
    claimed: frozenset[str] = frozenset()

    def those(self, asked: Asked) -> frozenset[str]:
        """Return the rights, claimed or not."""
        if asked is Asked.ANY:
            return self.unclaimed | self.claimed
        return self.claimed if asked is Asked.YES else self.unclaimed


NO_RIGHTS = CaseRights()


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCriteria:
    """What a case must be to be listed; an empty criterion asks for nothing."""

    status: Status = Status.OPEN
    referent: str = field(default="", repr=False)
    tag: str = field(default="", repr=False)
    commune: str = field(default="", repr=False)
    right: str = ""
    asked: Asked = Asked.NO  # with a right: never claimed, claimed, either
    silent_months: int = 0  # no contact for so many months
    missing_pieces: bool = False

    @property
    def needs_rights(self) -> bool:
        """Whether rights are to be read."""
        return bool(self.right)

    @property
    def count(self) -> int:
        """How many criteria ask for something, the status apart."""
        asked = (self.referent, self.tag, self.commune, self.right, self.silent_months)
        return sum(bool(value) for value in (*asked, self.missing_pieces))

    def kept(
        self, rows: Iterable[CaseRow], rights: Mapping[UUID, CaseRights], today: date
    ) -> list[CaseRow]:
        """Return the rows that fit."""
        kept = list(rows)
        for test in self._tests(rights, today):
            kept = [row for row in kept if test(row)]
        return kept

    def _tests(
        self, rights: Mapping[UUID, CaseRights], today: date
    ) -> Iterable[Callable[[CaseRow], bool]]:
        if self.status is not Status.ALL:
            is_open = self.status is Status.OPEN
            yield lambda row: (row.closed_on is None) is is_open
        for asked, value_of in ((self.referent, _referent), (self.commune, _commune)):
            if asked:
                yield _same("" if asked == NOBODY else asked, value_of)
        if self.tag:
            yield _tagged(self.tag)
        if self.right:
            yield lambda row: self.right in rights.get(row.id, NO_RIGHTS).those(self.asked)
        if self.silent_months:
            yield _silent_since(months_after(today, -self.silent_months))
        if self.missing_pieces:
            yield lambda row: row.missing_pieces > 0

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> CaseCriteria:
        """Read what was kept; what another version wrote and this one does not know is left."""
        known = {part.name for part in fields(cls)}
        values = {name: value for name, value in kept.items() if name in known}
        if "status" in values:
            values["status"] = Status(values["status"])
        if "asked" in values:
            values["asked"] = Asked(values["asked"])
        return cls(**values)


def _referent(row: CaseRow) -> str:
    return row.referent


def _commune(row: CaseRow) -> str:
    return row.commune


def _same(asked: str, value_of: Callable[[CaseRow], str]) -> Callable[[CaseRow], bool]:
    return lambda row: value_of(row) == asked


def _tagged(asked: str) -> Callable[[CaseRow], bool]:
    if asked == NOBODY:
        return lambda row: not row.tags
    folded = french.fold(asked)
    return lambda row: any(french.fold(tag) == folded for tag in row.tags)


def _silent_since(day: date) -> Callable[[CaseRow], bool]:
    return lambda row: row.silent_since < day


@dataclass(frozen=True, slots=True)
class CaseGroup:
    """Cases that have something in common."""

    key: str = field(repr=False)
    label: str = field(repr=False)
    rows: Sequence[CaseRow]


def grouped(
    rows: Sequence[CaseRow],
    grouping: Grouping,
    rights: Mapping[UUID, CaseRights],
    right_name: Callable[[str], str],
) -> tuple[CaseGroup, ...]:
    """Return groups in their order, those that lack it last; each keeps the order of the rows.

    A case with two tags or two rights stands under both.
    """
    found: dict[str, list[CaseRow]] = defaultdict(list)
    for row in rows:
        for key in _keys(row, grouping, rights):
            found[key].append(row)
    labels = {key: _label(key, grouping, right_name) for key in found}

    def place(key: str) -> tuple[bool, str]:
        return (not key, key if grouping is Grouping.STATUS else french.fold(labels[key]))

    order = sorted(found, key=place)
    if grouping is Grouping.CONTACT:
        order = sorted(found, reverse=True)  # the latest month first, « jamais » last
    return tuple(CaseGroup(key, labels[key], tuple(found[key])) for key in order)


def _keys(row: CaseRow, grouping: Grouping, rights: Mapping[UUID, CaseRights]) -> Iterable[str]:
    if grouping is Grouping.TAG:
        return row.tags or ("",)
    if grouping is Grouping.RIGHT:
        return rights.get(row.id, NO_RIGHTS).unclaimed or ("",)
    return (_KEYS[grouping](row),)


def _label(key: str, grouping: Grouping, right_name: Callable[[str], str]) -> str:
    if not key:
        return _WITHOUT[grouping]
    if grouping is Grouping.STATUS:
        return {"1": "Ouverts", "2": "Clos"}[key]
    if grouping is Grouping.RIGHT:
        return right_name(key)
    if grouping is Grouping.CONTACT:
        words = french.month(Month.parse(key))
        return words[:1].upper() + words[1:]
    return key


_KEYS: dict[Grouping, Callable[[CaseRow], str]] = {
    Grouping.NONE: lambda _row: "",
    Grouping.REFERENT: _referent,
    Grouping.COMMUNE: _commune,
    Grouping.STATUS: lambda row: "2" if row.closed_on else "1",
    Grouping.CONTACT: lambda row: f"{row.last_contact_on:%Y-%m}" if row.last_contact_on else "",
}
_WITHOUT = {
    Grouping.NONE: "",
    Grouping.REFERENT: "Sans référent",
    Grouping.COMMUNE: "Commune non renseignée",
    Grouping.STATUS: "",
    Grouping.TAG: "Sans étiquette",
    Grouping.RIGHT: "Aucun droit probable à demander",
    Grouping.CONTACT: "Aucun contact noté",
}
