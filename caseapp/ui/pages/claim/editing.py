"""What a person does to the thread of a claim, one change at a time, each of which Ctrl+Z undoes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from caseapp.kernel.errors import UserInputError
from caseapp.services.claim_editing import Proof
from caseapp.services.claim_forms import read_event
from caseapp.ui.pages.claim.event_dialog import EventDialog, ExchangeDialog
from caseapp.ui.widgets.undone import Undone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from caseapp.kernel.clock import Clock
    from caseapp.services.claim_editing import ClaimEditing
    from caseapp.services.claim_exchanges import ClaimExchanges
    from caseapp.services.claim_page import ClaimPage, ThreadLine
    from caseapp.ui.dialogs.ask import Asker


class ThreadEditing(Undone):
    """Records, corrects and takes out events and exchanges."""

    def __init__(
        self,
        events: ClaimEditing,
        exchanges: ClaimExchanges,
        clock: Clock,
        ask: Asker,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._events, self._exchanges = events, exchanges
        self._clock, self._ask = clock, ask

    def record(self, page: ClaimPage, kind: str) -> None:
        """Ask for what an event needs, and store it."""

        def keep(typed: Mapping[str, str]) -> None:
            event = read_event(kind, typed, self._clock.today())
            event_id = self._events.record(page.id, event, _proof(typed))
            gone = []
            self.done(
                lambda: gone.append(self._events.remove(event_id)),
                lambda: self._events.restore(gone.pop()),
            )

        self.open(EventDialog(self._page, kind, page, self._clock.today(), keep))

    def edit(self, page: ClaimPage, line: ThreadLine) -> None:
        """Show an event or an exchange in its form."""
        if line.is_exchange:
            self.note(page, line)
            return
        kind, typed = self._events.typed(line.id)

        def keep(typed: Mapping[str, str]) -> None:
            event = read_event(kind, typed, self._clock.today())
            before = self._events.correct(line.id, event, _proof(typed))
            self.changed(before, self._events.put_back)

        self.open(EventDialog(self._page, kind, page, self._clock.today(), keep, typed))

    def note(self, page: ClaimPage, line: ThreadLine | None = None) -> None:
        """Ask for an exchange, new or as it was noted."""

        def keep(typed: Mapping[str, str]) -> None:
            if line is not None:
                before = self._exchanges.change(line.id, typed)
                self.changed(before, self._exchanges.put_back)
                return
            made = self._exchanges.record(page.id, typed)
            self.added(lambda: self._exchanges.remove(made), self._exchanges.restore)

        typed = None if line is None else self._exchanges.typed(line.id)
        self.open(ExchangeDialog(self._page, self._clock.today(), keep, typed))

    def remove(self, line: ThreadLine) -> None:
        """Take an event or an exchange out, or say what keeps it there."""
        if line.is_exchange:
            self.removed(
                lambda: self._exchanges.remove(line.id),
                self._exchanges.restore,
                f"Échange retiré : {line.words}",
            )
            return
        try:
            gone = [self._events.remove(line.id)]
        except UserInputError as error:
            self._ask.tell(self._page, "L'événement n'a pas été retiré", error.sentence)
            return
        self.done(
            lambda: self._events.restore(gone.pop()),
            lambda: gone.append(self._events.remove(line.id)),
            f"Retiré : {line.words}. Les délais sont recalculés.",
        )


def _proof(typed: Mapping[str, str]) -> Proof:
    document = typed.get("document", "")
    return Proof(words=typed.get("proof", ""), document_id=UUID(document) if document else None)
