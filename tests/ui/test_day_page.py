"""« Ma journée »: each figure leads to its rows, each row to its claim."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from caseapp.desk_parts import open_desk
from caseapp.domain.claim import Channel, Filed, PiecesAsked, Refused
from caseapp.domain.estimate import Outcome
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.caseload import Caseload
from caseapp.services.day_board import DayFilter
from caseapp.ui.dated.phones import PhonesWindow
from caseapp.ui.dated.tools import DatedTools
from caseapp.ui.navigator import (
    NEW,
    CaseloadPlace,
    CasePlace,
    CaseTab,
    ClaimPlace,
    ClaimsPlace,
    DayPlace,
    Navigator,
)
from caseapp.ui.pages.day.page import DayPage
from caseapp.ui.settings import Settings
from caseapp.ui.tasks import at_once
from tests.support.asking import Answers
from tests.support.builders import Office, a_case, an_office
from tests.support.documents import add
from tests.support.engines import answer, monthly
from tests.support.hands import TableHands, choose, dialog_over, plain, press
from tests.support.pages.payments import RefusableHands
from tests.support.screens import CTRL, button

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QAbstractButton
    from pytestqt.qtbot import QtBot

    from caseapp.ui.tasks import Beside, Jobs


class DayHands:
    def __init__(self, page: DayPage, navigator: Navigator, qtbot: QtBot) -> None:
        self.page, self.navigator, self.bot = page, navigator, qtbot
        self.rows = TableHands(page.to_do.table, qtbot)
        self.unclaimed = TableHands(page.beside.unclaimed, qtbot)

    def click(self, figure: QAbstractButton) -> None:
        self.bot.mouseClick(figure, Qt.MouseButton.LeftButton)

    @property
    def names(self) -> list[str]:
        return [row[1] for row in self.rows.rows]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def day(office: Office, qtbot: QtBot) -> DayHands:
    navigator = Navigator()

    def bring_up_to_date() -> None:
        if office.claims.refresh():
            navigator.refresh()

    page = a_page(office, navigator, bring_up_to_date)
    qtbot.addWidget(page)
    page.resize(1072, 900)
    navigator.moved.connect(
        lambda place: page.show_place(place) if isinstance(place, DayPlace) else None
    )
    navigator.go(DayPlace())
    page.show()
    return DayHands(page, navigator, qtbot)


def a_page(
    office: Office,
    navigator: Navigator,
    bring_up_to_date: Callable[[], object],
    beside: Beside = at_once,
) -> DayPage:
    desk = open_desk(office.store, office.engine, office.clock)
    tools = DatedTools(desk, navigator, Answers(), Settings(None), lambda *_: None, beside)
    return DayPage(tools, lambda: None, bring_up_to_date)


def a_claim(office: Office, name: str, right: str, filed: date | None) -> UUID:
    claim_id = office.claims.open(a_case(office, name, ""), right)
    if filed is not None:
        office.claims.record(claim_id, Filed(on=filed, channel=Channel.COUNTER))
    return claim_id


@pytest.fixture
def morning(office: Office, qtbot: QtBot) -> DayHands:
    """One appeal late, one claim silent, one piece due on Wednesday, one claim to file."""
    refused = a_claim(office, "Benali", "rsa", date(2026, 8, 1))
    office.claims.record(refused, Refused(on=date(2026, 9, 15), notified_on=date(2026, 9, 19)))
    a_claim(office, "Leroy", "aah", date(2026, 7, 18))
    asked = a_claim(office, "Nguyen", "aide_logement", date(2026, 11, 2))
    office.claims.record(asked, PiecesAsked(on=date(2026, 11, 9), answer_by=date(2026, 11, 25)))
    a_claim(office, "Boucher", "rsa", None)
    office.engine.answers = (
        answer("aide_logement", amount=monthly(312)),
        answer("prime_activite", Outcome.TO_CHECK, monthly(0, 120)),
        answer("c2s"),
    )
    office.estimates.run(a_case(office, "Simon", "Paul"))
    office.engine.answers = (answer("asf", amount=monthly(541)),)
    office.estimates.run(a_case(office, "Ouattara", "Awa"))
    return day(office, qtbot)


def test_rows_of_all_cases_stand_by_date_with_their_action(morning: DayHands) -> None:
    assert morning.names[0].startswith(("LEROY", "BENALI"))
    late = morning.rows.row("BENALI")
    assert late[0] == "retard 4 j"
    assert late[2] == "RSA | refus du 15/09"
    assert late[3].startswith("Recours préalable (RAPO) : président du conseil départemental")
    assert late[5] == "Contester"
    assert morning.rows.row("NGUYEN")[0] == "mer. 25 nov."
    assert morning.rows.row("BOUCHER")[5] == "Ouvrir"
    model = morning.page.to_do.table.rows_model
    assert [row.cautious_on for row in model.rows] == sorted(r.cautious_on for r in model.rows)


def test_the_key_figures_click_through_to_their_rows(morning: DayHands) -> None:
    page = morning.page
    for figure in (page.head.late, page.head.week, page.head.silent):
        morning.click(figure)
        assert len(morning.rows.rows) == int(figure.figure)
        assert len(morning.rows.rows) > 0
    morning.click(page.head.late)
    assert all(row[0].startswith("retard") for row in morning.rows.rows)
    assert page.head.late.hint == "dont 1 délai de recours".replace("1 ", "1\N{NO-BREAK SPACE}")
    assert page.to_do.chips.value == "late"
    assert morning.navigator.current == DayPlace("late")
    morning.click(page.head.silent)
    assert set(morning.names) == {"LEROY"}


def test_chips_keep_one_kind_and_say_so_when_there_is_none(morning: DayHands, qtbot: QtBot) -> None:
    press(morning.page.to_do.chips, "Recours", qtbot)
    assert "BENALI" in morning.names
    press(morning.page.to_do.chips, "Pièces", qtbot)
    assert morning.names == ["NGUYEN"]
    press(morning.page.to_do.chips, "Tout", qtbot)
    assert {"BENALI", "NGUYEN", "BOUCHER"} <= set(morning.names)


def test_a_filter_without_rows_has_its_sentence(office: Office, qtbot: QtBot) -> None:
    a_claim(office, "Boucher", "rsa", None)
    morning = day(office, qtbot)
    press(morning.page.to_do.chips, "Pièces", qtbot)
    assert morning.page.to_do.none_here.isVisible()
    assert not morning.page.to_do.table.isVisible()


def test_an_empty_base_says_what_to_do_everywhere(office: Office, qtbot: QtBot) -> None:
    page = day(office, qtbot).page
    assert page.to_do.nothing.isVisible()
    assert page.beside.no_claims.isVisible()
    assert page.beside.all_asked.isVisible()
    assert (page.head.late.figure, page.head.late.hint) == ("0", "aucun délai de recours")
    assert page.head.week.hint == "rien de prévu"


def test_enter_and_the_button_open_the_claim_of_the_row(morning: DayHands) -> None:
    morning.rows.press("BENALI", Qt.Key.Key_Return)
    first = morning.navigator.current
    assert isinstance(first, ClaimPlace)
    morning.navigator.back()
    morning.rows.press_button("NGUYEN")
    second = morning.navigator.current
    assert isinstance(second, ClaimPlace)
    assert first != second


def test_coming_back_shows_the_rows_one_left(morning: DayHands) -> None:
    morning.click(morning.page.head.late)
    shown = morning.names
    morning.rows.press(shown[0], Qt.Key.Key_Return)
    morning.navigator.back()
    assert morning.names == shown
    morning.navigator.go(DayPlace())
    assert len(morning.names) > len(shown)


def test_unclaimed_rights_are_listed_by_amount_and_lead_to_the_right(
    morning: DayHands, office: Office
) -> None:
    assert morning.unclaimed.rows == [
        ["OUATTARA Awa | ASF", "≈ 541 €/mois"],
        ["SIMON Paul | APL/AL, C2S, Prime d'activité", "312 à 432 €/mois"],
    ]
    assert plain(morning.page.head.unclaimed.figure) == "853 €"
    morning.unclaimed.press("OUATTARA", Qt.Key.Key_Return)
    case_id = office.cases.rows("Ouattara")[0].id
    assert morning.navigator.current == CasePlace(case_id, CaseTab.RIGHTS, "asf")


def test_the_figure_of_unclaimed_rights_shows_all_their_cases(office: Office, qtbot: QtBot) -> None:
    office.engine.answers = (answer("asf", amount=monthly(200)),)
    for number in range(9):
        office.estimates.run(a_case(office, f"Simon{number}"))
    morning = day(office, qtbot)
    assert len(morning.unclaimed.rows) == 6
    morning.click(morning.page.head.unclaimed)
    assert len(morning.unclaimed.rows) == 9
    assert not morning.page.beside.more.isVisible()


def test_claims_under_way_are_counted_by_state_and_lead_to_their_list(
    morning: DayHands, qtbot: QtBot
) -> None:
    told = plain(morning.page.beside.bars.accessibleDescription())
    assert "Pièces à réunir : 1" in told
    assert "Sans réponse : 1" in told
    press(morning.page, "Tout voir", qtbot)
    assert morning.navigator.current == ClaimsPlace()


def test_dates_that_move_with_the_day_follow_it(office: Office, qtbot: QtBot) -> None:
    a_claim(office, "Boucher", "rsa", None)
    morning = day(office, qtbot)
    assert morning.rows.row("BOUCHER")[0] == "lun. 30 nov."
    office.clock.moment += timedelta(days=9)  # December has begun: that month is lost
    morning.navigator.refresh()
    assert morning.rows.row("BOUCHER")[0] == "jeu. 31 déc."


def test_what_changed_in_the_caseload_is_one_line_that_leads_there(
    office: Office, qtbot: QtBot
) -> None:
    office.engine.answers = (answer("rsa", Outcome.NO),)
    for name in ("Simon", "Ouattara"):
        office.estimates.run(a_case(office, name, ""))
    hands = day(office, qtbot)
    assert not hands.page.changes.isVisible()
    office.engine.answers = (answer("rsa", amount=monthly(400)),)
    Caseload(office.store, office.clock, office.engine, load_catalogue(), "essai 1").review()
    hands.navigator.refresh()
    press(hands.page, "2\N{NO-BREAK SPACE}changements à voir dans la file active", qtbot)
    assert hands.navigator.current == CaseloadPlace()


def test_a_task_is_done_put_off_and_taken_back_on_the_day(office: Office, qtbot: QtBot) -> None:
    case = a_case(office)
    agenda = office.agenda
    agenda.record(case, {"title": "relancer la CAF", "due_on": "demain"})
    agenda.record(case, {"title": "rdv CMP", "due_on": "demain", "at": "9h", "kind": "appointment"})
    morning = day(office, qtbot)
    assert [row[2] for row in morning.rows.rows] == ["Rendez-vous | 9h", "Tâche"]
    assert morning.page.head.week.figure == "2"
    morning.rows.press_button("relancer")
    assert [row[3] for row in morning.rows.rows] == ["rdv CMP"]
    assert morning.page.head.week.figure == "1"
    press(morning.page, "Annuler", qtbot)
    assert len(morning.rows.rows) == 2
    morning.rows.choose("relancer")
    press(morning.page, "Reporter…", qtbot)
    form = RefusableHands(dialog_over(morning.page, qtbot), qtbot)
    form.fill({"due_on": "dans 15 jours", "reason": "pas joignable"})
    form.enter()
    assert morning.rows.row("relancer")[0] == plain("mar. 8 déc.")


def test_a_task_of_no_case_is_added_on_the_day(office: Office, qtbot: QtBot) -> None:
    morning = day(office, qtbot)
    press(morning.page, "Ajouter une tâche", qtbot)
    form = RefusableHands(dialog_over(morning.page, qtbot), qtbot)
    form.fill({"title": "rendre le rapport", "due_on": "demain"})
    form.enter()
    assert morning.rows.row("rendre le rapport")[1] == "Sans dossier"
    morning.page.to_do.chips.chosen.emit("tasks")
    assert morning.names == ["Sans dossier"]


def test_a_mandate_that_ends_leads_to_the_agenda_of_its_case(office: Office, qtbot: QtBot) -> None:
    case = a_case(office)
    mandate = office.mandates.record(
        case, {"covers": "échanges", "given_on": "01/06/2026", "ends_on": "12/12/2026"}
    )
    morning = day(office, qtbot)
    morning.rows.press_button("échanges")
    assert morning.navigator.current == CasePlace(case, CaseTab.AGENDA, str(mandate))


def test_nothing_is_said_of_the_day_before_it_is_read(
    office: Office, jobs: Jobs, qtbot: QtBot
) -> None:
    a_claim(office, "Ouattara", "rsa", date(2026, 11, 3))
    navigator = Navigator()
    page = a_page(office, navigator, office.claims.refresh, jobs.beside(jobs, "day"))
    qtbot.addWidget(page)
    navigator.moved.connect(page.show_place)
    page.show()
    navigator.go(DayPlace())
    assert not page.to_do.nothing.isVisible()
    assert not page.beside.all_asked.isVisible()
    qtbot.waitUntil(page.to_do.table.isVisible)
    assert plain(page.header.summary) == "1 dossier suivi · 1 démarche en cours"


def test_one_who_has_gone_on_is_not_called_back_to_the_day(
    office: Office, jobs: Jobs, qtbot: QtBot
) -> None:
    navigator = Navigator()
    page = a_page(office, navigator, lambda: 0, jobs.beside(jobs, "day"))
    qtbot.addWidget(page)
    navigator.moved.connect(
        lambda place: page.show_place(place) if isinstance(place, DayPlace) else None
    )
    navigator.go(DayPlace())
    navigator.go(ClaimsPlace())
    qtbot.waitUntil(lambda: not jobs.busy)
    assert navigator.current == ClaimsPlace()


def test_several_rows_are_done_at_once_with_the_keyboard_and_taken_back(
    morning: DayHands, qtbot: QtBot
) -> None:
    shown = morning.names
    morning.rows.press(shown[0], Qt.Key.Key_Home)
    qtbot.keyClick(morning.page.to_do.table, Qt.Key.Key_A, CTRL)
    assert morning.page.to_do.bar.count.text() == f"{len(shown)} lignes choisies"
    qtbot.keyClick(morning.page.to_do.table, Qt.Key.Key_Return, CTRL)
    assert morning.page.to_do.nothing.isVisible()
    qtbot.keyClick(morning.page, Qt.Key.Key_Z, CTRL)
    assert morning.names == shown


def test_a_legal_date_is_put_off_never_past_itself_and_stays_in_view(
    office: Office, qtbot: QtBot
) -> None:
    refused = a_claim(office, "Benali", "rsa", date(2026, 8, 1))
    office.claims.record(refused, Refused(on=date(2026, 10, 15), notified_on=date(2026, 10, 20)))
    morning = day(office, qtbot)
    morning.rows.choose("Recours préalable")
    press(morning.page, "Reporter…", qtbot)
    form = RefusableHands(dialog_over(morning.page, qtbot), qtbot)
    form.fill({"due_on": "24/12/2026", "reason": "elle réunit ses pièces"})
    form.enter()
    assert "18/12/2026" in form.fields["due_on"].error
    form.fill({"due_on": "14/12/2026"})
    form.enter()
    assert not any("Recours préalable" in row[3] for row in morning.rows.rows)
    button = morning.page.head.small[DayFilter.PUT_OFF]
    assert plain(button.text()) == "1 rappel reporté"
    morning.click(button)
    (row,) = morning.rows.rows
    assert row[0] == "ven. 18 déc."
    assert "Rappel le 14/12 (date de la loi : ven. 18 déc.)" in row[3]
    assert "elle réunit ses pièces" in row[3]


def test_a_row_is_given_to_a_colleague_and_found_by_the_name(
    morning: DayHands, qtbot: QtBot
) -> None:
    morning.rows.choose("NGUYEN")
    qtbot.keyClick(morning.page.to_do.table, Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    form = RefusableHands(dialog_over(morning.page, qtbot), qtbot)
    form.fill({"colleague": "Luc Garnier"})
    form.enter()
    assert "Confié à Luc Garnier" in morning.rows.row("NGUYEN")[3]
    press(morning.page, "Filtrer", qtbot)
    choose(morning.page.to_do.filters.delegated_to, "Luc Garnier", qtbot)
    qtbot.keyClick(morning.page.to_do.filters.delegated_to.editor, Qt.Key.Key_Return)
    assert morning.names == ["NGUYEN"]
    assert morning.page.head.late.figure == "0"
    press(morning.page, "Effacer les filtres", qtbot)
    assert len(morning.names) > 1


def test_rows_are_filtered_by_person_as_one_types_and_sorted_by_what_is_at_stake(
    morning: DayHands, office: Office, qtbot: QtBot
) -> None:
    case = a_case(office, "Roux", "Gérard")
    office.engine.answers = (answer("rsa", amount=monthly(700)),)
    office.estimates.run(case)
    office.claims.open(case, "rsa")
    morning.navigator.refresh()
    header = morning.page.to_do.table.horizontalHeader()
    header.setSortIndicator(4, Qt.SortOrder.DescendingOrder)
    assert (morning.names[0], plain(morning.rows.rows[0][4])) == ("ROUX Gérard", "700 €")
    press(morning.page, "Filtrer", qtbot)
    qtbot.keyClicks(morning.page.to_do.filters.person.editor, "leroy")
    assert set(morning.names) == {"LEROY"}


def test_the_numbers_to_call_are_shown_and_copied(office: Office, qtbot: QtBot) -> None:
    case = a_case(office, "Martin", "Chloé", phone="06 12 34 56 78")
    office.agenda.record(case, {"title": "budget", "due_on": "demain"})
    office.agenda.record(None, {"title": "équipe", "due_on": "demain"})
    morning = day(office, qtbot)
    call = button(morning.page.to_do.bar, "Appeler…")
    morning.rows.choose("équipe")
    assert not call.isEnabled()
    morning.rows.choose("budget")
    qtbot.mouseClick(call, Qt.MouseButton.LeftButton)
    window = dialog_over(morning.page, qtbot)
    assert isinstance(window, PhonesWindow)
    qtbot.mouseClick(button(window, "Copier"), Qt.MouseButton.LeftButton)
    assert plain(QGuiApplication.clipboard().text()) == "06 12 34 56 78"
    assert "copié" in window.said.text()


def test_the_letter_that_fits_a_date_is_begun_from_its_row(office: Office, qtbot: QtBot) -> None:
    case = a_case(office, "Benali", "Samira")
    claim = office.claims.open(case, "rsa")
    office.claims.record(claim, Filed(on=date(2026, 8, 1), channel=Channel.COUNTER))
    office.claims.record(claim, Refused(on=date(2026, 10, 15), notified_on=date(2026, 10, 20)))
    morning = day(office, qtbot)
    morning.rows.choose("BENALI")
    first, *others = written_menu(morning)
    assert "recours" in first.text().lower()
    assert [action.text() for action in others[-2:]] == [
        "Choisir un courrier…", "Noter un entretien",
    ]  # fmt: skip
    first.trigger()
    place = morning.navigator.current
    assert isinstance(place, CasePlace)
    assert (place.case_id, place.tab) == (case, CaseTab.LETTERS)
    letters = open_desk(office.store, office.engine, office.clock).letters
    assert letters.page(UUID(place.focus)).claim_id == claim


def test_without_a_claim_the_library_opens_about_the_case(office: Office, qtbot: QtBot) -> None:
    case = a_case(office, "Martin", "Chloé")
    office.agenda.record(case, {"title": "budget", "due_on": "demain"})
    morning = day(office, qtbot)
    morning.rows.choose("budget")
    library, _note = written_menu(morning)
    library.trigger()
    assert morning.navigator.current == CasePlace(case, CaseTab.LETTERS, NEW)


def written_menu(morning: DayHands) -> list[QAction]:
    """Return what « Écrire… » offers, separators left out."""
    menu = QMenu(morning.page)
    morning.page.to_do.bar.fill_writing(menu)
    return [action for action in menu.actions() if not action.isSeparator()]


def test_households_without_contact_are_one_figure_that_leads_to_them(
    office: Office, qtbot: QtBot
) -> None:
    case = a_case(office, "Simon", "Paul")
    office.clock.moment += timedelta(days=100)
    morning = day(office, qtbot)
    morning.click(morning.page.head.small[DayFilter.CONTACT])
    (row,) = morning.rows.rows
    assert plain(row[0]) == "100 j sans contact"
    assert row[5] == "Appeler"
    press(morning.page, "Filtrer", qtbot)
    for days, shown in (("180", False), ("60", True)):
        choose(morning.page.contact_days, f"{days} jours", qtbot)
        qtbot.keyClick(morning.page.contact_days.editor, Qt.Key.Key_Return)
        assert morning.page.head.small[DayFilter.CONTACT].isVisible() is shown
    morning.rows.press("SIMON", Qt.Key.Key_Space)
    press(morning.page.to_do.bar, "Fait", qtbot)
    assert not morning.page.head.small[DayFilter.CONTACT].isVisible()
    assert office.cases.header(case).last_contact_on == office.clock.today()


def test_a_document_that_expires_leads_to_it(office: Office, qtbot: QtBot) -> None:
    case = a_case(office)
    document = add(office, case, "titre de sejour.pdf", valid_until="05/12/2026")
    morning = day(office, qtbot)
    morning.click(morning.page.head.small[DayFilter.EXPIRING])
    (row,) = morning.rows.rows
    assert "Redemander : Titre de séjour (expire dans 12 jours)" in plain(row[3])
    morning.rows.press("OUATTARA", Qt.Key.Key_Return)
    assert morning.navigator.current == CasePlace(case, CaseTab.DOCUMENTS, str(document))


def test_a_legal_date_that_is_past_is_not_even_asked_about(morning: DayHands, qtbot: QtBot) -> None:
    morning.rows.choose("BENALI")
    press(morning.page, "Reporter…", qtbot)
    assert "ne se reporte pas, elle est passée" in plain(morning.page.to_do.notice.words)
    assert "BENALI" not in morning.page.to_do.notice.words
