"""Invented notes of interviews, of the length and in the words of real ones; nobody is real."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_LAST = """
Abadie Adam Aguirre Allard Amrani André Arnaud Aubert Aubry Bah Baillet Baldé Barbier Baron
Bazin Benali Benoît Berger Bernard Berthelot Besson Bertrand Blanchard Boucher Bouvier Boyer
Brunet Camara Carlier Carpentier Caron Charpentier Chauvin Chevalier Cissé Clément Colin Cordier
Coulibaly Cousin Da-Silva Daniel Dubois Dufour Dumas Dupont Dupuis Durand Étienne Evrard Fabre
Faure Fernandes Fleury Fontaine Fofana Fournier François Gaillard Garnier Gauthier Gautier
Gérard Germain Girard Giraud Gomes Gonçalves Guérin Guillot Haddad Hamel Henry Hervé Hubert
Humbert Jacob Jacquet Joly Julien Kaba Keïta Konaté Kouassi Lacroix Lambert Langlois Laurent
Le-Gall Lebrun Leclerc Lefebvre Leblanc Lemaire Lemoine Leroux Leroy Lévêque Lopez Louis Lucas
Mallet Mansouri Marchand Marie Martin Martinez Marty Masson Mathieu Mbaye Menard Mercier Meunier
Meyer Michel Millet Moreau Morel Moulin Müller Ngo Nguyen Nicolas Noël Olivier Ouattara Pasquier
Paul Payet Perez Perret Perrin Petit Philippe Picard Pichon Pires Poirier Pons Poulain Prévost
Rémy Renard Renaud Rey Richard Rivière Robin Roche Rodriguez Roger Roland Rousseau Roussel Roux
Royer Salmon Sanchez Schmitt Sow Tanguy Tessier Thomas Touré Traoré Vasseur Verdier Vidal
Vincent Weber Yılmaz Zidane
"""
LAST_NAMES = tuple(_LAST.split())
_FIRST = """
Adèle Agathe Aïcha Alain Alice Amadou Aminata Ana André Anne-Marie Anaïs Antoine Awa Béatrice
Bilal Brahim Brigitte Camille Carlos Cécile Chantal Chloé Clara Claire Cyril Daniel David Diane
Djibril Dylan Élise Élodie Emma Éric Estelle Fanta Farid Fatou Fatima Florence François Gaël
Geneviève Hélène Henri Hugo Ibrahim Inès Irène Issa Jacques Jade Jean Jean-Pierre Jeanne Jérôme
João Joëlle Julie Karim Kevin Khadija Laëtitia Laura Léa Léo Lina Loïc Louise Lucas Lucie Luis
Malik Manon Marc Maria Mariam Marie Mathis Maxime Mehdi Michèle Mina Mohamed Monique Moussa
Nadia Naïma Nathan Nicole Noémie Nora Odile Olga Omar Oumar Pascale Paul Pauline Patrick
Philippe Pierre Rachid Raphaël René Rokia Rose Sabrina Salimata Samir Sandrine Sarah Sébastien
Séverine Sofia Sophie Stéphane Sylvie Théo Thérèse Thi-Lan Valérie Véronique Victor Wassim
Xavier Yacine Yann Yasmina Yves Zoé Zohra
"""
FIRST_NAMES = tuple(_FIRST.split())
CREDITORS = (
    "", "", "", "copie reçue par courriel", "original rendu à la personne", "illisible au verso",
    "à renouveler", "reçu au guichet", "envoyé à la caisse", "manque la deuxième page",
)  # fmt: skip
PIECES = (
    "Avis d'imposition", "Attestation de la caisse d'allocations familiales", "Bail", "Bulletins de salaire",
    "Carte d'identité", "Titre de séjour", "Livret de famille", "Quittance de loyer",
    "Facture d'électricité", "Relevé d'identité bancaire", "Certificat de scolarité",
    "Attestation de droits à l'assurance maladie", "Jugement de divorce", "Certificat médical MDPH",
    "Attestation d'hébergement", "Notification de refus", "Courrier de la préfecture",
    "Attestation de paiement de France Travail", "Contrat de travail", "Plan d'apurement",
)  # fmt: skip
_SLOTS: dict[str, tuple[str, ...]] = {
    "who": (
        "Madame", "Monsieur", "Madame {name}", "{name}", "La famille", "Le couple", "Sa mère",
        "Son frère", "Sa sœur", "Son employeur", "Le bailleur", "L'assistante familiale",
        "Le fils aîné", "La benjamine", "Son ancien compagnon", "La grand-mère", "Le voisin",
    ),
    "did": (
        "explique", "indique", "précise", "rappelle", "confirme", "raconte", "dit avoir compris",
        "s'inquiète", "demande", "souligne", "regrette", "apprend", "reconnaît", "estime",
    ),
    "that": (
        "que le loyer n'est plus payé depuis {month}", "que la prime d'activité a été suspendue",
        "que le dossier de surendettement a été déposé", "qu'une coupure d'électricité est annoncée",
        "que la demande de logement social date de {month} {year}",
        "que le titre de séjour expire en {month}", "que les indemnités journalières ont cessé",
        "que l'enfant est suivi par un orthophoniste", "que la chaudière est en panne",
        "qu'elle ne dort plus à cause des dettes", "qu'un huissier est passé mardi",
        "que la pension alimentaire n'est pas versée", "que l'école a signalé des absences",
        "que le chômage s'arrêtera en {month}", "que l'allocation de rentrée n'est pas arrivée",
        "que l'assurance habitation est résiliée", "que son contrat se termine en {month}",
        "qu'une opération du genou est prévue à l'hôpital", "que la carte Vitale ne fonctionne plus",
        "que le médecin a rempli le certificat pour la MDPH", "que le droit au séjour est contesté",
    ),
    "body": (
        "la CAF", "la CPAM", "France Travail", "la MDPH", "le bailleur", "la préfecture", "le CCAS",
        "la mission locale", "la banque", "le fournisseur d'énergie", "la Carsat", "l'école",
        "le tribunal", "la trésorerie", "le centre médico-psychologique", "l'association de tutelle",
        "la commission de surendettement", "la protection maternelle et infantile", "l'Agirc-Arrco",
    ),
    "sent": (
        "a adressé un courrier", "a notifié un refus", "réclame un indu de {amount} euros",
        "demande des pièces complémentaires", "a fixé un rendez-vous le {day} {month}",
        "n'a pas répondu depuis {month}", "a accepté un échéancier de {small} euros par mois",
        "propose une médiation", "a régularisé la situation", "maintient sa décision",
        "a transmis le dossier au service compétent", "doit rappeler avant le {day} {month}",
    ),
    "need": (
        "une aide alimentaire", "un secours du Fonds de solidarité pour le logement",
        "un accompagnement budgétaire", "une domiciliation", "une mesure d'accompagnement éducatif",
        "un hébergement d'urgence", "un bilan de santé", "des cours de français", "un mode de garde",
        "une complémentaire santé", "un recours amiable", "une demande d'AAH", "un microcrédit",
        "la reconnaissance de travailleur handicapé", "une place en crèche", "un suivi psychologique",
        "l'aide juridictionnelle", "une remise de dette", "une mutation de logement",
    ),
    "why": (
        "après la séparation", "depuis la perte de son emploi", "à la suite de l'accident",
        "à cause d'un loyer trop élevé", "en raison d'une grossesse", "faute de ressources stables",
        "malgré plusieurs relances", "avant la rentrée scolaire", "dès la sortie de l'hôpital",
        "au retour du congé maternité", "depuis le décès du père", "pour éviter l'expulsion",
    ),
    "mood": (
        "fatiguée", "soulagée", "en colère", "très inquiète", "plutôt confiante", "découragée",
        "à l'aise", "sur la réserve", "émue", "déterminée", "angoissée", "isolée",
    ),
    "plan": (
        "relancer {body}", "réunir les pièces du dossier", "instruire {need}",
        "prendre contact avec {body}", "préparer un courrier de contestation",
        "refaire le point le {day} {month}", "orienter vers {body}", "solliciter {need}",
        "vérifier les droits à l'assurance maladie", "établir le budget mois par mois",
    ),
    "amount": tuple(str(n) for n in range(120, 4000, 37)),
    "small": tuple(str(n) for n in range(20, 140, 5)),
    "day": tuple(str(n) for n in range(1, 29)),
    "month": (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
        "octobre", "novembre", "décembre",
    ),
    "year": ("2021", "2022", "2023", "2024", "2025", "2026"),
}  # fmt: skip
_FACTS = (
    "{who} {did} {that}.", "{body} {sent}.", "{who} {did} {that} {why}.",
    "Le reste à vivre est de {small} euros pour la semaine.", "La dette s'élève à {amount} euros.",
    "{body} {sent} {why}.", "Le loyer de {amount} euros absorbe l'essentiel des ressources.",
    "{who} a besoin de {need} {why}.", "Appel à {body} pendant l'entretien : {body} {sent}.",
)  # fmt: skip
_WORDS = (
    "« Je ne sais plus à qui m'adresser. »", "« On m'a déjà demandé ce papier en {month}. »",
    "« Je voudrais que mes enfants ne manquent de rien. »", "« {body} ne répond jamais. »",
    "« Depuis {month}, je compte chaque euro. »", "« J'ai honte de demander {need}. »",
)  # fmt: skip
_ANALYSIS = (
    "{who} paraît {mood}.", "Il faudra {plan}.", "Priorité : {plan} {why}.",
    "La situation se dégrade {why}.", "Un risque d'expulsion existe {why}.",
    "Convenu ensemble de {plan}, puis de {plan}.",
    "{who} paraît {mood} ; {need} semble nécessaire.",
)  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")


_SENTENCES = 4_000  # of each part, put together in another way for each note


class Notes:
    """Writes notes out of many sentences."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._parts = [
            ([_sentence(chance, patterns) for _sentence_ in range(_SENTENCES)], share)
            for patterns, share in ((_FACTS, 0.6), (_WORDS, 0.1), (_ANALYSIS, 0.3))
        ]

    def write(self, first_name: str, length: int) -> list[str]:
        """Return facts, words and analysis of an interview, about `length` characters in all."""
        return [
            self._text(sentences, int(length * share)).replace("{name}", first_name)
            for sentences, share in self._parts
        ]

    def _text(self, sentences: list[str], length: int) -> str:
        said: list[str] = []
        while length > 0:
            said.append(self._chance.choice(sentences))
            length -= len(said[-1]) + 1
        return " ".join(said)


def _sentence(chance: random.Random, patterns: tuple[str, ...]) -> str:
    sentence = _filled(chance, chance.choice(patterns))
    return sentence[:1].upper() + sentence[1:]


def _filled(chance: random.Random, pattern: str) -> str:
    """Return a sentence; the first name stays to be put in."""

    def value(slot: re.Match[str]) -> str:
        return slot[0] if slot[1] == "name" else _filled(chance, chance.choice(_SLOTS[slot[1]]))

    return _SLOT.sub(value, pattern)
