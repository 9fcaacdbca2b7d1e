"""« N° de sécurité sociale »: whether this service keeps it, on what ground, who decided it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.domain.deadline import Confidence
from caseapp.kernel import french
from caseapp.rules.social_number_grounds import load_grounds
from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.pages.privacy.page import PrivacyContent
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.page import ScrollPage
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.kernel.errors import CaseAppError
    from caseapp.services.social_number_use import Decision, SocialNumberUses
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.tasks import Job, Jobs

_JOB = "social-numbers"
_OFF = (
    "Désactivé",
    "Aucun champ n'existe et rien n'est gardé. Les aides au remplissage laissent ce numéro à la main.",
)
_WHERE = (
    "Une fois activé, le numéro se tape dans « Foyer », personne par personne. Il y est masqué : ses"
    " cinq derniers signes et sa clé. Le voir (30 secondes) ou le copier (effacé du presse-papiers"
    " après une minute) laisse une ligne au journal. Il n'est ni dans les recherches, ni dans les"
    " listes, ni dans les exports, ni dans les courriers et rapports, ni dans les statistiques ; les"
    " copies de sauvegarde, chiffrées, le contiennent comme le reste."
)
_NOT_YOU = "Seule la personne responsable peut en décider : demandez-lui d'ouvrir la base."


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialNumberTools:
    """What the tab works with; `remains` says which copies hold what is erased, in a job."""

    uses: SocialNumberUses
    asker: Asker
    jobs: Jobs
    remains: Callable[[], tuple[str, ...]]


class SocialNumberTab(PrivacyContent):
    """Turned on by a form, off by an erasure that says how many go."""

    def __init__(self, tools: SocialNumberTools) -> None:
        super().__init__()
        self._tools = tools
        grounds = load_grounds()
        self.state = Notice()
        self.said = Notice()
        self.said.hide()
        self.begin_button = primary("Activer…", self.ask)
        self.end_button = secondary("Désactiver et effacer…", self.ask_end)
        self.not_you = Text(_NOT_YOU, TextRole.SECONDARY, wrap=True)
        card = Card("Numéro de sécurité sociale")
        card.add(self.state)
        card.add(Text(grounds.rule, wrap=True))
        card.add(
            Text(
                f"Source : {grounds.source} (fiabilité {_SURE[grounds.confidence]}, lu le"
                f" {french.day(grounds.checked_on)}).",
                TextRole.HINT,
                wrap=True,
            )
        )
        card.add(Text(_WHERE, TextRole.SECONDARY, wrap=True))
        line = QHBoxLayout()
        line.addWidget(self.not_you, 1)
        line.addStretch(1)
        line.addWidget(self.begin_button)
        line.addWidget(self.end_button)
        card.add(line)
        scroll = ScrollPage()
        scroll.add(self.said)
        scroll.add(card)
        scroll.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def show_content(self) -> None:
        uses = self._tools.uses
        decision, may = uses.decision(), uses.is_in_charge
        if decision is None:
            self.state.say(*_OFF, Tone.INFO)
        else:
            self.state.say("Activé", _words(decision, uses.count()), Tone.OK)
        self.begin_button.setVisible(decision is None and may)
        self.end_button.setVisible(decision is not None and may)
        self.not_you.setVisible(not may)

    def leave(self) -> None:
        self._tools.jobs.cancel(self, _JOB)

    def ask(self) -> None:
        """Ask for the ground, who decided and when."""
        grounds = load_grounds().grounds
        ground = ChoiceField(
            "Fondement", [("", "Choisir…"), *((one.code, one.name) for one in grounds)]
        )
        marks = {
            one.code: f"{one.words}. {one.source} (fiabilité {_SURE[one.confidence]})."
            for one in grounds
        }
        ground.committed.connect(lambda code: ground.show_hint(marks.get(code, "")))
        fields: dict[str, TextField | ChoiceField] = {
            "ground": ground,
            "words": TextField("Texte et finalité", hint="Nécessaire pour un autre fondement"),
            "decided_by": TextField("Décidé par", hint="Nom et fonction"),
            "decided_on": TextField("Le", placeholder="26/11/2026"),
        }
        form = RefusableForm(
            self,
            "Activer le numéro de sécurité sociale",
            "La décision est gardée, imprimée au registre des traitements et notée au journal.",
            fields,
            self._begin,
            width=620,
        )
        form.finished.connect(form.deleteLater)
        form.open()

    def ask_end(self) -> None:
        """Say how many numbers go, and what holds them still, then ask."""
        tools = self._tools
        tools.jobs.start(
            self,
            lambda _job: (tools.uses.count(), tools.remains()),
            lambda read: self._ask_end(*read),
            failed=self._failed,
            name=_JOB,
        )

    def _begin(self, typed: dict[str, str]) -> None:
        self._tools.uses.begin(typed)
        self._say(
            "Activé : le champ est dans « Foyer ». À dire dans la notice d'information.", Tone.OK
        )

    def _ask_end(self, count: int, copies: tuple[str, ...]) -> None:
        numbers = french.plural(count, "numéro sera effacé", "numéros seront effacés")
        sentence = "\n\n".join(
            part
            for part in (
                f"{numbers} de la base et de ses pages libres. Rien ne pourra être annulé.",
                "Les contiennent encore, hors de la base :\n" + "\n".join(copies) if copies else "",
            )
            if part
        )
        title = "Ne plus garder les numéros de sécurité sociale ?"
        if self._tools.asker.confirm(self, title, sentence, "Désactiver et effacer", danger=True):
            self._tools.jobs.start(self, self._end, self._ended, failed=self._failed, name=_JOB)

    def _end(self, _job: Job) -> int:
        return self._tools.uses.end()

    def _ended(self, count: int) -> None:
        self._say(
            f"Désactivé : {french.plural(count, 'numéro effacé', 'numéros effacés')}.", Tone.OK
        )

    def _failed(self, error: CaseAppError) -> None:
        self._say(str(error), Tone.BAD)

    def _say(self, sentence: str, tone: Tone) -> None:
        self.said.say("", sentence, tone)
        self.said.show()
        self.show_content()


_SURE = {
    Confidence.HIGH: "élevée",
    Confidence.MEDIUM: "moyenne, à confirmer",
    Confidence.LOW: "faible, à confirmer",
}


def _words(decision: Decision, count: int) -> str:
    doubt = " (à confirmer)" if decision.is_doubtful else ""
    return (
        f"{decision.words}{doubt}. Décidé par {decision.decided_by} le"
        f" {french.day(decision.decided_on)}. {french.plural(count, 'numéro gardé', 'numéros gardés')}."
    )
