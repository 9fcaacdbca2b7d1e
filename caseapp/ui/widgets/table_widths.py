"""The widths that somebody gave the columns of a page's tables, from one day to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.ui.widgets.table import Table

if TYPE_CHECKING:
    from caseapp.ui.settings import Settings
    from caseapp.ui.widgets.page import Page

_RESTORED = "columns_restored"


def remember_widths(page: Page, settings: Settings) -> None:
    """Keep the widths of the tables of a page in which a column was dragged."""
    for table in page.findChildren(Table):
        if table.was_dragged:
            settings.remember_widths(table.accessibleName(), table.widths())


def restore_widths(page: Page, settings: Settings) -> None:
    """Give the tables of a page their widths of before, once each."""
    for table in page.findChildren(Table):
        widths = settings.widths(table.accessibleName())
        if widths and not table.property(_RESTORED):
            table.set_widths(widths)
        table.setProperty(_RESTORED, True)
