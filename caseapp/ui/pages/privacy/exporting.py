"""The card « Réversibilité »: the whole base to an open file, and such a file into an empty base."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from caseapp.kernel import french
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.open_export import OpenExport
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.tasks import Job, Jobs

ZIP = "Export CaseApp (*.zip)"
_JOB = "open-export"
_WORDS = (
    "Toute la base dans un format ouvert : une table par fichier JSON, et les documents tels quels."
    " Un autre programme peut les lire ; CaseApp les reprend dans une base vide. Le journal des accès"
    " s'exporte à part."
)
_CLEAR = (
    "Le fichier contiendra en clair tous les dossiers, entretiens et documents : quiconque l'ouvre"
    " peut tout lire. L'enregistrer à un endroit sûr, et l'effacer ensuite."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportTools:
    """What the card works with; `left` notes that everything left."""

    export: OpenExport
    asker: Asker
    jobs: Jobs
    left: Callable[[], None]
    came: Callable[[], None]


class ExportCard(Card):
    """Works beside the window, says how far it is, and may be stopped."""

    def __init__(self, tools: ExportTools) -> None:
        super().__init__("Réversibilité")
        self._tools = tools
        self.notice = Notice()
        self.notice.hide()
        self.add(Text(_WORDS, wrap=True))
        self.add(self.notice)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        line.addWidget(secondary("Reprendre un export…", self.read))
        line.addWidget(secondary("Tout exporter…", self.write))
        self.add(line)

    def write(self) -> None:
        """Ask where the whole base goes, once told that it is in clear."""
        asker = self._tools.asker
        if not asker.confirm(self, "Tout exporter en clair ?", _CLEAR, "Continuer", danger=True):
            return
        path = asker.save_file(self, "Tout exporter", Path.home() / "export-caseapp.zip", ZIP)
        if path is not None:
            self._work(
                lambda job: self._tools.export.write(path, _telling(job)),
                lambda _nothing: self._written(path),
            )

    def read(self) -> None:
        """Ask for an export, and put it into this base if it is empty."""
        path = self._tools.asker.open_file(self, "Reprendre un export", Path.home(), ZIP)
        if path is not None:
            self._work(lambda job: self._tools.export.read(path, _telling(job)), self._read)

    def _work(self, work: Callable[[Job], object], done: Callable[..., object]) -> None:
        stop = secondary("Arrêter", self._stop)
        self.notice.say("", "En cours…", Tone.INFO, stop)
        self.notice.show()
        self._tools.jobs.start(
            self,
            work,
            done,
            failed=self._failed,
            progress=lambda share, _sentence: self.notice.say_again(
                f"En cours : {round(share * 100)}{french.NO_BREAK}%"
            ),
            name=_JOB,
        )

    def _stop(self) -> None:
        self._tools.jobs.cancel(self, _JOB)
        self.notice.say("", "Arrêté : rien n'est écrit.", Tone.INFO)

    def _written(self, path: Path) -> None:
        self._tools.left()
        self.notice.say("", f"Export en clair enregistré : « {path.name} ».", Tone.WARN)

    def _read(self, count: int) -> None:
        cases = french.plural(count, "dossier repris", "dossiers repris")
        self.notice.say("", f"{cases}.", Tone.OK)
        self._tools.came()

    def _failed(self, error: CaseAppError) -> None:
        self.notice.say("", str(error), Tone.BAD)


def _telling(job: Job) -> Callable[[int, int], None]:
    return lambda done, of: job.progress(done / max(of, 1))
