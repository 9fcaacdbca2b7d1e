"""What to do about the rights of an estimate: the next step, what to ask first, what to correct."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from caseapp.domain.estimate import Outcome, Period
from caseapp.kernel.money import ZERO, Money
from caseapp.kernel.typography import typeset
from caseapp.rules.conditions.vocabulary import DECLARED, load_declared_facts
from caseapp.rules.sensitive_facts import is_sensitive
from caseapp.services.assumptions import assumption_words
from caseapp.services.estimate_rows import AskFirst, AssumedPart
from caseapp.services.field_paths import field_of_path
from caseapp.services.field_subject import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from caseapp.domain.estimate import Estimate, Range, RightEstimate
    from caseapp.domain.household import Household
    from caseapp.rules.catalogue import Right
    from caseapp.services.estimate_rows import MissingPart, RightRow
    from caseapp.services.stored_household import StoredHousehold

_FIELDS = {"savings": "savings.non_taxable"}  # a default that stands for several fields
_DATED = re.compile(r"\(depuis le (\d{2})/(\d{2})/(\d{4})\)")
_DECLARED = "/declared."  # in the path of a field
# to add amounts up side by side: what is paid once counts for a year
_MONTHS = {Period.MONTH: 1, Period.YEAR: 12, Period.ONCE: 12}


def assumed_parts(
    paths: Iterable[str], household: Household, stored: StoredHousehold
) -> tuple[AssumedPart, ...]:
    """Return each default that was taken, in words, with the field that corrects it."""
    parts: dict[str, AssumedPart] = {}
    for path in paths:
        for words in assumption_words((path,)):
            field = field_of_path(_FIELDS.get(path, path), household, stored)
            parts.setdefault(words, AssumedPart(words=words, path=field))
    return tuple(parts.values())


def next_step(
    answer: RightEstimate, right: Right, claim: str, missing: Sequence[MissingPart]
) -> str:
    """Return what to do now about a right, in a sentence; nothing for what is refused or paid."""
    if claim:
        return typeset(f"Suivre la démarche en cours : {claim[:1].lower()}{claim[1:]}.")
    if answer.outcome is Outcome.NO or (answer.received or ZERO) > ZERO:
        return ""
    ask = [part.label for part in missing if part.path]
    if answer.outcome is Outcome.TO_CHECK and ask:
        return typeset(f"Demander d'abord : {ask[0]}.")
    steps = [step.what for step in right.steps if "personne" in step.who]
    first = steps[0] if steps else "Déposer la demande"
    pieces = f" Réunir d'abord : {right.pieces[0]}." if right.pieces else ""
    return typeset(f"{first[:1].upper()}{first[1:].rstrip('.')}.{pieces}")


def ask_first(rows: Iterable[RightRow]) -> AskFirst | None:
    """Return the missing fact that changes the rights the most in all; None where none does.

    What only declared conditions read comes last: they ask it of everybody, to be sure. A delicate
    one (a death, a state of health…) is never put forward: it is asked where its right is read, and
    the screen is often seen by two.
    """
    parts: dict[str, list[tuple[str, MissingPart]]] = {}
    for row in rows:
        for part in row.missing:
            if part.path and not _is_delicate(part):
                parts.setdefault(part.path, []).append((row.title.partition(" (")[0], part))
    if not parts:
        return None

    def weight(path: str) -> tuple[bool, int, int]:
        spread = sum(_spread(part.effect).cents for _, part in parts[path])
        return _DECLARED not in path, spread, len(parts[path])

    best = max(parts, key=weight)
    return AskFirst(
        part=parts[best][0][1],
        rights=tuple(dict.fromkeys(title for title, _ in parts[best])),
        spread=Money.total(_spread(part.effect) for _, part in parts[best]),
    )


def _is_delicate(part: MissingPart) -> bool:
    subject = subject_of(part.path)
    if subject is None or not subject[1].startswith(DECLARED):
        return False
    known = load_declared_facts().get(subject[1].removeprefix(DECLARED))
    return (known is not None and known.delicate) or is_sensitive(subject[1], part.label)


def scales_on(estimate: Estimate) -> dt.date | None:
    """Return the date of the latest value of the law that the calculations cite."""
    found = (
        dt.date(int(year), int(month), int(day))
        for answer in estimate.rights
        for step in answer.steps
        for day, month, year in _DATED.findall(step.source)
    )
    return max(found, default=None)


def _spread(effect: Range | None) -> Money:
    if effect is None:
        return ZERO
    return Money((effect.max - effect.min).cents // _MONTHS[effect.period])
