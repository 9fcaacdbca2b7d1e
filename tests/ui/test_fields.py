"""A field tells what was typed once it is left, and shows what the service answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from caseapp.ui.widgets.fields import ChoiceField, TextField
from caseapp.ui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class _Form(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.rent = TextField("Loyer hors charges", hint="€ par mois", numeric=True)
        self.shared = ChoiceField("Colocation", [("?", "inconnu"), ("no", "non")], unknown="?")
        outer = QVBoxLayout(self)
        outer.addWidget(self.rent)
        outer.addWidget(self.shared)


@pytest.fixture
def form(qtbot: QtBot) -> _Form:
    shown = _Form()
    qtbot.addWidget(shown)
    with qtbot.waitActive(shown):
        shown.show()
    return shown


def test_leaving_a_field_tells_what_was_typed_once(form: _Form, qtbot: QtBot) -> None:
    told: list[str] = []
    form.rent.committed.connect(told.append)
    form.rent.setFocus()
    qtbot.keyClicks(form.rent.editor, "512")
    qtbot.keyClick(form.rent.editor, Qt.Key.Key_Return)
    qtbot.keyClick(form.rent.editor, Qt.Key.Key_Tab)
    assert told == ["512"]


def test_leaving_an_untouched_field_tells_nothing(form: _Form, qtbot: QtBot) -> None:
    told: list[str] = []
    form.rent.committed.connect(told.append)
    form.rent.show_text("512,00 €")
    form.rent.setFocus()
    qtbot.keyClick(form.rent.editor, Qt.Key.Key_Tab)
    assert told == []


def test_what_is_being_typed_is_not_overwritten_by_what_comes_from_the_base(
    form: _Form, qtbot: QtBot
) -> None:
    form.rent.setFocus()
    qtbot.keyClicks(form.rent.editor, "51")
    form.rent.show_text("480,00 €")
    assert form.rent.text == "51"
    assert form.rent.is_edited


def test_an_error_is_said_under_the_field_and_to_a_screen_reader(form: _Form) -> None:
    form.rent.show_error("Un montant, par exemple 512,40.")
    assert form.rent.error == "Un montant, par exemple 512,40."
    assert form.rent.editor.property("state") == "error"
    assert form.rent.editor.accessibleDescription() == form.rent.error
    form.rent.show_error("")
    assert form.rent.editor.property("state") == ""
    assert form.rent.editor.accessibleDescription() == "€ par mois"


def test_unknown_has_its_own_colour_in_a_text_and_in_a_choice(form: _Form, qtbot: QtBot) -> None:
    form.rent.show_unknown(True)
    assert form.rent.editor.property("state") == "unknown"
    form.shared.show_value("?")
    assert form.shared.editor.property("state") == "unknown"
    form.shared.setFocus()
    with qtbot.waitSignal(form.shared.committed) as told:
        qtbot.keyClick(form.shared.editor, Qt.Key.Key_Down)
        qtbot.keyClick(form.shared.editor, Qt.Key.Key_Tab)
    assert told.args == ["no"]
    assert form.shared.editor.property("state") == ""


@pytest.fixture
def activity(qtbot: QtBot) -> ChoiceField:
    choices = (
        ("employed", "emploi salarié"),
        ("self_employed", "activité indépendante"),
        ("student", "études supérieures"),
        ("inactive", "sans activité"),
    )
    field = ChoiceField("Activité", choices, default="")
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    field.setFocus()
    return field


def test_a_choice_is_found_by_the_beginning_of_any_of_its_words(
    activity: ChoiceField, qtbot: QtBot
) -> None:
    qtbot.keyClicks(activity.editor, "sal")
    assert activity.value == "employed"


def test_accents_and_capitals_are_not_needed_to_find_a_choice(
    activity: ChoiceField, qtbot: QtBot
) -> None:
    qtbot.keyClicks(activity.editor, "ETU")
    assert activity.value == "student"


def test_the_same_key_goes_from_one_choice_to_the_next(activity: ChoiceField, qtbot: QtBot) -> None:
    qtbot.keyClicks(activity.editor, "aa")
    assert activity.value == "inactive"


def test_only_the_choice_one_stops_at_is_told_and_once(activity: ChoiceField, qtbot: QtBot) -> None:
    told: list[str] = []
    activity.committed.connect(told.append)
    for _ in range(3):
        qtbot.keyClick(activity.editor, Qt.Key.Key_Down)
    assert told == []
    activity.commit()
    activity.commit()
    assert told == ["student"]


def test_a_choice_being_made_is_given_up_with_escape_or_undo(
    activity: ChoiceField, qtbot: QtBot
) -> None:
    told: list[str] = []
    activity.committed.connect(told.append)
    for key, held in (
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier),
    ):
        qtbot.keyClicks(activity.editor, "sans")
        qtbot.keyClick(activity.editor, key, held)
        assert activity.value == ""
    activity.commit()
    assert told == []


def test_the_base_does_not_overwrite_a_choice_that_is_being_made(
    activity: ChoiceField, qtbot: QtBot
) -> None:
    qtbot.keyClick(activity.editor, Qt.Key.Key_End)
    activity.show_value("employed")
    assert activity.value == "inactive"


def test_every_input_has_a_name_for_a_screen_reader(form: _Form) -> None:
    assert form.rent.editor.accessibleName() == "Loyer hors charges"
    assert form.shared.editor.accessibleName() == "Colocation"


def test_the_wheel_scrolls_the_page_and_leaves_a_choice_alone(form: _Form) -> None:
    form.shared.show_value("?")
    form.rent.setFocus()
    middle = QPointF(form.shared.editor.rect().center())
    wheel = QWheelEvent(
        middle,
        middle,
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(form.shared.editor, wheel)
    assert form.shared.value == "?"


def test_a_password_is_hidden_until_one_asks_and_tells_of_the_caps_lock_key(qtbot: QtBot) -> None:
    field = PasswordField("Mot de passe")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field.editor, "abc")
    assert field.editor.displayText() != "abc"
    field.reveal(True)
    assert field.editor.displayText() == "abc"
    assert "Verr. Maj" not in field.hint
    capital = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_D, Qt.KeyboardModifier.NoModifier, "D")
    QApplication.sendEvent(field.editor, capital)
    assert "Verr. Maj" in field.hint
    qtbot.keyClick(field.editor, Qt.Key.Key_CapsLock)
    assert "Verr. Maj" not in field.hint


def test_a_space_within_words_goes_on_with_them_and_opens_no_list(qtbot: QtBot) -> None:
    field = ChoiceField("Occupation", [("a", "locataire, meublé"), ("b", "locataire, vide")])
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    told: list[str] = []
    field.committed.connect(told.append)
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, "locataire, vide")
    assert not field.editor.view().isVisible()
    qtbot.keyClick(field.editor, Qt.Key.Key_Return)
    assert told == ["b"]
