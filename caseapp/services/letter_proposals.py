"""Which letters the state of a claim calls for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.claim import WAITING
from caseapp.rules.letters.loader import load_letters
from caseapp.services.letter_rows import ProposedRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from caseapp.rules.catalogue_delays import AppealRoute
    from caseapp.rules.letters.template import LetterTemplate, Proposal
    from caseapp.services.claim_page import ClaimPage


def proposed(claim: ClaimPage, today: date) -> tuple[ProposedRow, ...]:
    """Return the letters to write, what has a date first, the soonest first."""
    rows = list(_rows(claim, today))
    rows.sort(key=lambda row: (row.before is None, row.before or today))
    return tuple(rows)


def _rows(claim: ClaimPage, today: date) -> Iterator[ProposedRow]:
    for letter in load_letters().values():
        if any(_holds(rule, claim, today) for rule in letter.proposed):
            yield _row(letter, claim, today)


def _holds(rule: Proposal, claim: ClaimPage, today: date) -> bool:
    right = claim.right
    if claim.state not in rule.states or right in rule.except_rights:
        return False
    if rule.rights and right not in rule.rights:
        return False
    if rule.route is not None and not _is_open(rule.route, claim, today):
        return False
    if rule.after_silence is not None and rule.after_silence != bool(claim.silence_born(today)):
        return False
    missing = any(piece.received_on is None for piece in claim.pieces)
    return rule.pieces_missing is None or rule.pieces_missing == missing


def _is_open(route: AppealRoute, claim: ClaimPage, today: date) -> bool:
    """Say whether there is something to contest: not while the body still has time to answer."""
    if claim.state in WAITING and claim.silence_born(today) is None:
        return False
    return claim.appeal(route.value) is not None


def _row(letter: LetterTemplate, claim: ClaimPage, today: date) -> ProposedRow:
    line = claim.appeal(letter.route.value) if letter.route is not None else None
    return ProposedRow(
        code=letter.code,
        name=letter.name,
        when=letter.when,
        body=line.body if line is not None else claim.agency,
        before=line.cautious_on if line is not None else None,
        computed=line.computed_on if line is not None else None,
        is_past=line is not None and line.computed_on < today,
    )
