"""« Estimé, notifié, versé »: one right, its last twelve months, and what to do of their gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from caseapp.domain.estimate import Period
from caseapp.kernel import french
from caseapp.services.payments_words import stop_words
from caseapp.ui.pages.payments.columns import MonthRow, gap_words
from caseapp.ui.pages.payments.months_table import MonthsTable
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import Chips, link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from caseapp.services.payment_rows import GapRow, PaymentsPage, RightRow, StopRow

YEAR = 12


class MonthsCard(Card):
    """Tells what is typed and asked; the tab answers by showing the page again."""

    typed = Signal(str, object, str)  # right, MonthRow, the text
    right_chosen = Signal(str)
    right_asked = Signal()  # another right is to be chosen
    moved = Signal(int)  # by so many months
    claim_asked = Signal(object)  # the claim's id
    stop_asked = Signal(object)  # RightRow: its payment was suspended or ended
    stop_removed = Signal(object)  # StopRow

    def __init__(self) -> None:
        super().__init__("Estimé, notifié, versé", flush=True)
        self._right = ""
        self.rights = Chips((), "Droit")
        self.add_beside_title(self.rights)
        self.another = secondary("Autre droit", self.right_asked.emit)
        self.add_action(self.another)
        self.table = MonthsTable()
        self.empty = EmptyState(
            "Aucun versement connu",
            "Choisir un droit pour saisir ce qui a été versé, et le comparer à l'estimation et à "
            "la décision de l'organisme.",
            secondary("Choisir un droit", self.right_asked.emit),
        )
        self.keys = Text(
            "Taper le montant sur la ligne du mois. Vide : pas saisi ; 0 : rien n'a été versé.",
            TextRole.HINT,
            wrap=True,
        )
        self.earlier = link("12 mois plus tôt", lambda: self.moved.emit(-YEAR))
        self.later = link("12 mois plus tard", lambda: self.moved.emit(YEAR))
        self._under = QWidget()
        under = QHBoxLayout(self._under)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(12)
        under.addWidget(self.keys, 1)
        under.addWidget(self.earlier)
        under.addWidget(self.later)
        self._advice = QVBoxLayout()
        self._advice.setSpacing(8)
        self._shown: RightRow | None = None
        self.stop = link("Suspension ou fin du versement…", self._ask_stop)
        self._stops = QVBoxLayout()
        self._stops.setSpacing(4)
        for part in (self.empty, self.table, self._under, self.stop, self._stops, self._advice):
            self.add(part)
        self.rights.chosen.connect(self.right_chosen)
        self.table.typed.connect(lambda row, text: self.typed.emit(self._right, row, text))

    def show_page(self, page: PaymentsPage, right: str) -> None:
        """Show a right of the page; where it is not there, one that has a gap."""
        rows = {row.right: row for row in page.rights}
        self._right = right if right in rows else _most_telling(page)
        has_rights = bool(rows)
        self.empty.setVisible(not has_rights)
        for part in (self.rights, self.another, self.table, self._under):
            part.setVisible(has_rights)
        self.another.setEnabled(bool(page.addable))
        self.later.setVisible(page.months[-1] < page.now)
        self.rights.set_choices((code, _chip(row, page)) for code, row in rows.items())
        self.rights.choose(self._right)
        shown = self._shown = rows.get(self._right)
        self.table.show_rows(
            [
                MonthRow(known, cell, shown.period)
                for known, cell in zip(shown.months, shown.cells, strict=True)
            ]
            if shown
            else []
        )
        self._show_stops(shown)
        self._show_advice([gap for gap in page.gaps if gap.right == self._right])

    def leave(self) -> None:
        """Hand over what is being typed."""
        self.table.leave()

    def _ask_stop(self) -> None:
        if self._shown is not None:
            self.stop_asked.emit(self._shown)

    def _show_stops(self, row: RightRow | None) -> None:
        _empty(self._stops)
        self.stop.setVisible(row is not None and row.period is Period.MONTH)
        for found in row.stops if row else ():
            line = self._stop_line(found)
            self._stops.addWidget(line)
            line.show()  # at once, with the table

    def _stop_line(self, found: StopRow) -> QWidget:
        words, line = stop_words(found.stop), QWidget()
        inside = QHBoxLayout(line)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(Text(f"{words}.", wrap=True), 1)
        inside.addWidget(
            link("Retirer", lambda: self.stop_removed.emit(found), hint=f"Retirer : {words}")
        )
        return line

    def _show_advice(self, rows: list[GapRow]) -> None:
        _empty(self._advice)
        for row in rows:
            self._advice.addWidget(self._notice(row))

    def _notice(self, row: GapRow) -> Notice:
        tone = Tone.BAD if row.total.cents < 0 else Tone.WARN
        notice, claim = Notice(), row.claim_id
        buttons = (
            []
            if claim is None
            else [secondary("Ouvrir la démarche", lambda: self.claim_asked.emit(claim))]
        )
        notice.say(_summary(row), row.advice, tone, *buttons)
        return notice


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (old := item.widget()) is not None:
            old.hide()
            old.deleteLater()


def _most_telling(page: PaymentsPage) -> str:
    """Return a right that has a gap, else one that was granted or paid, else the first one."""
    with_gap = [found.right for found in page.gaps]
    followed = [
        row.right
        for row in page.rights
        if any(month.granted is not None or month.paid is not None for month in row.months)
    ]
    return next(iter([*with_gap, *followed, *(row.right for row in page.rights)]), "")


def _chip(row: RightRow, page: PaymentsPage) -> str:
    months = {gap.month for found in page.gaps if found.right == row.right for gap in found.gaps}
    return f"{row.name} : {french.plural(len(months), 'écart')}" if months else row.name


def _summary(row: GapRow) -> str:
    """Return « 104,00 € versés de moins que l'accord, sur 2 mois »."""
    first = row.gaps[0]
    whole = type(first)(kind=first.kind, month=first.month, by=row.total)
    many = len(row.gaps)
    months = f"en {french.month(first.month)}" if many == 1 else f"sur {many} mois"
    return f"{gap_words(whole)}, {months}"
