"""Letters: begun with what the case knows, edited, sent as an act, taken back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import Channel, ClaimState, Filed, Refused
from caseapp.kernel.errors import UserInputError
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.letters.filling import TemplateFaultError, Values, fill
from caseapp.rules.places import load_communes
from caseapp.services.letter_sending import EXCHANGE, LetterSending
from caseapp.services.search import Search
from db.models import Letter
from tests.support.builders import Office, a_case, an_office
from tests.support.letters import letters_of, papers_of

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from caseapp.services.letters import Letters

REASONS = "motifs_rejet_implicite"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def letters(office: Office) -> Letters:
    return letters_of(office)


@pytest.fixture
def sending(office: Office) -> LetterSending:
    return LetterSending(office.store, office.clock, load_catalogue())


@pytest.fixture
def case(office: Office) -> UUID:
    return a_case(office)


def a_silent_claim(office: Office, case: UUID, right: str = "aah") -> UUID:
    claim = office.claims.open(case, right)
    office.claims.record(claim, Filed(on=date(2026, 6, 1), channel=Channel.REGISTERED_LETTER))
    return claim


def test_a_letter_says_what_is_known_and_leaves_the_rest_to_be_written(
    office: Office, letters: Letters, case: UUID
) -> None:
    claim = a_silent_claim(office, case)
    page = letters.page(letters.begin(case, REASONS, claim))
    assert "Le 01/06/2026, j'ai demandé" in page.body
    assert "Allocation aux adultes handicapés" in page.subject
    assert "[à compléter : adresse de l'organisme]" in page.recipient
    assert page.enclosures == ("Copie de la demande du 01/06/2026",)


def test_the_state_of_a_claim_calls_for_a_letter(
    office: Office, letters: Letters, case: UUID
) -> None:
    claim = a_silent_claim(office, case)
    assert REASONS in {row.code for row in letters.proposed(office.claims.page(claim))}
    office.claims.record(claim, Refused(on=date(2026, 11, 2), notified_on=date(2026, 11, 5)))
    assert REASONS not in {row.code for row in letters.proposed(office.claims.page(claim))}


def test_a_letter_about_a_claim_asks_which(letters: Letters, case: UUID) -> None:
    with pytest.raises(UserInputError) as refused:
        letters.begin(case, REASONS)
    assert refused.value.field == "claim"


def test_what_is_edited_is_kept_until_it_goes(
    office: Office, letters: Letters, sending: LetterSending, case: UUID
) -> None:
    letter = letters.begin(case, REASONS, a_silent_claim(office, case))
    letters.change(letter, {"body": "Bonjour **à vous**", "recipient": "MDPH\n1 rue A"})
    paper = papers_of(office).of(letter).paper
    assert [run.text for run in paper.paragraphs[0].runs] == ["Bonjour ", "à vous"]
    assert paper.recipient == ("MDPH", "1 rue A")
    sending.send(letter, date(2026, 11, 23), Channel.REGISTERED_LETTER, date(2026, 12, 23))
    with pytest.raises(UserInputError):
        letters.change(letter, {"body": "autre chose"})


def test_a_letter_that_went_is_followed_up_and_can_be_taken_back(
    office: Office, letters: Letters, sending: LetterSending, case: UUID
) -> None:
    letter = letters.begin(case, REASONS, a_silent_claim(office, case))
    sending.send(letter, date(2026, 11, 23), Channel.REGISTERED_LETTER, date(2026, 12, 23))
    assert letters.count(case) == 0
    told = "Relancer : Demander les motifs d'un rejet implicite"
    assert told in {row.title for row in office.agenda.of_case(case)}
    sending.undo_send(letter)
    assert told not in {row.title for row in office.agenda.of_case(case)}
    assert letters.count(case) == 1


def test_a_removed_letter_comes_back(office: Office, letters: Letters, case: UUID) -> None:
    letter = letters.begin(case, REASONS, a_silent_claim(office, case))
    gone = letters.remove(letter)
    assert letters.of_case(case) == ()
    letters.restore(gone)
    assert [row.id for row in letters.of_case(case)] == [letter]


def test_a_letter_cannot_go_tomorrow(
    office: Office, letters: Letters, sending: LetterSending, case: UUID
) -> None:
    letter = letters.begin(case, REASONS, a_silent_claim(office, case))
    with pytest.raises(UserInputError) as refused:
        sending.send(letter, date(2026, 11, 24), Channel.LETTER, None)
    assert refused.value.field == "on"


def test_the_state_of_the_claim_does_not_change_where_the_letter_is_no_appeal(
    office: Office, letters: Letters, sending: LetterSending, case: UUID
) -> None:
    claim = a_silent_claim(office, case)
    letter = letters.begin(case, REASONS, claim)
    sending.send(letter, date(2026, 11, 23), Channel.LETTER, None)
    assert office.claims.page(claim).state is ClaimState.FILED


def test_a_letter_is_found_by_what_it_says(office: Office, letters: Letters, case: UUID) -> None:
    letter = letters.begin(case, REASONS, a_silent_claim(office, case))
    letters.change(letter, {"body": "Votre courrier du printemps évoquait un **géomètre**."})
    search = Search(office.store, load_catalogue(), load_communes())
    (group,) = (one for one in search.find("geometre") if one.title == "Courriers")
    assert [hit.title.text for hit in group.hits] == ["Demander les motifs d'un rejet implicite"]
    letters.remove(letter)
    assert all(one.title != "Courriers" for one in search.find("geometre"))


def of_a_template_that_is_gone(office: Office, letters: Letters, case: UUID, claim: UUID) -> UUID:
    letter = letters.begin(case, REASONS, claim)
    with office.store.write() as session:
        kept = session.get(Letter, letter)
        assert kept is not None
        kept.template = "un_modele_retire"
    return letter


def test_a_letter_stays_readable_once_its_template_is_gone(
    office: Office, letters: Letters, case: UUID
) -> None:
    letter = of_a_template_that_is_gone(office, letters, case, a_silent_claim(office, case))
    page = letters.page(letter)
    assert "Le 01/06/2026, j'ai demandé" in page.body
    assert "n'est plus dans le programme" in page.when
    assert "Allocation aux adultes handicapés" in papers_of(office).of(letter).paper.subject


def test_no_act_is_guessed_for_a_letter_whose_template_is_gone(
    office: Office, letters: Letters, sending: LetterSending, case: UUID
) -> None:
    claim = a_silent_claim(office, case)
    letter = of_a_template_that_is_gone(office, letters, case, claim)
    with pytest.raises(UserInputError, match="Dire si ce courrier est un recours") as refused:
        sending.record(letter, {"on": "20/11/2026", "by": Channel.LETTER.value})
    assert refused.value.field == "act"
    assert letters.page(letter).sent_on is None


@pytest.mark.parametrize("on", ["24/11/27", "01/12/2026"])
def test_a_letter_has_not_left_on_a_day_to_come(
    office: Office, letters: Letters, sending: LetterSending, case: UUID, on: str
) -> None:
    letter = of_a_template_that_is_gone(office, letters, case, a_silent_claim(office, case))
    typed = {"on": on, "by": Channel.LETTER.value, "act": EXCHANGE}
    with pytest.raises(UserInputError, match="pas encore passé") as refused:
        sending.record(letter, typed)
    assert refused.value.field == "on"
    assert letters.page(letter).sent_on is None


def test_a_letter_whose_template_is_gone_is_sent_as_the_exchange_it_was(
    office: Office, letters: Letters, sending: LetterSending, case: UUID
) -> None:
    claim = a_silent_claim(office, case)
    letter = of_a_template_that_is_gone(office, letters, case, claim)
    sending.record(letter, {"on": "20/11/2026", "by": Channel.LETTER.value, "act": EXCHANGE})
    assert letters.page(letter).sent_on == date(2026, 11, 20)
    assert letters.count(case) == 0
    assert office.claims.page(claim).state is ClaimState.FILED


def test_a_letter_whose_template_is_gone_is_sent_as_the_appeal_it_was(
    office: Office, letters: Letters, sending: LetterSending, case: UUID
) -> None:
    claim = a_silent_claim(office, case)
    office.claims.record(claim, Refused(on=date(2026, 11, 2), notified_on=date(2026, 11, 5)))
    letter = of_a_template_that_is_gone(office, letters, case, claim)
    acts = dict(letters.page(letter).acts)
    assert acts["rapo"].startswith("Recours : recours préalable")
    sending.record(letter, {"on": "20/11/2026", "by": Channel.LETTER.value, "act": "rapo"})
    assert office.claims.page(claim).state is ClaimState.APPEAL
    sending.undo_send(letter)
    assert office.claims.page(claim).state is ClaimState.REFUSED


def test_a_letter_of_the_library_says_itself_what_it_is(
    office: Office, letters: Letters, case: UUID
) -> None:
    letter = letters.begin(case, REASONS, a_silent_claim(office, case))
    assert letters.page(letter).acts == ()


@pytest.mark.parametrize("source", [f"{{{{ {'(' * 20_000} }}}}", "a" * 60_000])
def test_a_template_too_deep_or_too_long_is_refused_in_a_sentence(source: str) -> None:
    with pytest.raises(TemplateFaultError, match=r"profondément|caractères"):
        fill(source, Values({}, {}))
