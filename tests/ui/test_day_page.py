"""« Ma journée »: each figure leads to its rows, each row to its claim."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from caseapp.domain.claim import Channel, Filed, PiecesAsked, Refused
from caseapp.domain.estimate import Outcome
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.services.agenda import Agenda
from caseapp.services.caseload import Caseload
from caseapp.ui.navigator import (
    CaseloadPlace,
    CasePlace,
    CaseTab,
    ClaimPlace,
    ClaimsPlace,
    DayPlace,
    Navigator,
)
from caseapp.ui.pages.day_page import DayPage
from tests.support.builders import Office, a_case, an_office
from tests.support.engines import answer, monthly
from tests.support.hands import TableHands, dialog_over, plain, press
from tests.support.pages.payments import RefusableHands

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.ui.tasks import Jobs
    from caseapp.ui.widgets.card import KeyFigure


class DayHands:
    def __init__(self, page: DayPage, navigator: Navigator, qtbot: QtBot) -> None:
        self.page, self.navigator, self.bot = page, navigator, qtbot
        self.rows = TableHands(page.rows, qtbot)
        self.unclaimed = TableHands(page.unclaimed_rows, qtbot)

    def click(self, figure: KeyFigure) -> None:
        self.bot.mouseClick(figure, Qt.MouseButton.LeftButton)

    @property
    def names(self) -> list[str]:
        return [row[1] for row in self.rows.rows]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return an_office(tmp_path)


def day(office: Office, qtbot: QtBot) -> DayHands:
    navigator = Navigator()
    caseload = Caseload(office.store, office.clock, office.engine, load_catalogue(), "essai 1")

    def bring_up_to_date() -> None:
        if office.claims.refresh():
            navigator.refresh()

    page = DayPage(
        office.board,
        navigator,
        lambda: None,
        bring_up_to_date,
        caseload.unseen,
        Agenda(office.store, office.clock, load_catalogue()),
    )
    qtbot.addWidget(page)
    page.resize(1072, 900)
    navigator.moved.connect(
        lambda place: page.show_place(place) if isinstance(place, DayPlace) else None
    )
    navigator.go(DayPlace())
    page.show()
    return DayHands(page, navigator, qtbot)


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
    assert late[4] == "Contester"
    assert morning.rows.row("NGUYEN")[0] == "mer. 25 nov."
    assert morning.rows.row("BOUCHER")[4] == "Ouvrir"
    model = morning.page.rows.rows_model
    assert [row.cautious_on for row in model.rows] == sorted(r.cautious_on for r in model.rows)


def test_the_key_figures_click_through_to_their_rows(morning: DayHands) -> None:
    page = morning.page
    for figure in (page.late, page.week, page.silent):
        morning.click(figure)
        assert len(morning.rows.rows) == int(figure.figure)
        assert len(morning.rows.rows) > 0
    morning.click(page.late)
    assert all(row[0].startswith("retard") for row in morning.rows.rows)
    assert page.late.hint == "dont 1 délai de recours".replace("1 ", "1\N{NO-BREAK SPACE}")
    assert page.filters.value == "late"
    assert morning.navigator.current == DayPlace("late")
    morning.click(page.silent)
    assert set(morning.names) == {"LEROY"}


def test_chips_keep_one_kind_and_say_so_when_there_is_none(morning: DayHands, qtbot: QtBot) -> None:
    press(morning.page.filters, "Recours", qtbot)
    assert "BENALI" in morning.names
    press(morning.page.filters, "Pièces", qtbot)
    assert morning.names == ["NGUYEN"]
    press(morning.page.filters, "Tout", qtbot)
    assert {"BENALI", "NGUYEN", "BOUCHER"} <= set(morning.names)


def test_a_filter_without_rows_has_its_sentence(office: Office, qtbot: QtBot) -> None:
    a_claim(office, "Boucher", "rsa", None)
    morning = day(office, qtbot)
    press(morning.page.filters, "Pièces", qtbot)
    assert morning.page.none_here.isVisible()
    assert not morning.page.rows.isVisible()


def test_an_empty_base_says_what_to_do_everywhere(office: Office, qtbot: QtBot) -> None:
    page = day(office, qtbot).page
    assert page.nothing.isVisible()
    assert page.no_claims.isVisible()
    assert page.all_asked.isVisible()
    assert (page.late.figure, page.late.hint) == ("0", "aucun délai de recours")
    assert page.week.hint == "rien de prévu"


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
    morning.click(morning.page.late)
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
    assert plain(morning.page.unclaimed.figure) == "853 €"
    morning.unclaimed.press("OUATTARA", Qt.Key.Key_Return)
    case_id = office.cases.rows("Ouattara")[0].id
    assert morning.navigator.current == CasePlace(case_id, CaseTab.RIGHTS, "asf")


def test_the_figure_of_unclaimed_rights_shows_all_their_cases(office: Office, qtbot: QtBot) -> None:
    office.engine.answers = (answer("asf", amount=monthly(200)),)
    for number in range(9):
        office.estimates.run(a_case(office, f"Simon{number}"))
    morning = day(office, qtbot)
    assert len(morning.unclaimed.rows) == 6
    morning.click(morning.page.unclaimed)
    assert len(morning.unclaimed.rows) == 9
    assert not morning.page.more.isVisible()


def test_claims_under_way_are_counted_by_state_and_lead_to_their_list(
    morning: DayHands, qtbot: QtBot
) -> None:
    told = plain(morning.page.bars.accessibleDescription())
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
    assert morning.page.week.figure == "2"
    morning.rows.press_button("relancer")
    assert [row[3] for row in morning.rows.rows] == ["rdv CMP"]
    assert morning.page.week.figure == "1"
    press(morning.page, "Annuler", qtbot)
    assert len(morning.rows.rows) == 2
    morning.rows.choose("relancer")
    press(morning.page, "Reporter…", qtbot)
    form = RefusableHands(dialog_over(morning.page, qtbot), qtbot)
    form.fill({"due_on": "dans 15 jours"})
    form.enter()
    assert morning.rows.row("relancer")[0] == plain("mar. 8 déc.")


def test_a_task_of_no_case_is_added_on_the_day(office: Office, qtbot: QtBot) -> None:
    morning = day(office, qtbot)
    press(morning.page, "Ajouter une tâche", qtbot)
    form = RefusableHands(dialog_over(morning.page, qtbot), qtbot)
    form.fill({"title": "rendre le rapport", "due_on": "demain"})
    form.enter()
    assert morning.rows.row("rendre le rapport")[1] == "Sans dossier"
    morning.page.filters.chosen.emit("tasks")
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
    page = DayPage(
        office.board,
        navigator,
        lambda: None,
        office.claims.refresh,
        lambda: 0,
        Agenda(office.store, office.clock, load_catalogue()),
        beside=jobs.beside(jobs, "day"),
    )
    qtbot.addWidget(page)
    navigator.moved.connect(page.show_place)
    page.show()
    navigator.go(DayPlace())
    assert not page.nothing.isVisible()
    assert not page.all_asked.isVisible()
    qtbot.waitUntil(page.rows.isVisible)
    assert plain(page.header.summary) == "1 dossier suivi · 1 démarche en cours"


def test_one_who_has_gone_on_is_not_called_back_to_the_day(
    office: Office, jobs: Jobs, qtbot: QtBot
) -> None:
    navigator = Navigator()
    page = DayPage(
        office.board,
        navigator,
        lambda: None,
        lambda: 0,
        lambda: 0,
        Agenda(office.store, office.clock, load_catalogue()),
        beside=jobs.beside(jobs, "day"),
    )
    qtbot.addWidget(page)
    navigator.moved.connect(
        lambda place: page.show_place(place) if isinstance(place, DayPlace) else None
    )
    navigator.go(DayPlace())
    navigator.go(ClaimsPlace())
    qtbot.waitUntil(lambda: not jobs.busy)
    assert navigator.current == ClaimsPlace()
