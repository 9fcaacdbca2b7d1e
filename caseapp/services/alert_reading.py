"""Alerts as they are shown, read in a session that is open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from caseapp.domain.alert import DECIDE_AFTER, AlertState, Informed
from caseapp.kernel import french
from caseapp.kernel.calendar import months_after
from caseapp.kernel.clock import PARIS
from caseapp.rules.alert_guide import load_alert_guide
from caseapp.services import alert_typing
from caseapp.services.alert_rows import AdditionRow, AlertPage, AlertRow
from caseapp.services.case_rows import display_name
from db.models import Alert, AlertAddition, Case, FactRow, Person
from db.queries.erasing import with_merged

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

_TEXTS = (
    "recipient", "about", "facts", "told", "evaluation", "not_informed", "sent_by",
    "follow_up", "addition", "keep_reason",
)  # fmt: skip


def readable(session: Session, reader: UUID | None, case_id: UUID | None) -> sa.Select[Alert]:
    """Return the query of what somebody may read; without a reader, of all."""
    wanted = sa.select(Alert).order_by(Alert.on_date.desc(), Alert.made_at.desc())
    if reader is not None:
        wanted = wanted.where(Alert.author_id == reader)
    if case_id is not None:
        wanted = wanted.where(Alert.written_from.in_([case_id, *with_merged(session, [case_id])]))
    return wanted


def new(**known: Any) -> Alert:
    """Return an alert of which nothing is typed yet."""
    texts = dict.fromkeys(_TEXTS, "")
    return Alert(**known, **texts, informed=Informed.TO_SAY, refused={})


def row(alert: Alert, today: date, me: UUID | None) -> AlertRow:
    """Return an alert as the list shows it."""
    first = next((line.strip() for line in alert.about.splitlines() if line.strip()), "")
    return AlertRow(
        id=alert.id,
        kind=alert.kind,
        kind_words=load_alert_guide().kind(alert.kind).name,
        on=alert.on_date,
        about=first,
        author="" if alert.author_id == me else alert.author.partition(",")[0],
        state=state(alert),
        sent_on=alert.sent_on,
        call_back_on=alert.call_back_on,
        is_to_recall=(
            alert.author_id == me and alert.call_back_on is not None and alert.call_back_on <= today
        ),
        is_to_decide=_is_to_decide(alert, today),
    )


def page(session: Session, alert: Alert, today: date, rights: tuple[bool, bool]) -> AlertPage:
    """Return all of an alert, for somebody who may write it, and decide of it, or not."""
    may_write, may_decide = rights
    is_kept = sa.inspect(alert).persistent
    found = (
        session.scalars(
            sa.select(AlertAddition)
            .where(AlertAddition.alert_id == alert.id)
            .order_by(AlertAddition.at)
        ).all()
        if is_kept
        else ()
    )
    now = row(alert, today, alert.author_id)
    return AlertPage(
        id=alert.id,
        is_kept=is_kept,
        case_id=alert.written_from,
        case_words=_case_words(session, alert.written_from),
        author=alert.author,
        state=now.state,
        state_words=now.state_words,
        texts=alert_typing.shown(alert),
        errors=alert_typing.errors(alert.refused or {}, today),
        additions=tuple(_addition(one) for one in found),
        may_write=may_write,
        may_decide=may_decide,
    )


def people(session: Session, case_id: UUID, today: date) -> tuple[str, ...]:
    """Return the people of a case today, each with the day of birth where it is known."""
    born = sa.orm.aliased(FactRow)
    found = session.execute(
        sa.select(Person.last_name, Person.first_name, born.value)
        .outerjoin(born, sa.and_(born.person_id == Person.id, born.key == "birth_date"))
        .where(Person.case_id == case_id, sa.or_(Person.left_on.is_(None), Person.left_on > today))
        .order_by(Person.position)
    )
    return tuple(_named(*one) for one in found)


def state(alert: Alert) -> AlertState:
    """Return how far an alert has come."""
    if alert.transmitted_at is None:
        return AlertState.DRAFT
    return AlertState.SENT if alert.acknowledged_on is None else AlertState.ACKNOWLEDGED


def _is_to_decide(alert: Alert, today: date) -> bool:
    if alert.keep_until is not None:
        return alert.keep_until < today
    if alert.transmitted_at is None:
        return False
    return months_after(alert.transmitted_at.astimezone(PARIS).date(), DECIDE_AFTER) <= today


def _case_words(session: Session, case_id: UUID | None) -> str:
    if case_id is None:
        return "Sans dossier"
    reference = session.scalar(sa.select(Case.reference).where(Case.id == case_id))
    return "Dossier effacé" if reference is None else f"Dossier {reference}"


def _addition(added: AlertAddition) -> AdditionRow:
    at = added.at.astimezone(PARIS)
    by = f", par {added.author}" if added.author else ""
    return AdditionRow(added.id, f"Le {french.day(at.date())} à {at:%Hh%M}{by}", added.text)


def _named(last: str, first: str, born: object) -> str:
    name = display_name(last, first)
    try:
        day = date.fromisoformat(born) if isinstance(born, str) else None
    except ValueError:  # « inconnu », or a text that is no day
        day = None
    return name if day is None else f"{name}, né(e) le {french.day(day)}"
