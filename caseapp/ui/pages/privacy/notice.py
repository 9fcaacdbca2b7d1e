"""« Notice »: the information notice in plain words, printed, published, its versions kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.kernel.errors import UserInputError
from caseapp.ui.pages.privacy.page import PrivacyContent
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import primary, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.fields import ChoiceField
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.text_area import TextArea
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.services.notices import Notices, NoticeVersion

_RULE = (
    "Elle est remise à la première collecte et dit pourquoi, à qui, combien de temps, quels droits."
    " RGPD, article 13 (lu le 26/11/2026)."
    " Une version publiée ne change plus : une autre la remplace, et chaque dossier garde laquelle a"
    " été remise."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeTools:
    """What the tab works with; `show_paper` shows a text as it is printed."""

    notices: Notices
    show_paper: Callable[[str], None]


class NoticeTab(PrivacyContent):
    """The text is edited here; publishing makes a version."""

    def __init__(self, tools: NoticeTools) -> None:
        super().__init__()
        self._tools = tools
        self._versions: tuple[NoticeVersion, ...] = ()
        self._shown = ""
        self.said = Notice()
        self.said.hide()
        self.versions = ChoiceField("Version", [("0", "Texte proposé")])
        self.area = TextArea("Texte de la notice", lines=12)
        self.publish_button = primary("Publier cette version", self.publish)
        card = Card("Notice d'information")
        card.add_action(secondary("Imprimer ou enregistrer…", self.show_paper))
        card.add_action(self.publish_button)
        line = QHBoxLayout()
        line.addWidget(self.versions, 1)
        line.addStretch(2)
        card.add(line)
        card.add(self.area, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 24)
        outer.setSpacing(12)
        outer.addWidget(self.said)
        outer.addWidget(Text(_RULE, TextRole.HINT, wrap=True))
        outer.addWidget(card, 1)
        self.versions.committed.connect(self._choose)

    def show_content(self) -> None:
        if self.area.text != self._shown:
            return  # what is typed stays
        notices = self._tools.notices
        self._versions = notices.versions() or (notices.current(),)
        self.versions.show_choices(
            [(str(one.number), _name(one, place)) for place, one in enumerate(self._versions)]
        )
        self.versions.show_value(str(self._versions[0].number))
        self._show(self._versions[0])

    def publish(self) -> None:
        """Put the text in force."""
        try:
            number = self._tools.notices.publish(self.area.text)
        except UserInputError as error:
            self.area.show_error(error.sentence)
            return
        self.area.show_error("")
        self._shown = self.area.text
        self.show_content()
        self.said.say("", f"Version {number} en vigueur.", Tone.OK)
        self.said.show()

    def show_paper(self) -> None:
        """Show the text as it is printed."""
        self._tools.show_paper(self.area.text)

    def _choose(self, number: str) -> None:
        self._show(next(one for one in self._versions if str(one.number) == number))

    def _show(self, version: NoticeVersion) -> None:
        self._shown = version.text
        self.area.show_text(version.text)
        self.area.show_error("")
        if version.blanks:
            blanks = french.plural(version.blanks, "partie reste", "parties restent")
            sentence = f"{blanks} à compléter, entre crochets, avant de remettre cette notice."
            self.said.say("", sentence, Tone.WARN)
        self.said.setVisible(bool(version.blanks))


def _name(version: NoticeVersion, place: int) -> str:
    if version.made_at is None:
        return "Texte proposé, jamais publié"
    day = french.day(version.made_at.astimezone(PARIS).date())
    return f"Version {version.number}, du {day}{'' if place else ' (en vigueur)'}"
