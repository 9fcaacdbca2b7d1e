"""What cannot be done to an alert, in sentences."""

from __future__ import annotations

from caseapp.kernel.errors import KnownTroubleError


class AlertFixedError(KnownTroubleError):
    """It has left: what is written stays as it was sent."""

    def __init__(self) -> None:
        super().__init__(
            "Cet écrit est transmis : son texte ne change plus.", "Ajoutez un complément daté."
        )


class NotYoursError(KnownTroubleError):
    """Only its author writes it."""

    def __init__(self) -> None:
        super().__init__(
            "Seule la personne qui l'a écrit peut changer ce texte.",
            "Demandez-lui de le reprendre.",
        )
