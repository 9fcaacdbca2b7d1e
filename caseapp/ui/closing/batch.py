"""Closing several cases at once: why and when; those that need an answer stand apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.services import closing_form
from caseapp.services.closing_form import RETURNED, original_field
from caseapp.services.closing_words import listed
from caseapp.ui.closing.fields import NOTICE, closing_fields, size_to_screen
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.page import ScrollPage
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.case_closings import CaseClosings, ClosedMany
    from caseapp.services.case_rows import CaseRow
    from caseapp.services.closing_rows import Apart
    from caseapp.ui.tasks import Jobs

_JOB = "closing"
_ANSWERED_HERE = 40  # cases; of more, each is closed from its own page
_LEAVE = ("", "Laisser ouvert")


class ApartRow(QWidget):
    """One case that stays open unless what it needs is answered."""

    def __init__(self, name: str, one: Apart, *, discreet: bool) -> None:
        """`discreet`: somebody else looks at the screen; a title may name a person."""
        super().__init__()
        self._one = one
        self.notice = ChoiceField("Notice d'information", [_LEAVE, *NOTICE[1:]])
        self.appeal = ChoiceField("Recours", [_LEAVE, ("yes", "Fermer : il est suivi ailleurs")])
        self.originals = ChoiceField("Originaux", [_LEAVE, (RETURNED, "Restitués ce jour-là")])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 6)
        outer.setSpacing(4)
        outer.addWidget(Text(name, TextRole.STRONG, wrap=True))
        for words in one.appeals:
            outer.addWidget(Text(words, tone=Tone.WARN, wrap=True))
        if one.originals:
            known = [title for _id, title in one.originals]
            titles = french.number(len(known)) if discreet else listed(known, 3)
            outer.addWidget(Text(f"Originaux conservés : {titles}", TextRole.HINT, wrap=True))
        for field, is_asked in (
            (self.appeal, bool(one.appeals)),
            (self.notice, one.needs_notice),
            (self.originals, bool(one.originals)),
        ):
            outer.addWidget(field)
            field.setVisible(is_asked)
            field.editor.setAccessibleName(f"{field.label} : {name}")

    @property
    def answer(self) -> dict[str, str]:
        """What was answered, as the service reads it."""
        originals = {original_field(id_): self.originals.value for id_, _t in self._one.originals}
        return {"notice": self.notice.value, "appeal": self.appeal.value, **originals}


class BatchClosing(RefusableForm):
    """Escape stops what is being closed, and nothing of it is kept."""

    closed = Signal(object, str)  # what became of them, in words too

    def __init__(
        self,
        parent: QWidget,
        closings: CaseClosings,
        jobs: Jobs,
        cases: Sequence[CaseRow],
        clock: Clock,
    ) -> None:
        self._closings, self._jobs, self._clock = closings, jobs, clock
        self._cases = list(cases)
        self.rows: dict[UUID, ApartRow] = {}
        count = french.plural(len(cases), "dossier")
        left = ScrollPage(margin=0)
        left.body.setContentsMargins(0, 0, 12, 0)
        left.setMinimumWidth(260)
        self.told = Text("Lecture des dossiers…", TextRole.SECONDARY, wrap=True)
        left.add(self.told)
        left.end()
        super().__init__(
            parent,
            "Fermer des dossiers",
            f"{count}. Le motif, le jour et la note valent pour tous ; un dossier clos se rouvre.",
            closing_fields(clock.today()),
            lambda _typed: None,
            beside=left,
            way_on="Fermer les dossiers",
        )
        self._left = left
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Dossiers fermés")
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.add(self.bar)
        size_to_screen(self)
        self._read()

    def fit(self) -> None:
        """Keep the size that the person gives."""

    def go_on(self) -> None:
        """Close those that lack nothing, beside the window."""
        if not self.bar.isHidden():
            return
        for part in self.fields.values():
            part.show_error("")
        self.notice.hide()
        typed = self.typed
        try:
            closing_form.read(typed, self._clock.today())
        except UserInputError as error:
            self._refuse(error)
            return
        ids = [case.id for case in self._cases]
        answers = {case_id: row.answer for case_id, row in self.rows.items()}
        self._show_work(going=True)
        self._jobs.start(
            self,
            lambda job: self._closings.close_many(ids, typed, answers, job.progress),
            self._done,
            failed=self._failed,
            progress=lambda share, _words: self.bar.setValue(round(share * 100)),
            name=_JOB,
        )

    def reject(self) -> None:
        """Stop: cases that are not all closed are not closed."""
        self._jobs.cancel(self, _JOB)
        super().reject()

    def _read(self) -> None:
        ids = [case.id for case in self._cases]
        self._show_work(going=True)
        self._jobs.start(
            self,
            lambda job: self._closings.apart(ids, job.progress),
            self._show_apart,
            failed=self._failed,
            progress=lambda share, _words: self.bar.setValue(round(share * 100)),
            name=_JOB,
        )

    def _show_apart(self, apart: Sequence[Apart]) -> None:
        self._show_work(going=False)
        parent = self.parentWidget()
        over = None if parent is None else parent.window()
        discreet = bool(getattr(over, "is_discreet", False))
        names = {
            case.id: f"{french.initials(case.name) if discreet else case.name} · {case.reference}"
            for case in self._cases
        }
        ready = len(self._cases) - len(apart)
        words = [f"{french.plural(ready, 'dossier')} sans rien à répondre."]
        if apart:
            words.append(
                f"{french.plural(len(apart), 'dossier')} à part : sans réponse, laissé"
                f"{'s' if len(apart) > 1 else ''} ouvert{'s' if len(apart) > 1 else ''}."
            )
        more = len(apart) - _ANSWERED_HERE
        if more > 0:
            words.append(f"Les {french.number(more)} derniers se ferment un par un.")
        self.told.setText(" ".join(words))
        for place, one in enumerate(apart[:_ANSWERED_HERE], 1):
            row = self.rows[one.case_id] = ApartRow(names[one.case_id], one, discreet=discreet)
            self._left.body.insertWidget(place, row)

    def _show_work(self, *, going: bool) -> None:
        self.bar.setValue(0)
        self.bar.setVisible(going)

    def _done(self, many: ClosedMany) -> None:
        self._show_work(going=False)
        words = told(many, self.fields_day)
        if not many.closed:
            self.notice.say("Aucun dossier n'est fermé", words, Tone.WARN)
            self.notice.show()
            return
        self.closed.emit(many, words)
        self.accept()

    @property
    def fields_day(self) -> str:
        """The day of the closing, as it was typed."""
        return self.typed["on"]

    def _failed(self, error: CaseAppError) -> None:
        self._show_work(going=False)
        if isinstance(error, UserInputError):
            self._refuse(error)
            return
        self.notice.say("Aucun dossier n'est fermé", str(error), Tone.BAD)
        self.notice.show()


def told(many: ClosedMany, on: str) -> str:
    """Return what became of several cases, with counts."""
    parts = [f"Clos le {on} : {french.plural(many.closed, 'dossier')}"]
    if many.left_open:
        parts.append(
            f"faute de réponse, {french.plural(len(many.left_open), 'resté ouvert', 'restés ouverts')}"
        )
    if many.opened_after:
        parts.append(f"ouverts après ce jour : {french.number(len(many.opened_after))}")
    return f"{' · '.join(parts)}."
