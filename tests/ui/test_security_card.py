"""« Sécurité » of the settings, under a person's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from caseapp.kernel.clock import SystemClock
from caseapp.reports import recovery_sheet
from caseapp.services import access
from caseapp.services.case_access import CaseAccess
from caseapp.services.key_ring import KeyRing, RecoveryKey
from caseapp.services.settings import ServiceSettings, Settings
from caseapp.ui.dialogs.paper import PaperDialog
from caseapp.ui.security.card import SecurityCard
from caseapp.ui.security.forms import SecurityForm
from caseapp.ui.widgets.texts import Text
from tests.support.pdf import text_of
from tests.support.screens import button, visible_buttons
from tests.support.store import PASSWORD, locked_base

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from caseapp.kernel.clock import FixedClock
    from caseapp.ui.tasks import Jobs
    from db.store import Store
    from tests.support.asking import Answers

SECOND = "Girafe-Ocre-82-Moulin"


class Hands:
    """The card of one open base."""

    def __init__(
        self, base: Path, secret: Any, clock: FixedClock, answers: Answers, jobs: Jobs, bot: QtBot
    ) -> None:
        self.bot, self.jobs = bot, jobs
        self.store: Store = access.unlock(base, secret, clock=clock)
        self.drawn: list[RecoveryKey] = []
        self.pages: list[bytes] = []
        self.card = SecurityCard(
            KeyRing(self.store, clock),
            CaseAccess(self.store, clock),
            answers,
            jobs,
            self._sheet,
            self._draw,
        )
        bot.addWidget(self.card)
        self.card.resize(640, 400)
        self.card.show_settings()
        self.card.show()
        self.clock = clock

    def _sheet(self, key: RecoveryKey) -> bytes:
        made = recovery_sheet.render(key.groups, "essai.caseapp", "CCAS", self.clock.today())
        self.pages.append(made)
        return made

    def _draw(self) -> RecoveryKey:
        key = RecoveryKey.new()
        self.drawn.append(RecoveryKey(bytearray(key.value)))  # the card wipes its own
        return key

    def dialog(self, kind: type[QDialog]) -> Any:
        self.bot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind))
        return QApplication.activeModalWidget()

    def submit(self, form: SecurityForm) -> None:
        form.way_on.click()
        self.bot.waitUntil(lambda: not self.jobs.busy, timeout=20_000)

    @property
    def words(self) -> str:
        QApplication.processEvents()  # lines that were just added
        shown = [text.text() for text in self.card.findChildren(Text) if text.isVisible()]
        return "\n".join([*shown, self.card.notice.words])


@pytest.fixture
def hands(
    tmp_path: Path,
    clock: FixedClock,
    answers: Answers,
    jobs: Jobs,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Any]:
    base = locked_base(tmp_path)
    all_hands: list[Hands] = []

    def make(secret: Any = PASSWORD) -> Hands:
        for before in all_hands:
            before.store.close()
        all_hands.append(Hands(base, secret, clock, answers, jobs, qtbot))
        return all_hands[-1]

    yield make
    jobs.close()
    for one in all_hands:
        one.store.close()


def test_without_a_sheet_one_is_told_what_a_lost_password_costs(hands: Any) -> None:
    screen = hands()
    assert "Aucune clé de secours" in screen.words
    assert "Votre mot de passe" in screen.words
    assert "Retirer l'accès…" not in visible_buttons(screen.card)


def test_a_password_is_changed_and_its_troubles_stand_at_their_fields(hands: Any) -> None:
    screen = hands()
    screen.card.change.click()
    form = screen.dialog(SecurityForm)
    form.mine.fill(PASSWORD)
    form.new.fill(SECOND)
    form.again.fill(SECOND + "x")
    screen.submit(form)
    assert form.again.error == "Les deux mots de passe sont différents."
    form.new.fill("Azerty123")
    form.again.fill("Azerty123")
    screen.submit(form)
    assert form.new.error
    form.new.fill(SECOND)
    form.again.fill(SECOND)
    form.mine.fill("pas le bon")
    screen.submit(form)
    assert "n'ouvre pas cette base" in form.mine.error
    screen.bot.wait(int(access.seconds_left(screen.store.path, SystemClock()) * 1000) + 100)
    form.mine.fill(PASSWORD)
    screen.submit(form)
    assert "Mot de passe changé." in screen.words
    hands(SECOND)


def test_a_colleague_is_added_put_in_charge_and_removed(hands: Any, clock: FixedClock) -> None:
    screen = hands()
    Settings(screen.store, clock).save_service(ServiceSettings(worker="Claire Morel"))
    screen.card.add_person.click()
    form = screen.dialog(SecurityForm)
    form.person.editor.setText("Jean Petit")
    form.new.fill(SECOND)
    form.again.fill(SECOND)
    form.mine.fill(PASSWORD)
    screen.submit(form)
    assert "Jean Petit" in screen.words
    assert "Claire Morel (vous)" in screen.words
    assert "intervenant" in screen.words

    button(screen.card, "Rendre responsable").click()
    assert "intervenant" not in screen.words

    colleague = hands(SECOND)
    assert "Jean Petit (vous)" in colleague.words
    screen = hands()
    button(screen.card, "Retirer l'accès…").click()
    form = screen.dialog(SecurityForm)
    form.mine.fill(PASSWORD)
    screen.submit(form)
    assert "Jean Petit" not in screen.words
    with pytest.raises(access.WrongPasswordError):
        hands(SECOND)


def test_a_worker_sees_nothing_that_only_the_person_in_charge_may_do(
    hands: Any, clock: FixedClock
) -> None:
    screen = hands()
    Settings(screen.store, clock).save_service(ServiceSettings(worker="Claire Morel"))
    screen.card.add_person.click()
    form = screen.dialog(SecurityForm)
    form.person.editor.setText("Jean Petit")
    for field in (form.new, form.again):
        field.fill(SECOND)
    form.mine.fill(PASSWORD)
    screen.submit(form)
    colleague = hands(SECOND)
    assert visible_buttons(colleague.card) == ["Changer mon mot de passe…"]


def test_a_sheet_is_printed_copied_and_opens_the_base(hands: Any) -> None:
    screen = hands()
    screen.card.paper.click()
    dialog = screen.dialog(PaperDialog)
    screen.bot.waitUntil(lambda: not screen.jobs.busy, timeout=20_000)
    assert not dialog.save.isVisible()  # never in a file
    (key,) = screen.drawn
    page = text_of(screen.pages[-1])
    assert all(group in page for group in key.groups)
    assert "essai.caseapp" in page
    dialog.reject()
    form = screen.dialog(SecurityForm)
    wrong = [key.groups[1], key.groups[0], *key.groups[2:]]
    form.key.editor.setText(" ".join(wrong))
    form.mine.fill(PASSWORD)
    screen.submit(form)
    assert form.key.error == "Le groupe 1 n'est pas comme sur la feuille."
    form.key.editor.setText("-".join(key.groups).lower())
    screen.submit(form)
    assert "Clé de secours, sur papier" in screen.words

    by_sheet = hands(key)
    assert "ouverte avec la clé de secours" in by_sheet.words
    by_sheet.card.change.click()
    form = by_sheet.dialog(SecurityForm)
    assert not form.mine.isVisible()
    for field in (form.new, form.again):
        field.fill(SECOND)
    by_sheet.submit(form)
    hands(SECOND)


def test_a_sheet_that_was_not_copied_opens_nothing(hands: Any) -> None:
    screen = hands()
    screen.card.paper.click()
    screen.dialog(PaperDialog).reject()
    screen.dialog(SecurityForm).reject()
    assert "Aucune clé de secours" in screen.words
    with pytest.raises(access.WrongRecoveryKeyError):
        hands(screen.drawn[0])


def test_renewing_is_asked_then_left_to_the_locked_program(hands: Any, answers: Answers) -> None:
    screen = hands()
    asked: list[bool] = []
    screen.card.renewing.connect(lambda: asked.append(True))
    answers.answers = [False, True]
    screen.card.renew.click()
    assert asked == []
    screen.card.renew.click()
    assert asked == [True]
    assert "place d'une seconde base" in answers.asked[0]


def test_a_key_file_that_went_away_is_said(hands: Any) -> None:
    screen = hands()
    for path in screen.store.path.parent.glob("*.cles*"):
        path.unlink()
    screen.card.show_settings()
    assert "manque à côté de la base" in screen.card.notice.words
