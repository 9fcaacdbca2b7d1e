"""How the rows of cases are narrowed, by the column that leads to their case.

SQLAlchemy keeps a statement by the code of the inner lambdas and the kind of what they close over,
and binds the values anew: each condition is written out, none is made by a function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from db.models import Case, ClaimRow, Debt, EstimateRow, ResourceLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

_CASE: Any = Case.__table__.alias("hidden_case")
_CLAIM: Any = ClaimRow.__table__.alias("owner")
_DEBT: Any = Debt.__table__.alias("owner")
_ESTIMATE: Any = EstimateRow.__table__.alias("owner")
_LINE: Any = ResourceLine.__table__.alias("owner")
_OF_CLAIM = _CLAIM.join(_CASE, _CASE.c.id == _CLAIM.c.case_id)
_OF_DEBT = _DEBT.join(_CASE, _CASE.c.id == _DEBT.c.case_id)
_OF_ESTIMATE = _ESTIMATE.join(_CASE, _CASE.c.id == _ESTIMATE.c.case_id)
_OF_LINE = _LINE.join(_CASE, _CASE.c.id == _LINE.c.case_id)


NOT_CLOSED: dict[str, Callable[[list[UUID]], Callable[[Any], Any]]] = {
    "id": lambda ids: lambda row: row.id.not_in(ids),
    "case_id": lambda ids: lambda row: sa.or_(row.case_id.is_(None), row.case_id.not_in(ids)),
    "kept_id": lambda ids: lambda row: row.kept_id.not_in(ids),
    "merged_id": lambda ids: lambda row: row.merged_id.not_in(ids),
    "claim_id": lambda ids: (
        lambda row: (
            ~(
                sa.select(_CLAIM.c.id)
                .where(_CLAIM.c.id == row.claim_id, _CLAIM.c.case_id.in_(ids))
                .correlate_except(_CLAIM)
                .exists()
            )
        )
    ),
    "debt_id": lambda ids: (
        lambda row: (
            ~(
                sa.select(_DEBT.c.id)
                .where(_DEBT.c.id == row.debt_id, _DEBT.c.case_id.in_(ids))
                .correlate_except(_DEBT)
                .exists()
            )
        )
    ),
    "estimate_id": lambda ids: (
        lambda row: (
            ~(
                sa.select(_ESTIMATE.c.id)
                .where(_ESTIMATE.c.id == row.estimate_id, _ESTIMATE.c.case_id.in_(ids))
                .correlate_except(_ESTIMATE)
                .exists()
            )
        )
    ),
    "line_id": lambda ids: (
        lambda row: (
            ~(
                sa.select(_LINE.c.id)
                .where(_LINE.c.id == row.line_id, _LINE.c.case_id.in_(ids))
                .correlate_except(_LINE)
                .exists()
            )
        )
    ),
}
NOT_OF_COLLEAGUE: dict[str, Callable[[list[str], list[UUID]], Callable[[Any], Any]]] = {
    "id": lambda seen, opened: (
        lambda row: (
            ~(
                sa.select(_CASE.c.id)
                .where(
                    _CASE.c.id == row.id,
                    _CASE.c.referent.not_in(seen),
                    _CASE.c.id.not_in(opened),
                )
                .correlate_except(_CASE)
                .exists()
            )
        )
    ),
    "case_id": lambda seen, opened: (
        lambda row: (
            ~(
                sa.select(_CASE.c.id)
                .where(
                    _CASE.c.id == row.case_id,
                    _CASE.c.referent.not_in(seen),
                    _CASE.c.id.not_in(opened),
                )
                .correlate_except(_CASE)
                .exists()
            )
        )
    ),
    "kept_id": lambda seen, opened: (
        lambda row: (
            ~(
                sa.select(_CASE.c.id)
                .where(
                    _CASE.c.id == row.kept_id,
                    _CASE.c.referent.not_in(seen),
                    _CASE.c.id.not_in(opened),
                )
                .correlate_except(_CASE)
                .exists()
            )
        )
    ),
    "merged_id": lambda seen, opened: (
        lambda row: (
            ~(
                sa.select(_CASE.c.id)
                .where(
                    _CASE.c.id == row.merged_id,
                    _CASE.c.referent.not_in(seen),
                    _CASE.c.id.not_in(opened),
                )
                .correlate_except(_CASE)
                .exists()
            )
        )
    ),
    "claim_id": lambda seen, opened: (
        lambda row: (
            ~(
                sa.select(_CLAIM.c.id)
                .select_from(_OF_CLAIM)
                .where(
                    _CLAIM.c.id == row.claim_id,
                    _CASE.c.referent.not_in(seen),
                    _CASE.c.id.not_in(opened),
                )
                .correlate_except(_CLAIM, _CASE)
                .exists()
            )
        )
    ),
    "debt_id": lambda seen, opened: (
        lambda row: (
            ~(
                sa.select(_DEBT.c.id)
                .select_from(_OF_DEBT)
                .where(
                    _DEBT.c.id == row.debt_id,
                    _CASE.c.referent.not_in(seen),
                    _CASE.c.id.not_in(opened),
                )
                .correlate_except(_DEBT, _CASE)
                .exists()
            )
        )
    ),
    "estimate_id": lambda seen, opened: (
        lambda row: (
            ~(
                sa.select(_ESTIMATE.c.id)
                .select_from(_OF_ESTIMATE)
                .where(
                    _ESTIMATE.c.id == row.estimate_id,
                    _CASE.c.referent.not_in(seen),
                    _CASE.c.id.not_in(opened),
                )
                .correlate_except(_ESTIMATE, _CASE)
                .exists()
            )
        )
    ),
    "line_id": lambda seen, opened: (
        lambda row: (
            ~(
                sa.select(_LINE.c.id)
                .select_from(_OF_LINE)
                .where(
                    _LINE.c.id == row.line_id,
                    _CASE.c.referent.not_in(seen),
                    _CASE.c.id.not_in(opened),
                )
                .correlate_except(_LINE, _CASE)
                .exists()
            )
        )
    ),
}
