"""What every test stands on: a base of the tests keeps its lowest cost of Argon2."""

from __future__ import annotations

import pytest

from db import kdf


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each opening would find the password of a test too cheap, and raise it for a second."""
    monkeypatch.setattr(kdf, "QUICK", 0.0)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a file among the parameters of a test by its size alone: parallel runs must agree."""
    return "bytes" if isinstance(val, bytes) else None
