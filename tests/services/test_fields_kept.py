"""What may never be kept has no field: origin, opinion, religion, offences.

The « numéro de sécurité sociale » is no fact either: it has a table of its own, empty until somebody
in charge decides otherwise, and `test_social_numbers.py` holds where it may be seen. Nor have bank
details a field: there is nothing to encrypt apart, nor to erase at the closing.
"""

from __future__ import annotations

import re

from caseapp.domain.household import Nationality
from caseapp.kernel.french import fold
from caseapp.rules.conditions.vocabulary import load_declared_facts
from caseapp.services.household_facts import HOUSEHOLD_FACTS, PERSON_FACTS
from db.models import Base

_WORDS = re.compile(
    r"\b(origines?|ethni\w*|races?|raciale?s?|religi\w*|croyances?|opinions?|politiques?|syndica\w*"
    r"|infractions?|condamn\w*|casier|orientation sexuelle|vie sexuelle|pays de naissance"
    r"|numero de securite sociale|nir|iban|bic)\b"
)
_COLUMNS = re.compile(
    r"(^|_)(nir|ssn|social_security|religion|ethnic|opinion|offence|origin|iban|bic|rib|account)(_|$)"
)


def test_no_question_asks_what_may_not_be_kept() -> None:
    asked = [f"{fact.label} {fact.hint}" for fact in (*PERSON_FACTS, *HOUSEHOLD_FACTS)]
    asked += [f"{fact.question} {fact.hint}" for fact in load_declared_facts().values()]
    assert len(asked) > 100
    assert [words for words in asked if _WORDS.search(fold(words))] == []


def test_no_column_holds_it_either() -> None:
    columns = [f"{t.name}.{c.name}" for t in Base.metadata.sorted_tables for c in t.columns]
    assert [name for name in columns if _COLUMNS.search(name.partition(".")[2])] == []


def test_nationality_has_three_values() -> None:
    assert len(Nationality) == 3


def test_of_a_stay_only_the_protection_and_two_days_are_asked() -> None:
    of_foreigners = {
        fact.key
        for fact in PERSON_FACTS
        if "nationality" in fact.key or "permit" in fact.key or fact.key == "protection"
    }
    assert of_foreigners == {
        "nationality", "residence_permit_since", "residence_permit_until", "protection",
    }  # fmt: skip


def test_the_words_looked_for_are_found_where_they_stand() -> None:
    for words in ("Pays d'origine", "Religion", "NIR", "Numéro de sécurité sociale", "Casier"):
        assert _WORDS.search(fold(words)), words
