"""The rights of every row, computed in the one order that makes them deterministic.

OpenFisca recurses into the past: the RSA of a month needs the housing aid of that month, which
needs the RSA of the month before. Every past month of a benefit is therefore stated before what
reads it is computed: as received in the first block (a claim made now), as it is computed for
this month in the second one (in payment for a year).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from caseapp.domain.facts import value_or
from caseapp.domain.household import OtherParent, Role
from caseapp.kernel.calendar import Month
from caseapp.rules.openfisca import received
from caseapp.rules.openfisca.changes import age_of
from caseapp.rules.openfisca.rows import Purpose
from caseapp.rules.openfisca.situation import BLOCKS, Situation
from caseapp.rules.openfisca.system import value_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from caseapp.domain.household import Household, Person

    Amounts = NDArray[np.float64]

_RSA_MINIMUM = (
    "prestations_sociales.solidarite_insertion.minima_sociaux.rsa.rsa_maj.montant_minimum_verse"
)
_AAH = "prestations_sociales.prestations_etat_de_sante.invalidite.aah.montant"
_ASF_RATE = (
    "prestations_sociales.prestations_familiales.education_presence_parentale.asf.montant_asf"
    ".orphelin_assimile_seul_parent"
)
_BMAF = "prestations_sociales.prestations_familiales.bmaf.bmaf"
CRDS = "prelevements_sociaux.contributions_sociales.crds"
EARLY_ASPA_AGE, ASPA_AGE = 62, 65  # CSS L351-8, L815-1, D815-1: unfit for work from 62


@dataclass(frozen=True)
class Block:
    """Amounts of one block, by right and variant."""

    amounts: dict[str, Amounts]


@dataclass(frozen=True)
class Computed:
    """What the engine found: a claim made now, then the steady state, and the simulation."""

    new: Block
    later: Block
    situation: Situation
    main_rows: tuple[int, ...]  # row of each variant
    housing_kind: str  # apl, alf, als of the first variant, else empty


class Passes:
    """The staged evaluation of one situation."""

    def __init__(self, situation: Situation, household: Household) -> None:
        self.situation = situation
        self.household = household
        self.month = situation.window.month
        day = str(self.month.first_day)
        self.crds = value_at(situation.system, CRDS, day)
        self.rsa_minimum = value_at(situation.system, _RSA_MINIMUM, day)
        self.aah_full = value_at(situation.system, _AAH, day)
        self.asf_unit = value_at(situation.system, _ASF_RATE, day) * value_at(
            situation.system, _BMAF, day
        )

    def run(self) -> Computed:
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
        main = tuple(i for i, row in enumerate(self.situation.rows) if row.purpose is Purpose.MAIN)
        shift = self.situation.row_count
        new = {code: values[list(main)] for code, values in amounts.items()}
        later = {code: values[[i + shift for i in main]] for code, values in amounts.items()}
        return Computed(Block(new), Block(later), self.situation, main, self._housing_kind())

    # ------------------------------------------------------------------ stages
    def _family_benefits(self) -> dict[str, Amounts]:
        compute = self.situation.compute
        compute("aeeh")
        compute("af_base")
        compute("af")
        self._state_asf()
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

    def _state_asf(self) -> None:
        """State the ASF by what each other parent does: OpenFisca gives it to every lone parent."""
        situation = self.situation
        eligible = situation.compute("asf_elig_enfant")
        people = [member.person for member in situation.placed.members] * BLOCKS
        open_ = eligible * np.array([_may_open_asf(p) for p in people])
        paying = eligible * np.array([p.other_parent is OtherParent.PAYS for p in people])
        alimony = situation.sum_by_row(situation.compute("pensions_alimentaires_percues"))
        differential = np.maximum(situation.sum_by_row(paying) * self.asf_unit - alimony, 0)
        full = situation.sum_by_row(open_) * self.asf_unit
        amount = full + np.where(alimony > 0, differential, 0)
        situation.put("asf_montant", situation.to_families(amount), [self.month])

    def _minima(self) -> dict[str, Amounts]:
        self._open_early_aspa()
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

    def _open_early_aspa(self) -> None:
        """Open the ASPA from 62 to those unfit for work: the code waits for 64, the law does not."""
        situation = self.situation
        once = np.array(
            [_is_early_unfit(m.person, self.month.first_day) for m in situation.placed.members]
        )
        if not once.any():
            return
        eligible = situation.compute("aspa_eligibilite")
        allowed = situation.compute("asi_aspa_condition_nationalite")
        early = np.concatenate([once, once]) & allowed
        situation.put("aspa_eligibilite", eligible | early, [self.month])

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
        left = self._with_lost_income(np.asarray(scale - resources, np.float64))
        steady = np.where(left >= self.rsa_minimum, left, 0.0)
        self._state_past(received.RSA, "rsa", situation.to_families(steady))
        nothing = np.zeros(situation.size("ppa"), np.float32)
        self._state_past(received.PRIME_ACTIVITE, "ppa", nothing)

    def _housing_aid(self) -> Amounts:
        aid = self.situation.compute("aide_logement")
        self._state_past(received.HOUSING_AID, "aide_logement", aid)
        return self._amount("aide_logement")

    def _mva(self) -> Amounts:
        caah = self.situation.compute("caah")
        self._state_past_person("mva", caah)
        return self.situation.sum_by_row(caah)

    def _c2s(self, rsa: Amounts) -> Amounts:
        """Return 2 for free, 1 for a contribution, 0 for none: receiving the RSA makes it free."""
        free = self.situation.by_row(self.situation.compute("cmu_c")) | (rsa > 0)
        return np.where(
            free, 2.0, np.where(self._amount("css_participation_forfaitaire") > 0, 1.0, 0.0)
        )

    def _birth_grant(self) -> Amounts:
        grants = np.zeros(BLOCKS * self.situation.row_count)
        if any(row.purpose is Purpose.UNBORN for row in self.situation.rows):
            paid = self._amount("paje_naissance") * (1 - self.crds)
            variants = [row.variant for row in self.situation.rows]
            for index, row in enumerate(self.situation.rows):
                if row.purpose is Purpose.UNBORN:
                    main = variants.index(row.variant)
                    for block in range(BLOCKS):
                        shift = block * self.situation.row_count
                        grants[main + shift] = paid[index + shift]
        return grants

    # ------------------------------------------------------------------ helpers
    def _amount(self, variable: str) -> Amounts:
        return self.situation.by_row(self.situation.compute(variable)).astype(np.float64)

    def _with_lost_income(self, values: Amounts) -> Amounts:
        """Return for each row the better of itself and its row without the lost income."""
        best = values.copy()
        variants = [row.variant for row in self.situation.rows]
        for index, row in enumerate(self.situation.rows):
            if row.purpose is Purpose.LOST_INCOME:
                main = variants.index(row.variant)
                for shift in (0, self.situation.row_count):
                    best[main + shift] = max(best[main + shift], values[index + shift])
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
        own = np.zeros(half, np.bool_)
        own[self.situation.placed.families] = True
        months = self.situation.window.past()
        for month in (self.month, *months) if include_now else months:
            euros = received.euros_received(self.household, benefit, month, self.crds)
            new = np.where(own, received.known_or(euros, computed[:half]), 0)
            steady = new if include_now else computed[half:]
            self.situation.put(variable, np.concatenate([new, steady]), [month])

    def _state_past_person(self, right: str, computed: NDArray[Any]) -> None:
        """State the past months of a benefit of one person."""
        benefit = received.PERSONAL_MINIMA[right]
        half = len(computed) // BLOCKS
        who = received.beneficiary(self.household, right, self.month).id
        own = np.array([member.person.id == who for member in self.situation.placed.members])
        for month in self.situation.window.past():
            euros = received.euros_received(self.household, benefit, month, self.crds)
            new = np.where(own, received.known_or(euros, computed[:half]), 0)
            self.situation.put(
                benefit.variables[0], np.concatenate([new, computed[half:]]), [month]
            )

    def _housing_kind(self) -> str:
        for kind in ("apl", "alf", "als"):
            if self.situation.by_row(self.situation.compute(kind)).max() > 0:
                return kind
        return ""


def _may_open_asf(person: Person) -> bool:
    """Say whether a child may open the ASF: unknown counts as yes, the answer is to be checked."""
    if person.role not in {Role.CHILD, Role.OTHER}:
        return False
    return value_or(person.other_parent, OtherParent.DOES_NOT_PAY) is not OtherParent.PAYS


def _is_early_unfit(person: Person, day: Any) -> bool:
    if person.role not in {Role.APPLICANT, Role.PARTNER} or not value_or(
        person.unfit_for_work, False
    ):
        return False
    age = age_of(person, Month.of(day))
    return age is not None and EARLY_ASPA_AGE <= age < ASPA_AGE
