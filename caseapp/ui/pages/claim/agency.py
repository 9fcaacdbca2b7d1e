"""Where a claim is filed, which the caseworker may name, and how long that usually takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.tasks import at_once
from caseapp.ui.widgets.buttons import link
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.suggest_words import suggest_words
from caseapp.ui.widgets.texts import Text, TextRole
from caseapp.ui.wording import capital

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.services.claim_agencies import ClaimAgencies
    from caseapp.services.claim_page import ClaimPage
    from caseapp.services.learned_delays import LearnedDelays, UsualDelays
    from caseapp.ui.tasks import Beside

_HINT = "Par exemple : CAF du Rhône. Vide : les mots du catalogue."


class AgencyCard(Card):
    """The usual delay is read beside the window, and learned of the agency that is named here."""

    def __init__(
        self,
        agencies: ClaimAgencies,
        delays: LearnedDelays,
        changed: Callable[[], object],
        beside: Beside = at_once,
    ) -> None:
        super().__init__("Organisme")
        self._agencies, self._delays, self._changed = agencies, delays, changed
        self._beside = beside
        self._shown: ClaimPage | None = None
        self.rename = link("Préciser…", self._ask, hint="Dire à quel organisme on dépose")
        self.add_action(self.rename)
        self.name = Text("", TextRole.STRONG, wrap=True, selectable=True)
        self.usual = Text("", wrap=True, selectable=True)
        self.explained = Text("", TextRole.HINT, wrap=True)
        for part in (self.name, self.usual, self.explained):
            self.add(part)

    def show_claim(self, page: ClaimPage) -> None:
        """Show the agency of a claim at once, what was learned of it once it is read."""
        if self._shown is None or self._shown.id != page.id:
            self._tell("", "")
        self._shown = page
        self.name.setText(page.agency)
        self._beside(self._delays.usual, lambda usual: self._show_usual(page, usual))

    def _show_usual(self, page: ClaimPage, usual: UsualDelays) -> None:
        if page is self._shown:
            where = page.right, page.agency
            self._tell(usual.words(*where), usual.explained(*where))

    def _tell(self, words: str, explained: str) -> None:
        self.usual.setText(f"{capital(words)}." if words else "")
        self.explained.setText(explained)
        self.usual.setVisible(bool(words))
        self.explained.setVisible(bool(words))

    def _ask(self) -> None:
        page = self._shown
        if page is None:
            return
        field = TextField("Organisme où la demande est déposée", hint=_HINT)
        suggest_words(field.editor, self._agencies.known(page.right))
        field.show_text(page.agency)
        dialog = RefusableForm(
            self,
            "Préciser l'organisme",
            "Le délai habituel est appris par organisme. Les délais légaux ne changent pas.",
            {"agency": field},
            lambda typed: self._agencies.name(page.id, typed["agency"]),
        )
        field.editor.selectAll()
        dialog.accepted.connect(self._changed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
