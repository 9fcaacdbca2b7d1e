"""From the rows of a claim to the page a caseworker reads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseapp.domain import claim_life
from caseapp.domain.claim import Exchange, Filed
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel.calendar import Month
from caseapp.kernel.errors import NotFoundError
from caseapp.kernel.money import Money
from caseapp.rules.claim_appeals import OPTIONAL
from caseapp.rules.claim_history import in_order
from caseapp.rules.claim_life import is_automatic
from caseapp.rules.document_kinds import load_document_kinds
from caseapp.services import claim_words
from caseapp.services.case_rows import display_name
from caseapp.services.claim_events import event_of, exchange_words, kind_of, words_of
from caseapp.services.claim_page import (
    ClaimListRow,
    ClaimPage,
    DeadlineLine,
    PieceRow,
    StepRow,
    ThreadLine,
)
from db.kept import once
from db.queries import claims as queries
from db.queries import documents as document_queries
from db.queries import history as history_queries

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from caseapp.domain.claim import ClaimEvent
    from caseapp.rules.catalogue import Right
    from caseapp.rules.catalogue_loader import Catalogue


LISTED = 2000  # beyond it a list is not read: it is searched by case


def claim_page(session: Session, claim_id: UUID, catalogue: Catalogue, today: date) -> ClaimPage:
    """Return one claim, whole; read once between two writings.

    Raises:
        NotFoundError: there is no such claim any more.
    """
    key = (ClaimPage, claim_id, today, id(catalogue))
    return once(session, key, lambda: _read(session, claim_id, catalogue, today))


def _read(session: Session, claim_id: UUID, catalogue: Catalogue, today: date) -> ClaimPage:
    row = queries.one(session, claim_id)
    if row is None:
        raise NotFoundError("Cette démarche n'existe plus.")
    right = catalogue.right(row.right)
    kept = [
        (id_, event_of(kind, on, details))
        for _, id_, kind, on, details in queries.events(session, [claim_id])
    ]
    events = in_order(event for _, event in kept)
    documents = document_queries.of_case(session, row.case_id)
    pieces = tuple(_piece(piece, documents, today) for piece in queries.pieces(session, claim_id))
    state = claim_life.with_pieces(row.state, sum(p.received_on is not None for p in pieces))
    deadlines = deadline_lines(session, claim_id, today)
    filed = claim_words.last_of(events, Filed)
    form = right.channel.form
    return ClaimPage(
        id=claim_id,
        case_id=row.case_id,
        case_name=display_name(row.last_name, row.first_name),
        case_reference=row.reference,
        right=right.code,
        name=right.name,
        agency=row.agency,
        state=state,
        state_words=claim_words.state_words(state, filed.on if filed else None, today),
        opened_on=row.opened_on,
        estimated=_money(row.estimated_cents),
        granted=_money(row.granted_cents),
        granted_since=Month.of(row.granted_since) if row.granted_since else None,
        stepper=claim_words.stepper(state, events, pieces),
        next_action=claim_words.next_action(state, pieces, deadlines, row.agency, today),
        steps=_steps(session, claim_id, right),
        pieces=pieces,
        documents=tuple((document.id, document.title) for document in documents),
        deadlines=deadlines,
        thread=_thread(session, (row.case_id, claim_id), kept, events),
        allowed=tuple(
            kind_of(kind) for kind in claim_life.allowed(state, automatic=is_automatic(right))
        ),
        appeal_routes=tuple(
            (appeal.route.value, appeal.body)
            for appeal in sorted(right.appeals, key=lambda a: a.order)
        ),
        online=right.channel.online,
        online_text=right.channel.online_text,
        form_number=form.number if form else "",
        form_link=form.link if form else "",
        paper=right.channel.paper,
        place=right.channel.place,
        opening=right.opening.text if right.opening else "",
        pitfalls=right.pitfalls,
        follow_up=right.follow_up.text if right.follow_up else "",
        recovery=right.recovery.text if right.recovery else "",
        limitation=_limitation(right),
    )


def deadline_lines(session: Session, claim_id: UUID, today: date) -> tuple[DeadlineLine, ...]:
    """Return the computed dates of a claim; only what asks for an act can be late."""
    return tuple(
        DeadlineLine(
            id=row.id,
            kind=row.kind,
            label=row.label,
            cautious_on=row.cautious_on,
            computed_on=row.computed_on,
            article=row.article,
            confidence=row.confidence,
            explanation=row.explanation,
            body=row.body,
            doubt=row.doubt,
            route=row.route,
            done_on=row.done_on,
            is_late=row.done_on is None
            and row.kind is not DeadlineKind.SILENCE
            and row.route not in OPTIONAL
            and row.cautious_on < today,
            is_optional=row.route in OPTIONAL,
            is_past=row.computed_on < today,
        )
        for row in queries.deadlines(session, claim_id)
    )


def list_rows(
    session: Session, case_id: UUID | None, catalogue: Catalogue, today: date
) -> tuple[ClaimListRow, ...]:
    """Return the claims of a case or of all cases: under way first, then the newest first."""
    found = queries.rows(session, case_id, LISTED)
    ids = [row.id for row in found]
    filed = queries.filed_on(session, ids)
    pieces = queries.pieces_counted(session, ids)
    deadlines = queries.next_deadlines(session, ids)
    return tuple(
        ClaimListRow(
            id=row.id,
            case_id=row.case_id,
            case_name=display_name(row.last_name, row.first_name),
            right=row.right,
            name=catalogue.right(row.right).name,
            agency=row.agency,
            state=state,
            state_words=claim_words.state_words(state, filed.get(row.id), today),
            opened_on=row.opened_on,
            estimated=_money(row.estimated_cents),
            granted=_money(row.granted_cents),
            pieces_received=pieces.get(row.id, (0, 0))[0],
            pieces=pieces.get(row.id, (0, 0))[1],
            next_deadline=deadlines[row.id][0] if row.id in deadlines else None,
            next_deadline_label=deadlines[row.id][1] if row.id in deadlines else "",
        )
        for row in found
        for state in [claim_life.with_pieces(row.state, pieces.get(row.id, (0, 0))[0])]
    )


def _money(cents: int | None) -> Money | None:
    return None if cents is None else Money(cents)


def _steps(session: Session, claim_id: UUID, right: Right) -> tuple[StepRow, ...]:
    bases = {step.what: step.basis for step in right.steps}
    return tuple(
        StepRow(id=id_, who=who, label=label, basis=bases.get(label, ""), done_on=day)
        for id_, who, label, day in queries.steps(session, claim_id)
    )


def _piece(piece: Any, documents: Sequence[Any], today: date) -> PieceRow:
    """Return a piece; where nothing ticks it, the documents of the case that may be it."""
    fitting: tuple[tuple[UUID, str, date | None], ...] = ()
    if piece.received_on is None:
        kinds = load_document_kinds().match(piece.label).kinds
        fitting = tuple(
            (doc.id, doc.title, _past(doc.valid_until, today))
            for doc in documents
            if doc.kind in kinds
        )
    return PieceRow(
        id=piece.id,
        label=piece.label,
        received_on=piece.received_on,
        document_id=piece.document_id,
        document=piece.title or "",
        expired_on=_past(piece.valid_until, today),
        fitting=fitting,
    )


def _past(day: date | None, today: date) -> date | None:
    return day if day is not None and day < today else None


def _limitation(right: Right) -> str:
    """Return « 2 ans (CSS L821-5) »."""
    if right.limitation is None:
        return ""
    basis = f" ({right.limitation.basis})" if right.limitation.basis else ""
    return f"{right.limitation.text}{basis}"


def _thread(
    session: Session,
    ids: tuple[UUID, UUID],
    kept: list[tuple[UUID, ClaimEvent]],
    events: tuple[ClaimEvent, ...],
) -> tuple[ThreadLine, ...]:
    """Return the events and the exchanges of a claim in words, the newest first."""
    case_id, claim_id = ids
    proofs = queries.proofs(session, claim_id)
    authors = history_queries.authors(session, case_id, ("claim_event", "claim_exchange"))
    told = [
        ThreadLine(
            id=id_,
            kind=kind_of(event),
            on=event.on,
            words=words_of(event),
            proof=proofs[id_].title or proofs[id_].proof,
            document_id=proofs[id_].document_id,
            author=authors.get(id_, ""),
        )
        for id_, event in sorted(kept, key=lambda pair: events.index(pair[1]))
    ]
    spoken = [
        ThreadLine(
            id=row.id,
            kind="",
            on=row.on_date,
            words=exchange_words(
                Exchange(
                    on=row.on_date,
                    medium=row.medium,
                    words=row.words,
                    spoken_to=row.spoken_to,
                )
            ),
            author=authors.get(row.id, ""),
        )
        for row in queries.exchanges(session, claim_id)
    ]
    lines, latest = [], date.min
    for line in told:  # an event keeps its place among the others, an exchange goes by its day
        latest = max(latest, line.on)
        lines.append((latest, line))
    lines += [(line.on, line) for line in spoken]
    lines.sort(key=lambda pair: pair[0])
    return tuple(line for _day, line in reversed(lines))
