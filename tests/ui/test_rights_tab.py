"""« Droits »: estimated by itself, explained beside the rows, the claim one key away."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea

from caseapp.domain.claim import Channel, Filed
from caseapp.domain.deadline import Confidence
from caseapp.domain.estimate import Condition, MissingFact, Outcome, Step
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.engine import EngineTroubleError
from caseapp.services.estimates import Estimates
from caseapp.services.learned_delays import UsualDelays
from caseapp.ui.dialogs.ask import Ask
from caseapp.ui.navigator import CasePlace, CaseTab, CataloguePlace, ClaimPlace, Navigator
from caseapp.ui.pages.rights.opening import OpeningDialog
from caseapp.ui.pages.rights.tab import RightsTab
from caseapp.ui.pages.rights.tools import RightsTools
from caseapp.ui.widgets.texts import Text
from tests.support.builders import Office, a_case, a_home, an_office, awa
from tests.support.engines import ReadyEngine, answer, monthly
from tests.support.hands import TableHands, dialog_over, pick, plain, press
from tests.support.screens import visible_buttons

if TYPE_CHECKING:
    from pathlib import Path
    from uuid import UUID

    from pytestqt.qtbot import QtBot

    from caseapp.domain.estimate import Estimate
    from caseapp.domain.household import Household
    from caseapp.ui.tasks import Jobs

LOGEMENT = replace(
    answer("aide_logement", amount=monthly(341), later=monthly(300), variant="apl"),
    steps=(
        Step(label="Loyer plafond de la zone", value=428.15, unit="€/mois", source="CCH D823-16"),
        Step(label="Aide versée", value=341, unit="€/mois"),
    ),
    conditions=(Condition(text="Payer un loyer", met=True, source="CCH L822-2"),),
    notes=("Le loyer est pris dans la limite du plafond.",),
    assumed=("people[0].nationality",),
)
PRIME = replace(
    answer("prime_activite", Outcome.TO_CHECK, monthly(0, 187)),
    missing=(MissingFact(path="people[0].activity", label="l'activité", effect=monthly(0, 187)),),
    confidence=Confidence.LOW,
)
ANSWERS = (
    LOGEMENT,
    PRIME,
    answer("allocations_familiales", amount=monthly(151), received=Money.euros(140)),
    answer("aspa", Outcome.NO),
    answer("aah", Outcome.NOT_COMPUTED),
)


@dataclass(slots=True)
class GatedEngine(ReadyEngine):
    """Answers when the gate opens; fails while it is told to."""

    gate: Event = field(default_factory=Event)
    broken: bool = False

    def estimate(self, household: Household) -> Estimate:
        assert self.gate.wait(10)
        if self.broken:
            raise EngineTroubleError("Le calcul s'est arrêté.", "Réessayez dans un instant.")
        return super(GatedEngine, self).estimate(household)  # slots make a new class


class RightsHands:
    def __init__(self, tab: RightsTab, navigator: Navigator, jobs: Jobs, qtbot: QtBot) -> None:
        self.tab, self.navigator, self.jobs, self.bot = tab, navigator, jobs, qtbot
        self.table = TableHands(tab.table, qtbot)

    def show(self, case_id: UUID, focus: str = "") -> None:
        self.tab.show_case(case_id, focus)

    def wait(self) -> None:
        self.bot.waitUntil(lambda: not self.jobs.busy)

    @property
    def panel_words(self) -> str:
        texts = [t.text() for t in self.tab.panel.findChildren(Text) if t.isVisible()]
        return plain(" ".join(texts))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = an_office(tmp_path)
    made.engine.answers = ANSWERS
    return made


@pytest.fixture
def gated() -> GatedEngine:
    return GatedEngine(answers=ANSWERS)


def hands(office: Office, engine: ReadyEngine, jobs: Jobs, qtbot: QtBot) -> RightsHands:
    catalogue, navigator = load_catalogue(), Navigator()
    estimates = Estimates(office.store, office.clock, office.desk, engine, catalogue)
    tools = RightsTools(
        estimates,
        office.claims,
        office.claim_opening,
        catalogue,
        office.desk,
        office.cases,
        lambda _text: (),
        Ask(),
        lambda: UsualDelays({}),
        lambda right: right == "prime_activite",
    )
    tab = RightsTab(tools, navigator, jobs)
    qtbot.addWidget(tab)
    tab.resize(1072, 740)
    tab.show()
    return RightsHands(tab, navigator, jobs, qtbot)


@pytest.fixture
def rights(office: Office, jobs: Jobs, qtbot: QtBot) -> RightsHands:
    made = hands(office, office.engine, jobs, qtbot)
    made.show(awa(office))
    made.wait()
    return made


def test_a_new_case_is_estimated_by_itself_and_the_window_is_never_blocked(
    office: Office, gated: GatedEngine, jobs: Jobs, qtbot: QtBot
) -> None:
    rights = hands(office, gated, jobs, qtbot)
    rights.show(awa(office))
    qtbot.waitUntil(rights.tab.card.waiting.isVisible)
    assert "Calcul en cours…" in visible_buttons(rights.tab) or not rights.tab.again.isEnabled()
    assert not rights.tab.panel.isVisible()
    gated.gate.set()
    rights.wait()
    assert len(rights.table.rows) == 4
    assert not rights.tab.card.waiting.isVisible()
    assert "23 novembre 2026" in plain(rights.tab.caption.text())


def test_a_row_tells_the_outcome_the_amounts_what_is_received_and_what_to_do(
    rights: RightsHands,
) -> None:
    assert rights.table.row("logement") == [
        "Aides personnelles au logement (APL) | CAF ou MSA",
        "Probable",
        "≈ 341 €/mois | puis ≈ 300 €/mois",
        "Non demandé",
        "Ouvrir",
    ]
    assert rights.table.row("Prime d")[1:3] == ["À vérifier", "0 à 187 €/mois"]
    assert rights.table.row("Prime d")[3:] == ["L'activité", "Compléter"]
    assert rights.table.row("familiales")[3:] == ["Perçu 140,00 € | écart +11 €", ""]
    assert rights.table.row("personnes âgées")[1:4] == ["Non", "—", "Âge : 34 ans, 65 requis"]


def test_opening_a_right_makes_its_claim_and_the_row_then_leads_to_it(
    rights: RightsHands, office: Office
) -> None:
    rights.table.press_button("logement")
    place = rights.navigator.current
    assert isinstance(place, ClaimPlace)
    page = office.claims.page(place.claim_id)
    assert (page.right, page.estimated) == ("aide_logement", Money.euros(300))
    rights.show(page.case_id)
    rights.wait()
    assert rights.table.row("logement")[3:] == ["À préparer", "Voir"]
    rights.table.press_button("logement")
    assert rights.navigator.current == place


def test_enter_does_what_the_row_proposes(rights: RightsHands) -> None:
    rights.table.press("logement", Qt.Key.Key_Return)
    assert isinstance(rights.navigator.current, ClaimPlace)


def test_completing_leads_to_the_field_that_is_missing(rights: RightsHands, qtbot: QtBot) -> None:
    with qtbot.waitSignal(rights.tab.field_asked) as asked:
        rights.table.press_button("Prime d")
    assert asked.args is not None
    assert asked.args[0].endswith("/activity")


def test_the_panel_explains_the_chosen_right(rights: RightsHands) -> None:
    rights.table.choose("logement")
    words = rights.panel_words
    for part in (
        "Aides personnelles au logement (APL)",
        "la condition connue est remplie",
        "Loyer plafond de la zone CCH D823-16 428,15 €/mois",
        "Payer un loyer : remplie CCH L822-2",
        "Ensuite",
        "Résultat sûr",
        "Le loyer est pris dans la limite du plafond.",
        "Nationalité",
        "Toujours gratuit.",
        "Pièces à réunir",
    ):
        assert part in words
    links = visible_buttons(rights.tab.panel)
    assert "Faire la demande sur caf.fr" in links
    assert "CCH L821-1" in links or "CCH L821-1" in words


def test_the_panel_leads_to_the_whole_file_of_the_right(rights: RightsHands, qtbot: QtBot) -> None:
    rights.table.choose("logement")
    press(rights.tab.panel, "Voir la fiche du droit", qtbot)
    assert rights.navigator.current == CataloguePlace("aide_logement")


def test_the_panel_says_what_is_missing_and_what_it_changes(
    rights: RightsHands, qtbot: QtBot
) -> None:
    rights.table.choose("Prime d")
    assert "Change ce droit de 0 à 187 €/mois" in rights.panel_words
    assert "à confirmer : 1 information à compléter" in rights.panel_words


def test_the_explanation_is_copied_whole(rights: RightsHands, qtbot: QtBot) -> None:
    rights.table.choose("logement")
    press(rights.tab.panel, "Copier", qtbot)
    copied = plain(QGuiApplication.clipboard().text())
    assert copied.startswith("Aides personnelles au logement (APL) Probable : ≈ 341 €/mois")
    assert "Loyer plafond de la zone : 428,15 €/mois (CCH D823-16)" in copied
    assert "CCH L821-1" in copied


def test_a_small_window_has_one_ground_for_all_and_a_click_brings_the_answer_in_sight(
    rights: RightsHands, qtbot: QtBot
) -> None:
    tab = rights.tab
    tab.resize(724, 390)  # a window of 940 by 600
    (ground,) = (area for area in tab.findChildren(QScrollArea) if area.isVisible())
    qtbot.waitUntil(
        lambda: tab.panel.mapTo(ground, QPoint()).y() > tab.table.mapTo(ground, QPoint()).y()
    )
    assert ground.verticalScrollBar().maximum() > 0
    assert ground.horizontalScrollBar().maximum() == 0
    assert tab.caption.mapTo(ground, QPoint()).y() < tab.again.mapTo(ground, QPoint()).y()
    place = tab.table.visualRect(tab.table.rows_model.index(1, 0)).center()
    qtbot.mouseClick(tab.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    top = tab.panel.mapTo(ground.viewport(), QPoint()).y()
    assert 0 <= top < ground.viewport().height() // 2
    tab.resize(1072, 740)
    qtbot.waitUntil(lambda: tab.panel.mapTo(tab, QPoint()).x() > tab.table.mapTo(tab, QPoint()).x())


def test_filters_show_other_rights_and_an_empty_one_says_so(
    rights: RightsHands, qtbot: QtBot
) -> None:
    press(rights.tab.filters, "Non", qtbot)
    assert [row[1] for row in rights.table.rows] == ["Non"]
    press(rights.tab.filters, "Non calculés", qtbot)
    assert [row[1] for row in rights.table.rows] == ["Non calculé"]
    rights.tab._rows = rights.tab._rows[:1]
    press(rights.tab.filters, "Non", qtbot)
    assert rights.tab.card.none.isVisible()


def test_a_trouble_of_the_engine_is_told_with_a_retry_that_works(
    office: Office, gated: GatedEngine, jobs: Jobs, qtbot: QtBot
) -> None:
    gated.broken = True
    gated.gate.set()
    rights = hands(office, gated, jobs, qtbot)
    rights.show(awa(office))
    rights.wait()
    assert "Le calcul s'est arrêté. Réessayez dans un instant." in rights.tab.notice.words
    assert rights.tab.notice.isVisible()
    assert not rights.tab.card.waiting.isVisible()
    gated.broken = False
    press(rights.tab.notice, "Réessayer", qtbot)
    rights.wait()
    assert not rights.tab.notice.isVisible()
    assert len(rights.table.rows) == 4


def test_an_estimate_is_made_again_only_when_the_household_changed(
    rights: RightsHands, office: Office
) -> None:
    case_id = office.cases.rows()[0].id
    rights.show(case_id)
    rights.wait()
    assert rights.tab.again.isEnabled()
    assert len(office.engine.seen) == 1
    a_home(office, case_id, {"housing.rent": "640"})
    rights.show(case_id)
    rights.wait()
    assert [h.housing.rent for h in office.engine.seen] == [Money.euros(512), Money.euros(640)]


def test_two_estimates_are_compared_in_a_window(
    rights: RightsHands, office: Office, qtbot: QtBot
) -> None:
    case_id = office.cases.rows()[0].id
    assert not rights.tab.compare.isVisible()
    a_home(office, case_id, {"housing.rent": "640"})
    office.engine.answers = (
        answer("aide_logement", amount=monthly(360), variant="apl"),
        *ANSWERS[1:],
    )
    rights.show(case_id)
    rights.wait()
    assert rights.tab.compare.isVisible()
    pick(rights.tab.compare.menu(), "23 novembre 2026")
    window = dialog_over(rights.tab, qtbot)
    told = [TableHands(table, qtbot).rows for table in window.tables]
    assert told[0][0][1:] == ["≈ 341 €/mois", "≈ 360 €/mois", "+19,00 €"]
    assert told[1] == [["Loyer hors charges", "512,00 €", "640,00 €"]]


def test_another_case_shows_its_own_rights_from_the_first(
    rights: RightsHands, office: Office
) -> None:
    rights.table.choose("familiales")
    rights.show(a_case(office, "Leroy", "Maxime"))
    assert rights.table.rows == []
    assert not rights.tab.panel.isVisible()
    assert not rights.tab.caption.text()
    rights.wait()
    chosen = rights.tab.table.current
    assert chosen is not None
    assert chosen.right == "aide_logement"


def test_a_right_asked_for_is_shown_even_when_it_is_not_computed(
    rights: RightsHands, office: Office
) -> None:
    rights.show(office.cases.rows()[0].id, "aah")
    rights.wait()
    chosen = rights.tab.table.current
    assert chosen is not None
    assert chosen.right == "aah"
    assert "n'est pas calculé" in rights.panel_words


def test_the_claims_of_an_estimate_are_opened_at_once_and_taken_back(
    rights: RightsHands, office: Office, qtbot: QtBot
) -> None:
    case_id = office.cases.rows()[0].id
    press(rights.tab, "Ouvrir les démarches…", qtbot)
    dialog = dialog_over(rights.tab, qtbot)
    assert isinstance(dialog, OpeningDialog)
    lines = TableHands(dialog.table, qtbot)
    assert [row[1].partition(" |")[0] for row in lines.rows] == [
        "1. Aides personnelles au logement (APL, ALF, ALS)",
        "2. Prime d'activité",
    ]
    lines.press("Prime", Qt.Key.Key_Space)  # to be checked: it was not ticked
    assert "Ouvrir 2 démarches" in [plain(words) for words in visible_buttons(dialog)]
    dialog.go_on()
    assert plain(rights.tab.notice.words).startswith("2 démarches ouvertes")
    assert {row.right for row in office.claims.of_case(case_id)} == {
        "aide_logement",
        "prime_activite",
    }
    assert not rights.tab.several.button.isVisible()
    press(rights.tab.notice, "Annuler", qtbot)
    assert office.claims.of_case(case_id) == ()
    assert rights.tab.several.button.isVisible()


def test_claims_in_which_something_happened_stay_and_it_is_said(
    rights: RightsHands, office: Office, qtbot: QtBot
) -> None:
    case_id = office.cases.rows()[0].id
    press(rights.tab, "Ouvrir les démarches…", qtbot)
    dialog_over(rights.tab, qtbot).go_on()
    (claim,) = office.claims.of_case(case_id)
    office.claims.record(claim.id, Filed(on=date(2026, 11, 2), channel=Channel.COUNTER))
    press(rights.tab.notice, "Annuler", qtbot)
    assert "déjà enregistré" in plain(rights.tab.notice.words)
    assert len(office.claims.of_case(case_id)) == 1


def test_the_form_of_a_right_is_opened_beside_the_case(rights: RightsHands, qtbot: QtBot) -> None:
    rights.table.choose("Prime d")
    press(rights.tab.panel, "Aide au remplissage", qtbot)
    found = rights.navigator.current
    assert isinstance(found, CasePlace)
    assert (found.tab, found.focus) == (CaseTab.FORMS, "prime_activite")
