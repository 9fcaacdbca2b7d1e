"""The lines of an address as an envelope shows them: no explanation, no « ou »."""

from __future__ import annotations

import re

from caseapp.rules.letters.filling import BLANK

_ASIDE = re.compile(r"\s*(?: \(|,| puis | – ).*$", re.DOTALL)
_AUTHOR = "auteur de la décision"  # who that is stands in brackets, or on the decision
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")
_UNDECIDED = re.compile(r"\bou\b|/")
_POSTAL_CODE = re.compile(r"[ ,]+(?=\d{5} \w)")


def addressee(body: str) -> str:
    """Return who a letter goes to; a place to write where the file leaves the choice.

    « CAF ou MSA » is « [à compléter : CAF ou MSA] »; « tribunal administratif (et non le TJ) » is
    « Tribunal administratif »: what explains it is read in the claim.
    """
    head = _ASIDE.sub("", body).strip()
    if head == _AUTHOR and (named := _IN_BRACKETS.search(body)):
        head = named[1]
    if head == _AUTHOR or _UNDECIDED.search(head):
        return f"[{BLANK} : {head}]"
    return f"{head[:1].upper()}{head[1:]}"


def lines(address: str) -> list[str]:
    """Return an address line by line; one typed in a row is cut before its postal code."""
    return [
        line.strip(" ,")
        for row in address.splitlines()
        for line in _POSTAL_CODE.split(row)
        if line.strip(" ,")
    ]
