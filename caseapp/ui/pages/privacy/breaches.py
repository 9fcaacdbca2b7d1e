"""« Violations »: what went wrong with data, the 72 hours, what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.kernel.clock import PARIS
from caseapp.services.breaches import SEVERITIES
from caseapp.ui.models.table import Column, Kind
from caseapp.ui.pages.privacy.register import RegisterTab, RegisterWords
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.fields import ChoiceField, TextField

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.services.breaches import Breaches, BreachRow
    from caseapp.ui.tasks import Jobs

_WORDS = RegisterWords(
    title="Violations de données",
    rule=(
        "Perte, vol, envoi à la mauvaise personne, accès indu : tout est noté au registre. S'il y a"
        " un risque, la CNIL est notifiée dans les 72 heures de la découverte ; s'il est élevé, les"
        " personnes sont informées. RGPD, articles 33 et 34 (lus le 26/11/2026)."
    ),
    new="Nouvelle violation…",
    empty=(
        "Aucune violation au registre",
        (
            "Une clé perdue, un courrier envoyé au mauvais foyer : le noter ici fait partir le compte"
            " des 72 heures."
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachesTools:
    """What the tab works with."""

    breaches: Breaches
    jobs: Jobs
    save: Callable[[], None]


class BreachesTab(RegisterTab["BreachRow"]):
    """The register of breaches."""

    def __init__(self, tools: BreachesTools) -> None:
        self._tools = tools
        super().__init__(_WORDS, _columns(), tools.breaches, tools.jobs, tools.save)

    def row_actions(self) -> Sequence[tuple[str, Callable[[], None]]]:
        return (("Modifier les faits…", self.ask_facts), ("Décision et suite…", self.open_row))

    def rows(self) -> tuple[BreachRow, ...]:
        return self._tools.breaches.rows()

    def ask_new(self) -> None:
        typed = self._tools.breaches.typed(None)
        self.ask("Nouvelle violation", "", _facts(typed), self._tools.breaches.record)

    def ask_facts(self) -> None:
        """Ask what happened, again."""
        if (row := self.table.current) is not None:
            typed = self._tools.breaches.typed(row.id)
            self.ask(
                "Les faits",
                "",
                _facts(typed),
                lambda now: self._tools.breaches.change(row.id, typed | now),
            )

    def open_row(self) -> None:
        row = self.table.current
        if row is None:
            return
        typed = self._tools.breaches.typed(row.id)
        labels = {
            "decision": "Décision",
            "told_on": "CNIL notifiée le",
            "told_hour": "à (heure)",
            "people_told_on": "Personnes informées le",
            "measures": "Mesures prises",
            "closed_on": "Close le",
        }
        fields = {name: _line(label, typed.get(name, "")) for name, label in labels.items()}
        self.ask(
            "Décision et suite",
            row.words,
            fields,
            lambda now: self._tools.breaches.change(row.id, typed | now),
        )


def _facts(typed: dict[str, str]) -> dict[str, TextField | ChoiceField]:
    severity = ChoiceField(
        "Gravité", [("", "À évaluer"), *((one.value, words) for one, words in SEVERITIES.items())]
    )
    severity.show_value(typed.get("severity", ""))
    return {
        "found_on": _line("Découverte le", typed.get("found_on", "")),
        "found_hour": _line("à (heure)", typed.get("found_hour", "")),
        "happened": _line("Ce qui s'est passé", typed.get("happened", "")),
        "data": _line("Données touchées", typed.get("data", "")),
        "people": _line("Nombre de personnes, si connu", typed.get("people", "")),
        "severity": severity,
    }


def _line(label: str, text: str) -> TextField:
    field = TextField(label)
    field.show_text(text)
    return field


def _columns() -> list[Column[BreachRow]]:
    return [
        Column(
            title="Ce qui s'est passé",
            text=lambda row: row.happened,
            hint=lambda row: row.data,
            strong=True,
            stretch=True,
        ),
        Column(
            title="Découverte le",
            text=lambda row: f"{row.found_at.astimezone(PARIS):%d/%m/%Y à %Hh%M}",
            sort_key=lambda row: row.found_at,
            width=170,
        ),
        Column(
            title="Personnes",
            text=lambda row: "" if row.people is None else french.number(row.people),
            sort_key=lambda row: row.people,
            numeric=True,
            width=100,
        ),
        Column(
            title="Gravité",
            text=lambda row: "À évaluer" if row.severity is None else SEVERITIES[row.severity],
            width=220,
        ),
        Column(
            title="72 heures",
            kind=Kind.PILL,
            text=lambda row: row.short_words,
            tone=_tone,
            width=150,
            tooltip=lambda row: row.words,
        ),
    ]


def _tone(row: BreachRow) -> Tone:
    if not row.is_pressing:
        return Tone.OK
    return Tone.BAD if row.hours < 0 else Tone.WARN
