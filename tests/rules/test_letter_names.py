"""The names of the letters: each explained, shown by an example, and told in docs."""

from __future__ import annotations

import re

from caseapp.rules.letters.loader import load_letters
from caseapp.rules.letters.name_examples import EXAMPLES
from caseapp.rules.letters.names import LETTERHEAD, every_name
from tests.support.letter_names import PAGE, page


def test_every_name_has_one_example() -> None:
    assert set(EXAMPLES) == set(every_name())


def test_the_page_of_docs_is_the_list_of_the_program() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.support.letter_names"


def test_no_letter_of_the_library_uses_the_names_of_a_heading() -> None:
    used = {
        name
        for letter in load_letters().values()
        for name in re.findall(r"courrier\.\w+", f"{letter.subject} {letter.body}")
    }
    assert not used & set(LETTERHEAD)
