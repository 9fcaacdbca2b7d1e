"""The rights of every row, computed in the one order that makes them deterministic.

OpenFisca recurses into the past: the RSA of a month needs the housing aid of that month, which
needs the RSA of the month before. Every past month of a benefit is therefore stated before what
reads it is computed: as received in the first block (a claim made now), as it is computed for
this month in the second one (in payment for a year).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from caseapp.rules.openfisca import received
from caseapp.rules.openfisca.computed import Block, Found
from caseapp.rules.openfisca.corrections import (
    housing_deduction,
    open_early_aspa,
    state_aeeh,
    state_asf,
    take_free_housing_off,
    take_rent_reduction_off,
)
from caseapp.rules.openfisca.rows import Purpose
from caseapp.rules.openfisca.situation import BLOCKS, Situation
from caseapp.rules.openfisca.system import value_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseapp.domain.household import Household
    from caseapp.kernel.calendar import Month

    Amounts = NDArray[np.float64]

_RSA_MINIMUM = (
    "prestations_sociales.solidarite_insertion.minima_sociaux.rsa.rsa_maj.montant_minimum_verse"
)
_AAH = "prestations_sociales.prestations_etat_de_sante.invalidite.aah.montant"
CRDS = "prelevements_sociaux.contributions_sociales.crds"


class Passes:
    """The staged evaluation of one situation."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.month = situation.window.month
        day = str(self.month.first_day)
        self.crds = value_at(situation.system, CRDS, day)
        self.rsa_minimum = value_at(situation.system, _RSA_MINIMUM, day)
        self.aah_full = value_at(situation.system, _AAH, day)

    def run(self) -> Found:
        """Compute everything, in order."""
        family = self._family_benefits()
        minima = self._minima()
        self._state_past_rsa(minima)
        housing = self._housing_aid()
        minima["mva"] = self._mva()
        rsa = self._with_lost_income(self._amount("rsa"))
        amounts = {
            **family,
            **minima,
            "aide_logement": housing,
            "rsa": rsa,
            "prime_activite": self._amount("ppa_nette_crds"),
            "c2s": self._c2s(rsa),
            "c2s_contribution": self._amount("css_participation_forfaitaire"),
            "ars": self.situation.by_row(self.situation.compute_year("ars_nette_crds")),
            "prime_naissance_adoption": self._birth_grant(),
        }
        main = np.flatnonzero(self.situation.rows_for(Purpose.MAIN))
        shift = self.situation.row_count
        new = {code: values[main] for code, values in amounts.items()}
        later = {code: values[main + shift] for code, values in amounts.items()}
        return Found(Block(new), Block(later), self.situation, main, self._housing_kinds())

    # ------------------------------------------------------------------ stages
    def _family_benefits(self) -> dict[str, Amounts]:
        compute = self.situation.compute
        compute("aeeh")
        state_aeeh(self.situation)
        compute("af_base")
        compute("af")
        state_asf(self.situation)
        compute("asf")
        compute("cf")
        compute("paje_base")
        for benefit in received.FAMILY_BENEFITS:
            for variable in benefit.variables:
                self._state_past(benefit, variable, compute(variable))
        prepare = np.zeros(self.situation.size("paje_prepare"), np.float32)
        self._state_past(received.PREPARE, "paje_prepare", prepare, include_now=True)
        return {
            "allocations_familiales": self._amount("af_nettes_crds"),
            "complement_familial": self._amount("cf_net_crds"),
            "asf": self._amount("asf_nette_crds"),
            "paje_allocation_base": self._amount("paje_base") * (1 - self.crds),
            "aeeh": self._amount("aeeh"),
        }

    def _minima(self) -> dict[str, Amounts]:
        open_early_aspa(self.situation)
        self._state_past_person("asi", np.zeros(self.situation.size("asi"), np.float32))
        self._state_past_person("aah", self.situation.compute("aah"))
        self._state_past_person("ass", self.situation.compute("ass"))
        asi = self.situation.compute("asi")
        self._state_past_person("asi", asi)
        aspa = self.situation.compute("aspa")
        self._state_past(received.ASPA, "aspa", aspa)
        return {
            "aah": self._aah_after_asi(asi),
            "ass": self.situation.sum_by_row(self.situation.compute("ass")),
            "asi": self.situation.sum_by_row(asi),
            "aspa": self._amount("aspa"),
        }

    def _aah_after_asi(self, asi: NDArray[Any]) -> Amounts:
        """Return the AAH, of which the steady state takes off an ASI that will be in payment."""
        aah = self.situation.compute("aah")
        pension = self.situation.compute("pensions_invalidite")
        room = np.maximum(self.aah_full - pension - asi, 0)
        steady = np.arange(len(aah)) >= len(aah) // BLOCKS
        return self.situation.sum_by_row(np.where(steady & (asi > 0), np.minimum(aah, room), aah))

    def _state_past_rsa(self, minima: dict[str, Amounts]) -> None:
        """State past RSA: as received, or as it will be once the minima count as resources.

        Housing aid sets activity income aside where the RSA was paid last month.
        """
        situation = self.situation
        by_row = situation.by_row
        scale = np.maximum(
            by_row(situation.compute("rsa_socle")), by_row(situation.compute("rsa_socle_majore"))
        )
        counted = situation.compute("rsa_enfant_a_charge") | ~situation.compute(
            "est_enfant_dans_famille"
        )
        personal = situation.compute("rsa_base_ressources_individu") + situation.compute(
            "rsa_revenu_activite_individu"
        )
        resources = (
            by_row(situation.compute("rsa_base_ressources_prestations_familiales"))
            + situation.sum_by_row(personal * counted)
            + sum(minima.values())
        )
        left = self._with_lost_income(scale - resources - housing_deduction(self.situation))
        steady = np.where(left >= self.rsa_minimum, left, 0.0)
        self._state_past(received.RSA, "rsa", situation.to_families(steady))
        nothing = np.zeros(situation.size("ppa"), np.float32)
        self._state_past(received.PRIME_ACTIVITE, "ppa", nothing)

    def _housing_aid(self) -> Amounts:
        take_rent_reduction_off(self.situation)
        aid = self.situation.compute("aide_logement")
        self._state_past(received.HOUSING_AID, "aide_logement", aid)
        return self._amount("aide_logement")

    def _mva(self) -> Amounts:
        caah = self.situation.compute("caah")
        self._state_past_person("mva", caah)
        return self.situation.sum_by_row(caah)

    def _c2s(self, rsa: Amounts) -> Amounts:
        """Return 2 for free, 1 for a contribution, 0 for none: receiving the RSA makes it free."""
        take_free_housing_off(self.situation)
        free = self.situation.by_row(self.situation.compute("cmu_c")) | (rsa > 0)
        return np.where(
            free, 2.0, np.where(self._amount("css_participation_forfaitaire") > 0, 1.0, 0.0)
        )

    def _birth_grant(self) -> Amounts:
        grants = np.zeros(BLOCKS * self.situation.row_count)
        unborn, main = self.situation.rows_and_main(Purpose.UNBORN)
        if len(unborn):
            grants[main] = (self._amount("paje_naissance") * (1 - self.crds))[unborn]
        return grants

    # ------------------------------------------------------------------ helpers
    def _amount(self, variable: str) -> Amounts:
        return self.situation.by_row(self.situation.compute(variable)).astype(np.float64)

    def _with_lost_income(self, values: Amounts) -> Amounts:
        """Return for each row the better of itself and its row without the lost income."""
        best = values.copy()
        lost, main = self.situation.rows_and_main(Purpose.LOST_INCOME)
        best[main] = np.maximum(values[main], values[lost])
        return best

    def _state_past(
        self,
        benefit: received.Benefit,
        variable: str,
        computed: NDArray[Any],
        *,
        include_now: bool = False,
    ) -> None:
        """State the past months of a benefit of the family: received, then steady."""
        half = len(computed) // BLOCKS
        months = self.situation.window.past()
        for month in (self.month, *months) if include_now else months:
            paid = np.zeros(half, np.float32)
            paid[self.situation.placed.families] = self._received(benefit, month)
            new = np.where(np.isnan(paid), computed[:half], paid)
            steady = new if include_now else computed[half:]
            self.situation.put(variable, np.concatenate([new, steady]), [month])

    def _in_payment(self, right: str) -> list[tuple[list[int], Household]]:
        """Return the rows in which a right is in payment, together where it is paid alike."""
        return self._paid_alike.get(right, [])

    @cached_property
    def _paid_alike(self) -> dict[str, list[tuple[list[int], Household]]]:
        alike: dict[int, tuple[list[int], Household]] = {}
        for index, row in enumerate(self.situation.rows):
            received = row.household.received
            if received:
                alike.setdefault(id(received), ([], row.household))[0].append(index)
        by_right: dict[str, list[tuple[list[int], Household]]] = {}
        for rows, household in alike.values():
            for right in {entry.right for entry in household.received}:
                by_right.setdefault(right, []).append((rows, household))
        return by_right

    def _received(self, benefit: received.Benefit, month: Month) -> NDArray[np.float32]:
        """Return what each row received in a month, NaN where nobody knows how much."""
        amounts = np.zeros(self.situation.row_count, np.float32)
        for entries, household in self._in_payment(benefit.right):
            amounts[entries] = received.euros_received(household, benefit, month, self.crds)
        return amounts

    def _state_past_person(self, right: str, computed: NDArray[Any]) -> None:
        """State the past months of a benefit of one person."""
        benefit = received.PERSONAL_MINIMA[right]
        half = len(computed) // BLOCKS
        own = self._own(right)
        rows = self.situation.placed.rows
        for month in self.situation.window.past():
            paid = np.where(own, self._received(benefit, month)[rows], 0)
            new = np.where(np.isnan(paid), computed[:half], paid)
            self.situation.put(
                benefit.variables[0], np.concatenate([new, computed[half:]]), [month]
            )

    def _own(self, right: str) -> NDArray[np.bool_]:
        """Say of each person whether a personal right in payment is theirs."""
        own = np.zeros(len(self.situation.placed.members), np.bool_)
        for entries, _household in self._in_payment(right):
            for row in entries:
                asked = self.situation.rows[row].asked
                who = received.beneficiary(asked, right, self.month).id
                for position in self.situation.placed.of_row(row):
                    own[position] = self.situation.placed.members[position].person.id == who
        return own

    def _housing_kinds(self) -> tuple[tuple[str, NDArray[np.bool_]], ...]:
        """Return for each housing aid the rows that have it, now or later."""
        count = self.situation.row_count
        kinds = []
        for kind in ("apl", "alf", "als"):
            paid = self.situation.by_row(self.situation.compute(kind)) > 0
            kinds.append((kind, paid[:count] | paid[count:]))
        return tuple(kinds)
