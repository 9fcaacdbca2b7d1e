"""An alert as it is printed: its recipient, its three zones apart, what was said to whom, the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.alert import AlertState, Informed
from caseapp.domain.deadline import Confidence
from caseapp.domain.plain_paper import PaperLine, PaperPart, PlainPaper
from caseapp.kernel import french
from caseapp.rules.alert_guide import load_alert_guide
from caseapp.services import settings
from caseapp.services.alert_rows import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from caseapp.kernel.clock import Clock
    from caseapp.rules.alert_guide import Sourced
    from caseapp.services.alert_rows import AlertPage
    from caseapp.services.alerts import Alerts
    from db.store import Store

SURE = {
    Confidence.HIGH: "fiabilité élevée",
    Confidence.MEDIUM: "à confirmer, fiabilité moyenne",
    Confidence.LOW: "à confirmer, fiabilité faible",
}
_DRAFT = "Projet non transmis"
_NOTHING = "Rien n'est noté."


class AlertPaper:
    """Makes the paper of an alert, for those who may read it."""

    def __init__(self, store: Store, clock: Clock, alerts: Alerts) -> None:
        self._store, self._clock, self._alerts = store, clock, alerts

    def paper(self, alert_id: UUID) -> PlainPaper:
        """Return the paper.

        Raises:
            NotFoundError: the alert is no more, or is not for whoever asks.
        """
        page = self._alerts.get(alert_id)
        with self._store.read() as session:
            service = settings.read_service(session)
        name = load_alert_guide().kind(page.kind).name
        recipient = page.texts["recipient"] or "[destinataire à compléter]"
        dated = f"À l'attention de : {recipient}\nFait le {page.texts['on_date']}"
        by = f", par {page.author}" if page.author else ""
        return PlainPaper(
            title=f"{name} ({_DRAFT.lower()})" if page.state is AlertState.DRAFT else name,
            service_name=service.service_name,
            service_address=service.service_address,
            author=page.author,
            edited_at=self._clock.now(),
            parts=tuple(_parts(page)),
            note=f"{dated}{by}",
        )


def source_words(fact: Sourced) -> str:
    """Return where a fact was read, when, and how sure it is."""
    checked = french.day(load_alert_guide().checked_on)
    return f"{fact.source} ({SURE[fact.confidence]} ; lu le {checked})"


def alert_remarks(alerts: Alerts, case_id: UUID) -> tuple[str, ...]:
    """Return what is said before a right of access is answered, to those who may read an alert.

    It stands beside the paper, for a human to read again: nothing of an alert is in the paper.
    """
    rows = alerts.rows(case_id)
    if not rows:
        return ()
    note, days = load_alert_guide().access, ", ".join(french.day(row.on) for row in rows)
    return (f"Signalements ({days}) : {note.words} {source_words(note)}",)


def _parts(page: AlertPage) -> Iterator[PaperPart]:
    texts = page.texts
    yield PaperPart("Personnes concernées", _lines(texts["about"]))
    for name, heading in TEXTS.items():
        yield PaperPart(heading, _lines(texts[name]))
    guide = load_alert_guide()
    yield PaperPart("Information donnée", (PaperLine(informed_words(page)),))
    if texts["sent_on"] or texts["sent_by"]:
        how = f" : {texts['sent_by']}" if texts["sent_by"] else ""
        yield PaperPart("Transmission", (PaperLine(f"Le {texts['sent_on'] or '…'}{how}"),))
    if page.additions:
        lines = [
            line
            for added in page.additions
            for line in (PaperLine("", f"{added.words} :"), *_lines(added.text))
        ]
        yield PaperPart("Compléments", tuple(lines))
    laws = " ; ".join(
        law.article if law.confidence is Confidence.HIGH else f"{law.article} (à confirmer)"
        for law in guide.laws_of(page.kind)
    )
    yield PaperPart("Textes", (PaperLine(laws, "", f"Lus le {french.day(guide.checked_on)}"),))


def informed_words(page: AlertPage) -> str:
    """Return who was told and when, or why not."""
    whom = load_alert_guide().kind(page.kind).informed
    match Informed(page.texts["informed"]):
        case Informed.YES:
            return f"{whom} : information donnée le {page.texts['informed_on'] or '…'}."
        case Informed.NO:
            return f"{whom} : information non donnée. {page.texts['not_informed'].strip()}"
        case _:
            return f"{whom} : à dire."


def _lines(text: str) -> tuple[PaperLine, ...]:
    """Return a line a paragraph, so that a long text runs over pages."""
    found = tuple(PaperLine(line) for line in map(str.strip, text.splitlines()) if line)
    return found or (PaperLine(_NOTHING),)
