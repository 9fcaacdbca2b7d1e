"""What a page hides while somebody else sees the screen: names of others, what is sensitive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.ui.widgets.fact_form import FactForm
from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from caseapp.ui.widgets.page import Page


def make_discreet(page: Page, *, discreet: bool) -> None:
    """Hide it on a page, or show it again."""
    page.show_discreet(discreet)
    for table in page.findChildren(Table):
        table.rows_model.set_discreet(discreet)
    for form in page.findChildren(FactForm):
        form.set_discreet(discreet)
