"""« Démarches » of a case: what is under way, and the way to another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.ui.navigator import CasePlace, CaseTab
from caseapp.ui.pages.case_page import CasePage
from caseapp.ui.pages.claims_list import ClaimsTab
from tests.support.builders import an_office, awa
from tests.support.hands import press
from tests.support.pages.office_window import office_window
from tests.support.screens import visible_buttons

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


def test_from_the_claims_of_a_case_one_goes_to_the_rights_to_open_another(
    tmp_path: Path, qtbot: QtBot, jobs: Jobs, settings: Settings, answers: Answers
) -> None:
    office = an_office(tmp_path)
    case = awa(office)
    window, go = office_window(office, qtbot, jobs, settings, answers)
    go.go(CasePlace(case, CaseTab.CLAIMS))
    page = window.page
    assert isinstance(page, CasePage)
    tab = page.content(ClaimsTab)
    assert visible_buttons(tab) == ["Voir les droits"]
    office.claims.open(case, "prime_activite")
    go.refresh()
    assert visible_buttons(tab) == ["Ouvrir une autre démarche"]
    press(tab, "Ouvrir une autre démarche", qtbot)
    assert go.current == CasePlace(case, CaseTab.RIGHTS)
