"""What a person allowed the service to do or to tell."""

from __future__ import annotations

from enum import StrEnum


class MandateKind(StrEnum):
    """What was given."""

    MANDATE = "mandate"  # to act in the person's name
    CONSENT = "consent"  # to share or to ask for information
    INFORMATION = "information"  # the notice on the file, given and read
