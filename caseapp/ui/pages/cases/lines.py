"""The rows of the list: cases, and the heads of their groups, which fold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import Qt, Signal

from caseapp.kernel import french
from caseapp.services.case_criteria import CaseGroup, Grouping, grouped
from caseapp.services.case_rows import CaseRow
from caseapp.ui.models.table import Column, Index, RowModel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from uuid import UUID

    from caseapp.services.case_criteria import CaseRights

_TICKED, _UNTICKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The head of a group."""

    key: str = field(repr=False)
    words: str = field(repr=False)  # « Nantes · 12 dossiers »
    is_open: bool
    cases: tuple[CaseRow, ...] = field(repr=False)


Line: TypeAlias = CaseRow | GroupLine


class CaseLines(RowModel[Any]):
    """Cases sorted by a column, in groups that fold; what is ticked stays ticked."""

    ticks_changed = Signal()

    def __init__(
        self, columns: Mapping[str, Column[CaseRow]], right_name: Callable[[str], str]
    ) -> None:
        super().__init__(tuple(columns.values()), _key_of)
        self.keys = tuple(columns)
        self.ticked_ids: set[UUID] = set()
        self._right_name = right_name
        self._by_name: tuple[CaseRow, ...] = ()
        self._cases: tuple[CaseRow, ...] = ()
        self._rights: Mapping[UUID, CaseRights] = {}
        self._grouping = Grouping.NONE
        self._folded: set[str] = set()
        self._places: dict[object, int] | None = None
        self._by: tuple[int, Qt.SortOrder] | None = None

    @property
    def cases(self) -> tuple[CaseRow, ...]:
        """The cases in the order shown, those of folded groups too."""
        return self._cases

    @property
    def sorted_by(self) -> str:
        """The key of the column that sorts, « - » before it where the last comes first."""
        if self._by is None:
            return ""
        column, order = self._by
        return ("-" if order is Qt.SortOrder.DescendingOrder else "") + self.keys[column]

    def show_cases(
        self, cases: Sequence[CaseRow], grouping: Grouping, rights: Mapping[UUID, CaseRights]
    ) -> None:
        """Show these cases instead, in the order chosen and in groups; they come by name."""
        self.beginResetModel()
        if grouping is not self._grouping:
            self._folded.clear()
        self._by_name, self._grouping, self._rights = tuple(cases), grouping, rights
        self._build()
        self.endResetModel()

    def fold(self, key: str, *, folded: bool) -> None:
        """Close a group or open it."""
        if folded != (key in self._folded):
            self.layoutAboutToBeChanged.emit()
            (self._folded.add if folded else self._folded.discard)(key)
            self._build()
            self.layoutChanged.emit()

    def fold_all(self, *, folded: bool) -> None:
        """Close every group or open them all."""
        self.beginResetModel()
        self._folded = {group.key for group in self._groups()} if folded else set()
        self._build()
        self.endResetModel()

    def head_of(self, place: int) -> int:
        """Return where the head of the group of a line stands, -1 where there is none."""
        heads = (at for at in range(place, -1, -1) if isinstance(self._rows[at], GroupLine))
        return next(heads, -1)

    def tick(self, cases: Sequence[CaseRow], *, ticked: bool) -> None:
        """Tick cases, or untick them."""
        ids = {case.id for case in cases}
        self.ticked_ids = self.ticked_ids | ids if ticked else self.ticked_ids - ids
        self._tell_ticks()

    def untick_all(self) -> None:
        """Leave no case ticked."""
        self.ticked_ids = set()
        self._tell_ticks()

    @property
    def ticked_cases(self) -> tuple[CaseRow, ...]:
        """The ticked cases that are in the list, in its order."""
        ids = self.ticked_ids
        return tuple(case for case in self._cases if case.id in ids) if ids else ()

    def place_of(self, key: object) -> int:
        """Return the place of the line with this key, -1 where it is not shown."""
        if self._places is None:
            self._places = {_key_of(line): at for at, line in reversed([*enumerate(self._rows)])}
        return self._places.get(key, -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer for a case as its columns say; the head of a group speaks in the first one."""
        line = self._rows[index.row()]
        if isinstance(line, CaseRow):
            return super().data(index, role)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            state = "ouvert" if line.is_open else "replié"
            is_read = role == Qt.ItemDataRole.AccessibleTextRole
            return f"{line.words}, groupe {state}" if is_read else line.words
        if role == Qt.ItemDataRole.CheckStateRole:
            all_ticked = all(case.id in self.ticked_ids for case in line.cases)
            return _TICKED if all_ticked else _UNTICKED
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a case, or all those of a group."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        line = self._rows[index.row()]
        cases = line.cases if isinstance(line, GroupLine) else (line,)
        self.tick(cases, ticked=Qt.CheckState(value) is _TICKED)
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the cases in the order of a column, within their groups."""
        can_sort = column >= 0 and self.columns[column].sort_key is not None
        self._by = (column, order) if can_sort else None
        self.layoutAboutToBeChanged.emit()
        kept = [(index, _key_of(self._rows[index.row()])) for index in self.persistentIndexList()]
        self._build()
        for index, key in kept:
            self.changePersistentIndex(index, self.index(self.place_of(key), index.column()))
        self.layoutChanged.emit()

    def _build(self) -> None:
        self._cases = tuple(self._in_order())
        lines: list[Line] = []
        if self._grouping is Grouping.NONE:
            lines = list(self._cases)
        else:
            for group in self._groups():
                is_open = group.key not in self._folded
                count = french.plural(len(group.rows), "dossier")
                lines.append(
                    GroupLine(group.key, f"{group.label} · {count}", is_open, tuple(group.rows))
                )
                lines.extend(group.rows if is_open else ())
        self._rows = lines
        self._places = None  # made once it is asked for: thousands of keys take a while

    def _groups(self) -> tuple[CaseGroup, ...]:
        return grouped(self._cases, self._grouping, self._rights, self._right_name)

    def _in_order(self) -> Sequence[CaseRow]:
        if self._by is None:
            return self._by_name
        column, order = self._by
        sort_key = self.columns[column].sort_key
        if sort_key is None:
            return self._by_name
        keyed = [(sort_key(case), case) for case in self._by_name]
        known = [pair for pair in keyed if pair[0] is not None]
        known.sort(key=lambda pair: pair[0], reverse=order is Qt.SortOrder.DescendingOrder)
        return [case for _key, case in known] + [case for key, case in keyed if key is None]

    def _tell_ticks(self) -> None:
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticks_changed.emit()


def _key_of(line: Line) -> object:
    return f"group/{line.key}" if isinstance(line, GroupLine) else line.id
