"""The tabs of a case that say what its household lives on and what that opens.

The situation of a household is stated in one tab and worked out in the three others. Imports stand
inside the functions: a tab that nobody opens is not loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.ui.navigator import CasePlace, CaseTab

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from caseapp.domain.scenario import Simulation
    from caseapp.services.desk import Desk
    from caseapp.ui.application import Tools
    from caseapp.ui.widgets.case_content import CaseContent

_SUGGESTED = 12  # communes


def household_tab(desk: Desk, tools: Tools) -> CaseContent:
    """Return the tab « Foyer »."""
    from caseapp.ui.pages.household.tab import HouseholdTab, HouseholdTools

    return HouseholdTab(
        HouseholdTools(
            desk.household,
            desk.estimates,
            _communes(desk),
            desk.clock,
            tools.navigator,
            tools.jobs,
            desk.social_numbers,
        )
    )


def budget_tab(desk: Desk, tools: Tools, print_budget: Callable[[UUID], None]) -> CaseContent:
    """Return the tab « Budget »."""
    from caseapp.ui.pages.budget.tab import BudgetTab
    from caseapp.ui.pages.budget.tools import BudgetTools

    return BudgetTab(
        BudgetTools(
            clock=desk.clock,
            budgets=desk.budgets,
            liabilities=desk.liabilities,
            quotients=desk.quotients,
            navigator=tools.navigator,
            asker=tools.asker,
            print_budget=print_budget,
        )
    )


def rights_tab(desk: Desk, tools: Tools) -> CaseContent:
    """Return the tab « Droits », from which one goes to a field of the household or to the curve."""
    from caseapp.ui.pages.rights.tab import RightsTab
    from caseapp.ui.pages.rights.tools import RightsTools

    go = tools.navigator
    rights = RightsTools(
        desk.estimates,
        desk.claims,
        desk.claim_opening,
        desk.catalogue,
        desk.household,
        desk.cases,
        _communes(desk),
        tools.asker,
        lambda: desk.learned_delays.at_hand,
        desk.form_aids.has_form,
    )
    made = RightsTab(rights, go, tools.jobs)

    def to_field(path: str) -> None:
        if isinstance(place := go.current, CasePlace):
            go.go(CasePlace(place.case_id, CaseTab.HOUSEHOLD, path))

    def to_curve() -> None:
        from caseapp.ui.pages.whatif.results_card import CURVE

        if isinstance(place := go.current, CasePlace):
            go.go(CasePlace(place.case_id, CaseTab.WHAT_IF, CURVE))

    made.field_asked.connect(to_field)
    made.curve_asked.connect(to_curve)
    return made


def what_if_tab(
    desk: Desk, tools: Tools, print_simulation: Callable[[UUID, Simulation, str], None]
) -> CaseContent:
    """Return the tab « Simuler »."""
    from caseapp.ui.pages.whatif.tab import WhatIfTab
    from caseapp.ui.pages.whatif.tools import WhatIfTools

    return WhatIfTab(
        WhatIfTools(
            desk.simulations,
            desk.changes,
            tools.jobs,
            tools.asker,
            _communes(desk),
            print_simulation,
        )
    )


def _communes(desk: Desk) -> Callable[[str], list[str]]:
    """Return what finds communes by the beginning of their names."""

    def find(text: str) -> list[str]:
        found = desk.communes.search(text, _SUGGESTED) if text.strip() else ()
        return [f"{commune.name} ({commune.code})" for commune in found]

    return find
