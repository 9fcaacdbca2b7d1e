"""« Journal »: who did what to which case, filtered, verified, written to a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.kernel import french
from caseapp.services import typed_values
from caseapp.services.journal import SHOWN
from caseapp.services.journal_file import verification_words, when
from caseapp.services.journal_rows import ACTIONS, JournalCriteria, action_words
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.models.table import Column, Kind, RowModel
from caseapp.ui.navigator import CasePlace
from caseapp.ui.pages.privacy.page import PrivacyContent
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import EmptyState, Notice
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from caseapp.kernel.clock import Clock
    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.journal import Journal
    from caseapp.services.journal_rows import JournalRow, Verification
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Jobs

_ROWS, _CHECK = "journal-rows", "journal-check"
_EVERYBODY, _EVERYTHING = ("", "Tout le monde"), ("", "Toutes les actions")


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalTools:
    """What the tab works with; `save` writes a file, « xlsx » or « csv »; `keep` checks a form."""

    journal: Journal
    clock: Clock
    navigator: Navigator
    jobs: Jobs
    save: Callable[[JournalCriteria, str], None]
    keep: Callable[[dict[str, str]], None]


class JournalTab(PrivacyContent):
    """Reads the newest lines that the filters keep."""

    def __init__(self, tools: JournalTools) -> None:
        super().__init__()
        self._tools = tools
        self.since = TextField("Du", placeholder="jj/mm/aaaa")
        self.until = TextField("Au", placeholder="jj/mm/aaaa")
        self.author = ChoiceField("Qui", [_EVERYBODY])
        self.action = ChoiceField(
            "Quoi", [_EVERYTHING, *((a.value, w) for a, w in ACTIONS.items())]
        )
        self.case = TextField("Dossier", placeholder="2026-0147")
        self.notice = Notice()
        self.notice.hide()
        self.table: Table[JournalRow] = Table(
            RowModel(_columns(), lambda row: row.number), "Journal", even=True
        )
        self.empty = EmptyState("Aucune ligne", "Rien n'est noté dans le journal pour ces filtres.")
        self.empty.hide()
        self.hint = Text("", TextRole.HINT, wrap=True)
        self._lay_out()
        for field in (self.since, self.until, self.case):
            field.committed.connect(lambda _text: self.show_content())
        for choice in (self.author, self.action):
            choice.committed.connect(lambda _code: self.show_content())
        self.table.acted.connect(lambda row, _column: self._open(row))
        self.table.opened.connect(self._open)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        shares = ((self.since, 2), (self.until, 2), (self.author, 3), (self.action, 4))
        for field, share in (*shares, (self.case, 2)):
            top.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        card = Card("Journal", flush=True)
        for button in (
            secondary("Durée de conservation…", self.ask_keeping),
            secondary("Vérifier", self.verify),
            secondary("Tableur…", lambda: self._save("xlsx")),
            secondary("CSV…", lambda: self._save("csv")),
        ):
            card.add_action(button)
        card.add(self.table, 1)
        card.add(self.empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(self.notice)
        outer.addLayout(top)
        outer.addWidget(card, 1)
        outer.addWidget(self.hint)

    @property
    def criteria(self) -> JournalCriteria | None:
        """What the filters ask for; nothing where a day cannot be read."""
        since, until = self._day(self.since), self._day(self.until)
        if self.since.error or self.until.error:
            return None
        action = self.action.value
        return JournalCriteria(
            since=since,
            until=until,
            author=self.author.value,
            actions=frozenset({action} if action else ()),
            reference=self.case.text.strip(),
        )

    def show_content(self) -> None:
        criteria = self.criteria
        if criteria is None:
            return
        journal = self._tools.journal

        def read(_job: object) -> tuple[tuple[JournalRow, ...], tuple[str, ...], int]:
            return journal.rows(criteria), journal.authors(), journal.keeping().months

        self._tools.jobs.start(
            self, read, lambda found: self._show(*found), failed=self._failed, name=_ROWS
        )

    def leave(self) -> None:
        for name in (_ROWS, _CHECK):
            self._tools.jobs.cancel(self, name)

    def verify(self) -> None:
        """Check every line beside the window."""
        self.notice.say("", "Vérification du journal…", Tone.INFO)
        self.notice.show()
        self._tools.jobs.start(
            self,
            lambda _job: self._tools.journal.verify(),
            self._verified,
            failed=self._failed,
            name=_CHECK,
        )

    def ask_keeping(self) -> None:
        """Ask how long the journal is kept."""
        kept = self._tools.journal.keeping()
        months = TextField("Mois de conservation", hint="De 6 à 36 ; 12 d'ordinaire.")
        months.show_text(str(kept.months))
        reason = TextField("Motif au-delà de 12 mois", hint="Contrôle interne, contentieux…")
        reason.show_text(kept.reason)
        form = RefusableForm(
            self,
            "Durée de conservation du journal",
            "Recommandation de la CNIL sur la journalisation (14 octobre 2021) : de 6 mois à 1 an,"
            " jusqu'à 3 ans pour un contrôle interne documenté.",
            {"months": months, "reason": reason},
            self._tools.keep,
        )
        form.accepted.connect(self.show_content)
        form.finished.connect(form.deleteLater)
        form.open()

    def _show(self, rows: tuple[JournalRow, ...], authors: tuple[str, ...], months: int) -> None:
        chosen = self.author.value
        self.author.show_choices([_EVERYBODY, *((name, name) for name in authors)])
        self.author.show_value(chosen)
        self.table.rows_model.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        cut = (
            f"Les {french.number(SHOWN)} lignes les plus récentes sont montrées : affinez par dates,"
            " ou enregistrez le tableur pour tout avoir. "
            if len(rows) == SHOWN
            else ""
        )
        self.hint.setText(
            f"{cut}Le journal est conservé {months} mois, puis purgé de lui-même. Il ne contient ni"
            " nom de personne suivie, ni contenu ; il ne sert qu'à contrôler les accès."
        )

    def _verified(self, found: Verification) -> None:
        tone = Tone.OK if found.is_sound else Tone.BAD
        self.notice.say("", verification_words(found), tone)
        self.notice.show()

    def _failed(self, error: CaseAppError) -> None:
        self.notice.say("", str(error), Tone.BAD, secondary("Réessayer", self.show_content))
        self.notice.show()

    def _open(self, row: JournalRow) -> None:
        if row.case_id is not None:
            self._tools.navigator.go(CasePlace(row.case_id))

    def _save(self, kind: str) -> None:
        if (criteria := self.criteria) is not None:
            self._tools.save(criteria, kind)

    def _day(self, field: TextField) -> date | None:
        field.show_error("")
        if not field.text.strip():
            return None
        try:
            return typed_values.read_date(field.text, today=self._tools.clock.today())
        except ValueError as error:
            field.show_error(str(error))
            return None


def _columns() -> list[Column[JournalRow]]:
    return [
        Column(
            title="Date",
            text=lambda row: " ".join(when(row.at)),
            sort_key=lambda row: row.number,
            width=180,
        ),
        Column(
            title="Qui",
            text=lambda row: row.author or "non renseigné",
            sort_key=lambda row: row.author,
            width=180,
        ),
        Column(
            title="Action",
            text=lambda row: action_words(row.action),
            sort_key=lambda row: action_words(row.action),
            width=190,
        ),
        Column(
            title="Dossier",
            text=lambda row: row.reference,
            sort_key=lambda row: row.reference,
            width=110,
        ),
        Column(title="Objet", text=lambda row: row.about, stretch=True),
        Column(
            title="",
            text=lambda row: "" if row.case_id is None else "Ouvrir",
            kind=Kind.ACTION,
        ),
    ]
