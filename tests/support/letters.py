"""The services of letters over the base of an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.letter_facts import LetterFacts
from caseapp.services.letter_papers import LetterPapers
from caseapp.services.letters import Letters
from caseapp.services.service_templates import ServiceTemplates

if TYPE_CHECKING:
    from tests.support.builders import Office


def letters_of(office: Office) -> Letters:
    """Return the letters of an office."""
    return Letters(
        office.store, office.clock, load_catalogue(), facts_of(office), templates_of(office)
    )


def papers_of(office: Office) -> LetterPapers:
    """Return what puts its letters on paper."""
    return LetterPapers(office.store, office.clock, facts_of(office))


def templates_of(office: Office) -> ServiceTemplates:
    """Return the templates of its own."""
    return ServiceTemplates(office.store, office.clock)


def facts_of(office: Office) -> LetterFacts:
    """Return what its letters are filled with."""
    return LetterFacts(office.store, office.clock, load_catalogue(), office.desk)
