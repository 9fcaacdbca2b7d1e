"""A claim: ticked, filed, answered and contested, with its dates beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace, Navigator
from caseapp.ui.pages.claim.page import ClaimPage
from caseapp.ui.widgets.texts import Text
from tests.support.builders import Office, a_case, an_office
from tests.support.hands import FormHands, TableHands, dialog_over, pick, plain, press
from tests.support.screens import visible_buttons

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from tests.support.asking import Answers

FILED = {"on": "10/09/2026", "channel": "En ligne", "reference": "RSA-2209"}
ACKNOWLEDGED = {"on": "12/09/2026"}
REFUSED = {"on": "15/10/2026", "notified_on": "19/10/2026"}


class ClaimHands:
    def __init__(self, page: ClaimPage, navigator: Navigator, qtbot: QtBot) -> None:
        self.page, self.navigator, self.bot = page, navigator, qtbot
        self.steps = TableHands(page.steps, qtbot)
        self.pieces = TableHands(page.pieces, qtbot)
        self.dates = TableHands(page.dates.table, qtbot)

    def show(self, claim_id: UUID) -> None:
        self.page.show_place(ClaimPlace(claim_id))

    def ask_for(self, event: str) -> FormHands:
        pick(self.page.events, event)
        return FormHands(dialog_over(self.page, self.bot), self.bot)

    def record(self, event: str, typed: dict[str, str]) -> None:
        form = self.ask_for(event)
        form.fill(typed)
        form.enter()

    @property
    def thread(self) -> list[str]:
        texts = [t.text() for t in self.page.history.findChildren(Text) if t.isVisible()]
        return [plain(text) for text in texts[1:]]

    @property
    def details(self) -> str:
        return plain(self.page.dates.details.text())

    @property
    def path(self) -> str:
        return plain(self.page.stepper.accessibleDescription())

    @property
    def count(self) -> str:
        texts = [t.text() for t in self.page.findChildren(Text) if " sur " in t.text()]
        return plain(texts[0])


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


@pytest.fixture
def claim(office: Office, answers: Answers, qtbot: QtBot) -> ClaimHands:
    navigator = Navigator()
    page = ClaimPage(office.claims, navigator, office.clock, answers)
    qtbot.addWidget(page)
    page.resize(1072, 1400)
    page.show()
    hands = ClaimHands(page, navigator, qtbot)
    hands.show(office.claims.open(a_case(office, "Benali", "Samira"), "rsa"))
    return hands


def test_a_new_claim_says_what_to_do_and_by_when(claim: ClaimHands) -> None:
    assert claim.page.header.title == "Revenu de solidarité active"
    words = plain(claim.page.next_step.words)
    assert words.startswith("À faire maintenant Réunir 5 pièces, puis déposer la demande avant le")
    assert claim.path.startswith("À préparer : en cours, Pièces réunies : à venir")
    assert claim.dates.rows[0][0].startswith("Déposer la demande pour ne pas perdre un mois")
    assert claim.dates.rows[0][1].startswith("30/11/2026")


def test_pieces_and_steps_are_ticked_by_mouse_and_by_space(claim: ClaimHands) -> None:
    claim.pieces.click_box("RIB")
    assert "reçue le 23/11/2026" in claim.pieces.row("RIB")
    claim.pieces.press("identité", Qt.Key.Key_Space)
    assert "reçue le 23/11/2026" in claim.pieces.row("identité")
    assert claim.count == "2 sur 5"
    claim.pieces.press("identité", Qt.Key.Key_Space)
    assert "manquante" in claim.pieces.row("identité")
    claim.steps.press("Simuler", Qt.Key.Key_Space)
    assert "23/11/2026" in claim.steps.row("Simuler")
    claim.steps.click_box("Simuler")
    assert "—" in claim.steps.row("Simuler")


def test_a_wrong_date_is_told_at_its_field_and_nothing_typed_is_lost(claim: ClaimHands) -> None:
    form = claim.ask_for("Démarche déposée")
    on = form.text("on")
    form.fill({**FILED, "on": "10/12/2026"})
    form.enter()
    assert on.error
    assert form.dialog.focusWidget() is on.editor
    assert (form.text("reference").text, form.choice("channel").value) == ("RSA-2209", "online")
    form.type(on, "le dix")
    form.enter()
    assert on.error
    form.type(on, "10/09/2026")
    form.enter()
    assert not form.dialog.isVisible()
    assert claim.thread[:2] == ["10/09/2026", "demande déposée en ligne · référence RSA-2209"]
    assert "Déposée 10/09 : fait" in claim.path


def test_a_choice_is_never_made_in_the_place_of_the_person(claim: ClaimHands) -> None:
    form = claim.ask_for("Démarche déposée")
    form.enter()
    assert form.choice("channel").error == "Choisir dans la liste."
    form.escape()
    assert claim.thread[-1] == "démarche ouverte dans CaseApp"


def test_a_refusal_starts_the_appeal_with_its_article(claim: ClaimHands) -> None:
    claim.record("Démarche déposée", FILED)
    assert any("Silence" in row[0] for row in claim.dates.rows)
    claim.record("Accusé de réception", ACKNOWLEDGED)
    claim.record("Droit refusé", REFUSED)
    row = claim.dates.row("Recours préalable")
    assert "2 mois après la notification du 19/10/2026 · CASF L262-47" in row[0]
    assert row[1] == "18/12/2026 | calculée 19/12/2026 assez sûre"
    claim.dates.choose("Recours préalable")
    for part in (
        "Date prudente : vendredi 18 décembre 2026.",
        "Date calculée : samedi 19 décembre 2026.",
        "Devant : président du conseil départemental",
        "Texte : CASF L262-47",
        "Date assez sûre.",
        "Doute : ",
    ):
        assert part in claim.details
    assert plain(claim.page.next_step.words).endswith(
        "Recours préalable (RAPO) avant le 18/12/2026."
    )
    assert "Refusée 15/10 : en cours" in claim.path


def test_every_event_that_may_follow_has_its_form(claim: ClaimHands, office: Office) -> None:
    claim.record("Démarche déposée", FILED)
    claim.record("Pièces demandées", {"on": "01/10/2026", "answer_by": "15/11/2026"})
    assert "en retard" in claim.dates.row("Produire les pièces")[1]
    claim.record("Pièces envoyées", {"on": "20/11/2026"})
    claim.record(
        "Droit accordé",
        {"on": "20/11/2026", "amount": "498,50", "since": "09/2026", "partial": "oui"},
    )
    assert claim.thread[1] == "accord partiel · 498,50 € · à partir de septembre 2026"
    claim.record(
        "Recours ou médiation",
        {"on": "21/11/2026", "route": "Recours préalable", "channel": "recommandée"},
    )
    claim.record(
        "Réponse au recours",
        {"on": "22/11/2026", "notified_on": "22/11/2026", "granted": "oui"},
    )
    claim.record("Démarche close", {"on": "23/11/2026"})
    assert not claim.page.record_button.isVisible()
    assert len(claim.thread) == 2 * 8


def test_the_last_event_is_taken_back_once_the_person_agrees(
    claim: ClaimHands, answers: Answers, qtbot: QtBot
) -> None:
    claim.record("Démarche déposée", FILED)
    claim.record("Droit refusé", REFUSED)
    answers.answers = [False, True]
    press(claim.page.history, "Retirer le dernier", qtbot)
    assert "refus" in plain(answers.asked[0])
    assert any("Recours" in row[0] for row in claim.dates.rows)
    press(claim.page.history, "Retirer le dernier", qtbot)
    assert claim.thread[1].startswith("demande déposée")
    assert not any(row[0].startswith("Recours préalable (RAPO) |") and "notification" in row[0]
                   for row in claim.dates.rows)  # fmt: skip


def test_a_date_is_marked_as_done_and_back(claim: ClaimHands, qtbot: QtBot) -> None:
    claim.record("Démarche déposée", FILED)
    claim.dates.choose("Relancer")
    press(claim.page.dates, "Marquer comme fait", qtbot)
    assert "fait le 23/11/2026" in claim.dates.row("Relancer")[1]
    press(claim.page.dates, "Remettre à faire", qtbot)
    assert "fait le" not in claim.dates.row("Relancer")[1]


def test_a_late_date_says_so_in_a_word_and_an_optional_appeal_never_does(
    claim: ClaimHands, office: Office
) -> None:
    claim.show(office.claims.open(a_case(office, "Leroy", "Maxime"), "aah"))
    claim.record("Démarche déposée", {**FILED, "on": "01/07/2026"})
    claim.record("Droit refusé", {"on": "15/09/2026", "notified_on": "17/09/2026"})
    assert "en retard" in claim.dates.row("Recours préalable")[1]
    optional = claim.dates.row("facultati")
    assert "en retard" not in optional[1]
    claim.dates.choose("facultati")
    assert "Ce recours est facultatif" in claim.details


def test_what_to_do_leads_to_the_form_of_the_likely_event(claim: ClaimHands, qtbot: QtBot) -> None:
    press(claim.page.next_step, "Enregistrer : démarche déposée", qtbot)
    form = FormHands(dialog_over(claim.page, qtbot), qtbot)
    assert form.dialog.windowTitle() == "Démarche déposée"
    form.escape()


def test_a_piece_that_the_body_asks_for_is_added(
    claim: ClaimHands, answers: Answers, qtbot: QtBot
) -> None:
    answers.answers = ["attestation   de loyer", "x" * 400, None]
    press(claim.page, "Ajouter une pièce", qtbot)
    assert "manquante" in claim.pieces.row("Attestation de loyer")
    press(claim.page, "Ajouter une pièce", qtbot)
    assert "300 caractères au plus" in answers.asked[-1]
    press(claim.page, "Ajouter une pièce", qtbot)
    assert claim.count == "0 sur 6"


class _Browser(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(url.toString())


@pytest.fixture
def browser() -> Iterator[_Browser]:
    receiver = _Browser()
    QDesktopServices.setUrlHandler("https", receiver, "open")  # type: ignore[arg-type]  # the stub says bytes
    yield receiver
    QDesktopServices.unsetUrlHandler("https")


def test_the_official_page_opens_in_the_browser(
    claim: ClaimHands, browser: _Browser, qtbot: QtBot
) -> None:
    assert "Voir le formulaire sur service-public.fr" in visible_buttons(claim.page.channel)
    press(claim.page.channel, "Faire la demande sur caf.fr", qtbot)
    assert browser.opened == ["https://wwwd.caf.fr/redirect/s/Redirect?page=demandeRsa"]


def test_the_way_back_leads_to_the_claims_of_the_case(
    claim: ClaimHands, office: Office, qtbot: QtBot
) -> None:
    press(claim.page.header, "BENALI Samira", qtbot)
    case_id = office.cases.rows()[0].id
    assert claim.navigator.current == CasePlace(case_id, CaseTab.CLAIMS)
