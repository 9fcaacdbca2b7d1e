"""What a right of the service must respect beyond the schema of the catalogue, however it comes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from caseapp.domain.deadline import Confidence
from caseapp.exchange.faults import Fault
from caseapp.kernel.errors import CaseAppError
from caseapp.kernel.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from caseapp.rules.catalogue import Right

_CODE = re.compile(r"local_[a-z0-9][a-z0-9_]{0,56}")
_LONGEST = 4000  # characters of one text
_MOST = 100  # entries of one list
_SHORT_NAME = 28
_NAME = 160
_HOST = re.compile(r"(?=.{4,253}$)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)


class InvalidLocalRightError(CaseAppError):
    """A right of the service that cannot be accepted; every fault that was found is listed."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(Fault(fault.path, typeset(fault.sentence)) for fault in faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def is_https(link: str) -> bool:
    """Tell whether a link is a plain https address: a named site, no password in it."""
    try:
        parts = urlsplit(link)
        port = parts.port
    except ValueError:
        return False
    named = bool(_HOST.fullmatch(parts.hostname or ""))
    plain = parts.username is None and port in {None, 443} and not re.search(r"\s", link)
    return parts.scheme == "https" and named and plain


def local_faults(right: Right, shipped: Collection[str]) -> tuple[Fault, ...]:
    """Return what is wrong with a right that its schema accepts."""
    return tuple(
        fault
        for faults in (_names(right, shipped), _links(right), _delays(right), _sizes(right))
        for fault in faults
    )


def _names(right: Right, shipped: Collection[str]) -> Iterator[Fault]:
    if right.code in shipped:
        yield Fault("code", "Ce code est celui d'un droit livré avec le programme.")
    elif not _CODE.fullmatch(right.code):
        yield Fault(
            "code", "Le code commence par « local_ », puis des minuscules, des chiffres et « _ »."
        )
    for path, most in (("name", _NAME), ("agency", _NAME), ("short_name", _SHORT_NAME)):
        text = getattr(right, path)
        if not text.strip():
            yield Fault(path, "Ce champ est obligatoire.")
        elif len(text) > most:
            yield Fault(path, f"Ce texte a {most} caractères au plus.")
    if right.computed:
        yield Fault("computed", "Un droit local n'est pas calculé par le modèle : « false ».")


def _links(right: Right) -> Iterator[Fault]:
    channel = right.channel
    found = [(f"channel.online[{i}]", link) for i, link in enumerate(channel.online)]
    found += [(f"channel.information[{i}]", link) for i, link in enumerate(channel.information)]
    if channel.form is not None:
        found.append(("channel.form.link", channel.form.link))
    found += [(f"legal_basis[{i}].link", basis.link) for i, basis in enumerate(right.legal_basis)]
    found += [(f"sources[{i}].url", source.url) for i, source in enumerate(right.sources)]
    for path, link in found:
        if link and not is_https(link):
            yield Fault(path, "Une adresse complète qui commence par https:// est attendue.")
    if not (channel.online or channel.online_text or channel.paper or channel.place):
        yield Fault("channel", "Indiquer comment demander : une adresse, un lieu ou un courrier.")


def _delays(right: Right) -> Iterator[Fault]:
    delays: list[tuple[str, Any, str]] = []
    if right.silence is not None:
        delays.append(("silence", right.silence, right.silence.basis))
    delays += [
        (f"other_silences[{i}]", other, other.basis) for i, other in enumerate(right.other_silences)
    ]
    delays += [
        (f"appeals[{i}]", appeal, " ".join(appeal.basis)) for i, appeal in enumerate(right.appeals)
    ]
    for path, delay, basis in delays:
        if not (delay.months or delay.days):
            continue
        if delay.months and delay.days:
            yield Fault(path, "Compter ce délai en mois ou en jours, pas les deux.")
        if not basis.strip():
            yield Fault(f"{path}.basis", "Un délai demande son article, ou l'article du règlement.")
        if delay.confidence is Confidence.LOW:
            yield Fault(
                f"{path}.confidence",
                "Un délai à confirmer ne donne pas de date : l'écrire dans la note, ou le vérifier.",
            )
    if right.follow_up and any(not 1 <= days <= 365 for days in right.follow_up.days):
        yield Fault("follow_up.days", "Des nombres de jours de 1 à 365 sont attendus.")


def _sizes(right: Right) -> Iterator[Fault]:
    for path, value in _walk(right, ""):
        if isinstance(value, str):
            if len(value) > _LONGEST:
                yield Fault(path, f"Ce texte a {_LONGEST} caractères au plus.")
            if any(not c.isprintable() and c not in "\n\t" for c in value):
                yield Fault(path, "Ce texte contient un caractère invisible : le retaper.")
        elif isinstance(value, tuple | dict) and len(value) > _MOST:
            yield Fault(path, f"Cette liste a {_MOST} lignes au plus.")


def _walk(value: object, path: str) -> Iterator[tuple[str, object]]:
    yield path, value
    below: Iterable[tuple[str, object]] = ()
    if isinstance(value, BaseModel):
        below = ((f"{path}.{name}".lstrip("."), getattr(value, name)) for name in _fields(value))
    elif isinstance(value, tuple):
        below = ((f"{path}[{i}]", part) for i, part in enumerate(value))
    elif isinstance(value, dict):
        below = ((f"{path}.{name}", part) for name, part in value.items())
    for place, part in below:
        yield from _walk(part, place)


def _fields(model: BaseModel) -> Iterable[str]:
    return type(model).model_fields
