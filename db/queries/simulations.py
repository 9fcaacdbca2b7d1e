"""Simulations that were kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.models import Simulation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session


def of_case(
    session: Session, case_id: UUID
) -> Sequence[sa.Row[UUID, str, dt.datetime, dt.date, str]]:
    """Return the simulations of a case, the newest first, without their documents."""
    return session.execute(
        sa.select(
            Simulation.id,
            Simulation.name,
            Simulation.made_at,
            Simulation.month,
            Simulation.engine,
        )
        .where(Simulation.case_id == case_id)
        .order_by(Simulation.made_at.desc(), Simulation.id.desc())
    ).all()


def one(
    session: Session, simulation_id: UUID
) -> sa.Row[UUID, UUID, str, dt.datetime, Any, Any, Any] | None:
    """Return one simulation, whole."""
    return session.execute(
        sa.select(
            Simulation.id,
            Simulation.case_id,
            Simulation.name,
            Simulation.made_at,
            Simulation.present,
            Simulation.variants,
            Simulation.curve,
        ).where(Simulation.id == simulation_id)
    ).one_or_none()


def names(session: Session, case_id: UUID) -> set[str]:
    """Return the names that the simulations of a case bear."""
    found = session.scalars(sa.select(Simulation.name).where(Simulation.case_id == case_id))
    return set(found)
