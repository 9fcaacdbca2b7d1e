"""« Sécurité » of the settings: who can open the base, and what may be changed about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseapp.kernel import french
from caseapp.kernel.errors import KnownTroubleError, UserInputError
from caseapp.services.access import RecoveryGroupError
from caseapp.services.key_ring import WorkerRole
from caseapp.ui.dialogs.paper import PaperDialog, PaperTools
from caseapp.ui.security.forms import Asked, SecurityForm, Typed
from caseapp.ui.security.sheet import SheetOptions
from caseapp.ui.theme import Tone
from caseapp.ui.widgets.buttons import link, secondary
from caseapp.ui.widgets.card import Card
from caseapp.ui.widgets.flow_layout import FlowLayout
from caseapp.ui.widgets.notice import Notice
from caseapp.ui.widgets.texts import Text, TextRole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from caseapp.services.access import RecoveryKey
    from caseapp.services.case_access import CaseAccess, Opening
    from caseapp.services.key_ring import KeyRing, WayIn
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.tasks import Jobs

_ROLES = {WorkerRole.IN_CHARGE: "responsable", WorkerRole.WORKER: "intervenant"}
_HINT = (
    "Chaque personne a son mot de passe ; aucun ne peut être retrouvé. La clé de secours est la seule "
    "façon d'ouvrir la base si tous sont perdus. Une personne retirée n'ouvre plus la base, mais une "
    "ancienne copie s'ouvre encore avec son ancien mot de passe : si vous doutez, renouvelez la clé."
)
_NO_SHEET = (
    "Aucune clé de secours : si le mot de passe est perdu, tous les dossiers le sont aussi. "
    "Imprimez-en une et gardez-la sous clé."
)
_BY_SHEET = (
    "Cette base est ouverte avec la clé de secours. Choisissez un nouveau mot de passe : l'ancien ne "
    "sera pas demandé."
)
_ADDING = (
    "La personne saisit elle-même son mot de passe. Elle ouvrira la base de cet ordinateur avec lui ; "
    "ses écrits porteront son nom."
)
_RENEWING = (
    "La base est réécrite sous une nouvelle clé : ce qui a été copié auparavant ne sert plus à lire ce "
    "qui sera écrit ensuite. CaseApp se verrouille d'abord, puis demande votre mot de passe ; il faut "
    "la place d'une seconde base et quelques secondes par gigaoctet. Les sauvegardes déjà faites gardent "
    "l'ancienne clé : supprimez-les quand vous n'en avez plus besoin."
)


class SecurityCard(Card):
    """Shows who can open the base; each change asks for the password of who makes it."""

    renewing = Signal()  # the base is to be locked, and its key renewed

    def __init__(
        self,
        ring: KeyRing,
        openings: CaseAccess,
        asker: Asker,
        jobs: Jobs,
        sheet: Callable[[RecoveryKey], bytes],
        draw: Callable[[], RecoveryKey],
    ) -> None:
        """`sheet` makes the paper of a recovery key, `draw` draws one."""
        super().__init__("Sécurité", "qui peut ouvrir cette base")
        self._ring, self._openings, self._asker, self._jobs = ring, openings, asker, jobs
        self._sheet, self._draw = sheet, draw
        self.notice = Notice()
        self.people = QWidget()
        self._lines = QVBoxLayout(self.people)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(10)
        self.change = secondary("Changer mon mot de passe…", self._change)
        self.add_person = secondary("Ajouter une personne…", self._add_person)
        self.paper = secondary("Clé de secours…", self._make_sheet)
        self.renew = secondary("Renouveler la clé…", self._renew)
        buttons = FlowLayout(gap=8)
        for button in (self.change, self.add_person, self.paper, self.renew):
            buttons.addWidget(button)
        self.opened = Text("", wrap=True, selectable=True)
        self.seen = link("J'ai vu ces ouvertures", self._see)
        for part in (
            self.notice,
            self.opened,
            self.seen,
            self.people,
            buttons,
            Text(_HINT, TextRole.HINT, wrap=True),
        ):
            self.add(part)

    def show_settings(self) -> None:
        """Show how things stand now."""
        self._show_openings()
        try:
            ways = self._ring.ways_in()
        except KnownTroubleError as trouble:  # the key file went away, or somebody changed it
            self.notice.say(trouble.sentence, trouble.way_out, Tone.BAD)
            self.notice.show()
            return
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        mine = next((way for way in ways if way.is_mine), None)
        in_charge = mine is None or mine.role is WorkerRole.IN_CHARGE
        for way in ways:
            self._lines.addWidget(self._line(way, ways, in_charge=in_charge))
        for button in (self.add_person, self.paper, self.renew):
            button.setVisible(in_charge)
        if self._ring.by_recovery:
            self.notice.say("", _BY_SHEET, Tone.WARN)
        elif not any(way.is_recovery for way in ways):
            self.notice.say("", _NO_SHEET, Tone.WARN)
        self.notice.setVisible(self._ring.by_recovery or not any(w.is_recovery for w in ways))

    def _show_openings(self) -> None:
        """Show the person in charge which cases were opened by a colleague, and why."""
        lines = [
            f"{french.day(one.at.date())} : {one.who} a ouvert {_opened(one)}. Motif : {one.reason}"
            for one in self._openings.unseen()
        ]
        self.opened.setText("\n".join(["Dossiers ouverts par un collègue, sur motif :", *lines]))
        self.opened.setVisible(bool(lines))
        self.seen.setVisible(bool(lines))

    def _see(self) -> None:
        self._openings.see()
        self._show_openings()

    def _line(self, way: WayIn, ways: Sequence[WayIn], *, in_charge: bool) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Text(_who(way), TextRole.STRONG, wrap=True))
        column.addWidget(Text(_since(way), TextRole.SECONDARY, wrap=True))
        if not in_charge or (not way.is_recovery and len(_people(ways)) == 1):
            return line
        actions = FlowLayout(gap=16)
        who = "la clé de secours" if way.is_recovery else way.name
        if not way.is_recovery and not way.is_mine:
            other, words = (
                (WorkerRole.WORKER, "Ne plus être responsable")
                if way.role is WorkerRole.IN_CHARGE
                else (WorkerRole.IN_CHARGE, "Rendre responsable")
            )
            role = link(words, hint=f"{words} : {who}")
            role.clicked.connect(partial(self._give_role, way, other))
            actions.addWidget(role)
        if not way.is_mine:
            gone = link("Retirer l'accès…", hint=f"Retirer l'accès de {who}")
            gone.clicked.connect(partial(self._remove, way))
            actions.addWidget(gone)
        column.addLayout(actions)
        return line

    # ------------------------------------------------------------------ what may be done
    def _change(self) -> None:
        by_sheet = self._ring.by_recovery
        self._open(
            (
                "Changer mon mot de passe",
                "La base n'est pas réécrite. Les copies déjà faites gardent l'ancien mot de passe.",
                "Changer",
            ),
            Asked(mine=not by_sheet, new=True),
            lambda typed: self._ring.change_password(typed.mine, typed.new),
            "Mot de passe changé.",
        )

    def _add_person(self) -> None:
        def add(typed: Typed) -> None:
            role = WorkerRole(typed.role)
            self._ring.add(typed.name, typed.title, role, typed.new, typed.mine)

        self._open(
            ("Ajouter une personne", _ADDING, "Ajouter"),
            Asked(mine=not self._ring.by_recovery, new=True, person=True),
            add,
            "Personne ajoutée.",
        )

    def _remove(self, way: WayIn, _on: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own
        who = "la clé de secours" if way.is_recovery else way.name
        self._open(
            (
                "Retirer un accès",
                f"Retirer l'accès de {who} ? Les dossiers restent, et gardent leur référent.",
                "Retirer",
            ),
            Asked(mine=not self._ring.by_recovery),
            lambda typed: self._ring.remove(way.slot, typed.mine),
            "Accès retiré. Pour que d'anciennes copies ne servent plus à rien, renouvelez la clé.",
        )

    def _give_role(self, way: WayIn, role: WorkerRole, _on: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's own
        try:
            self._ring.give_role(way.slot, role)
        except KnownTroubleError as trouble:
            self._say(trouble.sentence, Tone.BAD)
            return
        self.show_settings()

    def _make_sheet(self) -> None:
        key = self._draw()
        tools = PaperTools(self._jobs, self._asker)
        options = SheetOptions(lambda: self._sheet(key))
        dialog = PaperDialog(self, "Clé de secours", options, "", tools)
        dialog.save.hide()  # in a file, it would lie beside what it opens
        dialog.finished.connect(lambda _result: self._prove(key))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _prove(self, key: RecoveryKey) -> None:
        def keep(typed: Typed) -> None:
            try:
                self._ring.keep_recovery(key, typed.key, typed.mine)
            except RecoveryGroupError as error:
                words = f"Le groupe {error.number} n'est pas comme sur la feuille."
                raise UserInputError("key", words) from error

        form = self._open(
            (
                "Recopier la clé de secours",
                (
                    "Recopiez la feuille : la clé n'ouvrira la base qu'une fois recopiée sans faute. "
                    "Une clé faite auparavant ne l'ouvrira plus."
                ),
                "Garder cette clé",
            ),
            Asked(mine=not self._ring.by_recovery, key=True),
            keep,
            "La clé de secours ouvre la base. Gardez la feuille sous clé.",
        )
        form.finished.connect(lambda _result: key.wipe())

    def _renew(self) -> None:
        if self._asker.confirm(self, "Renouveler la clé ?", _RENEWING, "Verrouiller et renouveler"):
            self.renewing.emit()

    def _open(
        self,
        words: tuple[str, str, str],
        asked: Asked,
        work: Callable[[Typed], object],
        said: str,
    ) -> SecurityForm:
        form = SecurityForm(self, words, asked, work, self._jobs)
        form.worked.connect(lambda: self._has_done(said))
        form.finished.connect(lambda _result: form.done_with())
        form.finished.connect(form.deleteLater)
        form.open()
        return form

    def _has_done(self, said: str) -> None:
        self.show_settings()
        self._say(said, Tone.OK)

    def _say(self, words: str, tone: Tone) -> None:
        self.notice.say("", words, tone)
        self.notice.show()


def _people(ways: Sequence[WayIn]) -> list[WayIn]:
    return [way for way in ways if not way.is_recovery]


def _opened(one: Opening) -> str:
    if not one.reference:
        return f"la liste de tous les dossiers de {one.referent}"
    return f"{one.reference} (suivi par {one.referent or 'personne'})"


def _who(way: WayIn) -> str:
    if way.is_recovery:
        return "Clé de secours, sur papier"
    if not way.name:
        return "Votre mot de passe"
    return f"{way.name} (vous)" if way.is_mine else way.name


def _since(way: WayIn) -> str:
    day = "" if way.since is None else f"depuis le {french.day(way.since)}"
    if way.is_recovery or not way.name:
        return day
    return " · ".join(
        part for part in (_ROLES[way.role], f"mot de passe {day}" if day else "") if part
    )
