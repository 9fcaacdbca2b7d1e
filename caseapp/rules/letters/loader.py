"""Reads the library of letters, all at once: it is small, and shown whole."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import yaml

from caseapp.domain.letter import LetterGroup
from caseapp.kernel.places import resources
from caseapp.rules.letters.filling import check
from caseapp.rules.letters.template import LetterTemplate

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ENDING = ".yaml"


@cache
def load_letters() -> Mapping[str, LetterTemplate]:
    """Return the letters that ship with the program by code, as the library shows them.

    Raises:
        TemplateFaultError: one uses a name that is not declared.
    """
    groups = list(LetterGroup)
    found = [_read(entry.name) for entry in (resources() / "letters").iterdir()]
    found.sort(key=lambda letter: (groups.index(letter.group), letter.name))
    return {letter.code: letter for letter in found}


def _read(name: str) -> LetterTemplate:
    text = (resources() / "letters" / name).read_text(encoding="utf-8")
    document = yaml.load(text, Loader=_LOADER)  # noqa: S506 - both are safe loaders
    letter = LetterTemplate.model_validate({"code": name.removesuffix(_ENDING), **document})
    for source in (letter.subject, letter.body, *letter.enclosures):
        check(source)
    return letter
