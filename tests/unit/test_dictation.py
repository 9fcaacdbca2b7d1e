"""A dictated line becomes what was meant, or says what is to be chosen: never a silent guess."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.domain.agenda import TaskKind
from caseapp.domain.dictation import (
    NO_DAY,
    Step,
    read_day,
    read_rhythm,
    read_step,
    read_steps,
    with_day,
)
from caseapp.kernel.calendar import months_after
from caseapp.kernel.french import MONTHS, WEEKDAYS

TODAY = date(2026, 11, 23)  # a Monday
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def read(line: str, today: date = TODAY) -> Step:
    return read_step(line, today)


@pytest.mark.parametrize(
    ("line", "day", "title"),
    [
        ("relancer la CAF le 12/12", date(2026, 12, 12), "relancer la CAF"),
        ("relancer la CAF le 12/12/2026", date(2026, 12, 12), "relancer la CAF"),
        ("relancer la CAF 12.12.26", date(2026, 12, 12), "relancer la CAF"),
        ("demain appeler Mme X", date(2026, 11, 24), "appeler Mme X"),
        ("Après-demain : appeler Mme X", date(2026, 11, 25), "appeler Mme X"),
        ("appeler aujourd'hui", date(2026, 11, 23), "appeler"),
        ("appeler aujourd\N{RIGHT SINGLE QUOTATION MARK}hui", date(2026, 11, 23), "appeler"),
        ("appeler jeudi", date(2026, 11, 26), "appeler"),
        ("appeler lundi", date(2026, 11, 30), "appeler"),
        ("appeler lundi en huit", date(2026, 12, 7), "appeler"),
        ("appeler le bailleur jeudi 26/11", date(2026, 11, 26), "appeler le bailleur"),
        ("dans 15 jours rappeler", date(2026, 12, 8), "rappeler"),
        ("rappeler dans trois semaines", date(2026, 12, 14), "rappeler"),
        ("rappeler dans 2 mois", date(2027, 1, 23), "rappeler"),
        ("sous 48h déposer le dossier", date(2026, 11, 25), "déposer le dossier"),
        ("fin du mois : point budget", date(2026, 11, 30), "point budget"),
        ("point budget fin février", date(2027, 2, 28), "point budget"),
        ("point budget mi-décembre", date(2026, 12, 15), "point budget"),
        ("le 3 envoyer le dossier", date(2026, 12, 3), "envoyer le dossier"),
        ("envoyer le dossier le 25", date(2026, 11, 25), "envoyer le dossier"),
        ("envoyer les pièces d'ici le 1er décembre", date(2026, 12, 1), "envoyer les pièces"),
        ("envoyer les pièces avant le 12 janvier", date(2027, 1, 12), "envoyer les pièces"),
        ("la semaine prochaine appeler", date(2026, 11, 30), "appeler"),
        ("appeler pour le dossier le 12/12", date(2026, 12, 12), "appeler pour le dossier"),
    ],
)  # fmt: skip
def test_a_day_is_understood_and_leaves_the_words(line: str, day: date, title: str) -> None:
    step = read(line)
    assert (step.on, step.title, step.doubt) == (day, title, "")


@pytest.mark.parametrize(
    "line",
    [
        "appeler le 115",
        "appeler le 3919",
        "retrouver le courrier du 12/10",
        "écrire à la CAF",
        "rdv CAF 14h",
        "chaque mois relancer la CAF",
        "rdv le 12/12 puis le 15/12",
        "appeler jeudi 27/11",  # a Friday
        "appeler le 20/11",  # three days ago: not next year's without a word
        "appeler le 31/02",
        "appeler le 12/12/2025",
    ],
)
def test_a_line_without_a_sure_day_says_so_and_keeps_every_word(line: str) -> None:
    step = read(line)
    assert step.on is None
    assert step.doubt
    number = [word for word in line.split() if word[:1].isdigit() and "h" not in word]
    assert all(word in step.title for word in number)


@pytest.mark.parametrize(
    ("line", "at", "kind"),
    [
        ("rdv 14h30 jeudi", "14:30", TaskKind.APPOINTMENT),
        ("rendez-vous jeudi à 9h", "09:00", TaskKind.APPOINTMENT),
        ("entretien jeudi 9:15", "09:15", TaskKind.APPOINTMENT),
        ("réunion jeudi à midi", "12:00", TaskKind.APPOINTMENT),
        ("appeler jeudi 14h", "14:00", TaskKind.TASK),
        ("prendre rdv avec le médecin jeudi", "", TaskKind.TASK),
        ("préparer la visite jeudi", "", TaskKind.TASK),
        ("r.d.v. jeudi 10h", "10:00", TaskKind.APPOINTMENT),
        ("RV jeudi 10h", "10:00", TaskKind.APPOINTMENT),
        ("prochain rdv jeudi à 10h", "10:00", TaskKind.APPOINTMENT),
        ("rdv de 2h jeudi à 14h", "14:00", TaskKind.APPOINTMENT),
    ],
)
def test_an_hour_is_understood_and_a_meeting_is_told_from_a_task(
    line: str, at: str, kind: TaskKind
) -> None:
    step = read(line)
    assert (step.on, step.at, step.kind) == (date(2026, 11, 26), at, kind)


@pytest.mark.parametrize(
    "line", ["rdv", "RDV", "Rdv.", "r.d.v.", "R.D.V", "rv", "rendez-vous", "rendez vous :", "- rdv"]
)
def test_the_word_alone_is_an_appointment_whose_day_is_to_be_chosen(line: str) -> None:
    step = read(line)
    assert (step.title, step.kind) == ("Rendez-vous", TaskKind.APPOINTMENT)
    assert (step.on, step.doubt) == (None, "sans date : choisir")


def test_an_hour_that_cannot_be_is_to_be_looked_at() -> None:
    step = read("appeler demain 25h")
    assert (step.at, step.doubt) == ("", "heure à vérifier")
    assert step.on == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("line", "words", "first"),
    [
        ("tous les lundis vérifier le courrier", "tous les lundis", date(2026, 11, 23)),
        ("chaque jeudi appeler", "tous les jeudis", date(2026, 11, 26)),
        ("tous les lundis et jeudis appeler", "tous les lundis et jeudis", date(2026, 11, 23)),
        ("un mardi sur deux appeler", "toutes les 2 semaines, les mardis", date(2026, 11, 24)),
        ("tous les 15 jours appeler à partir du 01/12", "toutes les 2 semaines", date(2026, 12, 1)),
        ("chaque mois appeler à partir de demain", "tous les mois", date(2026, 11, 24)),
        ("le 5 de chaque mois vérifier", "tous les mois", date(2026, 12, 5)),
        ("tous les jours appeler", "tous les jours", date(2026, 11, 23)),
        ("chaque trimestre déclarer dès le 01/01", "tous les 3 mois", date(2027, 1, 1)),
        (
            "tous les lundis appeler jusqu'au 31/01",
            "tous les lundis, jusqu'au 31/01/2027",
            date(2026, 11, 23),
        ),
    ],
)
def test_what_comes_back_is_understood(line: str, words: str, first: date) -> None:
    step = read(line)
    assert step.recurrence is not None
    assert (step.recurrence.words, step.on) == (words, first)


def test_every_line_is_a_step_and_blank_ones_are_none() -> None:
    steps = read_steps("relancer la CAF le 12/12\n\n  \nrdv jeudi 14h30\n", TODAY)
    assert [step.title for step in steps] == ["relancer la CAF", "Rendez-vous"]


def test_another_day_replaces_the_one_that_was_dictated() -> None:
    moved = with_day("relancer la CAF le 12/12", date(2026, 12, 20), TODAY)
    assert moved == "relancer la CAF le 20/12/2026"
    assert with_day("relancer la CAF", date(2026, 12, 20), TODAY) == moved
    doubtful = with_day("rdv le 12/12 puis le 15/12", date(2026, 12, 20), TODAY)
    assert read(doubtful).on == date(2026, 12, 20)


def test_a_field_reads_a_day_and_a_rhythm_or_refuses_with_a_sentence() -> None:
    assert read_day("3", TODAY) == date(2026, 12, 3)
    assert read_day("jeudi", TODAY) == date(2026, 11, 26)
    with pytest.raises(ValueError, match="passé"):
        read_day("20/11", TODAY)
    with pytest.raises(ValueError, match="Écrire une date"):
        read_day("bientôt", TODAY)
    assert read_rhythm("", TODAY) is None
    with pytest.raises(ValueError, match="tous les lundis"):
        read_rhythm("parfois", TODAY)


@given(today=DAYS, ahead=st.integers(0, 250))
def test_any_day_written_without_its_year_is_found_again(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    for written in (f"{day:%d/%m}", f"{day.day} {MONTHS[day.month - 1]}"):
        step = read(f"appeler la CAF le {written}", today)
        assert (step.on, step.title) == (day, "appeler la CAF")


@given(today=DAYS, place=st.integers(0, 6))
def test_a_weekday_is_one_of_the_seven_days_that_follow(today: date, place: int) -> None:
    step = read(f"appeler {WEEKDAYS[place]}", today)
    assert step.on is not None
    assert 1 <= (step.on - today).days <= 7
    assert step.on.weekday() == place


@given(today=DAYS, count=st.integers(1, 36))
def test_months_are_counted_from_the_day_itself(today: date, count: int) -> None:
    assert read(f"appeler dans {count} mois", today).on == months_after(today, count)


@given(today=DAYS, line=st.text(max_size=80))
def test_no_text_fails_and_no_step_is_before_today(today: date, line: str) -> None:
    for step in read_steps(line, today):
        assert step.title
        assert step.on is None or step.on >= today
        assert step.doubt or step.on is not None


WORDS = st.sampled_from(
    ["appeler", "la CAF", "rdv", "le", "12/12", "demain", "jeudi", "14h30", "tous les lundis",
     "dans 15 jours", "fin du mois", "le 3", "jusqu'au 31/01", "chaque mois", "de", "du", "30/02",
     "25h", "à partir du", "le 5 de chaque mois", "un mardi sur deux", "mi-mars", "99 ans"]
)  # fmt: skip


@given(today=DAYS, words=st.lists(WORDS, min_size=1, max_size=8))
def test_any_run_of_the_words_that_are_known_reads_the_same_again(
    today: date, words: list[str]
) -> None:
    step = read(" ".join(words), today)
    assert step.on is None or step.on >= today
    if step.on is not None and step.recurrence is None:
        moved = with_day(" ".join(words), step.on, today)
        assert read(moved, today).on in {step.on, None}
    if step.on is None:
        assert step.doubt
    if step.doubt == NO_DAY:
        assert step.on is None
