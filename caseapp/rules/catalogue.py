"""The catalogue of rights: one YAML file a right in `resources/catalogue/`, one schema.

Every legal fact carries its article and how sure we are of it. Loading is lazy and cached: a
file is read when its right is first asked for (`catalogue_loader`).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from caseapp.domain.deadline import Confidence
from caseapp.rules.family import Family


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


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Count = Annotated[int, Field(ge=1)]


class LegalBasis(_Entry):
    """An article, where to read it, and how it was checked."""

    article: str
    link: str = ""
    about: str = ""
    checked: str = ""
    version: str = ""  # since when the version that was read is in force
    version_end: str = ""  # its announced end
    changed_since: bool = False  # the article changed after it was read: read it again


class DeclaredCondition(_Entry):
    """A condition as the sources state it. Only `evaluable` ones may be computed."""

    field: str
    op: str
    value: object = None
    unit: str = ""
    note: str = ""
    text: str = ""  # the condition in words, as shown
    alternative: str = ""  # what may stand in its place
    also: str = ""  # what must hold besides
    period: str = ""
    scope: str = ""
    variant: str = ""
    territory: str = ""
    valid: str = ""
    source: str = ""
    remarks: dict[str, str] = {}
    confidence: Confidence | None = None
    evaluable: bool = False


class DeclaredAmount(_Entry):
    """Amounts as the sources state them, for reading only: nothing computes from here."""

    figures: dict[str, str | int | float | dict[str, float]]
    basis: str = ""
    valid: str = ""
    source: str = ""
    confidence: Confidence | None = None


class Form(_Entry):
    """The official form."""

    number: str
    link: str = ""
    annex: str = ""
    remark: str = ""
    confidence: Confidence | None = None
    confidence_note: str = ""


class Channel(_Entry):
    """The free official way to claim."""

    online: tuple[str, ...] = ()  # links, official domains only
    online_text: str = ""
    information: tuple[str, ...] = ()
    form: Form | None = None
    paper: str = ""
    place: str = ""
    confidence: Confidence | None = None


class ClaimStep(_Entry):
    """One official step of the claim, free of charge."""

    n: int
    who: str
    what: str
    basis: str = ""


class Opening(_Entry):
    """From when the right is paid."""

    rule: OpeningRule
    text: str
    basis: str = ""
    source: str = ""
    confidence: Confidence
    confidence_note: str = ""


class Silence(_Entry):
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


class Appeal(_Entry):
    """One body before which a decision can be contested, in its order."""

    order: int  # 1, 2… as the source counts; 0 and 9 for what is optional beside
    route: AppealRoute
    label: str = ""  # what the source calls it
    mandatory: bool = True  # False: mediation, gracious appeal
    after: tuple[AppealRoute, ...] = ()  # follows the end of one of these; empty: the decision
    from_decision: bool = True  # False: its delay runs from something else, see the words
    applies_to: str = ""  # which decisions, where not all
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


class Dated(_Entry):
    """A rule in words, with its article."""

    text: str
    label: str = ""
    basis: str = ""
    confidence: Confidence | None = None
    confidence_note: str = ""


class RenewalTerm(_Entry):
    """How long a right lasts and when to ask again, where that is a number of months."""

    lasts_months: Count | None = None
    ask_from_months_before: Count | None = None
    ask_by_months_before: Count | None = None
    declare_every_months: Count | None = None
    practical: bool = False  # advice, not law


class Recovery(_Entry):
    """Whether the aid is taken back from the estate, and from what amount on."""

    exists: bool | None  # None: not established, or something else, see the words
    text: str
    details: dict[str, str] = {}
    basis: str = ""
    confidence: Confidence | None = None


class FollowUp(_Entry):
    """When to ask the body where the claim stands: practical, not legal."""

    days: tuple[int, ...]  # after filing
    text: str
    nature: str = "pratique"


class Source(_Entry):
    """Where a fact of the file was read."""

    url: str = ""
    date: str = ""
    read_on: str = ""
    note: str = ""


class Right(_Entry):
    """One right, and the free way to claim it."""

    code: str
    name: str
    short_name: str
    family: Family
    agency: str  # « CAF », « MDPH puis CAF », as a caseworker says it
    free: Literal[True]
    computed: bool  # the program computes an amount or an answer from the model
    monthly: bool = True  # its amount is per month (else per year or once)
    checked_on: date
    review_first: bool = False  # the source asks to read it again first
    legal_basis: tuple[LegalBasis, ...]
    conditions: tuple[DeclaredCondition, ...] = ()
    rules: tuple[str, ...] = ()
    amount: DeclaredAmount | None = None
    channel: Channel
    pieces: tuple[str, ...]
    steps: tuple[ClaimStep, ...]
    opening: Opening | None
    silence: Silence | None
    other_silences: tuple[OtherSilence, ...] = ()
    processing: Dated | None = None  # the official time to answer, where silence decides nothing
    renewal: tuple[Dated, ...] = ()
    term: RenewalTerm | None = None
    appeals: tuple[Appeal, ...] = ()
    limitation: Dated | None = None
    recovery: Recovery | None = None
    cumulation: tuple[str, ...] = ()
    follow_up: FollowUp | None = None
    pitfalls: tuple[str, ...] = ()
    sources: tuple[Source, ...]
    confidence: dict[str, Confidence]
    confidence_notes: dict[str, str] = {}
    to_verify: tuple[str, ...] = ()
    remarks: dict[str, str] = {}  # what a source says that fits no field, kept word for word
