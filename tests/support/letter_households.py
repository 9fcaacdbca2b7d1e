"""Twenty invented households for the letters: names and addresses that are hard to print, every
moment of a claim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from caseapp.domain.claim import (
    Acknowledged,
    AppealDecided,
    AppealFiled,
    Channel,
    ClaimEvent,
    Filed,
    Granted,
    PiecesAsked,
    PiecesSent,
    Refused,
)
from caseapp.kernel.money import Money
from tests.support.builders import Office, a_case, a_child, a_home, a_line

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class Family:
    """One household, and the claim its letters speak of."""

    first: str
    last: str
    address: str
    right: str
    events: tuple[ClaimEvent, ...]
    children: int = 0
    wage: str = ""
    facts: tuple[tuple[str, str], ...] = ()


_FILED = Filed(on=date(2026, 9, 1), channel=Channel.ONLINE)
_OLD = Filed(on=date(2026, 4, 1), channel=Channel.REGISTERED_LETTER, reference="1234567 A")
_REFUSED = Refused(
    on=date(2026, 10, 5), notified_on=date(2026, 10, 8), reason="ressources supérieures au plafond"
)
_BARE_REFUSAL = Refused(on=date(2026, 10, 5), notified_on=date(2026, 10, 8))
_PART = Granted(
    on=date(2026, 10, 12), notified_on=date(2026, 10, 14), amount=Money.euros(245), partial=True
)
_APPEAL = AppealFiled(on=date(2026, 10, 20), route="rapo", channel=Channel.REGISTERED_LETTER)
_CRA = AppealFiled(on=date(2026, 10, 20), route="cra", channel=Channel.REGISTERED_LETTER)

FAMILIES = (
    Family("Awa", "Ouattara", "3 allée des Tilleuls\n44100 Nantes", "rsa", (_FILED,), 2, "900"),
    Family("Marie-Thérèse", "d'Étiolles de La Rochefoucauld-Montmorency-Laval", "Résidence"
           " universitaire du Petit-Port, bâtiment C, escalier 12, appartement 1204, 110 boulevard"
           " Michelet 44300 Nantes", "rsa", (_OLD, _REFUSED), 0, "1250"),
    Family("أحمد", "بن محمد", "12 rue de la Paix\n44000 Nantes", "aah", (_OLD,)),
    Family("Nguyễn Thị", "Phương", "5 rue Ô'Brien 44000 Nantes", "prime_activite",
           (_FILED, _BARE_REFUSAL), 1, "1100"),
    Family("Seán", "O'Súilleabháin", "L'Ève, 4 impasse de l'Île\n44200 Nantes", "aah",
           (_OLD, _REFUSED)),
    Family("", "Jean", "", "rsa", ()),
    Family("", "Martin", "44000 Nantes", "c2s", (_FILED, Acknowledged(on=date(2026, 9, 12)))),
    Family("Fatoumata", "Diallo", "chez M. Bâ, 2 rue A\nBP 30\n44000 Nantes", "rsa",
           (_FILED, PiecesAsked(on=date(2026, 9, 10), answer_by=date(2026, 10, 10))), 3, "0"),
    Family("Ana", "Núñez", "1 cours B 44000 Nantes", "aah",
           (_OLD, PiecesAsked(on=date(2026, 5, 10)), PiecesSent(on=date(2026, 5, 20)))),
    Family("Paul", "Bernard", "8 quai C 44000 Nantes", "prime_activite", (_FILED, _PART), 0, "640"),
    Family("Olena", "Шевченко", "9 rue D 44000 Nantes", "rsa", (_OLD, _REFUSED, _APPEAL)),
    Family("Inès", "<Dupont> & Fils", "10 rue *E* 44000 Nantes", "aah", (_OLD, _REFUSED, _APPEAL)),
    Family("Léa", "Petit", "11 rue F 44000 Nantes", "rsa",
           (_OLD, _REFUSED, _APPEAL, AppealDecided(on=date(2026, 11, 10), notified_on=date(2026, 11, 12), granted=False))),
    Family("Karim", "Haddad", "12 rue G 44000 Nantes", "asf", (_OLD, _REFUSED), 1),
    Family("Rose", "Lambert", "13 rue H 44000 Nantes", "asf", (_OLD, _REFUSED, _CRA), 2, "300"),
    Family("Noé", "Roy", "14 rue I 44000 Nantes", "ass", (_FILED, _BARE_REFUSAL)),
    Family("Zoé", "Faure", "15 rue J 44000 Nantes", "aide_logement", (_OLD, _PART), 0, "800"),
    Family("Max", "Blanc", "16 rue K 44000 Nantes", "aspa", (_OLD,)),
    Family("محمد", "O'Connor-الحسن", "17 rue L 44000 Nantes", "aspa", (_FILED, _REFUSED)),
    Family("Lou", "A" * 90, "18 rue " + "M" * 90 + " 44000 Nantes", "c2s", (_OLD, _BARE_REFUSAL)),
)  # fmt: skip


def settle(office: Office, family: Family) -> tuple[UUID, UUID]:
    """Return the case and the claim of a household, entered as they would be typed."""
    case = a_case(office, family.last, family.first, birth_date="12/03/1992")
    for number in range(family.children):
        a_child(office, case, f"Enfant{number}", birth_date="05/06/2018")
    home = {"housing.commune": "Nantes (44109)"}
    if family.address:
        home["housing.address"] = family.address
    a_home(office, case, home)
    if family.wage:
        a_line(office, case, "wage", before=family.wage, m2026_11=family.wage)
    claim = office.claims.open(case, family.right)
    for event in family.events:
        office.claims.record(claim, event)
    return case, claim
