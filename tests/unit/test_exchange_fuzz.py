from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.exchange.document import parse_document
from caseapp.exchange.household import (
    Fault,
    InvalidHouseholdError,
    Known,
    read_household,
    write_household,
)
from caseapp.kernel.french import NARROW, NO_BREAK
from caseapp.rules.places import Communes
from tests.support.cases import CASES
from tests.support.random_households import CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TODAY = dt.date(2026, 11, 23)
KNOWN = Known(places=Communes(), rights=CODES)
DOCUMENTS = tuple(case.read_text(encoding="utf-8") for case in CASES)

junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**400, 10**401)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        ("unknown", "2026-02-30", "9999-12-31", "0000-00", "75012", "٢٠٢٦-١١", "child", "\ud800")
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("id", "role", "kind", "amount", "from", "2024", "x")), inner
        )
    ),
    max_leaves=5,
)


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place of a document that may hold something else."""
    keys: Any = list(node) if isinstance(node, dict) else range(len(node))
    for key in keys:
        yield node, key
        if isinstance(node[key], dict | list):
            yield from _places(node[key])


@st.composite
def mutants(draw: Callable[[Any], Any]) -> dict[str, Any]:
    """Return one of the cases with one to three of its values replaced, lost or added."""
    document: dict[str, Any] = json.loads(draw(st.sampled_from(DOCUMENTS)))
    for _change in range(draw(st.integers(1, 3))):
        node, key = draw(st.sampled_from(list(_places(document))))
        match draw(st.sampled_from(("replace", "lose", "add"))):
            case "replace":
                node[key] = draw(junk)
            case "lose":
                del node[key]
            case _ if isinstance(node, dict):
                node[draw(st.sampled_from(("partner", "couple", "month", "gir", "shares")))] = draw(
                    junk
                )
            case _:
                node.append(draw(junk))
        if not document:
            break
    return document


def _check(read: Callable[[], object]) -> None:
    """Read a document: it is either a household that can be written, or refused in sentences."""
    try:
        household = read_household(read(), today=TODAY, known=KNOWN)
    except InvalidHouseholdError as refusal:
        _check_words(refusal.faults)
    else:
        assert read_household(write_household(household), today=TODAY) == household


def _check_words(faults: tuple[Fault, ...]) -> None:
    assert faults
    for fault in faults:
        assert fault.sentence
        assert str(fault).replace(NARROW, "").replace(NO_BREAK, "").isprintable()
        assert str(fault).encode()


@given(document=mutants())
@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
def test_a_mutated_document_is_read_or_refused_in_french(document: dict[str, Any]) -> None:
    _check(lambda: document)


@given(
    text=st.sampled_from(DOCUMENTS),
    at=st.integers(0, 1000),
    cut=st.integers(0, 9),
    new=st.binary(max_size=4),
)
@settings(deadline=None, max_examples=300)
def test_a_damaged_file_is_read_or_refused_in_french(
    text: str, at: int, cut: int, new: bytes
) -> None:
    content = text.encode()
    at %= len(content)
    _check(lambda: parse_document(content[:at] + new + content[at + cut :]))


@given(document=junk)
@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
def test_anything_at_all_is_read_or_refused_in_french(document: object) -> None:
    _check(lambda: document)
