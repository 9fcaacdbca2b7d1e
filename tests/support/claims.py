"""Claims for tests: small rights with the chains of appeal that matter, and events by day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from caseapp.domain.claim import Channel, Filed
from caseapp.domain.deadline import Confidence, Deadline, DeadlineKind
from caseapp.rules.catalogue import Channel as OfficialChannel
from caseapp.rules.catalogue import Right
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.claim_agencies import ClaimAgencies
from caseapp.services.learned_delays import LearnedDelays

if TYPE_CHECKING:
    from tests.support.builders import Office


def day(text: str) -> date:
    """Read « 23/11/2026 »."""
    number, month, year = (int(part) for part in text.split("/"))
    return date(year, month, number)


def appeal(order: int, route: str, **more: object) -> dict[str, object]:
    """Describe an appeal of two months before a body."""
    plain: dict[str, object] = {"order": order, "route": route, "months": 2, "body": route.upper()}
    return {**plain, "confidence": Confidence.HIGH, **more}


RAPO_THEN_TA = (appeal(1, "rapo"), appeal(2, "ta", after=["rapo"]))
RAPO_THEN_POLE_SOCIAL = (appeal(1, "rapo"), appeal(2, "pole_social", after=["rapo"]))
CRA_THEN_POLE_SOCIAL = (appeal(1, "cra"), appeal(2, "pole_social", after=["cra"]))
TA_ALONE = (appeal(1, "gracieux", mandatory=False), appeal(2, "ta"))


def a_right(code: str = "rsa", **more: object) -> Right:
    """Build a right whose silence of two months refuses, with a RAPO then the court."""
    return Right.model_validate(
        {
            "code": code,
            "name": code.upper(),
            "short_name": code.upper(),
            "family": "minima",
            "agency": "CAF",
            "free": True,
            "computed": True,
            "legal_basis": (),
            "channel": OfficialChannel(),
            "pieces": (),
            "steps": (),
            "opening": {"rule": "month_of_claim", "text": "", "confidence": "high"},
            "silence": a_silence(),
            "appeals": RAPO_THEN_TA,
            "sources": (),
            "confidence": {},
            "checked_on": date(2026, 11, 23),
            **more,
        }
    )


def a_silence(months: int = 2, effect: str = "refusal", **more: object) -> dict[str, object]:
    """Describe a silence."""
    plain: dict[str, object] = {"months": months, "effect": effect, "basis": "CRPA L231-4"}
    return {**plain, "confidence": Confidence.HIGH, **more}


def filed(on: str, received: str | None = None, channel: Channel = Channel.COUNTER) -> Filed:
    """File a claim on a day, at the counter unless told otherwise."""
    return Filed(on=day(on), channel=channel, received_on=day(received) if received else None)


def delays_of(office: Office) -> tuple[ClaimAgencies, LearnedDelays]:
    """Return what names the agencies of a base, and what was learned of them."""
    catalogue = load_catalogue()
    return (
        ClaimAgencies(office.store, catalogue),
        LearnedDelays(office.store, office.clock, catalogue),
    )


def of_kind(dates: tuple[Deadline, ...], kind: DeadlineKind) -> list[Deadline]:
    """Return the deadlines of a kind."""
    return [deadline for deadline in dates if deadline.kind is kind]
