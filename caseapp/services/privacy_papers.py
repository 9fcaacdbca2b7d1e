"""The papers on the protection of data, filled with what the program does in this base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from caseapp.domain.deadline import Confidence
from caseapp.domain.plain_paper import PaperLine, PaperPart, PlainPaper
from caseapp.kernel import french
from caseapp.rules.privacy_papers import load_privacy_papers
from caseapp.services import settings
from db.models import Breach, Case

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from caseapp.kernel.clock import Clock
    from caseapp.rules.privacy_papers import PrivacyPaper, SourcedLine
    from caseapp.services.journal import Journal
    from caseapp.services.notices import Notices
    from caseapp.services.retention import Retentions
    from caseapp.services.social_number_use import Decision, SocialNumberUses
    from db.store import Store

_SURE = {
    Confidence.HIGH: "fiabilité élevée",
    Confidence.MEDIUM: "à confirmer, fiabilité moyenne",
    Confidence.LOW: "à confirmer, fiabilité faible",
}


class PrivacyPapers:
    """Fills the papers."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        journal: Journal,
        retentions: Retentions,
        notices: Notices,
        numbers: SocialNumberUses,
    ) -> None:
        self._store, self._clock = store, clock
        self._journal, self._retentions, self._notices = journal, retentions, notices
        self._numbers = numbers

    def processing(self, places: Sequence[Path]) -> PlainPaper:
        """Return the register of processing; `places` are the folders of the copies."""
        return self._paper(load_privacy_papers().processing, places)

    def impact(self, places: Sequence[Path]) -> PlainPaper:
        """Return the impact assessment, to be judged by those who answer for it."""
        return self._paper(load_privacy_papers().impact, places)

    def notice(self, text: str) -> PlainPaper:
        """Return the information notice as it is printed: a line that ends in « ? » is a heading."""
        title, _line, body = text.strip().partition("\n")
        parts: list[tuple[str, list[PaperLine]]] = [("", [])]
        for line in filter(None, map(str.strip, body.splitlines())):
            if line.endswith("?"):
                parts.append((line, []))
            else:
                parts[-1][1].append(PaperLine(line))
        return self._headed(
            title,
            "",
            tuple(PaperPart(heading, tuple(lines)) for heading, lines in parts if heading or lines),
            is_notice=True,
        )

    def _paper(self, paper: PrivacyPaper, places: Sequence[Path]) -> PlainPaper:
        facts, checked = self._facts(places), load_privacy_papers().checked_on
        parts = tuple(
            PaperPart(part.heading, tuple(_line(line, facts, checked) for line in part.lines))
            for part in paper.parts
        )
        return self._headed(paper.title, paper.note, parts)

    def _headed(
        self, title: str, note: str, parts: tuple[PaperPart, ...], *, is_notice: bool = False
    ) -> PlainPaper:
        with self._store.read() as session:
            service = settings.read_service(session)
        return PlainPaper(
            title=title,
            service_name=service.service_name,
            service_address=service.service_address,
            author="" if is_notice else service.signature,
            edited_at=self._clock.now(),
            parts=parts,
            note=note,
            is_large=is_notice,
            is_confidential=not is_notice,
        )

    def _facts(self, places: Sequence[Path]) -> dict[str, str]:
        """Return what the braces of the file stand for."""
        keeping, notice = self._journal.keeping(), self._notices.current()
        with self._store.read() as session:
            service = settings.read_service(session)
            cases = session.scalar(sa.select(sa.func.count()).select_from(Case)) or 0
            breaches = session.scalar(sa.select(sa.func.count()).select_from(Breach)) or 0
        named = ", ".join(part for part in (service.service_name, service.service_address) if part)
        folders = french.plural(len(places), "dossier choisi", "dossiers choisis")
        return {
            "service": named or "[à compléter]",
            "cases": french.plural(cases, "dossier"),
            "waiting": french.plural(
                self._retentions.waiting(), "dossier attend", "dossiers attendent"
            ),
            "journal": str(keeping.months),
            "journal_reason": f" Motif : {keeping.reason}" if keeping.reason else "",
            "places": folders if places else "aucun dossier choisi à ce jour",
            "notice": f"version {notice.number}" if notice.number else "pas encore publiée",
            "breaches": french.plural(breaches, "violation"),
            "social_number": _social_number(self._numbers.decision()),
        }


def _social_number(decision: Decision | None) -> str:
    if decision is None:
        return (
            "Jamais saisi : le programme ne l'a pas activé dans cette base, aucun champ n'existe."
        )
    doubt = " [à confirmer]" if decision.is_doubtful else ""
    return (
        f"Gardé sur ce fondement : {decision.words}{doubt}. Décidé par {decision.decided_by} le"
        f" {french.day(decision.decided_on)}. Affiché masqué, vu ou copié une personne à la fois"
        " avec une ligne au journal ; absent des recherches, exports, courriers, rapports et"
        " statistiques ; jamais une clé."
    )


def _line(line: SourcedLine, facts: dict[str, str], checked: date) -> PaperLine:
    words = line.words
    for name, value in facts.items():
        words = words.replace(f"{{{name}}}", value)
    mark = ""
    if line.source and line.confidence is not None:
        mark = f"{line.source} ({_SURE[line.confidence]} ; lu le {french.day(line.checked_on or checked)})"
    return PaperLine(words, f"{line.label} :" if line.label else "", mark)
