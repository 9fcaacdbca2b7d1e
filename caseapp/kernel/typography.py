"""French spacing: no line may begin with « : », « ; », « ? », « ! » or a closing guillemet."""

from __future__ import annotations

import re

from caseapp.kernel.french import NARROW, NO_BREAK
from caseapp.kernel.kept_texts import until_locked

_BEFORE_HIGH_SIGN = re.compile(r" (?=[;?!])")
_BEFORE_WIDE_SIGN = re.compile(r" (?=[:»])|(?<=«) |(?<=n°) ")


@until_locked(4096)  # of the same words over and over, where thousands of dates are told
def typeset(text: str) -> str:
    """Replace the plain spaces that must not break: ``Silence : rejet`` stays on one line.

    All texts get the same apostrophe, whichever the catalogue or the person typed.
    """
    bound = _BEFORE_WIDE_SIGN.sub(NO_BREAK, _BEFORE_HIGH_SIGN.sub(NARROW, text))
    return bound.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


_LONGEST_WORD = 24
_MAY_BREAK = "\N{ZERO WIDTH SPACE}"


def breakable(text: str) -> str:
    """Return a text whose very long words (names of files) may be cut at the end of a line."""
    return re.sub(rf"\S{{{_LONGEST_WORD}}}(?=\S)", lambda found: found[0] + _MAY_BREAK, text)
