"""One alert, kept by itself while it is typed; fixed once it has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.domain.alert import WRITTEN
from caseapp.kernel.errors import UserInputError
from caseapp.rules.alert_guide import load_alert_guide
from caseapp.ui.pages.alerts.after_cards import FollowingCard, KeepingCard
from caseapp.ui.pages.alerts.kept_fields import KeptFields
from caseapp.ui.pages.alerts.law_card import LawCard
from caseapp.ui.pages.alerts.sheet import AlertSheet, beside, pick
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.services.alert_rows import AlertPage
    from caseapp.services.alerts import Alerts
    from caseapp.ui.pages.alerts.sheet import Field
    from caseapp.ui.widgets.undone import Undone

_OF_LIST = frozenset(
    {"kind", "on_date", "about", "sent_on", "acknowledged_on", "call_back_on", "keep_until"}
)


class AlertEditor(QWidget):
    """Shows one alert; tells `kept` when the list is to be read again."""

    kept = Signal()
    erased = Signal()  # is asked

    def __init__(
        self, alerts: Alerts, undone: Undone, show_paper: Callable[[AlertPage], None]
    ) -> None:
        super().__init__()
        self._alerts, self._undone, self._show_paper = alerts, undone, show_paper
        self.page: AlertPage | None = None
        self._people: tuple[str, ...] = ()  # of the case, while they may be named
        self.sheet = AlertSheet()
        self.following, self.keeping = FollowingCard(), KeepingCard()
        self.law = LawCard()
        self.fields: dict[str, Field] = {
            **self.sheet.fields, **self.following.fields, **self.keeping.fields,
        }  # fmt: skip
        self._typed = KeptFields(self.fields, self)
        self.state = Text("", TextRole.HINT, wrap=True)
        self.transmit = primary("Marquer comme transmis", self._transmit)
        self.paper = secondary("Voir, imprimer…", self._show)
        self.remove = secondary("Supprimer le brouillon", self._remove)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(16)
        self._card = Card("Écrit")
        self._card.add(self.state)
        self._card.add(self.sheet, 1)
        self._card.add(beside(self.transmit, self.paper, self.remove))
        for part in (self._card, self.following, self.keeping, self.law):
            outer.addWidget(part)
        outer.addStretch(1)

    def _connect(self) -> None:
        self._typed.due.connect(self._put)
        self._typed.started.connect(lambda: self._say_state("enregistrement…"))
        self._typed.settled.connect(self._settled)
        self.fields["recipient"].side_pressed.connect(self._pick_recipient)
        self.fields["about"].side_pressed.connect(self._pick_person)
        self.following.adding.connect(self._add)
        self.keeping.erasing.connect(self.erased)

    # ------------------------------------------------------------------ shown
    def show_page(self, page: AlertPage) -> None:
        """Show an alert; another one was kept before."""
        self.page = page
        self._typed.show_texts(page.texts, page.errors)
        self._dress(page)

    def show_again(self) -> None:
        """Show the alert as it now is in the base, with what is being typed."""
        self.keep()
        if self.page is not None and self.page.is_kept:
            self.show_page(self._alerts.get(self.page.id))

    def _dress(self, page: AlertPage) -> None:
        self._card.set_title(load_alert_guide().kind(page.kind).name)
        self._say_state("enregistré" if page.is_kept else "rien à enregistrer")
        can_write = page.may_write and not page.is_fixed
        for name in WRITTEN:
            _close(self.fields[name], is_closed=not can_write)
        self.sheet.show_kind(page.kind)
        self.sheet.show_informed(page.texts["informed"])
        people = () if page.case_id is None else self._alerts.people(page.case_id)
        self._people = people if can_write else ()
        self.sheet.offer(recipients=can_write, people=bool(self._people))
        self.transmit.setVisible(can_write)
        self.remove.setVisible(can_write)
        for button in (self.transmit, self.remove, self.paper):
            button.setEnabled(page.is_kept)
        self.following.setVisible(page.is_fixed)
        self.following.show_additions(page.additions)
        self.keeping.setVisible(page.is_kept and page.may_decide)
        self.law.show_kind(page.kind)

    def _say_state(self, kept: str) -> None:
        if (page := self.page) is not None:
            by = f"par {page.author}" if page.author else ""
            said = (page.state_words, page.case_words, by, kept)
            self.state.setText(" · ".join(part for part in said if part))

    # ------------------------------------------------------------------ kept
    def keep(self) -> None:
        """Keep what is typed: called before anything else is done to the alert."""
        self._typed.keep()

    def leave(self) -> None:
        """Keep all, the line one is in too."""
        self._typed.leave()

    def _put(self, typed: dict[str, str]) -> None:
        page = self.page
        if page is None:
            return
        errors = self._alerts.put(page.id, typed, page.case_id)
        self._typed.show_errors(typed, errors)
        self.page = kept = self._alerts.get(page.id)
        self._dress(kept)
        if not page.is_kept or _OF_LIST & typed.keys():
            self.kept.emit()

    def _settled(self, name: str, before: str, now: str) -> None:
        """Show the value as the base writes it; have Ctrl+Z put back what stood there."""
        page = self.page
        if page is None:
            return
        self.show_page(page)
        self._undone.done(
            lambda: self._alerts.put(page.id, {name: before}),
            lambda: self._alerts.put(page.id, {name: now}),
        )

    # ------------------------------------------------------------------ asked
    def _transmit(self) -> None:
        self.leave()
        if self.page is None:
            return
        try:
            before = self._alerts.transmit(self.page.id)
        except UserInputError as error:
            field = self.fields[error.field]
            field.show_error(error.sentence)
            field.setFocus()
            return
        self._undone.changed(
            before, self._alerts.put_back, "Écrit transmis : son texte ne change plus."
        )

    def _add(self) -> None:
        self.leave()
        if self.page is None:
            return
        alert = self.page.id
        try:
            added = [self._alerts.add(alert)]
        except UserInputError as error:
            self.fields["addition"].show_error(error.sentence)
            return

        def again() -> None:
            added[:] = [self._alerts.add(alert)]

        self._undone.done(
            lambda: self._alerts.take_addition_back(added[0]), again, "Complément daté."
        )

    def _remove(self) -> None:
        self.leave()
        if self.page is not None and self.page.is_kept:
            alert, self.page = self.page.id, None
            self._undone.removed(
                lambda: self._alerts.remove(alert), self._alerts.restore, "Brouillon supprimé."
            )

    def _show(self) -> None:
        self.leave()
        if self.page is not None:
            self._show_paper(self.page)

    def _pick_recipient(self) -> None:
        if self.page is not None:
            choices = load_alert_guide().kind(self.page.kind).recipients
            pick(self.fields["recipient"], choices, self._take_recipient)

    def _take_recipient(self, words: str) -> None:
        self.keep()  # what is shown next is what the base holds
        before = self.page.texts["recipient"] if self.page is not None else ""
        self._put({"recipient": words})
        self._settled("recipient", before, words)

    def _pick_person(self) -> None:
        pick(self.fields["about"], self._people, self._name)

    def _name(self, person: str) -> None:
        self.keep()
        area = self.fields["about"]
        if not isinstance(area, ChoiceField):
            lines = [line for line in area.text.splitlines() if line.strip()]
            before = area.text
            self._put({"about": "\n".join([*lines, person])})
            self._settled("about", before, "\n".join([*lines, person]))


def _close(field: Field, *, is_closed: bool) -> None:
    """Let a field be read and copied, and no more, or be typed in."""
    if isinstance(field, ChoiceField):
        field.editor.setEnabled(not is_closed)
    else:
        field.editor.setReadOnly(is_closed)
