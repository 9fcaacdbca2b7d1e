"""« Demandes »: what people ask of their data, by when to answer, the file of an access at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.domain.duties import RequestKind, RequestState
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.services.rights_requests import KINDS, OUTCOMES
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.navigator import CasePlace, CaseTab
from caseapp.ui.pages.privacy.register import RegisterTab, RegisterWords
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.services.rights_requests import RequestRow, RightsRequests
    from caseapp.ui.navigator import Navigator
    from caseapp.ui.tasks import Jobs

_WORDS = RegisterWords(
    title="Demandes des personnes",
    rule=(
        "Répondre en un mois à compter de la réception ; deux mois de plus, motivés et annoncés dans"
        " le premier mois, si les demandes sont complexes ou nombreuses. RGPD, article 12 (3) (lu le"
        " 26/11/2026), pour les droits des articles 15 à 22. Rappel de CaseApp au vingtième jour."
    ),
    new="Nouvelle demande…",
    empty=(
        "Aucune demande au registre",
        (
            "Accès, rectification, effacement, limitation, opposition : notez chaque demande le jour où"
            " elle arrive, le délai se compte de lui-même."
        ),
    ),
)
_STATES = {
    RequestState.OPEN: ("En cours", Tone.INFO),
    RequestState.ALERT: ("À répondre", Tone.WARN),
    RequestState.LATE: ("En retard", Tone.BAD),
    RequestState.ANSWERED: ("Répondue", Tone.OK),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsTools:
    """What the tab works with."""

    requests: RightsRequests
    case_of: Callable[[str], UUID | None]  # a reference, its case
    show_file: Callable[[UUID], None]  # the paper that answers a right of access
    clock: Clock
    navigator: Navigator
    jobs: Jobs
    save: Callable[[], None]


class RequestsTab(RegisterTab["RequestRow"]):
    """The register of requests."""

    def __init__(self, tools: RequestsTools) -> None:
        self._tools = tools
        super().__init__(_WORDS, _columns(), tools.requests, tools.jobs, tools.save)

    def row_actions(self) -> Sequence[tuple[str, Callable[[], None]]]:
        return (
            ("Ouvrir le dossier", self.open_case),
            ("Préparer la réponse…", self.prepare),
            ("Prolonger de 2 mois…", self.ask_extension),
            ("Répondre…", self.ask_answer),
        )

    def rows(self) -> tuple[RequestRow, ...]:
        return self._tools.requests.rows()

    def open_row(self) -> None:
        self.ask_answer()

    def ask_new(self) -> None:
        received = TextField("Reçue le", placeholder="jj/mm/aaaa")
        received.show_text(french.day(self._tools.clock.today()))
        fields: dict[str, TextField | ChoiceField] = {
            "kind": ChoiceField("Demande", [(kind.value, words) for kind, words in KINDS.items()]),
            "reference": TextField("Dossier", placeholder="2026-0147", hint="Vide : sans dossier."),
            "received_on": received,
            "asked_by": TextField("Demandée par", hint="La personne, ou qui la représente."),
            "note": TextField("Ce qui est demandé"),
        }
        self.ask("Nouvelle demande", "", fields, self._record)

    def ask_extension(self) -> None:
        """Ask why two months more are needed."""
        if (row := self.table.current) is not None:
            self.ask(
                "Prolonger de deux mois",
                "La personne doit en être informée dans le premier mois, avec le motif.",
                {"extension": TextField("Motif")},
                lambda typed: self._tools.requests.extend(row.id, typed),
            )

    def ask_answer(self) -> None:
        """Ask what was answered, and when."""
        if (row := self.table.current) is None:
            return
        day = TextField("Répondue le", placeholder="jj/mm/aaaa")
        day.show_text(french.day(self._tools.clock.today()))
        self.ask(
            f"Répondre : {KINDS[row.kind].lower()}",
            row.note,
            {
                "outcome": ChoiceField("Réponse", [(one.value, w) for one, w in OUTCOMES.items()]),
                "answered_on": day,
                "answer": TextField("Détail, ou motif du refus"),
            },
            lambda typed: self._tools.requests.answer(row.id, typed),
        )

    def prepare(self) -> None:
        """Show the paper that answers: that of the right of access, else the history of the case."""
        row = self.table.current
        if row is None or row.case_id is None:
            return
        if row.kind is RequestKind.RECTIFICATION:  # what was there before, and what is now
            self._tools.navigator.go(CasePlace(row.case_id, CaseTab.HISTORY))
        else:
            self._tools.show_file(row.case_id)

    def open_case(self) -> None:
        """Go to the case of the request."""
        row = self.table.current
        if row is not None and row.case_id is not None:
            self._tools.navigator.go(CasePlace(row.case_id))

    def _record(self, typed: dict[str, str]) -> UUID:
        reference, case_id = typed["reference"].strip(), None
        if reference and (case_id := self._tools.case_of(reference)) is None:
            raise UserInputError("reference", "Aucun dossier ne porte cette référence.")
        return self._tools.requests.record(case_id, typed)


def _columns() -> list[Column[RequestRow]]:
    return [
        Column(
            title="Demande",
            text=lambda row: KINDS[row.kind],
            hint=lambda row: row.note,
            sort_key=lambda row: KINDS[row.kind],
            strong=True,
            stretch=True,
        ),
        Column(
            title="Qui",
            text=lambda row: row.asked_by,
            discreet=lambda row: french.initials(row.asked_by),
            hint=lambda row: row.reference,
            width=180,
        ),
        Column(
            title="Reçue le",
            text=lambda row: french.day(row.received_on),
            sort_key=lambda row: row.received_on,
            width=110,
        ),
        Column(
            title="Avant le",
            text=lambda row: french.day(row.due_on),
            hint=lambda row: "prolongée" if row.extension else "",
            sort_key=lambda row: row.due_on,
            width=110,
        ),
        Column(title="Délai", text=lambda row: row.words, width=190),
        Column(
            title="État",
            kind=Kind.PILL,
            text=lambda row: _STATES[row.state][0],
            tone=lambda row: _STATES[row.state][1],
            width=110,
        ),
    ]
