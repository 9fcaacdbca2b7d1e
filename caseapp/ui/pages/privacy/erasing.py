"""Erasing cases for good: what goes and what remains is said first, then it is done beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from caseapp.kernel import french
from caseapp.services.erasure_copies import remains
from caseapp.ui.theme import Tone

if TYPE_CHECKING:
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.erasure_rows import ErasurePreview
    from caseapp.ui.pages.privacy.retention import RetentionTools
    from caseapp.ui.tasks import Job

_LISTED = 5  # papers named in the question
_JOB = "erasing"


class Erasing(QObject):
    """Asks, erases, tells."""

    said = Signal(str, object)  # a sentence, its tone
    ended = Signal()

    def __init__(self, tools: RetentionTools, over: QWidget) -> None:
        super().__init__(over)
        self._tools, self._over = tools, over

    def ask(self, cases: list[UUID]) -> None:
        """Read what goes and what remains elsewhere, then ask."""
        tools = self._tools

        def look(_job: Job) -> tuple[ErasurePreview, tuple[str, ...], int]:
            places = tools.places()
            left = remains(tools.backups, places, tools.clock.today())
            return tools.erasing.preview(cases), left, tools.apart(cases)

        tools.jobs.start(
            self, look, lambda read: self._ask(cases, *read), failed=self._failed, name=_JOB
        )

    def _ask(
        self, cases: list[UUID], preview: ErasurePreview, copies: tuple[str, ...], apart: int
    ) -> None:
        count = len(cases)
        title = "Effacer ce dossier ?" if count == 1 else f"Effacer ces {count} dossiers ?"
        sentence = "\n\n".join(
            part
            for part in (
                (
                    f"{preview.words} seront effacés de la base, de la recherche et de ses pages"
                    " libres. C'est définitif : rien ne pourra être annulé."
                ),
                _apart_words(apart),
                _left_words(preview),
                "Restent hors de la base :\n" + "\n".join(copies) if copies else "",
            )
            if part
        )
        if self._tools.asker.confirm(self._over, title, sentence, "Effacer", danger=True):
            self._erase(cases, copies)

    def _erase(self, cases: list[UUID], copies: tuple[str, ...]) -> None:
        tools = self._tools
        self.said.emit("Effacement en cours…", Tone.INFO)

        def work(job: Job) -> int:
            done = tools.erasing.erase_all(
                cases, lambda done, of: job.progress(done / of, "Effacement")
            )
            return len(done)

        def told(share: float, _sentence: str) -> None:
            self.said.emit(f"Effacement en cours : {round(share * 100)} %.", Tone.INFO)

        def ended(count: int) -> None:
            said = french.plural(count, "dossier effacé", "dossiers effacés")
            more = " Restent hors de la base : " + " ".join(copies) if copies else ""
            self.said.emit(f"{said}, avec une preuve sans donnée.{more}", Tone.OK)
            self.ended.emit()

        tools.jobs.start(self, work, ended, failed=self._failed, progress=told, name=_JOB)

    def _failed(self, error: CaseAppError) -> None:
        self.said.emit(str(error), Tone.BAD)
        self.ended.emit()


def _apart_words(count: int) -> str:
    """Say that the alerts stay: child protection has its own durations."""
    if not count:
        return ""
    said = french.plural(
        count,
        "écrit gardé à part n'est pas effacé avec",
        "écrits gardés à part ne sont pas effacés avec",
    )
    return (
        f"{said}, ni les noms qu'ils portent : leur durée est propre (à confirmer) et se décide dans"
        " « Signalements »."
    )


def _left_words(preview: ErasurePreview) -> str:
    """Say which papers left the desk: the program cannot erase them."""
    if not preview.left:
        return ""
    lines = [
        f"« {left.title} », {'fichier' if left.is_file else 'papier'} remis à"
        f" {left.recipient or 'personne nommé'} le {french.day(left.on)}"
        for left in preview.left[:_LISTED]
    ]
    more = len(preview.left) - _LISTED
    if more > 0:
        lines.append(f"et {french.plural(more, 'autre écrit', 'autres écrits')}")
    return "Ont quitté le service, à effacer là où ils sont :\n" + "\n".join(lines)
