"""« Documents »: the register of processing and the impact assessment, as they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from caseapp.ui.pages.privacy.exporting import ExportCard
from caseapp.ui.pages.privacy.page import PrivacyContent
from caseapp.ui.widgets.buttons import secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.page import ScrollPage
from caseapp.ui.widgets.texts import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from caseapp.ui.pages.privacy.exporting import ExportTools

_PAPERS = (
    (
        "processing",
        "Registre des activités de traitement",
        (
            "Prérempli d'après ce que fait vraiment le programme dans cette base : finalités, données,"
            " destinataires, durées, sécurité. Chaque fait de droit porte sa source ; ce qui n'est pas"
            " sûr est marqué « à confirmer »."
        ),
    ),
    (
        "impact",
        "Analyse d'impact (AIPD)",
        (
            "Une trame préremplie : description, proportionnalité, risques et mesures. Elle reste à"
            " compléter et à valider par le responsable et le délégué à la protection des données."
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersTools:
    """`show` shows a paper by its code, to be printed or kept."""

    show: Callable[[str], None]
    export: ExportTools


class PapersTab(PrivacyContent):
    """One card a paper."""

    def __init__(self, tools: PapersTools) -> None:
        super().__init__()
        scroll = ScrollPage()
        for code, title, sentence in _PAPERS:
            card = Card(title)
            card.add(Text(sentence, wrap=True))
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(secondary("Voir, imprimer, enregistrer…", partial(tools.show, code)))
            card.add(line)
            scroll.add(card)
        self.exporting = ExportCard(tools.export)
        scroll.add(self.exporting)
        scroll.end()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
