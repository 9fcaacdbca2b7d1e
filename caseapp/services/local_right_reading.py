"""A local right as it is typed, read into the document of the catalogue; each fault at its field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from caseapp.exchange.faults import Fault, path_of
from caseapp.kernel.errors import UserInputError
from caseapp.kernel.typography import typeset
from caseapp.rules.catalogue import Right
from caseapp.services.commune_text import read_commune, show_commune
from caseapp.services.local_appeals import in_order
from caseapp.services.local_conditions import read_condition
from caseapp.services.local_right_checks import is_https, local_faults
from caseapp.services.local_right_faults import field_of
from caseapp.services.local_right_file import document_of
from caseapp.services.local_right_inputs import INPUTS
from caseapp.services.local_right_typed import NOTE, PLACE_REMARK
from caseapp.services.typed_values import read_amount, read_date, read_integer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from caseapp.rules.places import Communes
    from caseapp.services.local_right_typed import LocalRightText

T = TypeVar("T")
_DEPARTMENT = re.compile(r"\d{2}|2[AB]|97[1-6]")
_SHORT = 28


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
                path = path_of(detail["loc"])
                sentence = str(detail.get("ctx", {}).get("error", "")) or "Valeur refusée."
                self._refuse(field_of(path, self._typed), sentence)
            return None
        for fault in local_faults(right, ()):
            self._refuse(field_of(fault.path, self._typed), fault.sentence)
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
        links = typed.lines("link")
        for name, addresses in (("link", links), ("form_link", typed.lines("form_link"))):
            if not all(map(is_https, addresses)):
                which = " à chaque ligne" if len(addresses) > 1 else ""
                self._refuse(
                    name, f"Écrire une adresse complète{which}, qui commence par https://."
                )
        if not (links or typed.of("place") or typed.of("paper")):
            self._refuse("place", "Indiquer comment demander : un site, un lieu ou un courrier.")
        channel = {**document.get("channel", {}), "place": typed.of("place")}
        channel |= {"paper": typed.of("paper"), "confidence": typed.of("confidence")}
        channel["online"] = links
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
        opening, document["opening"] = document.get("opening") or {}, None
        if typed.of("opening") or typed.of("opening_text"):
            if typed.of("opening") in {"", "other"} and not typed.of("opening_text"):
                self._refuse("opening_text", "Écrire la règle.")
            words = dict(INPUTS["opening"].choices).get(typed.of("opening"), "")
            document["opening"] = {
                **opening,
                "rule": typed.of("opening") or "other",
                "text": typed.of("opening_text") or words,
                "basis": typed.of("basis"),
                "confidence": typed.of("confidence"),
            }
        document["silence"] = self._silence(document.get("silence") or {})
        document["appeals"] = self._appeals()
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

    def _silence(self, base: dict[str, Any]) -> dict[str, Any] | None:
        typed = self._typed
        delay = self._number("silence", 1, 365)
        if delay is None:
            return None
        if not typed.of("silence_basis"):
            self._refuse("silence_basis", "Un délai demande son article, ou celui du règlement.")
        kept = {name: said for name, said in base.items() if name not in {"months", "days"}}
        return {
            **kept,
            typed.of("silence_unit"): delay,
            "effect": typed.of("silence_effect"),
            "basis": typed.of("silence_basis"),
            "confidence": typed.of("silence_confidence"),
        }

    def _appeals(self) -> list[dict[str, Any]]:
        ordered = in_order(self._typed.appeals)
        routes = {appeal.route for _row, _order, appeal in ordered}
        found = []
        for row, order, appeal in ordered:
            try:
                found.append(appeal.read(order, routes - {appeal.route}))
            except UserInputError as error:
                self._refuse(f"appeals[{row}].{error.field}", error.sentence)
        return found

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
        for row, condition in self._typed.filled_conditions():
            read = self._try(f"conditions[{row}]", read_condition, condition)
            found.append(read or {})
        return found

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


def _step(line: str) -> dict[str, str]:
    who, colon, what = line.partition(":")
    if colon and what.strip() and len(who) <= 40:
        return {"who": who.strip(), "what": what.strip()}
    return {"who": "la personne", "what": line}


def _days(text: str) -> list[int]:
    parts = [part for part in re.split(r"[;,\s]+", text) if part]
    return sorted({read_integer(part, 1, 365) for part in parts})
