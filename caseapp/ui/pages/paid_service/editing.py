"""What a person does on « Service payant », one change at a time, each of which Ctrl+Z takes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.ui.dialogs.form import RefusableForm
from caseapp.ui.widgets.fields import TextField
from caseapp.ui.widgets.undone import Undone

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from PySide6.QtWidgets import QWidget

    from caseapp.services.paid_service_rows import PaidServiceRow, StepRow
    from caseapp.services.paid_services import PaidServices

_DAY = "jj/mm/aaaa"


class PaidServiceEditing(Undone):
    """Records paid services, and the steps that take back control."""

    def __init__(self, paid: PaidServices, page: QWidget) -> None:
        super().__init__(page)
        self._paid = paid

    def add(self, case_id: UUID) -> None:
        """Ask for a paid service."""

        def record(typed: dict[str, str]) -> None:
            service = self._paid.record(case_id, typed)
            self.added(lambda: self._paid.remove(service), self._paid.restore)

        self.open(_form(self._page, "Noter un service payant", {}, record))

    def edit(self, service_id: UUID) -> None:
        """Show a paid service in its form."""

        def record(typed: dict[str, str]) -> None:
            self.changed(self._paid.change(service_id, typed), self._paid.put_back)

        typed = self._paid.typed(service_id)
        self.open(_form(self._page, "Modifier le service payant", typed, record))

    def remove(self, row: PaidServiceRow) -> None:
        """Remove a paid service that was noted by mistake."""
        self.removed(
            lambda: self._paid.remove(row.id), self._paid.restore, f"Supprimé : {row.name}"
        )

    def hand_over(self, service_id: UUID, code: str, *, was: bool) -> None:
        """Say that something was handed over, or was not."""
        self.changed(self._paid.hand_over(service_id, code, was=was), self._paid.put_back)

    def do(self, service_id: UUID, row: StepRow, today: str) -> None:
        """Note a step as done today; of a report, ask when the person agreed to it."""
        step = row.step
        if not step.agreement:
            self.changed(
                self._paid.do(service_id, step.code, today),
                self._paid.put_back,
                f"Fait : {step.name}",
            )
            return

        def record(typed: dict[str, str]) -> None:
            self.changed(
                self._paid.do(service_id, step.code, typed["on"], typed["agreed_on"]),
                self._paid.put_back,
                f"Fait : {step.name}",
            )

        agreed = TextField("Accord de la personne donné le", placeholder=_DAY)
        on = TextField("Signalé le", placeholder=_DAY)
        on.show_text(today)
        self.open(
            RefusableForm(
                self._page,
                step.name,
                "Rien n'est signalé sans l'accord de la personne. Le récit reste le sien ; la"
                " qualification des faits appartient à la justice.",
                {"agreed_on": agreed, "on": on},
                record,
            )
        )

    def reopen(self, service_id: UUID, row: StepRow) -> None:
        """Say that a step is not done after all."""
        self.changed(
            self._paid.undo_step(service_id, row.step.code),
            self._paid.put_back,
            f"À faire de nouveau : {row.step.name}",
        )


def _form(
    page: QWidget, title: str, typed: Mapping[str, str], record: Callable[[dict[str, str]], None]
) -> RefusableForm:
    fields = {
        "name": TextField("Nom du site ou de la personne", placeholder="mes-allocs.fr"),
        "signed_on": TextField("Signé ou accepté le (facultatif)", placeholder=_DAY),
        "signed": TextField(
            "Ce qui a été signé (facultatif)",
            placeholder="abonnement, mandat, part des aides obtenues…",
        ),
        "paid": TextField("Payé en tout (€)", numeric=True, hint="Vide : on ne sait pas encore."),
        "monthly": TextField(
            "Prélevé par mois (€)", numeric=True, hint="Vide : on ne sait pas ; 0 : rien."
        ),
        "note": TextField("Note (facultatif)"),
    }
    for name, text in typed.items():
        fields[name].show_text(text)
    return RefusableForm(
        page,
        title,
        "Ce que la personne en dit, sans jugement : elle peut avoir besoin de temps.",
        fields,
        record,
    )
