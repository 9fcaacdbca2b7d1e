"""The dates of all claims, brought up to date beside the window once the catalogue has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel.french import NO_BREAK
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.kernel.errors import CaseAppError
    from caseapp.ui.tasks import Jobs

_JOB = "claim dates"
_KEPT = "Ce qui a été changé au catalogue est enregistré."


class ClaimDates(Notice):
    """Hidden while there is nothing to wait for; says how far it is, and can be stopped.

    What is stopped is done when the base is next opened: the version of the catalogue says so.
    """

    def __init__(self, jobs: Jobs, refresh: Callable[[Callable[[float], object]], int]) -> None:
        """Run `refresh`, which tells its share done (0 to 1) and returns how many claims it read."""
        super().__init__()
        self._jobs, self._refresh = jobs, refresh
        self.hide()

    def bring_up_to_date(self) -> None:
        """Begin, anew where it is under way: the catalogue changed again."""
        self.hide()
        self._jobs.start(
            self,
            lambda job: self._refresh(job.progress),
            lambda _count: self.hide(),
            failed=self._fail,
            progress=lambda share, _sentence: self._tell(share),
            name=_JOB,
        )

    def _tell(self, share: float) -> None:
        if not share:
            return  # most services have few claims: done before one could read a sentence
        words = f"{round(share * 100)}{NO_BREAK}% des démarches sont revues."
        if self.isVisible():
            self.say_again(words)
            return
        title = "Les dates des démarches suivent le catalogue"
        self.say(title, words, Tone.INFO, secondary("Arrêter", self._stop))
        self.show()

    def _stop(self) -> None:
        self._jobs.cancel(self, _JOB)
        self._offer_again(
            "Dates des démarches : mise à jour arrêtée",
            f"{_KEPT} Les dates suivront à la prochaine ouverture de la base.",
        )

    def _fail(self, error: CaseAppError) -> None:
        self._offer_again("Dates des démarches : mise à jour interrompue", f"{_KEPT} {error}")

    def _offer_again(self, title: str, sentence: str) -> None:
        self.say(title, sentence, Tone.WARN, secondary("Reprendre", self.bring_up_to_date))
        self.show()
