"""« Agenda externe » of the settings: the file that is kept for it, and what leaves the base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from caseapp.services.calendar_export import Detail
from caseapp.ui.dated.agenda_file import ICS, zone_of_machine
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.calendar_feed import CalendarFeed
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.tasks import Jobs

_SENTENCE = (
    "Ce fichier n'est pas chiffré. Il contient, pour un an, le jour de chaque échéance, l'heure des "
    "rendez-vous et le numéro des dossiers ; le droit si vous le choisissez ; jamais un nom, un lieu "
    "ni une note. Il est réécrit tant que la base est ouverte. Un agenda peut s'y abonner."
)
_NONE = "Aucun fichier : rien ne sort de la base."
_DETAILS = (
    (Detail.NEUTRAL.value, "Titres neutres : « échéance 2026-0147 »"),
    (Detail.RIGHT.value, "Avec le droit, les deux dates et leur texte"),
)


class FeedCard(Card):
    """Off unless a file is chosen here."""

    def __init__(
        self,
        feed: CalendarFeed,
        asker: Asker,
        jobs: Jobs,
        noted: Callable[[], None] = lambda: None,
    ) -> None:
        """`noted` keeps in the journal that a file was chosen, which dates go to from then on."""
        super().__init__("Agenda externe", "désactivé tant qu'aucun fichier n'est choisi")
        self._feed, self._asker, self._jobs, self._noted = feed, asker, jobs, noted
        self.file = Text("", TextRole.STRONG, wrap=True, selectable=True)
        self.detail = ChoiceField("Titres", _DETAILS)
        self.choose = secondary("Choisir le fichier…", self._choose)
        self.stop = secondary("Ne plus l'écrire", self._stop)
        self.trouble = Text("", TextRole.ERROR, wrap=True)
        for part in (self.file, self.trouble, self.detail, self.choose, self.stop):
            self.add(part)
        self.add(Text(_SENTENCE, TextRole.HINT, wrap=True))
        self.detail.committed.connect(lambda _value: self._keep_detail())

    def show_settings(self) -> None:
        """Show which file is kept."""
        chosen = self._feed.chosen()
        self.file.setText(_NONE if chosen is None else str(chosen[0]))
        self.detail.show_value((Detail.NEUTRAL if chosen is None else chosen[1]).value)
        self.stop.setVisible(chosen is not None)
        self.trouble.hide()

    def _choose(self) -> None:
        proposed = Path.home() / "caseapp.ics"
        path = self._asker.save_file(self, "Fichier pour l'agenda", proposed, ICS)
        if path is not None:
            self._feed.choose(path, Detail(self.detail.value))
            self._noted()
            self._write()

    def _keep_detail(self) -> None:
        chosen = self._feed.chosen()
        if chosen is not None:
            self._feed.choose(chosen[0], Detail(self.detail.value))
            self._write()

    def _stop(self) -> None:
        self._feed.stop()
        self.show_settings()

    def _write(self) -> None:
        self.show_settings()
        zone = zone_of_machine()
        self._jobs.start(
            self,
            lambda _job: self._feed.refresh(zone),
            lambda _written: None,
            failed=self._failed,
            name="feed",
        )

    def _failed(self, error: CaseAppError) -> None:
        self.trouble.setText(str(error))
        self.trouble.show()
