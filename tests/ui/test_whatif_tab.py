"""« Simuler », as a caseworker tries changes, reads what they give and takes it along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from caseapp.domain.estimate import Outcome
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.engine import EngineTroubleError
from caseapp.rules.places import load_communes
from caseapp.services.changes import Changes
from caseapp.services.simulations import Simulations
from caseapp.ui.pages.whatif.tab import WhatIfTab
from caseapp.ui.pages.whatif.tools import WhatIfTools
from tests.support.builders import Office, a_case, a_home, an_office, awa
from tests.support.engines import ReadyEngine, answer, monthly
from tests.support.hands import plain
from tests.support.pages.whatif import WhatIfHands

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.domain.estimate import Estimate
    from caseapp.domain.household import Household
    from caseapp.domain.scenario import Simulation
    from caseapp.ui.tasks import Jobs
    from tests.support.asking import Answers


class ByWage(ReadyEngine):
    """Pays the RSA to who has no wage of 1 200 euros, the prime d'activité to who has."""

    is_broken = False

    def estimate(self, household: Household) -> Estimate:
        if self.is_broken:
            raise EngineTroubleError("Le moteur de calcul ne répond pas.", "Réessayez.")
        works = any(r.amount == Money.euros(1200) for r in household.applicant.resources)
        self.answers = (
            answer("rsa", Outcome.NO) if works else answer("rsa", amount=monthly(500)),
            answer("prime_activite", amount=monthly(230)) if works
            else answer("prime_activite", Outcome.NO),
        )  # fmt: skip
        return ReadyEngine.estimate(self, household)


class Desk:
    """A tab over a real base."""

    def __init__(self, folder: Path, jobs: Jobs, answers: Answers, qtbot: QtBot) -> None:
        self.office: Office = an_office(folder)
        self.engine, office = ByWage(), self.office
        self.printed: list[tuple[UUID, Simulation, str]] = []
        self.case = awa(office)
        self.tab = WhatIfTab(
            WhatIfTools(
                Simulations(office.store, office.clock, office.desk, self.engine, load_catalogue()),
                Changes(office.store, office.clock, office.desk, load_communes(), load_catalogue()),
                jobs,
                answers,
                lambda _text: [],
                lambda *asked: self.printed.append(asked),
            )
        )
        qtbot.addWidget(self.tab)
        self.tab.resize(1024, 900)
        self.tab.show()
        self.tab.show_case(self.case)
        self.hands = WhatIfHands(self.tab, jobs, qtbot)

    def job(self, wage: str = "1200") -> None:
        self.hands.choose_kind("Prendre un emploi")
        self.hands.type("amount", wage)
        self.hands.try_it()


@pytest.fixture
def desk(tmp_path: Path, jobs: Jobs, answers: Answers, qtbot: QtBot) -> Desk:
    return Desk(tmp_path, jobs, answers, qtbot)


def test_an_empty_tab_says_what_to_do(desk: Desk) -> None:
    assert desk.tab.results.empty.isVisible()
    assert not desk.tab.keeping.keep.isEnabled()


def test_a_change_is_compared_with_the_present(desk: Desk) -> None:
    desk.job()
    assert desk.hands.changes.rows[0][:2] == [
        "Emploi",
        "Awa : salaire de 1 200 €/mois dès novembre 2026",
    ]
    rsa = desk.hands.compared.row("Revenu de solidarité active")
    assert rsa[1:] == ["500 €", "non | perdu, −500 €"]
    assert desk.hands.compared.rows[0][0] == "Total par mois"
    before = desk.office.desk.household(desk.case)
    assert before.applicant.resources[-1].amount == Money.euros(900)


def test_bad_input_is_said_at_its_field_and_nothing_is_lost(desk: Desk) -> None:
    desk.hands.type("since", "10/2031")
    desk.job("-5")
    assert "négatif" in desk.hands.error("amount")
    assert desk.hands.text("amount") == "-5"
    desk.hands.type("amount", "900")
    desk.hands.try_it()
    assert "novembre 2027" in desk.hands.error("since")
    assert desk.hands.changes.rows == []


def test_a_half_typed_change_survives_another_case_and_another_kind(desk: Desk) -> None:
    desk.hands.type("amount", "1")
    desk.tab.leave()
    desk.tab.show_case(a_case(desk.office, "Autre", "Personne"))
    assert desk.hands.text("amount") == ""
    desk.tab.show_case(desk.case)
    assert desk.hands.text("amount") == "1"
    desk.hands.choose_kind("Déménager")
    desk.hands.type("rent", "38")
    desk.hands.choose_kind("Prendre un emploi")
    assert desk.hands.text("amount") == "1"


def test_a_variant_stacks_changes_and_four_are_the_most(desk: Desk) -> None:
    desk.job()
    desk.hands.choose_variant("Emploi")
    desk.hands.choose_kind("Vivre en couple")
    desk.hands.try_it()
    assert [row[0] for row in desk.hands.changes.rows] == ["Emploi", ""]
    for _ in range(3):
        desk.hands.choose_variant("nouvelle")
        desk.job("800")
    assert [row[0] for row in desk.hands.changes.rows if row[0]] == [
        "Emploi", "Emploi 2", "Emploi 3", "Emploi 4",
    ]  # fmt: skip
    desk.hands.choose_variant("nouvelle")
    assert not desk.tab.changes.add_button.isEnabled()


def test_removing_a_change_can_be_undone(desk: Desk) -> None:
    desk.job()
    desk.hands.changes.press_button("Emploi")
    desk.hands.wait()
    assert desk.hands.changes.rows == []
    assert "Retiré : Awa" in desk.hands.notice
    desk.hands.press("Annuler")
    assert len(desk.hands.changes.rows) == 1
    assert desk.hands.compared.row("Revenu de solidarité active")[2] == "non | perdu, −500 €"


def test_a_variant_is_renamed(desk: Desk, answers: Answers) -> None:
    desk.job()
    answers.answers = ["Temps plein"]
    desk.hands.press("Renommer la variante choisie")
    assert desk.hands.changes.rows[0][0] == "Temps plein"
    assert desk.tab.results.compare.table is not None
    assert desk.tab.results.compare.table.rows_model.columns[2].title == "Temps plein"


def test_the_months_to_come_are_shown_with_what_to_expect(desk: Desk) -> None:
    desk.hands.type("since", "01/2027")
    desk.job()
    desk.hands.press("Mois par mois")
    assert len(desk.hands.months.rows) == 12
    assert desk.hands.months.rows[0][0] == "Décembre 2026"
    words = plain(desk.tab.results.months.expectation.text())
    assert "e RSA s'arrête en janvier 2027" in words
    assert "a prime d'activité commence en janvier 2027 (230 €/mois)" in words
    desk.hands.press("Aujourd'hui")
    assert "ne changent pas" in desk.tab.results.months.expectation.text()


def test_the_names_of_six_rights_are_read_whole_above_their_months(
    desk: Desk, qtbot: QtBot
) -> None:
    names = ["RSA", "APL/AL", "Allocations familiales", "ASF", "Complément familial",
             "Prime d'activité"]  # fmt: skip
    view = desk.tab.results.months
    desk.job()
    desk.hands.press("Mois par mois")
    view.show_months(names, [], "")
    assert view.table is not None
    header = view.table.horizontalHeader()
    words = QFontMetrics(header.font())
    lines = [
        (place, line)
        for place, column in enumerate(view.table.rows_model.columns)
        for line in column.title.splitlines()
    ]

    def all_fit() -> bool:
        return all(
            words.horizontalAdvance(line) + 20 <= header.sectionSize(at) for at, line in lines
        )

    qtbot.waitUntil(all_fit)


def test_the_curve_is_read_with_the_arrows_and_needs_no_change(desk: Desk, qtbot: QtBot) -> None:
    desk.hands.press("Selon le salaire")
    curve = desk.tab.results.curve
    assert curve is not None
    assert plain(curve.reading.text()).startswith("Salaire de 900 €")
    assert "900" in curve.chart.accessibleDescription()
    qtbot.keyClick(curve.chart, Qt.Key.Key_Right)
    assert plain(curve.reading.text()) == "Salaire de 950 € : 1 075 € au total, dont RSA 125 €."
    qtbot.keyClick(curve.chart, Qt.Key.Key_Home)
    qtbot.keyClick(curve.chart, Qt.Key.Key_Left)
    assert plain(curve.reading.text()).startswith("Salaire de 0 €")
    _point_at(curve.chart, curve.chart.rect().center())
    assert not plain(curve.reading.text()).startswith("Salaire de 0 €")


def _point_at(widget: QWidget, place: QPoint) -> None:
    """Move the pointer over a widget, wherever the real one is and whatever is scrolled away."""
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, moved)


def test_the_curve_leaves_as_picture_and_table_only_where_told(
    desk: Desk, answers: Answers, tmp_path: Path
) -> None:
    desk.hands.press("Selon le salaire")
    answers.answers = [None]
    desk.hands.press("Enregistrer l'image")
    png, svg, csv = (tmp_path / name for name in ("c.png", "c.svg", "c.csv"))
    for path, words in ((png, "l'image"), (svg, "l'image"), (csv, "le tableau")):
        answers.answers = [path]
        desk.hands.press(f"Enregistrer {words}")
    image = QImage(str(png))
    assert image.width() >= 1280
    assert len({image.pixel(x, image.height() // 2) for x in range(image.width())}) > 2
    assert b"<svg" in svg.read_bytes()
    assert csv.read_text("utf-8-sig").splitlines()[0] == "Salaire net;RSA;Total"


def test_a_disk_that_refuses_is_told(desk: Desk, answers: Answers, tmp_path: Path) -> None:
    desk.hands.press("Selon le salaire")
    answers.answers = [tmp_path / "absent" / "c.csv"]
    desk.hands.press("Enregistrer le tableau")
    assert "n'a pas été enregistré" in answers.asked[-1]


def test_what_is_shown_is_copied_and_printed(desk: Desk) -> None:
    desk.job()
    desk.hands.press("Copier")
    copied = plain(QGuiApplication.clipboard().text())
    assert "Revenu de solidarité active 500 € non (perdu, −500 €)" in copied
    desk.hands.press("Imprimer")
    ((case, simulation, _name),) = desk.printed
    assert (case, simulation.variants[0].variant.name) == (desk.case, "Emploi")


def test_a_simulation_is_kept_opened_as_it_was_and_recomputed(desk: Desk, answers: Answers) -> None:
    desk.job()
    answers.answers = ["Retour à l'emploi"]
    desk.hands.press("Enregistrer")
    assert "Retour à l'emploi" in desk.tab.keeping.caption.text()
    desk.hands.pick("Nouvelle simulation")
    assert desk.hands.changes.rows == []
    a_home(desk.office, desk.case, {"housing.rent": "700"})
    asked = len(desk.engine.seen)
    desk.hands.pick("Retour à l'emploi")
    assert "Le foyer a changé depuis" in desk.hands.notice
    assert len(desk.engine.seen) == asked
    assert desk.hands.compared.row("Revenu de solidarité active")[2] == "non | perdu, −500 €"
    desk.hands.press("Recalculer avec le foyer d'aujourd'hui")
    assert desk.hands.notice == ""
    assert desk.engine.seen[-1].housing.rent == Money.euros(700)


def test_a_place_opens_the_simulation_it_names_unless_another_is_being_prepared(
    desk: Desk, answers: Answers
) -> None:
    desk.job()
    answers.answers = ["Retour à l'emploi"]
    desk.hands.press("Enregistrer")
    kept = str(desk.tab.draft.saved_id)
    desk.hands.pick("Nouvelle simulation")
    desk.tab.show_case(desk.case, kept)
    assert "Retour à l'emploi" in desk.tab.keeping.caption.text()
    desk.hands.pick("Nouvelle simulation")
    desk.job("900")
    desk.tab.show_case(desk.case, kept)
    assert desk.tab.keeping.caption.text() == "Simulation non enregistrée"


def test_a_kept_simulation_is_renamed_deleted_and_put_back(desk: Desk, answers: Answers) -> None:
    desk.job()
    answers.answers = ["Un", "Deux"]
    desk.hands.press("Enregistrer")
    desk.hands.pick("Renommer cette simulation")
    assert "« Deux »" in plain(desk.tab.keeping.caption.text())
    desk.hands.pick("Supprimer cette simulation")
    assert "« Deux » est supprimée" in desk.hands.notice
    desk.hands.pick("Annuler la suppression")
    desk.hands.pick("Deux")
    assert len(desk.hands.changes.rows) == 1


def test_an_engine_in_trouble_leaves_the_changes_and_a_way_out(desk: Desk) -> None:
    desk.engine.is_broken = True
    desk.job()
    assert "ne répond pas" in desk.hands.notice
    assert len(desk.hands.changes.rows) == 1
    desk.engine.is_broken = False
    desk.hands.press("Réessayer")
    assert desk.hands.compared.rows
