"""The PDF of a simulation, read back as its recipient would."""

from __future__ import annotations

import datetime as dt
import io

import pypdf

from caseapp.domain.simulation_report import (
    ComparedRow,
    MonthsPart,
    SimulationReportData,
    TriedPart,
)
from caseapp.kernel.calendar import Month
from caseapp.reports.simulation import render
from tests.support.hands import plain


def a_simulation(columns: int = 2) -> SimulationReportData:
    names = tuple(f"Variante {n}" for n in range(1, columns))
    cells = (("500 €", ""), *[("non", "perdu, −500 €")] * (columns - 1))
    return SimulationReportData(
        service_name="Service social de secteur",
        service_address="12 rue des Ateliers, 44100 Nantes",
        reference="2026-0147",
        person="OUATTARA Awa",
        author="Claire Morel",
        name="Retour à l'emploi & <temps plein>",
        edited_at=dt.datetime(2026, 11, 23, 9, 42, tzinfo=dt.UTC),
        month=Month(2026, 11),
        engine="OpenFisca-France 176.1.8",
        variants=tuple(TriedPart(name=name, changes=("Salaire de 1 200 €",)) for name in names),
        columns=("Aujourd'hui", *names),
        compared=tuple(
            ComparedRow(name=f"Droit {n}", cells=cells, is_total=n == 0) for n in range(30)
        ),
        months=tuple(
            MonthsPart(
                name=name,
                expectation="Le RSA s'arrête en mars 2027.",
                heads=("Mois", "Ressources", "RSA", "Total"),
                rows=tuple((f"mois {n}", "900 €", "0 à 185 €", "1 400 €") for n in range(12)),
            )
            for name in names
        ),
    )


def test_the_whole_simulation_is_printed_and_its_pages_numbered() -> None:
    for columns in (2, 5):
        reader = pypdf.PdfReader(io.BytesIO(render(a_simulation(columns))))
        pages = [plain(page.extract_text()) for page in reader.pages]
        whole = " ".join(pages)
        for words in (
            "Simulation : Retour à l'emploi & <temps plein>",
            "Variante 1 : Salaire de 1 200 €",
            "perdu, −500 €",
            "Droit 29",
            "mois 11",
            "Le RSA s'arrête en mars 2027.",
            "n'engage pas les organismes",
        ):
            assert words in whole
        assert whole.count(f"{len(pages)} / {len(pages)}") == 1


def test_without_months_nothing_is_said_of_them() -> None:
    data = a_simulation()
    bare = SimulationReportData(
        **{name: getattr(data, name) for name in data.__slots__ if name != "months"}
    )
    text = pypdf.PdfReader(io.BytesIO(render(bare))).pages[-1].extract_text()
    assert "Mois par mois" not in text
    assert data.file_name == "Simulation 2026-0147.pdf"
