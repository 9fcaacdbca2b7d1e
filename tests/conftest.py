"""What every test stands on: the lowest cost of Argon2, and statements that are compiled once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db import kdf
from tests.support.statements import compiled_once

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session", autouse=True)
def statements() -> Iterator[None]:
    """Else each test would compile again what the one before it had compiled."""
    with compiled_once():
        yield


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each opening would find the password of a test too cheap, and raise it for a second."""
    monkeypatch.setattr(kdf, "QUICK", 0.0)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a file among the parameters of a test by its size alone: parallel runs must agree."""
    return "bytes" if isinstance(val, bytes) else None
