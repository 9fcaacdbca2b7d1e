"""Whatever a service is asked, it gives nothing of a case that whoever works may not see or read."""

from __future__ import annotations

import dataclasses
import inspect
from contextlib import contextmanager
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Any

import pytest

from caseapp.desk_parts import open_desk
from caseapp.kernel.errors import CaseAppError
from caseapp.services.calendar_export import CalendarOptions, Detail
from caseapp.services.followed_elsewhere import FollowedElsewhere
from caseapp.services.workers import NotInChargeError
from db.models import Case
from tests.support.two_workers import DAY, MARK, MARKS, OTHER, REFERENCE, TwoWorkers, two_workers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from caseapp.services.desk import Desk

REASON = "Elle est absente jusqu'au 15"


class WritesError(Exception):
    """A method writes: it is not asked here."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoWorkers]:
    made = two_workers(tmp_path_factory.mktemp("deux"))
    yield made
    made.office.store.close()


def desk_of(base: TwoWorkers, slot: str) -> Desk:
    office = base.opened_by(slot)
    return open_desk(office.store, office.engine, office.clock)


def words_of(value: Any) -> Iterator[str]:
    """Yield every text in a value, whatever its shape."""
    if isinstance(value, dict):
        value = list(value.items())
    elif dataclasses.is_dataclass(value):
        value = [getattr(value, field.name) for field in dataclasses.fields(value)]
    if isinstance(value, (list, tuple, set, frozenset)):
        for one in value:
            yield from words_of(one)
    elif not isinstance(value, Enum):
        yield _word(value)


def _word(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bytes):
        return value.decode("utf-8", "ignore")
    return value if isinstance(value, str) else repr(value)


def marked(value: Any) -> list[str]:
    return [text for text in words_of(value) if any(mark in text.casefold() for mark in MARKS)]


@contextmanager
def last_contact(base: TwoWorkers, day: date) -> Iterator[None]:
    """Have the other's case be without contact since a day, for a while."""
    names = ("opened_on", "last_contact_on", "contact_noted_on")
    with base.office.store.write() as session:
        row = session.get_one(Case, base.other)
        before = {name: getattr(row, name) for name in names}
        row.opened_on = row.last_contact_on = row.contact_noted_on = day
    yield
    with base.office.store.write() as session:
        row = session.get_one(Case, base.other)
        for name, value in before.items():
            setattr(row, name, value)


def asked_of(desk: Desk, known: Mapping[str, Any]) -> dict[tuple[str, str], Any]:
    """Return what every method gives whose arguments are known, and that does not write."""
    answers: dict[tuple[str, str], Any] = {}
    for field in dataclasses.fields(desk):
        service = getattr(desk, field.name)
        for name, function in inspect.getmembers(type(service), inspect.isfunction):
            if name.startswith("_"):
                continue
            method = getattr(service, name)
            needed = [
                part
                for part in list(inspect.signature(function).parameters.values())[1:]
                if part.default is part.empty and part.kind is not part.VAR_POSITIONAL
            ]
            if any(part.name not in known for part in needed):
                continue
            given = {part.name: known[part.name] for part in needed}
            try:
                answers[field.name, name] = method(**given)
            except WritesError:
                continue
            except Exception as error:  # noqa: BLE001 - refusing is an answer, by its words too
                answers[field.name, name] = str(error) if isinstance(error, CaseAppError) else ""
    return answers


def walked(base: TwoWorkers, slot: str, monkeypatch: pytest.MonkeyPatch) -> dict[Any, Any]:
    """Return all that is read of the base by somebody, with the other's case as what is asked."""
    desk = desk_of(base, slot)
    today = base.office.clock.today()
    known = {
        "case_id": base.other, "case": base.other, "kept_id": base.mine, "merged_id": base.other,
        "case_ids": [base.mine, base.other], "ids": [base.other], "claim_id": base.claim,
        "text": MARK.casefold()[:7], "last_name": MARK[:8], "until": today + timedelta(days=900),
        "first": today - timedelta(days=900), "last": today + timedelta(days=900),
        "today": today, "on": today, "year": today.year, "right": "rsa", "person_id": None,
        "month": None, "reference": REFERENCE,
    }  # fmt: skip

    def refuse(*_args: Any, **_kwargs: Any) -> Any:
        raise WritesError

    with monkeypatch.context() as patched:
        patched.setattr(base.office.store, "write", refuse)
        patched.setattr(base.office.store, "write_aside", refuse)
        return asked_of(desk, known)


def test_no_service_gives_a_word_of_a_colleague_s_case(
    base: TwoWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = walked(base, base.worker, monkeypatch)
    assert {where: marked(what) for where, what in told.items() if marked(what)} == {}
    # Asked by the person in charge, the same say it: the walk goes where there is something.
    in_charge = walked(base, base.in_charge, monkeypatch)
    giving = {service for (service, _name), what in in_charge.items() if marked(what)}
    assert {"case_list", "search", "claims", "dated_items", "agenda", "documents"} <= giving
    assert {"caseload", "interviews", "estimates", "household", "mandates", "history"} <= giving
    assert len(giving) > 15


def test_what_is_counted_is_what_is_seen(base: TwoWorkers) -> None:
    for slot, changes, cases, tasks in ((base.in_charge, 1, 2, 1), (base.worker, 0, 1, 0)):
        desk = desk_of(base, slot)
        assert desk.caseload.unseen() == changes
        assert len(desk.case_list.rows()) == desk.caseload.page().open_cases == cases
        due = desk.dated_items.to_act_unnamed(DAY)
        assert sum(item.on == DAY for item in due) == tasks


def test_an_agenda_file_holds_ones_own_dates(base: TwoWorkers) -> None:
    options = CalendarOptions(detail=Detail.NAMES)
    for slot, is_told in ((base.worker, False), (base.in_charge, True), (base.worker, False)):
        desk = desk_of(base, slot)
        items = desk.dated_items.to_act(date(2028, 1, 1))
        file = desk.calendar_export.file(items, options).decode().replace("\r\n ", "")
        assert (MARK.casefold() in file.casefold()) is is_told
        assert "20270317" not in file or is_told
        assert "CANCELLED" not in file


def test_a_whole_name_tells_who_follows_the_person_and_nothing_else(base: TwoWorkers) -> None:
    desk = desk_of(base, base.worker)
    for text in (f"{MARK} {MARK}a", f"{MARK}a {MARK}".upper(), REFERENCE):
        (group,) = desk.search.find(text)
        (hit,) = group.hits
        assert group.title == "Suivis par un collègue"
        assert hit.hint.text == f"dossier suivi par {OTHER}"
        assert hit.snippet.text == ""
        assert (MARK.upper() in hit.title.text) is (text != REFERENCE)
    assert desk.search.find(MARK) == ()  # the beginning of a name leads to nobody
    (found,) = desk.duplicates.likely(MARK, f"{MARK}a")
    assert (found.case_id, found.reference, found.born_on) == (base.other, "", None)
    assert found.why.endswith(f"dossier suivi par {OTHER}")
    assert desk.duplicates.likely(MARK) == ()
    assert FollowedElsewhere(base.other, "", OTHER).words == f"dossier suivi par {OTHER}"


def test_the_whole_base_leaves_with_the_person_in_charge_alone(
    base: TwoWorkers, tmp_path: Path
) -> None:
    with pytest.raises(NotInChargeError):
        desk_of(base, base.worker).open_export.write(tmp_path / "tout.zip")
    assert list(tmp_path.iterdir()) == []
    desk_of(base, base.in_charge).case_access.check_in_charge()


def test_one_reason_opens_all_cases_of_a_colleague_and_each_is_noted(base: TwoWorkers) -> None:
    desk = desk_of(base, base.worker)
    kept = desk.case_list.rows()
    assert desk.case_access.colleagues() == (OTHER,)
    desk.case_access.open_all(OTHER, REASON)
    assert {row.id for row in desk.case_list.rows()} == {base.mine, base.other}
    assert desk.case_access.guardian(base.other) is None
    assert desk.case_access.colleagues() == ()
    assert desk.case_access.visit(base.other)
    assert not desk.case_access.visit(base.other)  # once
    assert not desk.case_access.visit(base.mine)
    openings = desk_of(base, base.in_charge).case_access.unseen()
    assert [(one.reference, one.referent, one.reason) for one in openings] == [
        (REFERENCE, OTHER, REASON),
        ("", OTHER, REASON),
    ]
    assert desk_of(base, base.worker).case_list.rows() == kept  # until the lock


def test_no_service_gives_a_word_of_what_is_closed_to_reading(
    base: TwoWorkers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name and reference stay where one finds it, to decide, and where it was opened on a reason."""
    with last_contact(base, date(2024, 1, 8)):
        told = walked(base, base.in_charge, monkeypatch)
    named = {where for where, what in told.items() if marked(what)}
    finding = {"case_access", "case_list", "search", "retentions", "duplicates", "cases", "journal"}
    assert {service for service, _name in named} <= finding
    for where in named:
        for text in marked(told[where]):
            plain = text.casefold().replace(MARK.casefold(), "").replace(REFERENCE, "")
            assert plain.strip(" a·") == "", (where, text)
    assert "08/01/2024" not in " ".join(words_of(told["dated_items", "without_contact"]))
