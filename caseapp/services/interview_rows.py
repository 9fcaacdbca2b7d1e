"""Rows of the interviews of a case, with their French words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from caseapp.domain.case_report import InterviewEntry
from caseapp.domain.interview import InterviewKind, Medium
from caseapp.kernel import french

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    import sqlalchemy as sa

KINDS: dict[InterviewKind, str] = {
    InterviewKind.FIRST: "premier entretien",
    InterviewKind.FOLLOW_UP: "suivi",
    InterviewKind.REVIEW: "bilan",
    InterviewKind.EMERGENCY: "urgence",
    InterviewKind.STEPS: "aide à une démarche",
    InterviewKind.MEETING: "synthèse partenariale",
    InterviewKind.OTHER: "autre",
}
MEDIA: dict[Medium, str] = {
    Medium.OFFICE: "au service",
    Medium.HOME: "visite à domicile",
    Medium.OUTSIDE: "à l'extérieur",
    Medium.PHONE: "téléphone",
    Medium.VIDEO: "visioconférence",
    Medium.EMAIL: "courriel",
    Medium.LETTER: "courrier",
    Medium.MESSAGE: "message (SMS)",
}
TEXTS = {"facts": "Faits constatés", "words": "Paroles de la personne", "analysis": "Analyse"}
TEXT_HINTS = {
    "facts": "Ce qui a été vu, lu ou vérifié : dates, montants, documents. Sans jugement.",
    "words": "Ce que la personne a dit, dans ses mots, entre guillemets.",
    "analysis": "L'évaluation du professionnel : ce qui se comprend, ce qui est proposé.",
}
PRIVATE = "Notes de travail"
PRIVATE_MARK = "Ne sort jamais du poste : ni rapport, ni export"


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewRow:
    """One interview in the list of a case."""

    id: UUID
    on: date
    at: str
    kind: InterviewKind
    medium: Medium
    author: str
    is_contact: bool
    first_words: str = field(repr=False)

    @property
    def kind_words(self) -> str:
        """« suivi »."""
        return KINDS[self.kind]

    @property
    def medium_words(self) -> str:
        """« téléphone »."""
        return MEDIA[self.medium]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewPage:
    """All of one interview. A field that was refused holds its text, and `errors` says why."""

    id: UUID
    case_id: UUID
    is_kept: bool  # in the base: a new one is not until something is typed
    on: str  # « 23/11/2026 », or the text that was refused
    at: str
    kind: InterviewKind
    medium: Medium
    place: str = field(repr=False)
    minutes: str
    present: tuple[str, ...] = field(repr=False)
    facts: str = field(repr=False)
    words: str = field(repr=False)
    analysis: str = field(repr=False)
    private: str = field(repr=False)
    is_contact: bool
    author: str
    steps: str = field(default="", repr=False)  # dictated, and not in the agenda yet
    errors: tuple[tuple[str, str], ...] = ()  # field, sentence

    @property
    def texts(self) -> dict[str, str]:
        """What is written of the interview, without the private notes."""
        return {"facts": self.facts, "words": self.words, "analysis": self.analysis}


def interview_entry(row: sa.Row[*tuple[Any, ...]]) -> InterviewEntry:
    """Return what a report tells of an interview."""
    how = [KINDS[row.kind], MEDIA[row.medium]]
    if row.place and row.place not in MEDIA[row.medium]:
        how.append(row.place)
    if row.minutes:
        how.append(f"{row.minutes}{french.NO_BREAK}min")
    return InterviewEntry(
        on=row.on_date,
        heading=" · ".join(how),
        present=", ".join(row.present or ()),
        author=row.author,
        facts=row.facts.strip(),
        words=row.words.strip(),
        analysis=row.analysis.strip(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRow:
    """An outline an interview may start from."""

    code: str  # of a file, or the identifier of one of the service's own
    name: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """What an outline holds."""

    name: str
    kind: InterviewKind
    medium: Medium
    minutes: int | None
    facts: str
    words: str
    analysis: str

    @property
    def texts(self) -> dict[str, str]:
        """Its outline, by field."""
        return {"facts": self.facts, "words": self.words, "analysis": self.analysis}
