"""One example a name, for the help page: what a letter would show. Everybody in it is invented."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "personne.nom": "Ouattara",
        "personne.prenom": "Awa",
        "personne.nom_complet": "Awa Ouattara",
        "personne.naissance": "12/03/1992",
        "personne.adresse": "3 allée des Tilleuls, 44100 Nantes",
        "personne.commune": "Nantes (44109)",
        "personne.telephone": "06 12 34 56 78",
        "personne.courriel": "awa@exemple.fr",
        "personne.numero": "1234567 A",
        "foyer.personnes": "3",
        "foyer.enfants": "2",
        "foyer.situation": "seule",
        "foyer.ressources": "900 €",
        "foyer.charges": "620 €",
        "foyer.loyer": "512 €",
        "service.nom": "CCAS de Nantes",
        "service.adresse": "1 place de l'Exemple, 44000 Nantes",
        "service.travailleur": "Camille Martin",
        "service.titre": "Assistante de service social",
        "dossier.reference": "2026-0147",
        "droit.nom": "Revenu de solidarité active",
        "droit.sigle": "RSA",
        "organisme.nom": "CAF",
        "organisme.adresse": "[à compléter : adresse de l'organisme]",
        "demande.deposee_le": "01/09/2026",
        "demande.canal": "en ligne",
        "demande.recue_le": "02/09/2026",
        "demande.reference": "1234567 A",
        "demande.accuse_le": "05/09/2026",
        "demande.pieces_demandees_le": "10/09/2026",
        "demande.pieces_avant_le": "10/10/2026",
        "demande.pieces_envoyees_le": "20/09/2026",
        "decision.nature": "refus",
        "decision.date": "05/10/2026",
        "decision.notifiee_le": "08/10/2026",
        "decision.motif": "ressources supérieures au plafond",
        "decision.montant": "245,30 €",
        "decision.silence_le": "02/11/2026",
        "recours.organisme": "président du conseil départemental",
        "recours.avant_le": "04/12/2026",
        "recours.article": "CASF L262-47",
        "recours.depose_le": "20/10/2026",
        "recours.repondu_le": "15/11/2026",
        "indu.montant": "1 240 €",
        "indu.notifie_le": "03/11/2026",
        "indu.periode": "mars à juin 2026",
        "indu.mensualite": "30 €",
        "courrier.date": "26 novembre 2026",
        "courrier.lieu": "Nantes",
        "pieces.demandees": "{% for piece in pieces.demandees %}… {{ piece }} …{% endfor %}",
        "pieces.jointes": "{% for piece in pieces.jointes %}… {{ piece }} …{% endfor %}",
        "pieces.manquantes": "{% for piece in pieces.manquantes %}… {{ piece }} …{% endfor %}",
        "courrier.texte": "le texte entier du courrier, ses paragraphes et ses listes",
        "courrier.expediteur": "Awa Ouattara, 3 allée des Tilleuls, 44100 Nantes",
        "courrier.destinataire": "CAF, [à compléter : adresse de l'organisme]",
        "courrier.objet": "Demande en cours : Revenu de solidarité active",
        "courrier.envoi": "Lettre recommandée avec avis de réception",
        "courrier.signature": "Awa Ouattara",
        "courrier.pieces_jointes": "- Copie de la demande",
    }
)
