"""Conditions of a local right as they are typed: words, and a simple test built with choices."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from caseapp.kernel import french
from caseapp.kernel.money import Money
from caseapp.kernel.typography import typeset
from caseapp.services.fact_choices import TENURES
from caseapp.services.typed_values import read_amount, read_integer

if TYPE_CHECKING:
    from caseapp.rules.catalogue import DeclaredCondition

KINDS = (
    ("", "à vérifier avec la personne"),
    ("age_min", "âge minimal de la personne suivie"),
    ("age_max", "âge maximal de la personne suivie"),
    ("child_age_max", "âge maximal d'un enfant"),
    ("children_min", "nombre minimal d'enfants"),
    ("resources_max", "plafond de ressources par mois"),
    ("tenure", "occupation du logement"),
    ("receives", "perçoit un droit"),
    ("question", "question à poser, oui ou non"),
    ("judged", "appréciée par l'organisme"),
)
KEPT = "kept"  # a test of a file that the form cannot show: kept as it is
CHOSEN = frozenset({"tenure", "receives"})  # their value is chosen, not typed
UNVALUED = frozenset({"", "judged", KEPT})
HINTS = {
    "age_min": "En années : 60",
    "age_max": "En années : 25",
    "child_age_max": "En années : 17",
    "children_min": "2",
    "resources_max": "Pour 1, 2, 3 personnes, puis par personne en plus : 900 ; 1 300 ; 1 600 ; + 350",
    "question": "La personne habite-t-elle la commune depuis un an ?",
}
_NUMBERS: dict[str, tuple[dict[str, str], str, str]] = {
    "age_min": ({"fact": "age", "who": "applicant"}, "at_least", "Avoir au moins {} ans"),
    "age_max": ({"fact": "age", "who": "applicant"}, "at_most", "Avoir au plus {} ans"),
    "child_age_max": ({"fact": "age", "who": "child"}, "at_most", "Un enfant d'au plus {} ans"),
    "children_min": ({"fact": "children"}, "at_least", "Enfants à charge : au moins {}"),
}
_QUESTION = 200
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionText:
    """One condition as it is typed."""

    text: str = ""
    kind: str = ""
    value: str = ""
    kept: str = ""  # the condition as the file has it, in JSON, where the form was not told all

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed at all."""
        return not (self.text.strip() or self.kind or self.value.strip())


def slug(text: str, most: int) -> str:
    """Return « aide_au_transport » for « Aide au transport »."""
    return _SLUG.sub("_", french.fold(text)).strip("_")[:most].strip("_")


def read_condition(typed: ConditionText) -> dict[str, Any]:
    """Return the condition as the catalogue writes it.

    Raises:
        ValueError: what was typed for the test cannot be read.
    """
    document: dict[str, Any] = json.loads(typed.kept) if typed.kept else {}
    for name in ("test", "judged"):
        if typed.kind != KEPT:
            document.pop(name, None)
    value, words = typed.value.strip(), ""
    if typed.kind == "judged":
        document["judged"] = True
    elif typed.kind not in UNVALUED:
        if not value:
            raise ValueError("Compléter ce que la condition demande, ou choisir « à vérifier ».")
        document["test"], words = _test(typed.kind, value)
    text = " ".join(typed.text.split()) or words
    if not text:
        raise ValueError("Écrire la condition avec ses mots.")
    return {**document, "text": text}


def _test(kind: str, value: str) -> tuple[dict[str, Any], str]:
    """Return the test, and words for it."""
    if kind in _NUMBERS:
        fact, operator, words = _NUMBERS[kind]
        number = read_integer(value, 0, 20 if kind == "children_min" else 120)
        return {**fact, operator: number}, words.format(number)
    if kind == "resources_max":
        return {"fact": "monthly_resources", "at_most": _ceiling(value)}, (
            f"Ressources mensuelles du foyer d'au plus {value} (selon le nombre de personnes)"
        )
    if kind == "tenure":
        return {"fact": "tenure", "is": value}, f"Logement : {tenure_words(value)}"
    if kind == "receives":
        return {"receives": value}, "Percevoir ce droit"
    if len(value) > _QUESTION:
        raise ValueError(f"La question a {_QUESTION} caractères au plus.")
    return {"declared": f"local_{slug(value, 50)}", "question": value}, value.rstrip(
        " ?\u00a0\u202f"
    )


def tenure_words(value: str) -> str:
    """Return « locataire HLM »."""
    return next((choice.label for choice in TENURES if choice.code == value), value)


def _ceiling(text: str) -> float | dict[str, Any]:
    parts = [part.strip() for part in text.split(";") if part.strip()]
    more = [part for part in parts if part.startswith("+")]
    if len(more) > 1 or (more and parts[-1] != more[0]) or len(more) == len(parts):
        raise ValueError("Écrire les plafonds comme 900 ; 1 300 ; + 350.")
    amounts = [_euros(read_amount(part.removeprefix("+"))) for part in parts]
    if len(parts) == 1:
        return amounts[0]
    listed = amounts[:-1] if more else amounts
    if listed != sorted(listed):
        raise ValueError("Les plafonds montent avec le nombre de personnes.")
    return {"by_people": listed, **({"each_more": amounts[-1]} if more else {})}


def _euros(amount: Money) -> float:
    return float(amount.in_euros) if amount.cents % 100 else int(amount.in_euros)


def show_condition(condition: DeclaredCondition) -> ConditionText:
    """Return a condition as it is typed."""
    document = condition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    kept = json.dumps(document, ensure_ascii=False)
    kind, value = _shown(document)
    return ConditionText(text=condition.text, kind=kind, value=value, kept=kept)


def _shown(document: dict[str, Any]) -> tuple[str, str]:
    """Return the kind and the value of the form, or `KEPT` where it has no words for the test."""
    test, judged = document.get("test"), document.get("judged")
    if test is None or judged:
        return (KEPT if test is not None else "judged" if judged else ""), ""
    shown = _shown_number(test) or _shown_simple(test)
    if shown is None and test.keys() == {"fact", "at_most"}:
        shown = _shown_ceiling(test["at_most"]) if test["fact"] == "monthly_resources" else None
    return shown or (KEPT, "")


def _shown_number(test: dict[str, Any]) -> tuple[str, str] | None:
    for kind, (fact, operator, _words) in _NUMBERS.items():
        if test.keys() == {*fact, operator} and all(test[k] == v for k, v in fact.items()):
            found = test[operator]
            return (kind, str(found)) if isinstance(found, int) else None
    return None


def _shown_simple(test: dict[str, Any]) -> tuple[str, str] | None:
    if test.keys() == {"fact", "is"} and test["fact"] == "tenure":
        return "tenure", str(test["is"])
    if test.keys() == {"receives"}:
        return "receives", test["receives"]
    if test.keys() == {"declared", "question"}:
        return "question", test["question"]
    return None


def _shown_ceiling(bound: Any) -> tuple[str, str]:
    if isinstance(bound, int | float):
        return "resources_max", _amount(bound)
    if isinstance(bound, dict) and "by_people" in bound:
        parts = [_amount(amount) for amount in bound["by_people"]]
        more = bound.get("each_more")
        return "resources_max", " ; ".join([*parts, *([f"+ {_amount(more)}"] if more else [])])
    return KEPT, ""


def _amount(euros: float) -> str:
    decimals = 0 if euros == int(euros) else 2
    return typeset(french.number(Money(round(euros * 100)).in_euros, decimals))
