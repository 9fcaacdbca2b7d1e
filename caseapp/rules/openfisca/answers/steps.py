"""The steps of a calculation, read from the values that the simulation already holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from caseapp.domain.estimate import Step
from caseapp.kernel import french
from caseapp.rules.openfisca.answers.step_values import value_of
from caseapp.rules.openfisca.rows import Purpose
from caseapp.rules.openfisca.system import parameter
from caseapp.rules.openfisca.words import typeset
from caseapp.rules.parameters import load_replacements, load_steps

if TYPE_CHECKING:
    from caseapp.rules.openfisca.answers.case import Case
    from caseapp.rules.parameters import StepLine

VISIBLE = 0.005


@dataclass(frozen=True)
class Reference:
    """The dated text behind the value of a parameter."""

    title: str
    link: str
    since: str


def steps_of(case: Case, code: str) -> tuple[Step, ...]:
    """Return the steps for the central household: nothing is computed again."""
    row = row_of(case, code)
    if row is None:
        return ()
    steps = (_step(case, row, line) for line in load_steps().rights[code].steps)
    return tuple(step for step in steps if step is not None)


def row_of(case: Case, code: str) -> int | None:
    """Return the row of the simulation that explains a right: another income, an unborn child."""
    if code == "prime_naissance_adoption":
        return case.row(Purpose.UNBORN)
    main, lost = case.row(), case.row(Purpose.LOST_INCOME)
    if code == "rsa" and main is not None and lost is not None:
        better = (case.value("rsa", lost) or 0) > (case.value("rsa", main) or 0)
        return lost if better else main
    return main


def _step(case: Case, row: int, line: StepLine) -> Step | None:
    value = value_of(case, row, line)
    if value is None:
        return None
    replaced = line.hidden_below and value < (case.value(line.hidden_below, row) or 0)
    if replaced or (abs(value) < VISIBLE and not line.always):
        return None
    source, link = line.article, line.link
    if line.parameter:
        reference = reference_of(case.system, line.parameter, case.month.first_day)
        if reference is not None:
            source = f"{source} ; {reference.title}" if source else reference.title
            link = reference.link or link
    shown = round(-abs(value) if line.negative else value, 2)
    return Step(
        label=typeset(line.label), value=shown + 0.0, unit=line.unit, source=source, link=link
    )


@lru_cache(maxsize=2048)  # the same ones are cited in every estimate
def reference_of(system: Any, path: str, day: dt.date) -> Reference | None:
    """Return the latest text that a parameter cites on a day, with its date."""
    for entry in load_replacements().replacements:
        if entry.path == path and entry.start <= day:
            title = f"{entry.source} (depuis le {french.day(entry.start)})"
            return Reference(title, entry.link, str(entry.start))
    return _shipped_reference(system, path, str(day))


def _shipped_reference(system: Any, path: str, day: str) -> Reference | None:
    references = parameter(system, path).metadata.get("reference") or {}
    if not isinstance(references, dict):
        return None
    dated = {str(since): cited for since, cited in references.items() if str(since) <= day}
    if not dated:
        return None
    since = max(dated)
    cited = dated[since]
    last = cited[-1] if isinstance(cited, list) else cited
    if not isinstance(last, dict):
        return Reference(str(last), "", since)
    title = f"{last.get('title', '')} (depuis le {_french_day(since)})"
    return Reference(title, str(last.get("href", "")), since)


def _french_day(since: str) -> str:
    return french.day(dt.date.fromisoformat(since))
