"""Chains of dates worked by hand, with a calendar: each says why, and by which text.

`cautious` is what reminders go by, `computed` what the texts give.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from caseapp.domain.claim import (
    Acknowledged,
    AidOutcome,
    AppealDecided,
    AppealFiled,
    Channel,
    Completed,
    Granted,
    LegalAidAsked,
    LegalAidDecided,
    NoAnswer,
    PiecesAsked,
    PiecesSent,
    ReasonsAsked,
    ReasonsGiven,
    Refused,
    Transmitted,
)
from caseapp.domain.deadline import DeadlineKind
from caseapp.kernel.calendar import Territory
from caseapp.rules.catalogue_loader import load_catalogue
from caseapp.rules.claim_clock import deadlines
from tests.support.claims import (
    CRA_THEN_POLE_SOCIAL,
    TA_ALONE,
    a_right,
    appeal,
    day,
    filed,
)

if TYPE_CHECKING:
    from caseapp.domain.claim import ClaimEvent
    from caseapp.domain.deadline import Deadline
    from caseapp.rules.catalogue import Right


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Events, and one date that follows from them."""

    name: str
    right: Right
    events: tuple[ClaimEvent, ...]
    kind: DeadlineKind
    route: str = ""
    cautious: str
    computed: str
    why: str
    today: str = "01/12/2026"
    territory: Territory = Territory.METROPOLE
    label: str = ""  # where several of one kind and route


CATALOGUE = load_catalogue()
COURT = a_right("fsl", appeals=TA_ALONE)
RSA, ASF = a_right(), a_right("asf", appeals=CRA_THEN_POLE_SOCIAL)
MEDIATED = a_right(
    "asf", appeals=(appeal(0, "mediation", mandatory=False, months=None), *CRA_THEN_POLE_SOCIAL)
)
JANUARY = filed("15/01/2026")  # Thursday: two months of silence end on Sunday 15/03/2026
SUMMER = Refused(on=day("28/05/2026"), notified_on=day("01/06/2026"))
AUTUMN = Refused(on=day("20/11/2026"), notified_on=day("23/11/2026"))
RAPO = AppealFiled(
    on=day("20/07/2026"),
    route="rapo",
    channel=Channel.REGISTERED_LETTER,
    received_on=day("22/07/2026"),
)
AID = LegalAidAsked(on=day("20/01/2027"))
LATER = "01/03/2027"


def asked(on: str, by: str = "") -> PiecesAsked:
    return PiecesAsked(on=day(on), answer_by=day(by) if by else None)


def aid(outcome: AidOutcome, on: str, notified: str, lawyer: str = "") -> LegalAidDecided:
    return LegalAidDecided(
        on=day(on),
        outcome=outcome,
        notified_on=day(notified),
        lawyer_on=day(lawyer) if lawyer else None,
    )


ROUTES_TOLD = Acknowledged(on=day("12/01/2026"), received_on=day("10/01/2026"))
S, A = DeadlineKind.SILENCE, DeadlineKind.APPEAL
CHAINS = [
    Chain(name="pieces sent in time stop the silence until they come", right=RSA,
          events=(JANUARY, asked("02/02/2026", "16/02/2026"), PiecesSent(on=day("12/02/2026"))),
          kind=S, cautious="25/03/2026", computed="25/03/2026",
          why="CRPA L114-5 : suspendu du 2 au 12 février, dix jours après le 15 mars"),
    Chain(name="and the appeal follows, on a Whit Monday", right=RSA,
          events=(JANUARY, asked("02/02/2026", "16/02/2026"), PiecesSent(on=day("12/02/2026"))),
          kind=A, route="rapo", cautious="22/05/2026", computed="25/05/2026",
          why="CRPA L412-1 : lundi de Pentecôte, sans report ; prudent : le vendredi"),
    Chain(name="pieces never sent stop it for the time given alone", right=RSA,
          events=(JANUARY, asked("02/02/2026", "17/02/2026")),
          kind=A, route="rapo", cautious="29/05/2026", computed="30/05/2026",
          why="CRPA L114-5 : quinze jours après le 15 mars, rejet le 30 mars ; RAPO samedi 30 mai"),
    Chain(name="no time given: the cautious date does not count on the suspension", right=RSA,
          events=(JANUARY, asked("02/02/2026"), PiecesSent(on=day("20/02/2026"))),
          kind=A, route="rapo", cautious="15/05/2026", computed="02/06/2026",
          why="CRPA L114-5 : dix-huit jours au mieux (2 avril), ou aucun (15 mars)"),
    Chain(name="a late answer in time before the court reopens it", right=COURT,
          events=(filed("10/01/2026"), ROUTES_TOLD,
                  Refused(on=day("05/05/2026"), notified_on=day("07/05/2026"))),
          kind=A, route="ta", cautious="07/07/2026", computed="08/07/2026",
          why="CJA R421-2 : rejet implicite le 10 mars, délai jusqu'au lundi 11 mai : rouvert"),
    Chain(name="a late answer after it is told as doubtful", right=COURT,
          events=(filed("10/01/2026"), ROUTES_TOLD,
                  Refused(on=day("18/05/2026"), notified_on=day("20/05/2026"))),
          kind=A, route="ta", cautious="20/07/2026", computed="21/07/2026",
          why="CJA R421-2 : le délai du rejet implicite finissait le 11 mai"),
    Chain(name="the silence on a RAPO, then the court", right=RSA,
          events=(filed("01/04/2026"), SUMMER, RAPO),
          kind=A, route="ta", cautious="20/11/2026", computed="23/11/2026",
          why="CRPA L411-7, CJA R421-2 : rejet le 22 septembre, dimanche 22 novembre, franc"),
    Chain(name="a late rejection of the RAPO reopens the court", right=RSA,
          events=(filed("01/04/2026"), SUMMER, RAPO,
                  AppealDecided(on=day("10/11/2026"), notified_on=day("12/11/2026"), granted=False)),
          kind=A, route="ta", cautious="12/01/2027", computed="13/01/2027",
          why="CJA R421-2 : notifiée avant le 23 novembre"),
    Chain(name="the commission, from the last day of the year", right=ASF,
          events=(filed("01/11/2025"), Refused(on=day("29/12/2025"), notified_on=day("31/12/2025"))),
          kind=A, route="cra", cautious="27/02/2026", computed="28/02/2026",
          why="CSS R142-1-A : pas de 31 février, samedi, sans report"),
    Chain(name="pieces added before the commission restart its two months", right=ASF,
          events=(filed("01/11/2025"), Refused(on=day("29/12/2025"), notified_on=day("31/12/2025")),
                  AppealFiled(on=day("27/02/2026"), route="cra", channel=Channel.ONLINE),
                  PiecesSent(on=day("10/03/2026"))),
          kind=A, route="pole_social", cautious="26/06/2026", computed="10/07/2026",
          why="CSS R142-6 : du 27 avril (prudent : samedi 27 juin) ou du 10 mai"),
    Chain(name="legal aid granted: from when it can no longer be contested", right=COURT,
          events=(filed("15/09/2026"), AUTUMN, AID,
                  aid(AidOutcome.GRANTED, "15/03/2027", "18/03/2027", "18/03/2027")),
          kind=A, route="ta", cautious="18/05/2027", computed="03/06/2027", today="19/03/2027",
          why="décret 2020-1717, art. 43 et 69 : quinze jours, 2 avril, deux mois francs"),
    Chain(name="legal aid lapsed: from its notification", right=COURT,
          events=(filed("15/09/2026"), AUTUMN, AID,
                  aid(AidOutcome.LAPSED, "02/02/2027", "05/02/2027")),
          kind=A, route="ta", cautious="05/04/2027", computed="06/04/2027", today="06/02/2027",
          why="décret 2020-1717, art. 43, 2°"),
    Chain(name="a lawyer designated later gives the later start", right=COURT,
          events=(filed("15/09/2026"), AUTUMN, AID,
                  aid(AidOutcome.GRANTED, "15/03/2027", "18/03/2027", "20/04/2027")),
          kind=A, route="ta", cautious="18/06/2027", computed="21/06/2027", today="21/04/2027",
          why="décret 2020-1717, art. 43, 4° : dimanche 20 juin, franc"),
    Chain(name="legal aid asked a day too late gives nothing", right=COURT,
          events=(filed("15/09/2026"), AUTUMN, LegalAidAsked(on=day("26/01/2027"))),
          kind=A, route="ta", cautious="22/01/2027", computed="25/01/2027", today="27/01/2027",
          why="décret 2020-1717, art. 43 : le délai finissait le lundi 25 janvier"),
    Chain(name="asked between the two dates it moves the computed one alone", right=COURT,
          events=(filed("15/09/2026"), AUTUMN, LegalAidAsked(on=day("25/01/2027")),
                  aid(AidOutcome.REFUSED, "01/03/2027", "03/03/2027")),
          kind=A, route="ta", cautious="22/01/2027", computed="19/05/2027", today="04/03/2027",
          why="art. 43 et 69 : 18 mars, puis mardi 18 mai, franc"),
    Chain(name="legal aid gives nothing before a mandatory appeal", right=RSA,
          events=(filed("15/09/2026"), AUTUMN, AID),
          kind=A, route="rapo", cautious="22/01/2027", computed="23/01/2027", today="21/01/2027",
          why="décret 2020-1717, art. 43 : il ne vaut que devant le juge"),
    Chain(name="the MDPH, received on a 30 October", right=CATALOGUE.right("aah"),
          events=(filed("28/10/2026", "30/10/2026", Channel.REGISTERED_LETTER),),
          kind=A, route="rapo", cautious="28/04/2027", computed="28/04/2027",
          why="CASF R241-33 : pas de 30 février, rejet le 28, RAPO le mercredi 28 avril"),
    Chain(name="the CAF after the CDAPH", right=CATALOGUE.right("aah"),
          events=(filed("10/12/2025"), Granted(on=day("30/04/2026"))),
          kind=A, route="cra", cautious="30/07/2026", computed="30/07/2026", today="02/05/2026",
          why="CSS R821-2 : un mois, samedi 30 mai ; CRA le jeudi 30 juillet"),
    Chain(name="the APA accepted by silence from the complete file",
          right=CATALOGUE.right("apa_domicile"),
          events=(filed("10/12/2026"), Completed(on=day("31/12/2026"))),
          kind=S, cautious="26/02/2027", computed="28/02/2027", today="02/01/2027",
          why="CASF L232-14 : deux mois du dossier complet, dimanche 28 février"),
    Chain(name="the AJPP, received on the last day of a month", right=CATALOGUE.right("ajpp"),
          events=(filed("30/11/2026"),), kind=S, label="Silence",
          cautious="26/02/2027", computed="28/02/2027",
          why="CSS R544-3 : fin du troisième mois civil qui suit novembre"),
    Chain(name="the AJPP, received the day after", right=CATALOGUE.right("ajpp"),
          events=(filed("01/12/2026"),), kind=S, label="Silence",
          cautious="31/03/2027", computed="31/03/2027",
          why="CSS R544-3 : fin du troisième mois civil qui suit décembre"),
    Chain(name="only the sending is known", right=RSA,
          events=(filed("30/06/2026", None, Channel.LETTER),),
          kind=S, cautious="28/08/2026", computed="30/08/2026",
          why="CRPA L114-3 : de l'envoi, faute de réception prouvée ; dimanche 30 août"),
    Chain(name="two receipts: the cautious date goes by the first", right=RSA,
          events=(filed("01/06/2026", "05/06/2026", Channel.REGISTERED_LETTER),
                  Acknowledged(on=day("08/06/2026"), received_on=day("03/06/2026"))),
          kind=A, route="rapo", cautious="02/10/2026", computed="05/10/2026",
          why="CRPA L112-6 : rejet le 3 ou le 5 août ; samedi 3 octobre, ou lundi 5"),
    Chain(name="a refusal runs from the first receipt, on a first of May", right=RSA,
          events=(filed("01/03/2026"), Transmitted(on=day("20/03/2026"))),
          kind=S, cautious="30/04/2026", computed="01/05/2026",
          why="CRPA L114-3 : de la première réception, sans report"),
    Chain(name="an acceptance runs from the competent body", right=CATALOGUE.right("c2s"),
          events=(filed("01/03/2026"),
                  Transmitted(on=day("28/03/2026"), received_on=day("31/03/2026"))),
          kind=S, cautious="30/04/2026", computed="31/05/2026",
          why="CRPA L114-3 : du 31 mars, dimanche 31 mai"),
    Chain(name="the mediation of France Travail ends on All Saints", right=CATALOGUE.right("ass"),
          events=(filed("01/07/2026"), Refused(on=day("28/08/2026"), notified_on=day("31/08/2026"))),
          kind=A, route="mediation_france_travail", cautious="30/10/2026", computed="02/11/2026",
          why="CJA R213-10 : samedi 31 octobre ; franc, Toussaint un dimanche, lundi"),
    Chain(name="a gracious appeal in time, its silence, then the court", right=COURT,
          events=(filed("01/04/2026"), Refused(on=day("12/06/2026"), notified_on=day("15/06/2026")),
                  AppealFiled(on=day("10/08/2026"), route="gracieux",
                              channel=Channel.REGISTERED_LETTER, received_on=day("12/08/2026"))),
          kind=A, route="ta", cautious="11/12/2026", computed="14/12/2026",
          why="CRPA L411-2 : rejet le 12 octobre ; samedi 12 décembre, franc"),
    Chain(name="reasons asked in the delay and given", right=COURT,
          events=(filed("20/04/2026"), NoAnswer(on=day("22/06/2026")),
                  ReasonsAsked(on=day("10/08/2026")), ReasonsGiven(on=day("31/08/2026"))),
          kind=A, route="ta", cautious="30/10/2026", computed="02/11/2026",
          why="CRPA L232-4 : deux mois du 31 août, samedi ; franc, Toussaint, lundi"),
    Chain(name="a mediation stops the commission's delay, never its cautious date", right=MEDIATED,
          events=(filed("15/09/2026"), AUTUMN,
                  AppealFiled(on=day("10/12/2026"), route="mediation", channel=Channel.ONLINE,
                              admissible_on=day("15/12/2026")),
                  AppealDecided(on=day("18/01/2027"), notified_on=day("20/01/2027"),
                                granted=False, route="mediation")),
          kind=A, route="cra", cautious="22/01/2027", computed="28/02/2027", today=LATER,
          why="CSS L217-7-1 : trente-six jours après le 23 janvier"),
    Chain(name="the filing on the last day of a February", right=CATALOGUE.right("aah"),
          events=(), kind=DeadlineKind.FILING, cautious="28/02/2026", computed="28/02/2026",
          today="28/02/2026", why="CSS R821-7 : un samedi, en ligne, sauve encore le mois"),
    Chain(name="the filing of a month that ends on a Sunday", right=CATALOGUE.right("rsa"),
          events=(), kind=DeadlineKind.FILING, cautious="29/05/2026", computed="31/05/2026",
          today="15/05/2026", why="CASF R262-33 : prudent, le vendredi"),
]  # fmt: skip


def found_of(chain: Chain, events: tuple[ClaimEvent, ...]) -> Deadline:
    dates = deadlines(
        events,
        chain.right,
        opened_on=events[0].on if events else day(chain.today),
        today=day(chain.today),
        territory=chain.territory,
    )
    (found,) = [
        one
        for one in dates
        if (one.kind, one.route) == (chain.kind, chain.route) and chain.label in one.label
    ]
    return found


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)
def test_a_chain_worked_by_hand(chain: Chain) -> None:
    found = found_of(chain, chain.events)
    assert (found.cautious_on, found.computed_on) == (
        day(chain.cautious),
        day(chain.computed),
    ), chain.why


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain.name)
def test_the_order_of_entry_changes_nothing(chain: Chain) -> None:
    if chain.events:
        assert found_of(chain, chain.events[::-1]) == found_of(chain, chain.events)
