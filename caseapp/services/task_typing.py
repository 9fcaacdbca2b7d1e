"""What a person types of a task: read generously, refused at its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.domain import dictation
from caseapp.domain.agenda import TaskKind
from caseapp.domain.recurrence import read_stored
from caseapp.kernel import french
from caseapp.kernel.errors import UserInputError
from caseapp.services.interview_typing import read_hour

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from db.models import Task

_TITLE, _PLACE, _NOTE = 300, 160, 4000


def read(typed: Mapping[str, str], task: Task | None, today: date) -> dict[str, Any]:
    """Return what a form holds, as the columns take it; `task` is the one that is changed.

    Raises:
        UserInputError: a part is missing or impossible; `field` says which.
    """
    title = " ".join(typed.get("title", "").split())
    if not title:
        raise UserInputError("title", "Dire ce qu'il y a à faire.")
    for name, text, most in (
        ("title", title, _TITLE),
        ("place", typed.get("place", ""), _PLACE),
        ("note", typed.get("note", ""), _NOTE),
    ):
        if len(text) > most:
            raise UserInputError(name, f"Ce texte a {french.number(most)} caractères au plus.")
    due_on = _due(typed.get("due_on", ""), task, today)
    return {
        "title": title,
        "kind": TaskKind(typed.get("kind") or TaskKind.TASK),
        "due_on": due_on,
        "at": read_hour(typed.get("at", "")),
        "place": typed.get("place", "").strip(),
        "note": typed.get("note", "").strip(),
        "recurrence": _recurrence(typed.get("repeat", ""), task, due_on, today),
    }


def _due(text: str, task: Task | None, today: date) -> date | None:
    if not text.strip():
        return None
    if task is not None and task.due_on is not None and text.strip() == french.day(task.due_on):
        return task.due_on  # a late one may keep its day
    return read_day(text, today)


def read_day(text: str, today: date) -> date:
    """Return a day to come, as it is typed.

    Raises:
        UserInputError: it is none.
    """
    try:
        return dictation.read_day(text, today)
    except ValueError as error:
        raise UserInputError("due_on", str(error)) from None


def _recurrence(text: str, task: Task | None, due_on: date | None, today: date) -> Any:
    kept = read_stored(task.recurrence) if task is not None else None
    if kept is not None and task is not None and text.strip() == kept[0].words:
        moved = due_on != task.due_on
        return kept[0].as_json(due_on if moved else kept[1])
    try:
        rule = dictation.read_rhythm(text, today)
    except ValueError as error:
        raise UserInputError("repeat", str(error)) from None
    if rule is None:
        return None
    if due_on is None:
        raise UserInputError("due_on", "Choisir la première date de ce qui se répète.")
    if rule.until is not None and rule.until < due_on:
        raise UserInputError("repeat", "La fin précède la première date.")
    return rule.as_json(due_on)
