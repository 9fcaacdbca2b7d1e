"""The letter that each moment of a claim calls for: it can be begun, sent, and taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import (
    Channel,
    ClaimState,
    Filed,
    Granted,
    NoAnswer,
    PiecesAsked,
    Refused,
    Withdrawn,
)
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.letter_sending import LetterSending
from tests.support.builders import a_case, an_office
from tests.support.letter_households import FAMILIES, settle
from tests.support.letters import letters_of

if TYPE_CHECKING:
    from pathlib import Path

    from caseapp.domain.claim import ClaimEvent
    from tests.support.builders import Office

TODAY = date(2026, 11, 23)
FILED = Filed(on=date(2026, 10, 20), channel=Channel.ONLINE)
LONG_AGO = Filed(on=date(2026, 5, 4), channel=Channel.ONLINE)
REFUSED = Refused(on=date(2026, 11, 2), notified_on=date(2026, 11, 5))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return an_office(tmp_path_factory.mktemp("proposals"))


def proposed(office: Office, right: str, *events: ClaimEvent) -> set[str]:
    claim = office.claims.open(a_case(office), right)
    for event in events:
        office.claims.record(claim, event)
    return {row.code for row in letters_of(office).proposed(office.claims.page(claim))}


@pytest.mark.parametrize(
    ("right", "events", "there", "not_there"),
    [
        ("rsa", (), set(), {"relance", "rapo"}),
        ("rsa", (FILED,), {"relance", "accuse_reception"}, {"rapo", "motifs_rejet_implicite"}),
        ("rsa", (FILED, PiecesAsked(on=date(2026, 11, 2))),
         {"piece_manquante", "dites_une_fois"}, {"relance", "envoi_pieces", "rapo"}),
        ("aah", (LONG_AGO,), {"motifs_rejet_implicite", "rapo_mdph"}, {"rapo"}),
        ("aah", (LONG_AGO, NoAnswer(on=date(2026, 11, 10))),
         {"motifs_rejet_implicite", "rapo_mdph"}, {"relance"}),
        ("rsa", (FILED, REFUSED), {"rapo", "communication_dossier", "defenseur_droits"},
         {"relance", "cra", "rapo_mdph", "motifs_rejet_implicite"}),
        ("asf", (FILED, REFUSED), {"cra"}, {"rapo", "requete_ta"}),
        ("ass", (FILED, REFUSED), {"mediation_france_travail"}, {"rapo"}),
        ("rsa", (FILED, Granted(on=date(2026, 11, 2))), set(), {"rapo", "relance", "cra"}),
        ("rsa", (FILED, Withdrawn(on=date(2026, 11, 2))), set(), {"rapo", "relance"}),
    ],
)  # fmt: skip
def test_each_moment_calls_for_its_letters(
    office: Office, right: str, events: tuple[ClaimEvent, ...], there: set[str], not_there: set[str]
) -> None:
    found = proposed(office, right, *events)
    assert there <= found
    assert not not_there & found


@pytest.mark.parametrize("at", range(len(FAMILIES)))
def test_every_letter_that_is_proposed_can_be_sent_and_taken_back(office: Office, at: int) -> None:
    case, claim = settle(office, FAMILIES[at])
    letters = letters_of(office)
    sending = LetterSending(office.store, office.clock, load_catalogue())
    before = office.claims.page(claim)
    for row in letters.proposed(before):
        if row.is_past:
            continue  # the claim refuses an appeal past its day, and says it
        letter = letters.begin(case, row.code, claim)
        sending.send(letter, TODAY, Channel.REGISTERED_LETTER, None)
        sending.undo_send(letter)
        after = office.claims.page(claim)
        assert (after.state, after.thread) == (before.state, before.thread), row.code


def test_an_appeal_against_a_silence_records_the_silence_too(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    case = a_case(office)
    claim = office.claims.open(case, "aah")
    office.claims.record(claim, LONG_AGO)
    letters = letters_of(office)
    letter = letters.begin(case, "rapo_mdph", claim)
    sending = LetterSending(office.store, office.clock, load_catalogue())
    sending.send(letter, TODAY, Channel.REGISTERED_LETTER, None)
    assert office.claims.page(claim).state is ClaimState.APPEAL
    kinds = [line.kind for line in office.claims.page(claim).thread]
    assert "no_answer" in kinds
    sending.undo_send(letter)
    assert "no_answer" not in [line.kind for line in office.claims.page(claim).thread]
    assert office.claims.page(claim).state is ClaimState.FILED
