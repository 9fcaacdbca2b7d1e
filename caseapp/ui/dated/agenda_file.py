"""« Exporter vers l'agenda » : asks what the titles may say, then where the file goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QCheckBox

from caseapp.kernel.clock import PARIS
from caseapp.kernel.files import write_atomically
from caseapp.services.calendar_export import CalendarOptions, Detail
from caseapp.ui.dialogs.frame import Dialog
from caseapp.ui.widgets.fields import ChoiceField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from caseapp.services.calendar_export import CalendarExport
    from caseapp.services.dated_rows import DatedItem
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.tasks import Jobs

ICS = "Agenda (*.ics)"
_FILE = "echeances.ics"
_SENTENCE = (
    "Le fichier sort de la base chiffrée : il peut être lu par l'agenda qui le reçoit, et par qui "
    "voit cet agenda. L'importer de nouveau met à jour ce qu'un fichier d'avant y a mis."
)
_DETAILS = (
    (Detail.NEUTRAL.value, "Titres neutres : « échéance 2026-0147 »"),
    (Detail.RIGHT.value, "Avec le droit, les deux dates et leur texte"),
    (Detail.NAMES.value, "Avec le nom des personnes"),
)
_WARNING = (
    "Le nom des personnes et ce que vous avez écrit de leurs rendez-vous seront lisibles en clair "
    "dans l'agenda, sur le téléphone et chez qui les héberge. Le secret professionnel vous oblige."
)
_OVERSEAS = {
    "America/Guadeloupe", "America/Martinique", "America/Cayenne", "America/Miquelon",
    "America/Marigot", "America/St_Barthelemy", "Indian/Reunion", "Indian/Mayotte",
    "Pacific/Noumea", "Pacific/Wallis", "Pacific/Tahiti", "Pacific/Marquesas", "Pacific/Gambier",
}  # fmt: skip


def zone_of_machine() -> ZoneInfo:
    """Return the zone of an overseas territory where the machine is set to one, else Paris."""
    name = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return ZoneInfo(name) if name in _OVERSEAS else PARIS


class AgendaFileWindow(Dialog):
    """Neutral titles unless others are chosen; names only after a warning."""

    def __init__(
        self, parent: QWidget, asker: Asker, save: Callable[[CalendarOptions], object]
    ) -> None:
        super().__init__(parent, "Exporter vers l'agenda", _SENTENCE)
        self._asker, self._save = asker, save
        self.detail = ChoiceField("Titres", _DETAILS)
        self.alarms = QCheckBox(
            "Avec une sonnerie : la veille à 9 h, 15 minutes avant un rendez-vous"
        )
        self.add(self.detail)
        self.add(self.alarms)
        self.add_way_back()
        self.add_way_on("Choisir le fichier…")

    def go_on(self) -> None:
        detail = Detail(self.detail.value)
        if detail is Detail.NAMES and not self._asker.confirm(
            self, "Exporter avec les noms ?", _WARNING, "Exporter les noms", danger=True
        ):
            return
        self.accept()
        self._save(CalendarOptions(detail=detail, alarms=self.alarms.isChecked()))


class AgendaFile:
    """Writes what a page shows where one says; the reading and the writing are done beside."""

    def __init__(
        self, export: CalendarExport, asker: Asker, jobs: Jobs, noted: Callable[[], None]
    ) -> None:
        """`noted` keeps in the journal that a file left."""
        self._export, self._asker, self._jobs, self._noted = export, asker, jobs, noted

    def offer(self, page: QWidget, items: Sequence[DatedItem]) -> AgendaFileWindow:
        """Ask what the file says and where it goes, then write it."""
        window = AgendaFileWindow(
            page, self._asker, lambda options: self._save(page, items, options)
        )
        window.finished.connect(window.deleteLater)
        window.open()
        return window

    def _save(self, page: QWidget, items: Sequence[DatedItem], options: CalendarOptions) -> None:
        title = "Enregistrer le fichier d'agenda"
        path = self._asker.save_file(page, title, Path.home() / _FILE, ICS)
        if path is None:
            return
        zone = zone_of_machine()

        def written(_nothing: None) -> None:
            self._noted()
            self._asker.tell(
                page, "Le fichier d'agenda est enregistré", f"{path.name}, dans {path.parent}."
            )

        self._jobs.start(
            page,
            lambda _job: write_atomically(path, self._export.file(items, options, zone)),
            written,
            failed=lambda error: self._asker.tell(
                page, "Le fichier d'agenda n'a pas été enregistré", str(error)
            ),
            name="agenda file",
        )
