"""The whole file of a right as sections of lines: the window shows them, the clipboard takes them.

Nothing is judged here: every field of the catalogue finds its place and its French words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from caseapp.kernel import french
from caseapp.kernel.money import Money
from caseapp.rules.catalogue_loader import is_official
from caseapp.rules.merged_catalogue import is_local
from caseapp.services import catalogue_clock, catalogue_words
from caseapp.services.answer_words import PERIODS
from caseapp.services.catalogue_lines import Line, Section, details, joined, listed
from caseapp.services.local_right_checks import is_https

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.domain.deadline import Confidence
    from caseapp.rules.catalogue import DeclaredCondition, LegalBasis, Right, Source
    from caseapp.rules.conditions.grammar import Payment
    from caseapp.services.corrections import CorrectedFact


def sections(right: Right, corrections: Sequence[CorrectedFact] = ()) -> tuple[Section, ...]:
    """Return everything the catalogue says of a right, in the order of a claim."""
    by_service = is_local(right.code) or any(c.path == "channel.online" for c in corrections)
    parts = (
        Section("En bref", _summary(right)),
        Section("Modifié par le service", tuple(map(_correction, corrections))),
        Section("Conditions", _conditions(right)),
        Section("Montant", _amount(right)),
        Section("Démarche gratuite", _channel(right, by_service=by_service)),
        Section("Pièces à réunir", listed(right.pieces)),
        Section("Étapes", _steps(right)),
        Section("Ouverture du droit", catalogue_clock.opening(right)),
        Section("Réponse et silence", catalogue_clock.silence(right)),
        Section("Durée et renouvellement", catalogue_clock.renewal(right)),
        Section("Recours, dans l'ordre", catalogue_clock.appeals(right)),
        Section("Prescription", catalogue_clock.limitation(right)),
        Section("Récupération sur succession", _recovery(right)),
        Section("Cumul", listed(right.cumulation)),
        Section("Pièges à éviter", listed(right.pitfalls)),
        Section("Relances", catalogue_clock.follow_up(right)),
        Section("À savoir", _remarks(right)),
        Section("Base légale", tuple(_article(basis) for basis in right.legal_basis)),
        Section("Confiance, point par point", _confidence(right)),
        Section("Reste à vérifier", _to_verify(right)),
        Section("Sources", tuple(_source(source) for source in right.sources)),
    )
    return tuple(part for part in parts if part.lines)


def lowest_confidence(right: Right) -> Confidence | None:
    """Return how sure the least sure point of the file is."""
    found = set(right.confidence.values())
    return next(
        (level for level in reversed(catalogue_words.BY_CONFIDENCE) if level in found), None
    )


def _correction(fact: CorrectedFact) -> Line:
    moved = f"La fiche livrée a changé depuis : {listed_in_line(fact.shipped_now)}"
    return Line(
        label=fact.label,
        text=listed_in_line(fact.value),
        details=(
            f"modifié par le service le {fact.made_on} : {fact.note}",
            f"La fiche livrée disait : {listed_in_line(fact.shipped)}",
            *((moved,) if fact.has_moved else ()),
        ),
    )


def listed_in_line(text: str) -> str:
    """Return lines one after the other; « rien » where there is none."""
    return " ; ".join(line for line in text.splitlines() if line) or "rien"


def is_judged(right: Right) -> bool:
    """Say whether its conditions are judged on a household."""
    return any(condition.test is not None for condition in right.conditions)


def _summary(right: Right) -> tuple[Line, ...]:
    estimated = (
        "calculé par le programme d'après le foyer, dans l'onglet Droits du dossier"
        if right.computed
        else "d'après ses conditions et le foyer, dans l'onglet Droits du dossier"
        if is_judged(right)
        else "non calculé : ses conditions sont à vérifier avec la personne"
    )
    again = ("À relire en premier : la source demande une nouvelle vérification.",)
    return (
        *(
            (Line(label="Aide locale", text="ajoutée par le service, pas par le programme"),)
            if is_local(right.code)
            else ()
        ),
        Line(label="Organisme", text=right.agency),
        Line(label="Famille", text=right.family.label),
        Line(label="Démarche", text="gratuite : aucun intermédiaire payant n'est nécessaire"),
        Line(label="Estimation", text=estimated),
        Line(
            label="Fiche vérifiée le",
            text=french.day(right.checked_on),
            details=again if right.review_first else (),
        ),
    )


def _conditions(right: Right) -> tuple[Line, ...]:
    found = tuple(_condition(condition) for condition in right.conditions)
    found += tuple(Line(text=rule) for rule in right.rules)
    if found:
        return found
    checked = "Le programme les vérifie d'après le foyer, dans l'onglet Droits du dossier."
    return (
        Line(
            text="Le catalogue ne les énonce pas : elles se lisent dans les articles cités plus bas.",
            details=(checked,) if right.computed else (),
        ),
    )


def _condition(of: DeclaredCondition) -> Line:
    pairs = (
        ("", of.note),
        ("Ou bien", of.alternative),
        ("Et aussi", of.also),
        ("Période", of.period),
        ("Concerne", joined(of.variant, of.scope, of.territory)),
        ("Valable", of.valid),
        *(of.remarks.items()),
        ("Source", of.source),
    )
    return Line(text=of.text, details=details(*pairs), confidence=of.confidence)


def _amount(right: Right) -> tuple[Line, ...]:
    amount = right.amount
    if amount is None:
        return tuple(map(_payment, right.pays))
    lines = [
        Line(label=catalogue_words.label(name), text=catalogue_words.figure(value))
        for name, value in amount.figures.items()
    ]
    origin = details(("Valable", amount.valid), ("Source", joined(amount.basis, amount.source)))
    lines.append(
        Line(
            text="Montants relevés dans les sources, pour lecture seule.",
            details=origin,
            confidence=amount.confidence,
        )
    )
    return tuple(lines)


def _payment(pays: Payment) -> Line:
    low, high = (french.euros(Money(round(euros * 100))) for euros in (pays.min, pays.max))
    words = low if low == high else f"de {low} à {high}"
    return Line(
        text=f"{words} {PERIODS[pays.period]}",
        details=details(
            ("", "selon les conditions" if pays.when is not None else ""), ("Source", pays.basis)
        ),
    )


def _channel(right: Right, *, by_service: bool) -> tuple[Line, ...]:
    channel, form = right.channel, right.channel.form
    lines = [_to_page("Faire la demande sur", link, by_service) for link in channel.online]
    if channel.online_text:
        lines.append(Line(label="En ligne", text=channel.online_text))
    if channel.place:
        lines.append(Line(label="Lieu", text=channel.place))
    if channel.paper:
        lines.append(Line(label="Sur papier", text=channel.paper))
    if form is not None:
        annexes = (("Avec", form.annex), ("", form.remark), ("Confiance", form.confidence_note))
        lines.append(
            Line(
                label="Formulaire",
                text=form.number,
                details=details(*annexes),
                confidence=form.confidence,
            )
        )
        if form.link:
            lines.append(_to_page("Voir le formulaire sur", form.link, by_service))
    lines += [_to_page("S'informer sur", link, by_service) for link in channel.information]
    return (*lines, Line(text="Toujours gratuit.", confidence=channel.confidence))


def _steps(right: Right) -> tuple[Line, ...]:
    return tuple(
        Line(
            label=f"{step.n}. {catalogue_words.label(step.who)}",
            text=step.what,
            details=details(("", step.basis)),
        )
        for step in sorted(right.steps, key=lambda step: step.n)
    )


def _recovery(right: Right) -> tuple[Line, ...]:
    recovery = right.recovery
    if recovery is None:
        return ()
    bare = {
        "oui": "Oui : l'aide peut être reprise sur la succession.",
        "non": "Non : l'aide n'est pas reprise sur la succession.",
    }
    return (
        Line(
            text=bare.get(recovery.text, recovery.text),
            details=details(*recovery.details.items(), ("Source", recovery.basis)),
            confidence=recovery.confidence,
        ),
    )


def _remarks(right: Right) -> tuple[Line, ...]:
    return tuple(
        Line(label=catalogue_words.label(name), text=text) for name, text in right.remarks.items()
    )


def _article(basis: LegalBasis) -> Line:
    changed = "Cet article a changé depuis sa lecture : à relire avant de s'en servir."
    since = catalogue_words.dated(basis.version)
    pairs = (
        ("", basis.about),
        ("En vigueur depuis le", "" if since in basis.checked else since),
        ("Fin annoncée le", catalogue_words.dated(basis.version_end)),
        ("Lecture", basis.checked),
        ("", changed if basis.changed_since else ""),
        ("Lu sur", "" if is_official(basis.link) else basis.link),
    )
    return Line(text=basis.article, link=_official(basis.link), details=details(*pairs))


def _confidence(right: Right) -> tuple[Line, ...]:
    return tuple(
        Line(
            text=catalogue_words.field(name),
            details=details(("Mot de la source", right.confidence_notes.get(name, ""))),
            confidence=confidence,
        )
        for name, confidence in right.confidence.items()
    )


def _to_verify(right: Right) -> tuple[Line, ...]:
    fields = {
        "prescription": right.limitation,
        "récupération sur succession": right.recovery,
        "durée et renouvellement": right.renewal or right.term,
        "cumul": right.cumulation,
    }
    silent = [name for name, value in fields.items() if not value]
    missing = f"Le catalogue ne dit rien de : {', '.join(silent)}."
    return listed((*right.to_verify, *([missing] if silent else ())))


def _source(source: Source) -> Line:
    site = urlsplit(source.url).hostname or ""
    dated, read = catalogue_words.dated(source.date), catalogue_words.dated(source.read_on)
    pairs = (
        ("", source.note if site else ""),
        ("", " · ".join(details(("Date", dated), ("Lue le", read)))),
        ("", "" if is_official(source.url) else source.url),
    )
    text = site.removeprefix("www.") or source.note or source.url
    return Line(text=text, link=_official(source.url), details=details(*pairs))


def _to_page(words: str, address: str, by_service: bool) -> Line:  # noqa: FBT001 - as in the file
    site = urlsplit(address).hostname or address
    text = f"{words} {site.removeprefix('www.').removeprefix('wwwd.')}"
    if is_official(address):
        return Line(text=text, link=address)
    if by_service and is_https(address):
        local = "site local, donné par le service ; la démarche y est gratuite"
        return Line(text=text, link=address, details=(local,))
    return Line(text=text, details=(address,))


def _official(address: str) -> str:
    return address if is_official(address) else ""
