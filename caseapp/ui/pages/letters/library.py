"""The library of letters: by need, each with when it may be used, and on what text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from caseapp.domain.letter import LetterGroup
from caseapp.kernel import french
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.models.table import Column, RowModel
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.table import Table
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import date_confidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from caseapp.rules.letters.template import LetterBasis
    from caseapp.services.letter_rows import LibraryRow

GROUPS: dict[LetterGroup, str] = {
    LetterGroup.SERVICE: "Modèles du service",
    LetterGroup.FOLLOW_UP: "Relancer et compléter",
    LetterGroup.RIGHTS_OF_THE_PUBLIC: "Faire respecter ses droits",
    LetterGroup.APPEAL: "Contester",
    LetterGroup.DEBT: "Dettes et indus",
    LetterGroup.COURT: "Saisir le juge",
    LetterGroup.SITUATION: "Situation",
    LetterGroup.INTERMEDIARY: "Services payants",
}
_TALL = 260  # pixels of the list


class LibraryDialog(Dialog):
    """Chooses a letter, and the claim it is about where it needs one."""

    def __init__(
        self, parent: QWidget, library: Sequence[LibraryRow], claims: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(parent, "Nouveau courrier", width=720)
        self._library = library
        self.search = TextField("Chercher", placeholder="recours, dette, pièce, motifs…")
        self.table: Table[LibraryRow] = Table(
            RowModel(_columns(), lambda row: row.code), "Modèles de courriers"
        )
        self.table.setFixedHeight(_TALL)
        self.when = Text("", wrap=True)
        self.basis = Text("", TextRole.SECONDARY, wrap=True)
        self.claim = ChoiceField("Démarche dont parle le courrier", [*claims, ("", "Aucune")])
        self.notice = Notice()
        self.notice.hide()
        for part in (self.search, self.table, self.when, self.basis, self.claim, self.notice):
            self.add(part)
        self.add_way_back()
        self.add_way_on("Commencer ce courrier")
        self.search.editor.textChanged.connect(self._filter)
        self.table.chosen.connect(lambda _row: self._describe())
        self.table.opened.connect(lambda _row: self.go_on())
        if claims:
            self.claim.show_value(claims[0][0])
        self._filter("")
        self.search.setFocus()

    @property
    def code(self) -> str:
        """The template that is chosen."""
        row = self.table.current
        return "" if row is None else row.code

    @property
    def claim_id(self) -> UUID | None:
        """The claim that is chosen, where the letter may be about one."""
        return UUID(self.claim.value) if self.claim.value else None

    def refuse(self, sentence: str) -> None:
        """Say why the letter cannot be begun."""
        self.notice.say("", sentence, Tone.BAD)
        self.notice.show()
        self.fit()

    def go_on(self) -> None:
        row = self.table.current
        if row is None:
            self.refuse("Choisissez un courrier dans la liste.")
        elif row.needs_claim and self.claim_id is None:
            self.refuse(
                "Ce courrier parle d'une démarche : choisissez-la, ou ouvrez-la d'abord dans « Droits »."
            )
        else:
            self.accept()

    def _filter(self, text: str) -> None:
        words = french.fold(text).split()
        rows = [
            row
            for row in self._library
            if all(
                word in french.fold(f"{GROUPS[row.group]} {row.name} {row.when}") for word in words
            )
        ]
        rows.sort(key=lambda row: not all(word in french.fold(row.name) for word in words))
        self.table.rows_model.set_rows(rows)
        if rows:
            self.table.choose(rows[0].code)
        self._describe()

    def _describe(self) -> None:
        row = self.table.current
        if row is None:
            self.when.setText("Aucun courrier ne correspond.")
            self.basis.setText("")
        else:
            caution = f"\nAttention : {row.caution}" if row.caution else ""
            self.when.setText(f"{row.when}{caution}")
            self.basis.setText(basis_words(row.basis))
        self.notice.hide()
        if self.isVisible():
            self.fit()


def basis_words(basis: Sequence[LetterBasis]) -> str:
    """Return each article with what it says, and how sure it is."""
    return "\n".join(
        f"{one.article} : {one.about} ({date_confidence(one.confidence).lower()})"
        + (f". {one.note}" if one.note else "")
        for one in basis
    )


def _columns() -> list[Column[LibraryRow]]:
    return [
        Column(title="Besoin", text=lambda row: GROUPS[row.group], width=200),
        Column(title="Courrier", text=lambda row: row.name, strong=True, stretch=True),
    ]
