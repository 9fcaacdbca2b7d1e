"""The three kinds of failure: a user's input, a known trouble, anything else (not ours)."""

from __future__ import annotations

import traceback
from pathlib import Path


class CaseAppError(Exception):
    """A failure that has a French sentence for the person at the screen."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class UserInputError(CaseAppError):
    """Something typed cannot be accepted; `field` says where to show the sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class KnownTroubleError(CaseAppError):
    """A trouble we foresee: what happened, and the way out."""

    def __init__(self, sentence: str, way_out: str) -> None:
        super().__init__(f"{sentence} {way_out}")
        self.sentence = sentence
        self.way_out = way_out


class NotFoundError(CaseAppError):
    """What was asked for is no longer there (erased or merged meanwhile)."""


def reference(error: BaseException) -> str:
    """Return ``KeyError, income.py:42``: what may be told of an error, never its message.

    The message, unlike the place, could hold what is known of somebody.
    """
    frames = traceback.extract_tb(error.__traceback__)
    where = f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
