"""French spacing: no line may begin with « : », « ; », « ? », « ! » or a closing guillemet."""

from __future__ import annotations

import re

from caseapp.kernel.french import NARROW, NO_BREAK

_BEFORE_HIGH_SIGN = re.compile(r" (?=[;?!])")
_BEFORE_WIDE_SIGN = re.compile(r" (?=[:»])|(?<=«) |(?<=n°) ")


def typeset(text: str) -> str:
    """Replace the plain spaces that must not break: ``Silence : rejet`` stays on one line."""
    return _BEFORE_WIDE_SIGN.sub(NO_BREAK, _BEFORE_HIGH_SIGN.sub(NARROW, text))
