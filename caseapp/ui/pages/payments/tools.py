"""What the tab « Versements » works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from caseapp.rules.catalogue_loader import Catalogue
    from caseapp.services.payments import Payments
    from caseapp.services.payments_debts import Debts
    from caseapp.services.payments_stops import PaymentStops
    from caseapp.ui.dialogs.ask import Asker
    from caseapp.ui.navigator import Navigator


@dataclass(frozen=True, slots=True)
class PaymentsTools:
    """What the tab works with."""

    payments: Payments
    debts: Debts
    stops: PaymentStops
    catalogue: Catalogue
    navigator: Navigator
    asker: Asker
