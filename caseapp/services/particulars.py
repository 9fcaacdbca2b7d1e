"""What is particular to a person, in a few words: the column « Particularités »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.household import Role
from caseapp.rules.sensitive_facts import is_sensitive
from caseapp.services.fact_definition import FactKind
from caseapp.services.fact_text import UNKNOWN_JSON
from caseapp.services.household_facts import definition_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from caseapp.services.fact_text import FactText
    from caseapp.services.stored_household import StoredHousehold, StoredPerson

_KEYS = (
    "job_seeker_since",
    "pregnant_due",
    "disability_rate",
    "gir",
    "other_parent",
    "shared_custody",
    "placed",
)
_OTHER_PARENT = {
    "does_not_pay": "sans pension alimentaire",
    "cannot_pay": "autre parent hors d'état de verser",
    "deceased": "autre parent décédé",
    "unknown_parent": "filiation non établie",
}
_QUIET = frozenset({"none", "pays", False, UNKNOWN_JSON})


def particulars(
    stored: StoredHousehold, person: StoredPerson, words: FactText, *, sensitive: bool = True
) -> str:
    """Return the particulars of a person, the sensitive ones among them or not."""
    told = (
        text
        for key, text in _particulars(stored, person, words)
        if text and (sensitive or not is_sensitive(key))
    )
    return " · ".join(told)


def _particulars(
    stored: StoredHousehold, person: StoredPerson, words: FactText
) -> Iterator[tuple[str, str]]:
    since = stored.home.get("single_since")
    if person.role is Role.APPLICANT and not stored.has_partner and since is not None:
        month = "date inconnue" if since == UNKNOWN_JSON else f"{since[5:7]}/{since[:4]}"
        yield "single_since", f"sans partenaire depuis {month}"
    for key in _KEYS:
        value = person.facts.get(key)
        if value is None or value in _QUIET:
            continue
        definition = definition_of(key, of_person=True)
        shown = words.show(definition, value)
        answered = definition.kind is FactKind.CHOICE
        yield (
            key,
            {
                "job_seeker_since": f"à France Travail depuis le {shown}",
                "pregnant_due": f"naissance prévue le {shown}",
                "disability_rate": f"taux d'incapacité {shown}",
                "gir": f"GIR {shown}",
                "other_parent": _OTHER_PARENT.get(value, ""),
            }.get(key, shown if answered else definition.label.lower()),
        )
