"""What an answer is called, how sure it is, how often it pays: one table each, for every reader."""

from __future__ import annotations

from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Outcome, Period

OUTCOMES: dict[Outcome, str] = {
    Outcome.LIKELY: "probable",
    Outcome.TO_CHECK: "à vérifier",
    Outcome.NO: "non",
    Outcome.NOT_COMPUTED: "non calculé",
}
CONFIDENCES: dict[Confidence, str] = {
    Confidence.HIGH: "sûr",
    Confidence.MEDIUM: "assez sûr",
    Confidence.LOW: "à confirmer",
}
PERIODS: dict[Period, str] = {
    Period.MONTH: "par mois",
    Period.YEAR: "par an",
    Period.ONCE: "en une fois",
}
PER: dict[Period, str] = {  # beside an amount
    Period.MONTH: "/mois",
    Period.YEAR: "/an",
    Period.ONCE: " en une fois",
}
