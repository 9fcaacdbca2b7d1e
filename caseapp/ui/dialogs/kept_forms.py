"""Forms that a lock closes: what stands in them is kept, and taken up when they open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseapp.services.unfinished_forms import UnfinishedForms
    from caseapp.ui.dialogs.form import RefusableForm
    from caseapp.ui.navigator import Navigator


class KeptForms:
    """Names a form by its title and by where one is: that of another case is another form."""

    def __init__(self, kept: UnfinishedForms, navigator: Navigator) -> None:
        self._kept, self._navigator = kept, navigator

    def keep(self, form: RefusableForm) -> None:
        """Keep what stands in a form that is about to be closed."""
        self._kept.keep(self._name_of(form), form.typed)

    def take(self, form: RefusableForm) -> dict[str, str]:
        """Return what stood in a form when the base was locked; nothing most often."""
        return self._kept.take(self._name_of(form))

    def _name_of(self, form: RefusableForm) -> str:
        place = self._navigator.current
        where = getattr(place, "case_id", None) or getattr(place, "claim_id", None) or ""
        return f"{form.windowTitle()}/{where}"
