"""One delay counted by hand, with a calendar: each says why, and by which text.

`cautious` is what reminders go by, `computed` what the texts give.
"""

from __future__ import annotations

import pytest

from caseapp.kernel.calendar import Territory
from caseapp.rules.legal_texts import appeal_rules
from caseapp.rules.time_limits import count
from tests.support.claims import day

FRANCE, ALSACE = Territory.METROPOLE, Territory.ALSACE_MOSELLE

# rule, start, territory, cautious, computed, months of distance, why
DELAYS = [
    ("ta", "30/12/2026", FRANCE, "26/02/2027", "01/03/2027", 0,
     "CJA R421-1, CPC 641 : pas de 30 février, dimanche 28 ; franc, lundi 1er mars"),
    ("ta", "31/01/2026", FRANCE, "31/03/2026", "01/04/2026", 0,
     "CJA R421-1 : mardi 31 mars ; franc, mercredi 1er avril"),
    ("ta", "28/02/2028", FRANCE, "28/04/2028", "02/05/2028", 0,
     "CJA R421-1 : vendredi 28 avril ; franc, samedi, dimanche, puis lundi 1er mai férié"),
    ("pole_social", "03/02/2026", FRANCE, "03/04/2026", "03/04/2026", 0,
     "CPC 642 : le Vendredi saint n'est pas férié hors d'Alsace-Moselle"),
    ("pole_social", "03/02/2026", ALSACE, "02/04/2026", "07/04/2026", 0,
     "C. trav. L3134-13 : Vendredi saint, week-end, lundi de Pâques ; prudent : le jeudi"),
    ("ta", "05/02/2026", FRANCE, "03/04/2026", "07/04/2026", 0,
     "CJA R421-1 : dimanche de Pâques ; franc, lundi de Pâques férié, mardi"),
    ("ta", "05/02/2026", ALSACE, "02/04/2026", "07/04/2026", 0,
     "C. trav. L3134-13 : le jour prudent recule avant le Vendredi saint"),
    ("pole_social", "26/10/2026", ALSACE, "24/12/2026", "28/12/2026", 0,
     "C. trav. L3134-13 : samedi 26 décembre férié, dimanche, lundi ; prudent avant Noël"),
    ("ta", "25/10/2025", FRANCE, "24/12/2025", "26/12/2025", 0,
     "CJA R421-1 : Noël ; franc, vendredi 26 décembre, ouvré hors d'Alsace-Moselle"),
    ("ta", "25/10/2025", ALSACE, "24/12/2025", "29/12/2025", 0,
     "C. trav. L3134-13 : vendredi 26 férié, week-end, lundi 29"),
    ("pole_social", "20/10/2026", Territory.REUNION, "18/12/2026", "21/12/2026", 0,
     "C. trav. L3422-2 : l'abolition tombe un dimanche, le lundi suffit"),
    ("ta", "26/03/2026", Territory.GUADELOUPE, "26/05/2026", "28/05/2026", 0,
     "C. trav. L3422-2 : mardi 26 mai ; franc, mercredi 27 mai férié en Guadeloupe"),
    ("ta", "26/03/2026", FRANCE, "26/05/2026", "27/05/2026", 0,
     "CJA R421-1 : le même, où le 27 mai est ouvré"),
    ("pole_social", "22/03/2026", Territory.MARTINIQUE, "21/05/2026", "26/05/2026", 0,
     "C. trav. L3422-2 : vendredi 22 mai férié, week-end, lundi de Pentecôte"),
    ("pole_social", "10/04/2026", Territory.GUYANE, "09/06/2026", "11/06/2026", 0,
     "C. trav. L3422-2 : mercredi 10 juin férié"),
    ("ta", "26/02/2026", Territory.MAYOTTE, "24/04/2026", "28/04/2026", 0,
     "C. trav. L3422-2 : dimanche ; franc, lundi 27 avril férié à Mayotte"),
    ("cra", "14/05/2026", FRANCE, "13/07/2026", "14/07/2026", 0,
     "CSS R142-1 : le 14 juillet ne reporte pas devant la commission"),
    ("rapo", "30/06/2026", FRANCE, "28/08/2026", "30/08/2026", 0,
     "CRPA L412-1 : dimanche 30 août, sans report"),
    ("rapo", "31/12/2025", FRANCE, "27/02/2026", "28/02/2026", 0,
     "CPC 641 : pas de 31 février, samedi 28, sans report"),
    ("cra", "29/12/2027", FRANCE, "29/02/2028", "29/02/2028", 0,
     "CPC 641 : 29 février d'une année bissextile"),
    ("cra", "29/12/2026", FRANCE, "26/02/2027", "28/02/2027", 0,
     "CPC 641 : la même, l'année n'étant pas bissextile : dimanche 28"),
    ("ta", "25/03/2028", FRANCE, "24/05/2028", "26/05/2028", 0,
     "CJA R421-1 : jeudi de l'Ascension ; franc, vendredi 26, ouvré"),
    ("pole_social", "05/04/2028", FRANCE, "02/06/2028", "06/06/2028", 0,
     "CPC 642 : lundi de Pentecôte, mardi ; prudent : le vendredi"),
    ("ta_asile", "24/04/2026", FRANCE, "30/04/2026", "01/05/2026", 0,
     "CESEDA L921-1 : sept jours, le 1er mai, sans report"),
    ("rectification_indu", "05/12/2026", FRANCE, "24/12/2026", "25/12/2026", 0,
     "CSS R133-9-2 : vingt jours, Noël, sans report"),
    ("gracieux", "07/09/2026", FRANCE, "06/11/2026", "09/11/2026", 0,
     "CRPA L411-2 : samedi 7 ; franc, dimanche, lundi"),
    ("mediation_france_travail", "10/09/2026", FRANCE, "10/11/2026", "12/11/2026", 0,
     "CJA R213-10 : mardi 10 ; franc, 11 novembre férié"),
    ("ta", "23/11/2026", FRANCE, "22/01/2027", "24/03/2027", 2,
     "CJA R421-7 : deux mois de plus depuis l'étranger ; le jour prudent n'y compte pas"),
    ("ta", "31/10/2026", Territory.GUYANE, "31/12/2026", "01/02/2027", 1,
     "CJA R421-7 : un mois de plus outre-mer, dimanche 31 janvier ; franc, lundi"),
]  # fmt: skip


@pytest.mark.parametrize("row", DELAYS, ids=lambda row: f"{row[0]}-{row[1]}-{row[2].value}")
def test_a_delay_worked_by_hand(row: tuple[str, str, Territory, str, str, int, str]) -> None:
    rule, start, territory, cautious, computed, distance, why = row
    limit = appeal_rules().rule(rule)
    found = count(limit, day(start), territory, distance_months=distance)
    assert (found.cautious_on, found.computed_on) == (day(cautious), day(computed)), why
