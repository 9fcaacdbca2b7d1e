"""The delays of a right in the catalogue: opening, silence, appeals, renewal, each with its article."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from caseapp.domain.deadline import Confidence
from caseapp.rules.conditions.entries import Entry


class SilenceEffect(StrEnum):
    """What silence means once its delay has run."""

    REFUSAL = "refusal"
    ACCEPTANCE = "acceptance"
    NONE = "none"  # no decision is deemed; a follow-up is all there is


class SilenceStart(StrEnum):
    """From when the delay of silence runs."""

    RECEIPT = "receipt"  # CRPA L114-3: receipt by the first body, suspended for pieces
    COMPLETE_FILE = "complete_file"


class SilenceStage(StrEnum):
    """Where another silence stands beside that of the claim."""

    PAYER = "payer"  # the body that pays decides after the one that opens the right
    OPINION = "opinion"  # deemed favourable on the way to the decision
    VARIANT = "variant"  # shorter, for some of what the right covers: nobody says which was asked


class AppealRoute(StrEnum):
    """The kind of an appeal, which decides how its delay is counted."""

    RAPO = "rapo"
    CRA = "cra"
    CMRA = "cmra"
    GRACIEUX = "gracieux"
    MEDIATION = "mediation"  # optional
    MEDIATION_FRANCE_TRAVAIL = "mediation_france_travail"  # mandatory
    CONCILIATION = "conciliation"
    TA = "ta"
    POLE_SOCIAL = "pole_social"
    OTHER = "other"


class OpeningRule(StrEnum):
    """When a right opens with regard to the day it is asked for; drives « mois perdu »."""

    MONTH_OF_CLAIM = "month_of_claim"
    MONTH_AFTER_CLAIM = "month_after_claim"
    DAY_OF_CLAIM = "day_of_claim"
    MONTH_AFTER_EVENT = "month_after_event"  # of the event, back-payment within the limitation
    AUTOMATIC = "automatic"  # nothing to file
    OTHER = "other"  # see the words


Count = Annotated[int, Field(ge=1)]


class Opening(Entry):
    """From when the right is paid."""

    rule: OpeningRule
    text: str
    basis: str = ""
    source: str = ""
    confidence: Confidence
    confidence_note: str = ""


class Silence(Entry):
    """What the silence of the body means, and after how long. Months or days, not both."""

    months: Count | None = None
    days: Count | None = None
    end_of_civil_month: bool = False  # « fin du 3e mois civil suivant » (CSS R544-3)
    effect: SilenceEffect
    start: SilenceStart = SilenceStart.RECEIPT
    start_text: str = ""
    basis: str = ""
    text: str = ""
    remark: str = ""
    confidence: Confidence
    confidence_note: str = ""


class OtherSilence(Silence):
    """A silence of its own beside the main one: another body, another stage, another kind."""

    of: str  # « CAF ou MSA, après l'accord de la CDAPH », « maladie professionnelle »
    stage: SilenceStage | None = None  # the clock of a claim counts it; None: it is to be read
    body: str = ""  # these words are for a stage alone
    of_body: str = ""  # « de la CAF »
    after: str = ""  # « la décision de la CDAPH »
    label: str = ""  # « Avis médical : réputé favorable »


class Appeal(Entry):
    """One body before which a decision can be contested, in its order."""

    order: int  # 1, 2… as the source counts; 0 and 9 for what is optional beside
    route: AppealRoute
    label: str = ""  # what the source calls it
    mandatory: bool = True  # False: mediation, gracious appeal
    after: tuple[AppealRoute, ...] = ()  # follows the end of one of these; empty: the decision
    from_decision: bool = True  # False: its delay runs from something else, see the words
    applies_to: str = ""  # which decisions, where not all
    express_only: bool = False  # never against a silence, and no gracious appeal gives it more time
    months: Count | None = None
    days: Count | None = None
    body: str
    text: str = ""  # the delay in words
    silence_months: Count | None = None  # after which the appeal is deemed rejected
    silence_text: str = ""
    form: str = ""
    effect: str = ""
    basis: tuple[str, ...] = ()
    source: str = ""
    remark: str = ""
    confidence: Confidence
    confidence_note: str = ""


class Dated(Entry):
    """A rule in words, with its article."""

    text: str
    label: str = ""
    basis: str = ""
    confidence: Confidence | None = None
    confidence_note: str = ""


class RenewalTerm(Entry):
    """How long a right lasts and when to ask again, where that is a number of months or days."""

    lasts_months: Count | None = None
    ask_from_months_before: Count | None = None
    ask_by_months_before: Count | None = None
    ask_from_days_before: Count | None = None  # instead of months
    ask_by_days_before: Count | None = None
    declare_every_months: Count | None = None
    practical: bool = False  # advice, not law
