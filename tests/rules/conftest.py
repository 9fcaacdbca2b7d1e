"""One engine for all the tests of the session: loading the law takes seconds."""

from __future__ import annotations

import pytest

from caseapp.rules.openfisca.estimator import Estimator


@pytest.fixture(scope="session")
def estimator() -> Estimator:
    """The engine, as the worker process holds it."""
    return Estimator(codes=("rsa", "apa_domicile"), catalogue_version="2026-11-20")
