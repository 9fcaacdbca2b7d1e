"""A template of a letter: its words with their blanks, when it may be used, and on what text."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from caseapp.domain.claim import ClaimState
from caseapp.domain.deadline import Confidence
from caseapp.domain.letter import Addressee, LetterGroup, Signer
from caseapp.rules.catalogue_delays import AppealRoute
from caseapp.rules.conditions.entries import Entry


class LetterBasis(Entry):
    """An article that bears the letter, and how it was read."""

    article: str
    about: str
    link: str = ""
    confidence: Confidence
    note: str = ""  # why it is not held for sure


class Proposal(Entry):
    """The moment of a claim at which the letter is the one to write; all that is said must hold."""

    states: tuple[ClaimState, ...]
    route: AppealRoute | None = None  # an appeal of this route is open
    after_silence: bool | None = None  # the silence has become a decision, or has not
    pieces_missing: bool | None = None
    rights: tuple[str, ...] = ()  # of these only
    except_rights: tuple[str, ...] = ()


class LetterTemplate(Entry):
    """One letter of the library. `subject` and `body` are Jinja; the body is Markdown."""

    code: str
    group: LetterGroup
    name: str  # « Demande des motifs d'un rejet implicite »
    when: str  # when it may be used, in a sentence
    caution: str = ""  # what it does not do, or what to check first
    signer: Signer = Signer.PERSON
    addressee: Addressee = Addressee.AGENCY
    recipient: str = ""  # whom it always goes to: « Défenseur des droits »
    registered: bool = False  # to be sent with proof of receipt
    needs_claim: bool = True
    route: AppealRoute | None = None  # sent, it is this appeal
    answer_days: int | None = Field(default=None, ge=1)  # after which one asks again
    basis: tuple[LetterBasis, ...]
    proposed: tuple[Proposal, ...] = ()
    enclosures: tuple[str, ...] = ()
    subject: str
    body: str
    checked_on: date

    @property
    def routes(self) -> tuple[AppealRoute, ...]:
        """The appeals whose date it may speak of: the one it is, else those it is proposed for."""
        if self.route is not None:
            return (self.route,)
        return tuple(dict.fromkeys(rule.route for rule in self.proposed if rule.route is not None))

    @property
    def confidence(self) -> Confidence:
        """How sure the least sure of its articles is; a letter that quotes none is sure."""
        order = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
        return min((one.confidence for one in self.basis), key=order.index, default=Confidence.HIGH)
