"""A local right as it is typed, read into the document of the catalogue; each fault at its field."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from caseapp.exchange.faults import Fault
from caseapp.kernel.typography import typeset
from caseapp.rules.catalogue import Right
from caseapp.services.commune_text import read_commune, show_commune
from caseapp.services.local_conditions import ConditionText, read_condition
from caseapp.services.local_right_checks import is_https, local_faults
from caseapp.services.local_right_file import document_of
from caseapp.services.local_right_inputs import INPUTS
from caseapp.services.typed_values import read_amount, read_date, read_integer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from caseapp.rules.places import Communes

T = TypeVar("T")
PLACE_REMARK = "les habitants"  # tells the condition of the place from the others
NOTE = "note du service"
_DEPARTMENT = re.compile(r"\d{2}|2[AB]|97[1-6]")
_SHORT = 28
_TO_INPUT = {
    "channel": "place",
    "silence.basis": "silence_basis",
    "silence.confidence": "silence_confidence",
    "appeals[0].basis": "appeal_basis",
    "follow_up.days": "follow_up",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalRightText:
    """Everything that was typed."""

    fields: Mapping[str, str] = field(default_factory=dict)
    conditions: tuple[ConditionText, ...] = ()

    def of(self, name: str) -> str:
        """Return what was typed in a field, or what stands there at first."""
        return self.fields.get(name, INPUTS[name].initial).strip()

    def lines(self, name: str) -> list[str]:
        """Return the lines that say something."""
        return [" ".join(line.split()) for line in self.of(name).splitlines() if line.strip()]


class Reader:
    """Reads what was typed into a right, and gathers the faults."""

    def __init__(self, typed: LocalRightText, communes: Communes, today: date) -> None:
        self._typed, self._communes, self._today = typed, communes, today
        self.faults: list[Fault] = []

    def read(self, code: str, base: Right | None) -> Right | None:
        """Return the right, or `None` with its faults; `base` keeps what the form does not ask."""
        document = {} if base is None else document_of(base)
        self._names(document, code)
        self._channel(document)
        self._delays(document)
        self._money(document)
        document["conditions"] = [*self._places(), *self._conditions()]
        if self.faults:
            return None
        try:
            right = Right.model_validate(document)
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_input=False):
                place = detail["loc"]
                path = f"conditions[{self._place(place[1])}]" if place[0] == "conditions" else ""
                self._refuse(path, str(detail.get("ctx", {}).get("error", "")) or "Valeur refusée.")
            return None
        for fault in local_faults(right, ()):
            name = fault.path if fault.path in INPUTS else _TO_INPUT.get(fault.path, "")
            self._refuse(name or _nearest(fault.path), fault.sentence)
        return None if self.faults else right

    def _names(self, document: dict[str, Any], code: str) -> None:
        typed = self._typed
        for name in ("name", "agency", "basis"):
            if not typed.of(name):
                self._refuse(name, "Ce champ est obligatoire.")
        short = typed.of("short_name") or typed.of("name")[:_SHORT].strip()
        checked = self._try("checked_on", self._day, typed.of("checked_on"))
        basis = {"article": typed.of("basis"), "about": "règlement de l'aide"}
        document |= {
            "code": code,
            "name": typed.of("name"),
            "short_name": short,
            "family": typed.of("family"),
            "agency": typed.of("agency"),
            "free": True,
            "computed": False,
            "monthly": typed.of("period") == "month",
            "checked_on": checked,
            "legal_basis": [basis, *document.get("legal_basis", [])[1:]],
            "sources": document.get("sources") or [{"note": typed.of("basis")}],
            "confidence": {**document.get("confidence", {}), "fiche": typed.of("confidence")},
        }
        remarks = {**document.get("remarks", {}), NOTE: typed.of("note")}
        document["remarks"] = {name: text for name, text in remarks.items() if text}

    def _day(self, text: str) -> date:
        if not text:
            raise ValueError("Ce champ est obligatoire.")
        day = read_date(text, today=self._today)
        if day > self._today:
            raise ValueError("Ce jour n'est pas encore passé.")
        return day

    def _channel(self, document: dict[str, Any]) -> None:
        typed = self._typed
        for name in ("link", "form_link"):
            if typed.of(name) and not is_https(typed.of(name)):
                self._refuse(name, "Écrire une adresse complète, qui commence par https://.")
        if not (typed.of("link") or typed.of("place") or typed.of("paper")):
            self._refuse("place", "Indiquer comment demander : un site, un lieu ou un courrier.")
        channel = {**document.get("channel", {}), "place": typed.of("place")}
        others = list(channel.get("online", ()))[1:]
        channel |= {"paper": typed.of("paper"), "confidence": typed.of("confidence")}
        channel["online"] = [link for link in (typed.of("link"), *others) if link]
        form = {**(channel.pop("form", None) or {}), "link": typed.of("form_link")}
        if typed.of("form") or typed.of("form_link"):
            channel["form"] = {**form, "number": typed.of("form") or "formulaire de l'organisme"}
        document["channel"] = channel
        document["pieces"] = typed.lines("pieces")
        document["steps"] = [
            {**_step(line), "n": n} for n, line in enumerate(typed.lines("steps"), start=1)
        ]

    def _delays(self, document: dict[str, Any]) -> None:
        typed = self._typed
        document["opening"] = None
        if typed.of("opening") or typed.of("opening_text"):
            if typed.of("opening") in {"", "other"} and not typed.of("opening_text"):
                self._refuse("opening_text", "Écrire la règle.")
            words = dict(INPUTS["opening"].choices).get(typed.of("opening"), "")
            document["opening"] = {
                "rule": typed.of("opening") or "other",
                "text": typed.of("opening_text") or words,
                "basis": typed.of("basis"),
                "confidence": typed.of("confidence"),
            }
        document["silence"] = self._silence()
        others = document.get("appeals", [])[1:]
        document["appeals"] = [*self._appeal(), *others]
        document["renewal"] = [
            *(
                [{"text": typed.of("renewal"), "basis": typed.of("basis")}]
                if typed.of("renewal")
                else []
            ),
            *document.get("renewal", [])[1:],
        ]
        lasts = self._number("lasts_months", 1, 120)
        term = {**(document.get("term") or {}), "lasts_months": lasts}
        document["term"] = term if lasts or len(term) > 1 else None
        days = self._try("follow_up", _days, typed.of("follow_up"))
        words = "relances " + ", puis ".join(f"{n} jours" for n in days or ()) + " après le dépôt"
        document["follow_up"] = {"days": days, "text": words} if days else None

    def _silence(self) -> dict[str, Any] | None:
        typed = self._typed
        delay = self._number("silence", 1, 365)
        if delay is None:
            return None
        if not typed.of("silence_basis"):
            self._refuse("silence_basis", "Un délai demande son article, ou celui du règlement.")
        return {
            typed.of("silence_unit"): delay,
            "effect": typed.of("silence_effect"),
            "basis": typed.of("silence_basis"),
            "confidence": typed.of("silence_confidence"),
        }

    def _appeal(self) -> list[dict[str, Any]]:
        typed = self._typed
        months = self._number("appeal_months", 1, 60)
        if not typed.of("appeal"):
            if months or typed.of("appeal_body"):
                self._refuse("appeal", "Choisir le recours.")
            return []
        if not typed.of("appeal_body"):
            self._refuse("appeal_body", "Indiquer devant qui.")
        if months and not typed.of("appeal_basis"):
            self._refuse("appeal_basis", "Un délai demande son article, ou celui du règlement.")
        return [
            {
                "order": 1,
                "route": typed.of("appeal"),
                "mandatory": typed.of("appeal") != "gracieux",
                "months": months,
                "body": typed.of("appeal_body"),
                "basis": [typed.of("appeal_basis")] if typed.of("appeal_basis") else [],
                "confidence": "medium",
            }
        ]

    def _money(self, document: dict[str, Any]) -> None:
        typed = self._typed
        texts = [typed.of(name) for name in ("min", "max")]
        if not any(texts):
            if len(document.get("pays", [])) == 1 and "when" not in document["pays"][0]:
                document.pop("pays")
            return
        low, high = (
            self._try(name, read_amount, text) if text else None
            for name, text in zip(("min", "max"), texts, strict=True)
        )
        if self.faults and not (low or high):
            return
        if texts[0] and texts[1] and low is not None and high is not None and low > high:
            self._refuse("max", "Le maximum est au-dessous du minimum.")
        low, high = (low if texts[0] else high), (high if texts[1] else low)
        if low is None or high is None:
            return
        document["pays"] = [
            {
                "min": float(low.in_euros),
                "max": float(high.in_euros),
                "period": typed.of("period"),
                "basis": typed.of("basis"),
            }
        ]

    def _places(self) -> list[dict[str, Any]]:
        typed, tests, words = self._typed, list[dict[str, Any]](), []
        names = [name.strip() for name in typed.of("communes").split(";") if name.strip()]
        codes = [self._try("communes", lambda n: read_commune(n, self._communes), n) for n in names]
        if names and all(codes):
            tests.append({"fact": "commune", "in": codes})
            words += [show_commune(str(code), self._communes) for code in codes]
        department = typed.of("department").upper()
        if department and not _DEPARTMENT.fullmatch(department):
            self._refuse("department", "Écrire le numéro du département, comme 44 ou 2A.")
        elif department:
            tests.append({"fact": "department", "is": department})
            words.append(f"le département {department}")
        if not tests:
            return []
        test = tests[0] if len(tests) == 1 else {"any": tests}
        return [{"text": "Habiter " + " ou ".join(words), "scope": PLACE_REMARK, "test": test}]

    def _conditions(self) -> list[dict[str, Any]]:
        found = []
        for place, condition in enumerate(self._typed.conditions):
            if not condition.is_empty:
                read = self._try(f"conditions[{place}]", read_condition, condition)
                found.append(read or {})
        return found

    def _place(self, index: object) -> int:
        """Return which typed condition an entry of the document is."""
        filled = [i for i, c in enumerate(self._typed.conditions) if not c.is_empty]
        shift = int(bool(self._typed.of("communes") or self._typed.of("department")))
        at = int(str(index)) - shift
        return filled[at] if 0 <= at < len(filled) else 0

    def _number(self, name: str, lowest: int, highest: int) -> int | None:
        text = self._typed.of(name)
        return self._try(name, lambda t: read_integer(t, lowest, highest), text) if text else None

    def _try(self, name: str, read: Callable[[Any], T], text: Any) -> T | None:
        try:
            return read(text)
        except ValueError as error:
            self._refuse(name, str(error))
            return None

    def _refuse(self, name: str, sentence: str) -> None:
        self.faults.append(Fault(name, typeset(sentence)))


def _nearest(path: str) -> str:
    """Return the field of the form that a path of the document comes from."""
    head = re.split(r"[.\[]", path)[0]
    near = {"channel": "place", "appeals": "appeal_body", "legal_basis": "basis", "remarks": "note"}
    if head == "conditions" and (found := re.match(r"conditions\[\d+\]", path)):
        return found[0]
    return head if head in INPUTS else near.get(head, "name")


def _step(line: str) -> dict[str, str]:
    who, colon, what = line.partition(":")
    if colon and what.strip() and len(who) <= 40:
        return {"who": who.strip(), "what": what.strip()}
    return {"who": "la personne", "what": line}


def _days(text: str) -> list[int]:
    parts = [part for part in re.split(r"[;,\s]+", text) if part]
    return sorted({read_integer(part, 1, 365) for part in parts})
