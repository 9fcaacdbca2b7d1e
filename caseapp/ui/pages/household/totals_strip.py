"""What the rights come to while one types: estimated again in the background, never awaited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame

from caseapp.kernel import french
from caseapp.kernel.typography import typeset
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.texts import Pill, Text, TextRole

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtGui import QHideEvent

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.estimate_totals import Totals
    from caseapp.services.estimates import Estimates
    from caseapp.ui.tasks import Job, Jobs

_PAUSE = 600  # milliseconds without a change before the engine is asked
_JOB = "glance"


class TotalsStrip(QFrame):
    """One line over the page of a household; the newest answer is the only one shown."""

    rights_asked = Signal()

    def __init__(self, estimates: Estimates, jobs: Jobs) -> None:
        super().__init__()
        self._estimates, self._jobs = estimates, jobs
        self._case: UUID | None = None
        self._words = Text("", TextRole.STRONG)
        self._state = Pill()
        self.see = link("Voir les droits", self.rights_asked.emit)
        self.again = link("Réessayer", self._ask)
        self.setAccessibleName("Total des droits estimés")
        outer = FlowLayout(self, gap=10, is_centred=True)
        for part in (self._words, self._state, self.again, self.see):
            outer.addWidget(part)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._ask)

    @property
    def words(self) -> str:
        """The totals shown."""
        return self._words.text()

    @property
    def state(self) -> str:
        """How fresh they are, in a word."""
        return "" if self._state.isHidden() else self._state.text()

    def show_case(self, case_id: UUID) -> None:
        """Show the totals of a case: those of its latest estimate where it still stands."""
        other = case_id != self._case
        self._case = case_id
        known = self._estimates.totals(case_id)
        if known is not None:
            self._jobs.cancel(self, _JOB)
            self._soon.stop()
            self._show(known)
            return
        if other:
            self._words.setText("Droits probables : —")
        self._begin()

    def see_change(self) -> None:
        """Say that what is shown is of before, and ask again soon."""
        self._begin()

    def hideEvent(self, event: QHideEvent) -> None:
        """Wait for no answer while another page shows; it is asked for again on coming back."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._soon.stop()
            self._jobs.cancel(self, _JOB)

    def _begin(self) -> None:
        self.again.hide()
        self._state.show_word("calcul en cours…", Tone.INFO)
        self._soon.start()

    def _ask(self) -> None:
        case = self._case
        if case is None:
            return
        self.again.hide()
        self._state.show_word("calcul en cours…", Tone.INFO)

        def work(job: Job) -> Totals:
            job.progress(0)  # a newer change may have come while this one waited its turn
            return self._estimates.glance(case)

        self._jobs.start(self, work, self._show, failed=self._fail, name=_JOB)

    def _show(self, found: Totals) -> None:
        if self._soon.isActive():  # a fact changed since: this answer is of before
            return
        now, later = (french.euros(part, cents=False) for part in (found.now, found.later))
        text = f"Droits probables : {now}/mois"
        if found.is_open:
            text = "Droits probables : pas encore connus, il manque des informations"
        elif found.later != found.now:
            text += f", puis {later}/mois une fois versés"
        self._words.setText(typeset(text))
        self._state.show_word("", Tone.NEUTRAL)
        self.again.hide()

    def _fail(self, error: CaseAppError) -> None:
        self._state.show_word("à recalculer", Tone.WARN)
        self._state.setToolTip(str(error))
        self.again.show()
