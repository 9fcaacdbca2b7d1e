"""A claim: ticked, filed, answered and contested, with its dates beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtTest import QTest

from caseapp.domain.claim import Channel, Filed, Granted
from caseapp.ui.navigator import CasePlace, CaseTab, ClaimPlace, Navigator
from caseapp.ui.pages.claim.page import ClaimPage
from caseapp.ui.widgets.texts import Text
from tests.support.builders import Office, a_case, an_office
from tests.support.claim_page import claim_tools
from tests.support.claims import delays_of
from tests.support.documents import add
from tests.support.hands import FormHands, TableHands, dialog_over, pick, plain, press
from tests.support.screens import visible_buttons
from tests.support.web import agree_to_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from tests.support.asking import Answers

FILED = {"on": "10/09/2026", "channel": "En ligne", "reference": "RSA-2209"}
ACKNOWLEDGED = {"on": "12/09/2026"}
POPUP = pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
REFUSED = {"on": "15/10/2026", "notified_on": "19/10/2026"}


class ClaimHands:
    def __init__(self, page: ClaimPage, navigator: Navigator, qtbot: QtBot) -> None:
        self.page, self.navigator, self.bot = page, navigator, qtbot
        self.steps = TableHands(page.steps, qtbot)
        self.pieces = TableHands(page.pieces, qtbot)
        self.dates = TableHands(page.dates.table, qtbot)
        self.lines = TableHands(page.history.table, qtbot)

    def show(self, claim_id: UUID) -> None:
        self.shown = claim_id
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
        return [" · ".join(row[:2]) for row in self.lines.rows]

    def edit(self, words: str) -> FormHands:
        self.lines.choose(words)
        press(self.page.history, "Corriger", self.bot)
        return FormHands(dialog_over(self.page, self.bot), self.bot)

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
    page = ClaimPage(claim_tools(office), navigator, office.clock, answers)
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
    assert claim.thread == ["10/09/2026 · demande déposée en ligne · référence RSA-2209"]
    assert "Déposée 10/09 : fait" in claim.path


def test_a_choice_is_never_made_in_the_place_of_the_person(claim: ClaimHands) -> None:
    form = claim.ask_for("Démarche déposée")
    form.enter()
    assert form.choice("channel").error == "Choisir dans la liste."
    form.escape()
    assert claim.thread == []


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
    assert claim.thread[0].endswith("accord partiel · 498,50 € · à partir de septembre 2026")
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
    assert len(claim.thread) == 7


def test_an_event_is_taken_out_and_put_back_and_the_dates_follow(
    claim: ClaimHands, qtbot: QtBot
) -> None:
    claim.record("Démarche déposée", FILED)
    claim.record("Droit refusé", REFUSED)
    before = claim.dates.rows
    claim.lines.choose("refus")
    press(claim.page.history, "Retirer", qtbot)
    assert [line[13:28] for line in claim.thread] == ["demande déposée"]
    assert claim.dates.rows != before
    press(claim.page.said, "Annuler", qtbot)
    assert len(claim.thread) == 2
    assert claim.dates.rows == before


def test_an_event_that_others_rest_on_stays_and_says_which(
    claim: ClaimHands, answers: Answers, qtbot: QtBot
) -> None:
    claim.record("Démarche déposée", FILED)
    claim.record("Droit refusé", REFUSED)
    claim.lines.choose("demande déposée")
    press(claim.page.history, "Retirer", qtbot)
    assert "le refus du 15/10/2026 ne serait plus possible" in plain(answers.asked[-1])
    assert len(claim.thread) == 2


def test_an_event_is_corrected_in_its_form_and_the_correction_undone(
    claim: ClaimHands, qtbot: QtBot
) -> None:
    claim.record("Démarche déposée", {**FILED, "proof": "capture d'écran"})
    assert "preuve : capture d'écran" in claim.thread[0]
    before = claim.dates.rows
    form = claim.edit("demande déposée")
    assert (form.text("on").text, form.text("reference").text) == ("10/09/2026", "RSA-2209")
    assert form.text("proof").text == "capture d'écran"
    form.type(form.text("on"), "12/12/2026")
    form.enter()
    assert form.text("on").error
    form.type(form.text("on"), "20/09/2026")
    form.enter()
    assert claim.thread[0].startswith("20/09/2026")
    assert claim.dates.rows != before
    QTest.keySequence(claim.page, QKeySequence("Ctrl+Z"))
    assert claim.thread[0].startswith("10/09/2026")
    assert claim.dates.rows == before


def test_a_document_of_the_case_proves_an_event_and_is_a_click_away(
    claim: ClaimHands, office: Office, qtbot: QtBot
) -> None:
    case_id = office.cases.rows()[0].id
    document = add(office, case_id, "Récépissé.pdf")
    claim.show(office.claims.open(case_id, "aide_logement"))
    claim.record("Démarche déposée", {**FILED, "document": "Récépissé"})
    assert "preuve : Récépissé" in claim.thread[0]
    press(claim.page.history, "Voir la preuve", qtbot)
    assert claim.navigator.current == CasePlace(case_id, CaseTab.DOCUMENTS, str(document))


def test_an_exchange_is_noted_beside_the_events_and_moves_no_date(
    claim: ClaimHands, qtbot: QtBot
) -> None:
    claim.record("Démarche déposée", FILED)
    before = claim.dates.rows
    press(claim.page.history, "Noter un échange", qtbot)
    form = FormHands(dialog_over(claim.page, qtbot), qtbot)
    form.fill({"on": "14/10/2026", "medium": "Appel", "spoken_to": "Mme Roy"})
    form.enter()
    assert form.text("words").error == "Écrire ce qui s'est dit."
    form.type(form.text("words"), "dossier complet")
    form.enter()
    assert claim.thread[0].startswith("14/10/2026 · appel · Mme Roy : dossier complet")
    assert claim.dates.rows == before
    form = claim.edit("Mme Roy")
    form.fill({"medium": "Au guichet"})
    form.enter()
    assert "au guichet · Mme Roy" in claim.thread[0]
    press(claim.page.history, "Retirer", qtbot)
    assert len(claim.thread) == 1


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
    agree_to_page()
    assert browser.opened == ["https://wwwd.caf.fr/redirect/s/Redirect?page=demandeRsa"]


def test_the_way_back_leads_to_the_claims_of_the_case(
    claim: ClaimHands, office: Office, qtbot: QtBot
) -> None:
    press(claim.page.header, "BENALI Samira", qtbot)
    case_id = office.cases.rows()[0].id
    assert claim.navigator.current == CasePlace(case_id, CaseTab.CLAIMS)


@POPUP
def test_the_usual_delay_stands_beside_the_legal_one_and_follows_the_agency(
    claim: ClaimHands, office: Office, qtbot: QtBot
) -> None:
    named = delays_of(office)[0]
    for place, days in enumerate((120, 125, 150, 160, 190)):
        other = office.claims.open(a_case(office, f"Autre{place}"), "rsa")
        named.name(other, "CAF du Rhône")
        office.claims.record(other, Filed(on=date(2026, 1, 5), channel=Channel.ONLINE))
        office.claims.record(other, Granted(on=date(2026, 1, 5) + timedelta(days=days)))
    shown = claim.page.agency
    claim.page.show_place(ClaimPlace(claim.shown))
    general = "Réponse habituelle pour ce droit : 4,9 mois (de 4,1 à 5,3, sur 5 demandes)."
    assert plain(shown.usual.text()) == general
    press(shown, "Préciser…", qtbot)
    form = FormHands(dialog_over(shown, qtbot), qtbot)
    line = form.text("agency")
    completer = line.editor.completer()
    completer.setCompletionPrefix("rhô")
    assert completer.currentCompletion() == "CAF du Rhône"
    form.type(line, "CAF du Rhône")
    form.enter()
    assert shown.name.text() == "CAF du Rhône"
    assert plain(shown.usual.text()).startswith("Réponse habituelle ici : 4,9 mois")
    assert claim.page.header.summary.endswith("CAF du Rhône")


@POPUP
def test_a_name_too_long_for_an_agency_stays_typed_with_its_reason(
    claim: ClaimHands, qtbot: QtBot
) -> None:
    press(claim.page.agency, "Préciser…", qtbot)
    form = FormHands(dialog_over(claim.page.agency, qtbot), qtbot)
    form.type(form.text("agency"), "C" * 161)
    form.enter()
    assert "160 caractères" in plain(form.text("agency").error)
    assert form.text("agency").text == "C" * 161


@POPUP
def test_the_day_a_mediator_took_it_up_is_asked_for_a_mediation_alone(
    claim: ClaimHands, office: Office
) -> None:
    case_id = a_case(office, "Leroy", "Maxime")
    claim.show(office.claims.open(case_id, "aah"))
    claim.record("Démarche déposée", FILED)
    claim.record("Droit refusé", REFUSED)
    form = claim.ask_for("Recours ou médiation")
    assert not form.fields["admissible_on"].isVisible()
    form.choose(form.choice("route"), "Conciliation")
    assert form.fields["admissible_on"].isVisible()
    form.choose(form.choice("route"), "Recours préalable")
    assert not form.fields["admissible_on"].isVisible()
    form.escape()


def test_the_form_of_a_claim_is_opened_beside_the_case(claim: ClaimHands, office: Office) -> None:
    press(claim.page, "Aide au remplissage", claim.bot)
    case = office.claims.page(claim.shown).case_id
    assert claim.navigator.current == CasePlace(case, CaseTab.FORMS, "rsa")


def test_a_right_without_a_form_offers_none(claim: ClaimHands, office: Office) -> None:
    case = office.claims.page(claim.shown).case_id
    claim.show(office.claims.open(case, "fsl"))
    assert not claim.page.form_button.isVisible()
