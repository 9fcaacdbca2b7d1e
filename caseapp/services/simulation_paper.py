"""What a simulation puts on paper: the names and the words that a reader needs, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.domain.simulation_report import (
    ComparedRow,
    MonthsPart,
    SimulationReportData,
    TriedPart,
)
from caseapp.kernel import french
from caseapp.services import settings
from caseapp.services.simulation_rows import month_rows, rights_of_months
from caseapp.services.simulation_words import amount_text, cell_note, cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from caseapp.domain.scenario import Simulation, Tried
    from caseapp.kernel.clock import Clock
    from caseapp.services.cases import Cases
    from caseapp.services.changes import Changes
    from caseapp.services.simulations import Simulations
    from db.store import Store


class SimulationPaper:
    """Gathers a simulation for its report."""

    def __init__(
        self, store: Store, clock: Clock, cases: Cases, changes: Changes, simulations: Simulations
    ) -> None:
        self._store, self._clock, self._cases = store, clock, cases
        self._changes, self._simulations = changes, simulations

    def report(self, case_id: UUID, simulation: Simulation, name: str) -> SimulationReportData:
        """Return the report of a simulation.

        Raises:
            NotFoundError: there is no such case any more.
        """
        header = self._cases.header(case_id)
        with self._store.read() as session:
            service = settings.read_service(session)
        columns = (simulation.present, *simulation.variants)
        estimate = simulation.present.estimate
        return SimulationReportData(
            service_name=service.service_name,
            service_address=service.service_address,
            reference=header.reference,
            person=header.name,
            author=service.signature if service.worker else header.referent,
            name=name,
            edited_at=self._clock.now(),
            month=estimate.month,
            engine=estimate.engine,
            variants=tuple(
                TriedPart(
                    name=tried.variant.name,
                    changes=self._changes.words(case_id, tried.variant.changes),
                )
                for tried in simulation.variants
            ),
            columns=tuple(tried.variant.name for tried in columns),
            compared=tuple(self._compared(simulation)),
            months=tuple(map(self._months, columns)) if simulation.has_months else (),
        )

    def _compared(self, simulation: Simulation) -> Iterator[ComparedRow]:
        for row in self._simulations.rows(simulation):
            cells = tuple(
                (cell_text(cell), cell_note(cell, is_present=place == 0))
                for place, cell in enumerate(row.cells)
            )
            yield ComparedRow(name=row.name, cells=cells, is_total=row.is_total)

    def _months(self, tried: Tried) -> MonthsPart:
        codes = rights_of_months(tried.months)
        rows = tuple(
            (
                french.month(row.month),
                french.euros(row.income, cents=False),
                *map(amount_text, row.amounts),
                amount_text(row.total),
            )
            for row in month_rows(tried.months, codes)
        )
        return MonthsPart(
            name=tried.variant.name,
            expectation=self._simulations.expectation(tried.months),
            heads=("Mois", "Ressources", *map(self._simulations.short_name, codes), "Total"),
            rows=rows,
        )
