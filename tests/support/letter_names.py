"""Writes docs/letter_names.md: the names a template of a letter may use, with an example each."""

from __future__ import annotations

from pathlib import Path

from caseapp.rules.letters.name_examples import EXAMPLES
from caseapp.rules.letters.names import every_name, label

PAGE = Path(__file__).parents[2] / "docs" / "letter_names.md"
_HEAD = """# Noms utilisables dans un modèle de courrier

Dans un document Word, le nom s'écrit entre deux accolades : `{{ personne.nom_complet }}`. Ce que
le dossier ne sait pas reste un blanc à compléter. Le document s'ajoute dans « Courriers »,
« Modèles du service… », où la même liste se cherche et se copie.

- Une partie facultative : `{% if decision.motif %} … {% endif %}`.
- Une liste, un paragraphe chacune : `{%p for piece in pieces.jointes %}`, puis `{{ piece }}` dans
  un paragraphe à puce, puis `{%p endfor %}`.
- Un papier à en-tête : un document où `{{ courrier.texte }}` tient un paragraphe à lui seul ; tous
  les courriers du programme s'y enregistrent.

Rien d'autre n'est possible : ni calcul, ni filtre, ni appel. Un nom inconnu est signalé quand le
document est ajouté.

| Nom | Ce que le courrier dira | Exemple |
| --- | --- | --- |
"""


def page() -> str:
    """Return the page as it must stand in docs."""
    rows = (f"| `{name}` | {label(name)} | {EXAMPLES[name]} |" for name in every_name())
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
