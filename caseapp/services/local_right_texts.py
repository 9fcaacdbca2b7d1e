"""A local right shown as it is typed, so that it can be edited or copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from caseapp.kernel import french
from caseapp.kernel.money import Money
from caseapp.services.commune_text import show_commune
from caseapp.services.local_appeals import show_appeal
from caseapp.services.local_conditions import show_condition
from caseapp.services.local_right_typed import NOTE, PLACE_REMARK, LocalRightText
from caseapp.services.typed_values import show_amount

if TYPE_CHECKING:
    from caseapp.rules.catalogue import ClaimStep, DeclaredCondition, Right
    from caseapp.rules.places import Communes


def text_of(right: Right, communes: Communes) -> LocalRightText:
    """Return a right as it would be typed."""
    places = [c for c in right.conditions if c.scope == PLACE_REMARK]
    others = [c for c in right.conditions if c.scope != PLACE_REMARK]
    fields = {
        "name": right.name,
        "short_name": right.short_name,
        "family": right.family.value,
        "agency": right.agency,
        "basis": right.legal_basis[0].article if right.legal_basis else "",
        "checked_on": french.day(right.checked_on),
        "note": right.remarks.get(NOTE, ""),
        **_places(places, communes),
        **_amount(right),
        **_channel(right),
        **_delays(right),
    }
    if "fiche" in right.confidence:
        fields["confidence"] = right.confidence["fiche"].value
    return LocalRightText(
        fields={name: text for name, text in fields.items() if text},
        conditions=tuple(map(show_condition, others)),
        appeals=tuple(map(show_appeal, right.appeals)),
    )


def _places(conditions: list[DeclaredCondition], communes: Communes) -> dict[str, str]:
    found = {"communes": "", "department": ""}
    for condition in conditions[:1]:
        test: dict[str, Any] = (
            condition.test.model_dump(by_alias=True, exclude_none=True) if condition.test else {}
        )
        for part in test.get("any", (test,)):
            if part.get("fact") == "commune":
                names = [show_commune(code, communes) for code in part.get("in", ())]
                found["communes"] = " ; ".join(names)
            elif part.get("fact") == "department":
                found["department"] = str(part.get("is", ""))
    return found


def _amount(right: Right) -> dict[str, str]:
    if len(right.pays) != 1 or right.pays[0].when is not None:
        return {"period": "month" if right.monthly else "once"}
    pays = right.pays[0]
    low, high = (show_amount(Money(round(euros * 100))) for euros in (pays.min, pays.max))
    return {"min": low, "max": high, "period": pays.period.value}


def _channel(right: Right) -> dict[str, str]:
    channel = right.channel
    return {
        "link": "\n".join(channel.online),
        "place": channel.place,
        "paper": channel.paper,
        "form": channel.form.number if channel.form else "",
        "form_link": channel.form.link if channel.form else "",
        "pieces": "\n".join(right.pieces),
        "steps": "\n".join(_step(step) for step in right.steps),
    }


def _step(step: ClaimStep) -> str:
    return step.what if step.who == "la personne" else f"{step.who} : {step.what}"


def _delays(right: Right) -> dict[str, str]:
    found: dict[str, str] = {}
    if right.opening is not None:
        found |= {"opening": right.opening.rule.value, "opening_text": right.opening.text}
    if right.silence is not None:
        silence = right.silence
        found |= {
            "silence": str(silence.months or silence.days or ""),
            "silence_unit": "days" if silence.days else "months",
            "silence_effect": silence.effect.value,
            "silence_basis": silence.basis,
            "silence_confidence": silence.confidence.value,
        }
    if right.renewal:
        found["renewal"] = right.renewal[0].text
    if right.term is not None and right.term.lasts_months:
        found["lasts_months"] = str(right.term.lasts_months)
    if right.follow_up is not None:
        found["follow_up"] = " ; ".join(map(str, right.follow_up.days))
    return found
