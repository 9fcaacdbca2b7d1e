"""What dates put on paper: the sheet of a day, or all that the calendar shows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from caseapp.domain.date_sheet import DateSheetData, DateSheetPart, DateSheetRow
from caseapp.kernel import french
from caseapp.services import dated_words, settings
from caseapp.services.dated_rows import ItemSource
from caseapp.services.day_board import DayFilter, kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.services.dated_items import DatedItems
    from caseapp.services.dated_rows import DatedItem
    from caseapp.services.phones import Phones
    from db.store import Store

_MOST = 400  # rows: more are no sheet to take along


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands on the sheet beside what is to do."""

    phones: bool = False
    addresses: bool = False
    initials: bool = False  # instead of names


class DatePaper:
    """Gathers dates for their sheet."""

    def __init__(self, store: Store, clock: Clock, dated: DatedItems, phones: Phones) -> None:
        self._store, self._clock, self._dated, self._phones = store, clock, dated, phones

    def day(self, items: Sequence[DatedItem], beside: Beside) -> DateSheetData:
        """Return the sheet of today, of some of its things: by the hour, then what is late."""
        today = self._clock.today()
        title = f"Feuille du {french.long_day(today, weekday=True)}"
        found = [
            ("Aujourd'hui", kept(items, DayFilter.TODAY)),
            ("En retard", kept(items, DayFilter.LATE)),
        ]
        return self._sheet(title, f"Feuille du jour {today}.pdf", found, beside)

    def days(self, title: str, items: Iterable[DatedItem], beside: Beside) -> DateSheetData:
        """Return all that stands on some days, a heading a day."""
        by_day = groupby(sorted(items, key=lambda item: item.on), key=lambda item: item.on)
        found = [
            (french.long_day(day, weekday=True).capitalize(), list(rows)) for day, rows in by_day
        ]
        return self._sheet(f"Échéances : {title}", f"Échéances {title}.pdf", found, beside)

    def _sheet(
        self,
        title: str,
        file_name: str,
        found: Sequence[tuple[str, Sequence[DatedItem]]],
        beside: Beside,
    ) -> DateSheetData:
        with self._store.read() as session:
            service = settings.read_service(session)
        today, left = self._clock.today(), _MOST
        reach = self._reach([item for _, items in found for item in items], beside)
        parts, count = [], 0
        for heading, items in found:
            count += len(items)
            rows = tuple(self._row(item, reach, beside, today) for item in items[: max(0, left)])
            left -= len(rows)
            if rows:
                parts.append(DateSheetPart(heading=heading, rows=rows))
        notes = ["Les dates des démarches sont les dates prudentes : agir au plus tard ce jour-là."]
        if count > _MOST:
            notes.insert(0, f"Les {_MOST} premières échéances sur {french.number(count)}.")
        return DateSheetData(
            title=title,
            service_name=service.service_name,
            service_address=service.service_address,
            author=service.signature if service.worker else "",
            edited_at=self._clock.now(),
            parts=tuple(parts),
            notes=tuple(notes),
            file_name=file_name,
        )

    def _row(
        self, item: DatedItem, reach: dict[UUID, list[str]], beside: Beside, today: date
    ) -> DateSheetRow:
        name = item.case_name
        if beside.initials and item.case is not None:
            name = f"{french.initials(name)} ({item.case.reference})"
        lines = reach.get(item.case_id, []) if item.case_id is not None else []
        return DateSheetRow(
            when=_when(item, today),
            name=name,
            what=self._dated.to_do(item),
            claim=dated_words.claim_words(item),
            reach="\n".join(lines),
        )

    def _reach(self, items: Iterable[DatedItem], beside: Beside) -> dict[UUID, list[str]]:
        cases = {item.case_id for item in items if item.case_id is not None}
        found: dict[UUID, list[str]] = defaultdict(list)
        if beside.phones:
            for phone in self._phones.of_cases(cases):
                who = "" if beside.initials else f"{phone.name} : "
                found[phone.case_id].append(f"{who}{phone.shown}")
        if beside.addresses:
            for case_id, address in self._phones.addresses(cases):
                found[case_id].append(address)
        return found


def _when(item: DatedItem, today: date) -> str:
    if item.done_on is not None:
        return "passé" if item.source is ItemSource.EVENT else "fait"
    if item.on < today:
        return f"retard {french.plural(item.today.toordinal() - item.on.toordinal(), 'jour')}"
    return french.hour(item.at)
