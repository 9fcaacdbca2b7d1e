"""From the changes of the base to the entries a caseworker reads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseapp.domain.claim import Exchange, ExchangeMedium
from caseapp.domain.history import HistoryAction
from caseapp.domain.liability import LiabilityKind
from caseapp.kernel.clock import PARIS
from caseapp.kernel.typography import typeset
from caseapp.services import history_months, liabilities
from caseapp.services import history_words as words
from caseapp.services.claim_events import event_of, exchange_words, words_of
from caseapp.services.fact_text import UNKNOWN_TEXT
from caseapp.services.history_rows import HistoryEntry
from caseapp.services.household_facts import ROLES, definition_of
from caseapp.services.resource_grid import KINDS, RIGHT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

    from caseapp.services.fact_text import FactText

_SUBJECTS = {
    "case": "Dossier",
    "closing": "Clôture du dossier",
    "tag": "Étiquette",
    "person": "Personne du foyer",
    "claim": "Démarche",
    "interview": "Entretien",
    "task": "Agenda",
    "handling": "Échéance",
    "letter": "Courrier",
    "report": "Écrit remis",
    "mandate": "Mandat ou accord",
    "document": "Document",
    "liability": "Dette",
    "paid_service": "Service payant",
    "debt": "Rappel ou indu",
    "stop": "Versement arrêté",
}


class Teller:
    """Tells the changes of one case, with its people and the names of rights at hand."""

    def __init__(
        self, facts: FactText, rights: Callable[[str], str], names: Mapping[UUID, str]
    ) -> None:
        self._facts = facts
        self._rights = rights
        self._names = names
        self._ways: dict[str, Callable[[Any], tuple[str, str, str]]] = {
            "fact": self._fact,
            "fact_past": self._past,
            "line": self._line,
            "cell": lambda row: self._cells([row]),
            "claim_event": self._event,
            "claim_exchange": self._exchange,
            "claim_piece": self._ticked,
            "claim_step": self._ticked,
            "payment": self._payment,
            "nir": self._number,
            "instalment": lambda row: self._instalments([row]),
            "sensitive": self._opening,
        }

    def entries(self, rows: Iterable[Any]) -> Iterator[HistoryEntry]:
        """Yield the entries of rows, the newest first; months changed alike make one entry."""
        for same in history_months.together(rows):
            row = same[0]
            tell = self._ways.get(row.kind, self._whole)
            if len(same) > 1:
                tell_all = self._cells if row.kind == "cell" else self._instalments
                what, before, after = tell_all(same)
            else:
                what, before, after = tell(row)
            at = row.at.astimezone(PARIS)
            yield HistoryEntry(
                id=row.id,
                at=row.at,
                on=at.date(),
                time=f"{at:%H:%M}",
                author=row.author,
                action=row.action,
                person=self._names.get(row.person_id, "") if row.person_id else "",
                what=typeset(what),
                before=before,
                after=after,
            )

    def _whole(self, row: Any) -> tuple[str, str, str]:
        """Tell a row by its columns: one that changed alone is what the entry is about."""
        subject = _SUBJECTS.get(row.kind, row.kind)
        if about := self._about(row):
            subject = f"{subject} : {about}"
        before = words.of_columns(row.kind, row.before)
        after = words.of_columns(row.kind, row.after)
        names = {*(row.before or {}), *(row.after or {})}
        if words.PRIVATE in (row.before or {}) and words.PRIVATE in (row.after or {}):
            after.append(("notes privées", "modifiées"))
        if row.action is HistoryAction.CHANGED and len(names) == 1:
            (name,) = names
            if name == words.PRIVATE:
                return f"{subject}, notes privées", "", "modifiées"
            label = words.label_of(name)
            subject = label if row.kind == "person" else f"{subject}, {label.lower()}"
            return subject, words.told(before, named=False), words.told(after, named=False)
        named = row.kind not in {"tag", "person"}
        return subject, words.told(before, named=named), words.told(after, named=named)

    def _about(self, row: Any) -> str:
        match row.kind:
            case "claim" | "debt" | "stop":
                return self._rights(row.key)
            case "interview":
                return words.day(row.key)
            case "mandate":
                return words.MANDATES.get(row.key, str(row.key))
            case "liability":
                return liabilities.KINDS[LiabilityKind(row.key)]
            case "task" | "document" | "handling" | "letter" | "paid_service" | "report":
                return str(row.key)
            case _:
                return ""

    def _fact(self, row: Any) -> tuple[str, str, str]:
        label = self._label(row)
        before, after = row.before or {}, row.after or {}
        if row.action is HistoryAction.CHANGED and "value" not in after:
            return f"{label}, valable depuis", _day(before["since"]), _day(after["since"])
        return label, self._value(row, before), self._value(row, after)

    def _past(self, row: Any) -> tuple[str, str, str]:
        before = self._span(row, row.before)
        return f"{self._label(row)}, autrefois", before, self._span(row, row.after)

    def _opening(self, row: Any) -> tuple[str, str, str]:
        """Tell for which aid a sensitive fact was opened or closed, never what it says."""
        before, after = (self._opened_words(values) for values in (row.before, row.after))
        return self._label(row), before, after

    def _opened_words(self, values: Mapping[str, Any] | None) -> str:
        if not values:
            return ""
        if values.get("closed_at"):
            return "fermé"
        right = values["right"]
        return f"ouvert pour : {self._rights(right)}" if right else "ouvert, déjà au dossier"

    def _span(self, row: Any, values: Mapping[str, Any] | None) -> str:
        """Return « 480 €, jusqu'au 30/06/2026 »: what is known of a past value."""
        if values is None:
            return ""
        parts = [self._value(row, values)]
        if values.get("since"):
            parts.append(f"depuis le {_day(values['since'])}")
        if values.get("until"):
            parts.append(f"avant le {_day(values['until'])}")
        return typeset(", ".join(part for part in parts if part))

    def _label(self, row: Any) -> str:
        if row.key == "role":
            return "Lien"
        try:
            return definition_of(row.key, of_person=row.person_id is not None).label
        except KeyError:
            return str(row.key)

    def _value(self, row: Any, values: Mapping[str, Any]) -> str:
        value = values.get("value")
        if value is None:
            return ""
        if row.key == "role":
            return next((role.label for role in ROLES if role.code == value), str(value))
        try:
            definition = definition_of(row.key, of_person=row.person_id is not None)
            return self._facts.show(definition, value)
        except (KeyError, ValueError):
            return str(value)

    def _line(self, row: Any) -> tuple[str, str, str]:
        label = self._nature(row.key)
        before, after = row.before or {}, row.after or {}
        if row.action is HistoryAction.CHANGED:
            return f"{label}, mois d'avant", _cents(before), _cents(after)
        gone, line = row.action is HistoryAction.REMOVED, "ligne de la grille"
        return label, line if gone else "", "" if gone else line

    def _cells(self, rows: Sequence[Any]) -> tuple[str, str, str]:
        nature = rows[0].key.rpartition("/")[0]
        what = f"{self._nature(nature)}, {history_months.named(rows)}"
        return what, _amount(rows[0].before), _amount(rows[0].after)

    def _instalments(self, rows: Sequence[Any]) -> tuple[str, str, str]:
        right = rows[0].key.rpartition("/")[0]
        before, after = (
            words.told(words.of_columns("instalment", values), named=len(values or {}) > 1)
            for values in (rows[0].before, rows[0].after)
        )
        return f"{self._rights(right)}, mensualité, {history_months.named(rows)}", before, after

    def _nature(self, code: str) -> str:
        if code.startswith(RIGHT):
            return f"{self._rights(code.removeprefix(RIGHT))} en paiement"
        return next((kind.label for kind in KINDS if kind.code == code), code)

    def _event(self, row: Any) -> tuple[str, str, str]:
        right, _, kind = row.key.partition("/")
        told = [self._event_words(kind, values) for values in (row.before, row.after)]
        return f"Démarche : {self._rights(right)}", told[0], told[1]

    def _exchange(self, row: Any) -> tuple[str, str, str]:
        right, _, _medium = row.key.partition("/")
        told = [self._exchange_words(values) for values in (row.before, row.after)]
        return f"Échange : {self._rights(right)}", told[0], told[1]

    @staticmethod
    def _exchange_words(values: Mapping[str, Any] | None) -> str:
        if not values:
            return ""
        exchange = Exchange(
            on=date.fromisoformat(values["on_date"]),
            medium=ExchangeMedium(values["medium"]),
            words=values["words"],
            spoken_to=values["spoken_to"],
        )
        return f"{exchange_words(exchange)} ({_day(values['on_date'])})"

    @staticmethod
    def _event_words(kind: str, values: Mapping[str, Any] | None) -> str:
        if not values or "on_date" not in values:
            return ""
        event = event_of(kind, date.fromisoformat(values["on_date"]), values.get("details") or {})
        proof = values.get("proof")
        told = words_of(event) + (f" · preuve : {proof}" if proof else "")
        return f"{told} ({_day(values['on_date'])})"

    def _ticked(self, row: Any) -> tuple[str, str, str]:
        right, _, label = row.key.partition("/")
        before, after = (
            words.told(words.of_columns(row.kind, values), named=True)
            for values in (row.before, row.after)
        )
        return f"{self._rights(right)} : {label}", before, after

    @staticmethod
    def _number(row: Any) -> tuple[str, str, str]:
        """Tell that it was noted, changed or taken out: no sign of it is known here."""
        done = {HistoryAction.ADDED: "noté", HistoryAction.REMOVED: "effacé"}
        return "N° de sécurité sociale", "", done.get(row.action, "modifié")

    def _payment(self, row: Any) -> tuple[str, str, str]:
        right, _, month = row.key.partition("/")
        what = f"{self._rights(right)}, versé pour {words.month(month)}"
        return what, _cents(row.before or {}, "cents"), _cents(row.after or {}, "cents")


def _day(value: str | None) -> str:
    return words.day(value) if value else "toujours"


def _cents(values: Mapping[str, Any], name: str = "before_cents") -> str:
    value = values.get(name)
    return "" if value is None else words.cents(value)


def _amount(values: Mapping[str, Any] | None) -> str:
    if not values:
        return ""
    if values.get("is_unknown") or ("cents" in values and values["cents"] is None):
        return UNKNOWN_TEXT
    return words.cents(values["cents"])
