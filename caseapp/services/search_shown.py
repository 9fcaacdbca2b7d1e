"""How each thing that was found is shown: its title, whose it is, the words around the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.domain.agenda import TaskKind
from caseapp.kernel import french
from caseapp.services.case_rows import display_name
from caseapp.services.claim_words import STATES
from caseapp.services.interview_rows import KINDS as INTERVIEWS
from caseapp.services.liabilities import KINDS as LIABILITIES
from caseapp.services.mandate_rows import KINDS as MANDATES
from caseapp.services.search_rows import Goal, Hit, Marked, marked, snippet
from db.models import SearchKind
from db.queries import search_found
from db.search_sources import event_text, flat

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.kernel.lookup import Sought

    NameOf = Callable[[str], str]  # of a right, by its code
    _Parts = tuple[str, str, list[str]]  # a title, what stands beside, texts that may answer

_TASKS = {TaskKind.TASK: "", TaskKind.APPOINTMENT: "rendez-vous "}
CLOSED = "dossier clos"
_PRIVATE = 3  # place of the working notes among the texts of an interview


class Shower:
    """Makes the rows of one search, in a session that reads."""

    def __init__(self, session: Session, sought: Sought, name_of_right: NameOf) -> None:
        self._session = session
        self._sought = sought
        self._name_of_right = name_of_right

    def show(self, kind: SearchKind, ids: Sequence[UUID], most: int) -> tuple[list[Hit], bool]:
        """Return what the first things of one kind show, and whether there are others.

        Those of open cases come first, else they stand as they came.
        """
        if not ids:
            return [], False
        rows = {row[0]: row for row in search_found.things(self._session, kind, ids)}
        kept = [rows[id_] for id_ in ids if id_ in rows]
        if kind is SearchKind.INTERVIEW:
            kept.sort(key=lambda row: row[6], reverse=True)  # its day, not when it was typed
        kept.sort(key=lambda row: row[3] is not None)
        return [self._hit(kind, *row) for row in kept[:most]], len(kept) > most

    def _hit(  # noqa: PLR0917 - a row of the query
        self,
        kind: SearchKind,
        id_: UUID,
        case_id: UUID | None,
        reference: str | None,
        closed_on: date | None,
        last: str | None,
        first: str | None,
        *own: Any,
    ) -> Hit:
        title, when, texts = _SHOWN[kind](self._name_of_right, own)
        private = kind is SearchKind.INTERVIEW
        found, is_private = self._answering(texts, private=private)
        if kind is SearchKind.CLAIM and not found.text:
            found = self._thread_snippet(id_)
        parts = (
            display_name(last, first or "") if last else "",
            reference or "",
            when,
            CLOSED if closed_on is not None else "",
        )
        return Hit(
            goal=Goal(kind.value),
            id=id_,
            case_id=case_id,
            title=marked(title, self._sought),
            hint=marked(" · ".join(part for part in parts if part), self._sought),
            snippet=found,
            is_private=is_private,
            is_closed=closed_on is not None,
        )

    def _answering(self, texts: Sequence[str], *, private: bool) -> tuple[Marked, bool]:
        """Return the text that answers most, and whether it is the working notes."""
        best = max(
            range(len(texts)),
            key=lambda place: (self._sought.answered(texts[place]), -place),
            default=None,
        )
        if best is None:
            return Marked(), False
        found = snippet(texts[best], self._sought)
        return found, private and best == _PRIVATE and bool(found.text)

    def _thread_snippet(self, claim_id: UUID) -> Marked:
        """Return what answers among the events of a claim, else among its exchanges."""
        details = search_found.claim_events(self._session, [claim_id]).get(claim_id, ())
        said = search_found.claim_exchanges(self._session, claim_id)
        texts = [
            " · ".join(filter(None, map(event_text, details))),
            *(" · ".join(filter(None, parts)) for parts in said),
        ]
        return self._answering(texts, private=False)[0]


def _claim(name_of: NameOf, own: Sequence[Any]) -> _Parts:
    opened, right, state, agency = own
    return name_of(right), f"{STATES[state]}, ouverte {_on(opened)}", [agency]


def _interview(_name_of: NameOf, own: Sequence[Any]) -> _Parts:
    on, kind, *texts = own
    return (
        f"Entretien du {french.long_day(on)} · {INTERVIEWS[kind]}",
        "",
        [flat(text) for text in texts],
    )


def _document(_name_of: NameOf, own: Sequence[Any]) -> _Parts:
    on, title, file_name, note = own
    return title, f"du {french.day(on)}" if on else "", [file_name, note]


def _task(_name_of: NameOf, own: Sequence[Any]) -> _Parts:
    due, title, note, place, kind, done = own
    return title, f"faite {_on(done)}" if done else _due(kind, due), [note, place]


def _due(kind: TaskKind, due: date | None) -> str:
    if due is None:
        return f"{_TASKS[kind]}sans date"
    return f"{_TASKS[kind]}{'' if kind is TaskKind.APPOINTMENT else 'pour '}{_on(due)}"


def _mandate(_name_of: NameOf, own: Sequence[Any]) -> _Parts:
    given, kind, holder, covers, note = own
    words = MANDATES[kind]
    title = " · ".join(part for part in (words[:1].upper() + words[1:], holder) if part)
    return title, f"donné {_on(given)}", [covers, note]


def _letter(_name_of: NameOf, own: Sequence[Any]) -> _Parts:
    sent, name, subject, recipient, body = own
    return name, f"envoyé {_on(sent)}" if sent else "à envoyer", [subject, recipient, body]


def _paid_service(_name_of: NameOf, own: Sequence[Any]) -> _Parts:
    signed_on, name, signed, note = own
    when = f"signé {_on(signed_on)}" if signed_on else ""
    return name, " · ".join(part for part in ("service payant", when) if part), [signed, note]


def _simulation(_name_of: NameOf, own: Sequence[Any]) -> _Parts:
    month, name = own
    return name, f"{french.MONTHS[month.month - 1]} {month.year}", []


def _liability(_name_of: NameOf, own: Sequence[Any]) -> _Parts:
    since, kind, creditor, note = own
    title = " · ".join(part for part in (LIABILITIES[kind], creditor) if part)
    return title, f"impayée depuis {_on(since)}" if since else "", [note]


_SHOWN: dict[SearchKind, Callable[[NameOf, Sequence[Any]], _Parts]] = {
    SearchKind.CLAIM: _claim,
    SearchKind.INTERVIEW: _interview,
    SearchKind.DOCUMENT: _document,
    SearchKind.TASK: _task,
    SearchKind.MANDATE: _mandate,
    SearchKind.LETTER: _letter,
    SearchKind.PAID_SERVICE: _paid_service,
    SearchKind.SIMULATION: _simulation,
    SearchKind.LIABILITY: _liability,
}


def _on(day: date) -> str:
    return f"le {french.day(day)}"
