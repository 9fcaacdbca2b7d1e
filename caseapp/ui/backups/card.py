"""« Sauvegardes » of the settings: where copies go, how old the last is, and a copy at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.kernel.errors import KnownTroubleError
from caseapp.kernel.typography import breakable
from caseapp.ui.backups.backing_up import MOST_PLACES, BackingUp
from caseapp.ui.tasks import at_once
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from caseapp.services.backups import Copy
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.tasks import Beside

_SENTENCE = (
    "Chaque copie est chiffrée, vérifiée page par page, et s'ouvre avec le mot de passe du jour où "
    "elle est faite. Une copie par jour, et à la fermeture si quelque chose a changé ; les sept "
    "derniers jours, quatre semaines et douze mois sont gardés. Pour en remettre une : verrouillez, "
    "puis « Restaurer une sauvegarde… »."
)
_NONE = (
    "Aucune sauvegarde : si cet ordinateur est volé ou tombe en panne, tous les dossiers sont perdus. "
    "Choisissez une clé USB, un autre disque ou un dossier du serveur."
)
_MEGA = 1_000_000


class BackupCard(Card):
    """Shows the places of the copies; everything it does is kept at once."""

    def __init__(self, backing_up: BackingUp, asker: Asker, beside: Beside = at_once) -> None:
        """`beside` looks into the folders: a server may take its time."""
        super().__init__("Sauvegardes")
        self._backing_up, self._asker, self._beside = backing_up, asker, beside
        self._states: dict[Path, Text] = {}  # what is said of each place on screen
        self.notice = Notice()
        self.places = QWidget()
        self._lines = QVBoxLayout(self.places)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self.add_place = secondary("Choisir un dossier…", self._choose)
        self.now = secondary("Sauvegarder maintenant", backing_up.start)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Sauvegarde en cours")
        self.stop = secondary("Arrêter", backing_up.stop)
        for part in (self.notice, self.places, self.bar, self.stop, self.now, self.add_place):
            self.add(part)
        self.add(Text(_SENTENCE, TextRole.HINT, wrap=True))
        backing_up.changed.connect(self.show_settings)
        self.show_settings()

    def show_settings(self) -> None:
        """Show how things stand now."""
        state, places = self._backing_up, self._backing_up.places
        self.set_title("Sauvegardes", state.words)
        self._show_places(places)
        self._show_trouble()
        self.add_place.setText("Choisir un second dossier…" if places else "Choisir un dossier…")
        self.add_place.setVisible(len(places) < MOST_PLACES)
        self.now.setVisible(bool(places) and not state.is_running)
        self.bar.setVisible(state.is_running)
        self.stop.setVisible(state.is_running)

    def _show_places(self, places: tuple[Path, ...]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._states = {place: Text("", TextRole.SECONDARY) for place in places}
        for place in places:
            self._lines.addWidget(self._line(place))
        self.places.setVisible(bool(places))
        copies = self._backing_up.copies
        self._beside(lambda: [(one, _told(one, copies(one))) for one in places], self._tell)

    def _tell(self, told: list[tuple[Path, str]]) -> None:
        for place, words in told:
            if place in self._states:
                self._states[place].setText(words)

    def _line(self, place: Path) -> QWidget:
        line = QWidget()
        words = QVBoxLayout(line)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(Text(breakable(str(place)), TextRole.STRONG, wrap=True, selectable=True))
        words.addWidget(self._states[place])
        gone = link("Ne plus y copier", hint=f"Ne plus copier la base dans {place}")
        gone.clicked.connect(lambda _on=False: self._backing_up.remove_place(place))
        words.addWidget(gone)
        return line

    def _show_trouble(self) -> None:
        state = self._backing_up
        troubles = [str(one.trouble) for one in state.outcomes if one.trouble is not None]
        said = "\n".join(troubles) or state.trouble
        if said:
            self.notice.say("La sauvegarde n'a pas été faite partout", said, Tone.BAD)
        elif not state.places:
            self.notice.say("", _NONE, Tone.WARN)
        self.notice.setVisible(bool(said) or not state.places)

    def _choose(self) -> None:
        folder = self._asker.folder(self, "Où copier la base ?", Path.home())
        if folder is None:
            return
        try:
            self._backing_up.add_place(folder)
        except KnownTroubleError as trouble:
            self.notice.say(trouble.sentence, trouble.way_out, Tone.BAD)
            self.notice.show()


def _told(place: Path, copies: tuple[Copy, ...]) -> str:
    """Say what stands in a place: how many copies, the newest, its size."""
    if not copies:
        return "aucune copie de cette base" if place.is_dir() else "dossier absent pour l'instant"
    newest = copies[0]
    when = f"{french.day(newest.made_at.date())} à {french.hour(newest.made_at.strftime('%H:%M'))}"
    size = french.number(max(1, round(newest.size / _MEGA)))
    return f"{french.plural(len(copies), 'copie')} · la dernière le {when} · {size} Mo"
