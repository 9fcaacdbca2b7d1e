"""The first window: open a base with its password, or make one.

It must show in well under a second: nothing here imports the store nor its libraries, which the
first job does.
"""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from caseapp.kernel.errors import KnownTroubleError
from caseapp.kernel.places import default_base, is_there
from caseapp.services import access
from caseapp.ui import theme
from caseapp.ui.actions import Key, listen
from caseapp.ui.backups.putting_back import PuttingBack
from caseapp.ui.dialogs.ask import ANY, BASE
from caseapp.ui.dialogs.making_base import MakingBase
from caseapp.ui.dialogs.new_base import NewBase
from caseapp.ui.dialogs.open_base import OpenBase
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.tab_order import TabByEye
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent

    from caseapp.kernel.clock import Clock
    from caseapp.kernel.errors import CaseAppError
    from caseapp.ui.backups.diagnose import Diagnose
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.settings import Settings
    from caseapp.ui.tasks import Job, Jobs
    from db.slots import Secret
    from db.store import Store

_REFUSALS = (access.WrongPasswordError, access.WrongRecoveryKeyError, access.TooSoonError)
_RENEWING = (
    "Saisissez votre mot de passe : la base est réécrite sous une nouvelle clé, vérifiée, puis ouverte. "
    "Les mots de passe et la clé de secours ne changent pas. Arrêter en route laisse la base comme avant."
)
_OPENING = "Ouvrir une base"
_MAKING = "Créer une base chiffrée"


class UnlockWindow(TabByEye):
    """Opens a base or makes one. `opened` tells the store."""

    opened = Signal(object)
    closed = Signal()
    painted = Signal()  # once, when the window is first on screen

    def __init__(
        self, clock: Clock, jobs: Jobs, asker: Asker, settings: Settings, base: Path | None = None
    ) -> None:
        """Propose a base: the one given, else the last one opened, else the usual place."""
        super().__init__()
        self._clock, self.jobs, self._asker, self._settings = clock, jobs, asker, settings
        self._base = base or settings.last_base or default_base()
        self._was_painted = False
        self._renewing, self._stop = False, Event()
        self._is_first_start = base is None and not is_there(self._base) and not settings.last_base
        self.opening = OpenBase()
        self.making = NewBase(access.RULE)
        self._making_base = MakingBase(self, self.making, default_base(), clock, jobs, asker)
        self._putting_back = PuttingBack(self, self, asker, settings, clock)
        self._card = Card(_OPENING)
        self._lay_out()
        self._connect()
        if self._is_first_start:
            self.show_making()
        else:
            self.show_opening(self._base)

    @property
    def base(self) -> Path:
        """The base that is proposed."""
        return self._base

    def show_opening(self, path: Path) -> None:
        """Propose to open a base."""
        self._base = path
        self._show_part(_OPENING, self.opening, self.making)
        self.opening.show_base(path)
        self.opening.wait(access.seconds_left(path, self._clock))
        self.opening.password.setFocus()

    def show_making(self) -> None:
        """Propose to make a base."""
        self._show_part(_MAKING, self.making, self.opening)
        self._making_base.propose()

    def fill(self, path: Path, password: str, title: str, sentence: str) -> None:
        """Propose a base whose password is no secret: the demonstration."""
        self.show_opening(path)
        self.opening.password.fill(password)
        self.opening.say(title, sentence)
        self.opening.open_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape go back: from making to opening, else empty what is typed."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.making.isVisible() and is_there(self._base):
            self.show_opening(self._base)
        else:
            self.opening.forget()
            self.making.forget()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the person closed the window."""
        super().closeEvent(event)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell, once, that the window is on screen."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def _lay_out(self) -> None:
        self.setWindowTitle("CaseApp")
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.resize(QSize(560, 620))
        self.setMinimumSize(QSize(440, 420))
        self._card.add(self.opening)
        self._card.add(self.making)
        heading = QHBoxLayout()
        heading.setSpacing(12)
        mark = QLabel()
        mark.setPixmap(theme.pixmap("caseapp", "", 36, self.devicePixelRatioF()))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Text("CaseApp", TextRole.PAGE_TITLE))
        names.addWidget(Text("Dossiers et accès aux droits", TextRole.SECONDARY))
        heading.addWidget(mark)
        heading.addLayout(names)
        heading.addStretch(1)
        content = QWidget()
        content.setProperty("ground", "page")
        inner = QVBoxLayout(content)
        inner.setContentsMargins(24, 24, 24, 24)
        inner.setSpacing(16)
        inner.addLayout(heading)
        inner.addWidget(self._card)
        inner.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _show_part(self, title: str, part: QWidget, other: QWidget) -> None:
        self._card.set_title(title)
        other.hide()
        part.show()

    def _connect(self) -> None:
        self.opening.wanted.connect(self._open)
        self.opening.recovery_wanted.connect(self._open_by_recovery)
        self.opening.stopped.connect(self._stop.set)
        self.opening.another_base.connect(self._choose_base)
        self.opening.new_base.connect(self.show_making)
        self.opening.restoring.connect(self._putting_back.ask)
        self._putting_back.damaged.connect(self._diagnose)
        self.opening.doubting.connect(lambda: self._diagnose(self._base))
        self._making_base.made.connect(self._has_opened)
        self._making_base.existing.connect(self.show_opening)
        self.making.existing_base.connect(self._choose_base)
        listen(self, Key.QUIT, self.close)

    def ask_to_renew(self) -> None:
        """Have the next opening write the base anew under another key first."""
        self._renewing = True
        self.opening.say(
            "Renouveler la clé", _RENEWING, ("Ouvrir sans renouveler", self._just_open)
        )

    def _just_open(self) -> None:
        self._renewing = False
        self.opening.notice.hide()
        self.opening.password.setFocus()

    def _open_by_recovery(self, typed: str) -> None:
        try:
            key = access.RecoveryKey.read(typed)
        except access.RecoveryGroupError as error:
            self.opening.refuse(_wrong_group(error.number), 0)
            return
        self._open(key)

    def _open(self, secret: Secret) -> None:
        path, likely = self._base, self._settings.way_in(self._base)
        clock, stop, renewing = self._clock, self._stop, self._renewing
        stop.clear()
        self.opening.show_busy(True)

        def work(job: Job) -> Store | None:
            if renewing and not access.renew_key(
                path, secret, clock=clock, told=job.progress, stopped=stop.is_set, likely=likely
            ):
                return None
            return access.unlock(path, secret, clock=clock, likely=likely)

        self.jobs.start(
            self,
            work,
            self._has_opened,
            failed=self.show_failure,
            progress=lambda share, _words: self.opening.show_progress(share),
            name="open",
        )

    def _has_opened(self, store: Store | None) -> None:
        self.opening.show_busy(False)
        if store is None:
            self.ask_to_renew()
            return
        self.opening.forget()
        self.making.show_busy(False)
        self.making.forget()
        self._settings.remember_base(store.path)
        self._settings.remember_way_in(store.path, store.slot)
        self.opened.emit(store)

    def show_failure(self, error: CaseAppError) -> None:
        """Say why the base did not open, and what may be done."""
        self.opening.show_busy(False)
        if isinstance(error, _REFUSALS):
            left = access.seconds_left(self._base, self._clock)
            self.opening.refuse(f"{error.sentence} {error.way_out}", left)
            return
        way_out = error.way_out if isinstance(error, KnownTroubleError) else ""
        self.opening.show_trouble(error.sentence, way_out, *self._ways_out(error))

    def _ways_out(self, error: CaseAppError) -> list[tuple[str, Callable[[], object]]]:
        again = ("Réessayer", self.opening.open_button.click)
        another = ("Choisir une autre base", self._choose_base)
        if isinstance(error, (access.NotABaseError, access.NewerSchemaError)):
            return [another]
        if isinstance(error, access.DamagedBaseError):
            return [
                ("Restaurer une sauvegarde", self._putting_back.ask),
                ("Récupérer ce qui peut l'être", lambda: self._diagnose(self._base)),
                again,
            ]
        if isinstance(error, access.MissingBaseError):
            return [another, again, ("Créer une base", self.show_making)]
        return [again, another]

    def _choose_base(self) -> None:
        folder = self._base.parent if is_there(self._base.parent) else default_base().parent
        kinds = f"{BASE};;{ANY}"
        chosen = self._asker.open_file(self, "Choisir une base", folder, kinds)
        if chosen is not None:
            self.show_opening(chosen)

    def _diagnose(self, base: Path) -> None:
        from caseapp.ui.backups.diagnose import Diagnose  # noqa: PLC0415 - when asked

        password = self.opening.password.text if base == self._base else ""
        dialog = Diagnose(self, base, self._clock, self.jobs, password=password)
        dialog.accepted.connect(lambda: self._has_salvaged(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _has_salvaged(self, dialog: Diagnose) -> None:
        if dialog.saved is not None:
            self.show_opening(dialog.saved.path)
            self.opening.say("Ce qui était intact est ici", "Ouvrez-la avec le même mot de passe.")


def _wrong_group(number: int) -> str:
    return (
        f"Le groupe {number} n'est pas comme sur la feuille : "
        "vérifiez ses signes, et l'ordre des groupes."
    )
