"""Appeals of a local right as they are typed: before whom, how long, on what ground."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from caseapp.kernel.errors import UserInputError
from caseapp.rules.catalogue import AppealRoute
from caseapp.rules.claim_appeals import COURTS, OPTIONAL
from caseapp.services.claim_events import ROUTES
from caseapp.services.typed_values import read_integer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from caseapp.rules.catalogue import Appeal

CHOICES = (
    ("", "Choisir…"),
    *((r.value, ROUTES[r.value]) for r in AppealRoute if r is not AppealRoute.OTHER),
    (AppealRoute.OTHER.value, "autre recours"),
)
_LONGEST = 60  # months
_LAST = 1000  # after every place of a file


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealText:
    """One appeal as it is typed."""

    route: str = ""
    body: str = ""
    months: str = ""
    basis: str = ""
    kept: str = ""  # the appeal as the file has it, in JSON, where the form was not told all

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed at all."""
        return not any(text.strip() for text in (self.route, self.body, self.months, self.basis))

    @property
    def order(self) -> int | None:
        """Its place in the file it comes from."""
        return self._file.get("order")

    @property
    def days(self) -> int | None:
        """The delay of a file that counts in days, which the form does not ask."""
        return self._file.get("days")

    @property
    def _file(self) -> dict[str, Any]:
        """What the file says, as long as it is still the same appeal."""
        found: dict[str, Any] = json.loads(self.kept) if self.kept else {}
        return found if found.get("route") == self.route else {}

    def read(self, order: int, others: Collection[str]) -> dict[str, Any]:
        """Return the appeal as the catalogue writes it, at its place beside other routes.

        Raises:
            UserInputError: a part is missing or cannot be read; `field` says which.
        """
        if not self.route:
            raise UserInputError("route", "Choisir le recours.")
        body, basis = " ".join(self.body.split()), " ".join(self.basis.split())
        if not body:
            raise UserInputError("body", "Indiquer devant qui.")
        try:
            months = read_integer(self.months, 1, _LONGEST) if self.months.strip() else None
        except ValueError as error:
            raise UserInputError("months", str(error)) from None
        if (months or self.days) and not basis:
            raise UserInputError("basis", "Un délai demande son article, ou celui du règlement.")
        document = {"mandatory": self.route not in OPTIONAL, "confidence": "medium", **self._file}
        if months:
            document.pop("days", None)
        document |= {
            "order": order,
            "route": self.route,
            "months": months,
            "body": body,
            "basis": [part for p in basis.split(";") if (part := p.strip())],
            "after": [route for route in document.get("after", ()) if route in others],
        }
        return document


def in_order(typed: Sequence[AppealText]) -> list[tuple[int, int, AppealText]]:
    """Return the appeals that say something as they are made: row, place, appeal.

    What is optional comes first, then what comes before the judge. Appeals of a file keep its
    order, so that two chains of them stay two; the others go around them.
    """
    rows = [(row, appeal) for row, appeal in enumerate(typed) if not appeal.is_empty]
    courts = [a.order for _row, a in rows if a.order is not None and a.route in COURTS]
    first_court = min(courts, default=_LAST)

    def key(found: tuple[int, AppealText]) -> tuple[int, int]:
        _row, appeal = found
        if appeal.order is not None:
            return appeal.order, 1
        if appeal.route in OPTIONAL:
            return -1, 0
        return (_LAST, 1) if appeal.route in COURTS else (first_court, 0)

    rows.sort(key=key)
    if all(appeal.order is not None for _row, appeal in rows):
        return [(row, appeal.order or 0, appeal) for row, appeal in rows]
    place = count(1)
    return [
        (row, (appeal.order or 0) if appeal.route in OPTIONAL else next(place), appeal)
        for row, appeal in rows
    ]


def show_appeal(appeal: Appeal) -> AppealText:
    """Return an appeal as it is typed."""
    document = appeal.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return AppealText(
        route=appeal.route.value,
        body=appeal.body,
        months=str(appeal.months or ""),
        basis=" ; ".join(appeal.basis),
        kept=json.dumps(document, ensure_ascii=False),
    )
