"""The page of a claim for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.rules.forms.loader import rights_with_forms
from caseapp.ui.pages.claim.tools import ClaimTools
from tests.support.claims import delays_of
from tests.support.documents import documents_of
from tests.support.letters import letters_of

if TYPE_CHECKING:
    from tests.support.builders import Office


def claim_tools(office: Office) -> ClaimTools:
    """Return what the page uses of an office."""
    agencies, delays = delays_of(office)
    return ClaimTools(
        claims=office.claims,
        editing=office.claim_editing,
        exchanges=office.claim_exchanges,
        link=documents_of(office).link,
        agencies=agencies,
        delays=delays,
        has_form=lambda right: right in rights_with_forms(),
        letters=letters_of(office),
    )
