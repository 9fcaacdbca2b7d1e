"""What is said once files were handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseapp.kernel import french
from caseapp.services.document_words import size_words, ticked_words
from caseapp.services.documents import FULL, HEAVY
from caseapp.ui.theme import Tone

if TYPE_CHECKING:
    from caseapp.ui.intake import Outcome


def outcome_words(outcome: Outcome) -> tuple[str, Tone]:
    """Return what came of files, a sentence each, and the tone of the whole."""
    new = [taken for taken in outcome.done if not taken.added.was_there]
    known = [taken for taken in outcome.done if taken.added.was_there]
    parts = []
    if new:
        parts.append(f"{french.plural(len(new), 'document ajouté', 'documents ajoutés')}.")
    parts.append(ticked_words([tick for taken in new for tick in taken.added.ticked]))
    parts.extend(f"« {taken.source.name} » est déjà dans ce dossier." for taken in known)
    for taken in new:
        if taken.added.size > HEAVY:
            parts.append(
                f"« {taken.source.name} » pèse {size_words(taken.added.size)} : la base et chaque "
                "sauvegarde grossissent d'autant."
            )
        if taken.added.is_misnamed:
            parts.append(
                f"« {taken.source.name} » contient autre chose que ce que dit la fin de son nom."
            )
    parts.extend(outcome.refused)
    if outcome.was_stopped:
        parts.append("L'ajout a été arrêté.")
    tone = Tone.BAD if outcome.refused else Tone.WARN if outcome.was_stopped else Tone.OK
    return "\n".join(part for part in parts if part), tone


def weight_words(size: int) -> str:
    """Return what is to be said of the weight of all documents, or nothing."""
    if size < FULL:
        return ""
    return (
        f"Les documents de la base pèsent {size_words(size)} : les sauvegardes deviennent longues. "
        "Retirer ceux qui ne servent plus, ou numériser en moindre qualité."
    )
