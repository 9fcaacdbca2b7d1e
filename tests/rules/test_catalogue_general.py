"""The general rules of procedure: each with its article, none left out of the sources."""

from __future__ import annotations

import pytest

from caseapp.domain.deadline import Confidence
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.general_rules import load_general_rules


def test_every_general_rule_of_the_sources_is_there_with_its_article() -> None:
    rules = load_general_rules().rules
    assert len(rules) == 24
    assert len({rule.code for rule in rules}) == len(rules)
    assert all(rule.title and rule.text and rule.basis for rule in rules)


def test_the_rule_of_silence_is_found_by_its_code() -> None:
    assert load_general_rules().rule("silence_defaut").basis == ("CRPA L231-1", "CRPA L231-4")
    with pytest.raises(KeyError):
        load_general_rules().rule("rule_of_thumb")


def test_a_rule_cited_from_memory_stays_doubtful() -> None:
    assert load_general_rules().rule("aide_sociale_juge").confidence is Confidence.LOW


def test_an_article_known_to_have_changed_is_marked_in_every_right_that_cites_it() -> None:
    freshness = load_general_rules().freshness
    for right in load_catalogue().all():
        for basis in right.legal_basis:
            if basis.article in freshness.changed_since:
                assert basis.changed_since, (right.code, basis.article)


def test_the_texts_that_were_read_have_their_date() -> None:
    assert len(load_general_rules().texts_read) == 18
    assert all(text.name and text.state for text in load_general_rules().texts_read)
