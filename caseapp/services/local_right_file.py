"""Rights of the service as a file: the YAML of `resources/catalogue/`, one document a right.

A file comes from somebody else: it is bounded, holds neither anchors nor tags, and is judged whole
before anything of it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from caseapp.exchange.faults import Fault, path_of, printable
from caseapp.rules.catalogue import Right
from caseapp.services.local_right_checks import InvalidLocalRightError, local_faults

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pydantic_core import ErrorDetails

LARGEST = 500_000  # bytes: a right takes 5 000 to 10 000
_MOST_RIGHTS = 100
_MOST_EVENTS = 100_000
_DEEPEST = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_SENTENCES = {
    "missing": "Ce champ est obligatoire.",
    "extra_forbidden": "Ce champ est inconnu.",
    "string_type": "Un texte est attendu.",
    "int_type": "Un nombre entier est attendu.",
    "int_parsing": "Un nombre entier est attendu.",
    "bool_type": "« true » ou « false » est attendu.",
    "bool_parsing": "« true » ou « false » est attendu.",
    "tuple_type": "Une liste est attendue.",
    "dict_type": "Des champs nommés sont attendus.",
    "model_type": "Des champs nommés sont attendus.",
    "too_short": "Cette liste est vide.",
    "date_parsing": "Une date comme 2026-11-23 est attendue.",
    "date_type": "Une date comme 2026-11-23 est attendue.",
    "date_from_datetime_parsing": "Une date comme 2026-11-23 est attendue.",
    "greater_than_equal": "Ce nombre est trop petit.",
}
_HEADER = (
    "# Droits locaux du service, au format du catalogue. Toutes les démarches sont gratuites.\n"
)


def write_rights(rights: Iterable[Right]) -> bytes:
    """Return the rights as a file, a document each, fields in the order of the schema."""
    documents = [document_of(right) for right in rights]
    text = yaml.dump_all(
        documents,
        Dumper=_DUMPER,
        allow_unicode=True,
        sort_keys=False,
        explicit_start=True,
        width=96,
    )
    return (_HEADER + text).encode("utf-8")


def document_of(right: Right) -> dict[str, Any]:
    """Return a right as a document that JSON and YAML hold, without what is not said."""
    document = right.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"code": right.code, **document}


def read_rights(content: bytes, shipped: Collection[str]) -> tuple[Right, ...]:
    """Return the rights of a file.

    Raises:
        InvalidLocalRightError: anything in it is wrong; each fault has its path in the file.
    """
    documents = _documents(content)
    rights, faults = [], []
    for place, document in enumerate(documents):
        start = _start(document, place, len(documents))
        try:
            right = Right.model_validate(document)
        except ValidationError as error:
            faults += [Fault(_path(start, d), _sentence(d)) for d in _details(error)]
            continue
        rights.append(right)
        found = local_faults(right, shipped)
        faults += [Fault(f"{start}{fault.path}", fault.sentence) for fault in found]
    codes = [right.code for right in rights]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    faults += [
        Fault("", f"Le droit « {printable(code)} » est deux fois dans le fichier.")
        for code in twice
    ]
    if faults:
        raise InvalidLocalRightError(faults)
    return tuple(rights)


def _documents(content: bytes) -> list[object]:
    if len(content) > LARGEST:
        raise _refused("Le fichier dépasse 500 ko : ce ne sont pas des droits locaux.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused("Le fichier n'est pas un texte en UTF-8.") from error
    try:
        _check_events(text)
        _check_keys(text)
        found = list(yaml.load_all(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None)
        where = f" (ligne {mark.line + 1})" if mark else ""
        raise _refused(f"Le fichier n'est pas du YAML valide{where}.") from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise _refused("Le fichier contient une valeur qui ne se lit pas.") from error
    documents = [document for document in found if document is not None]
    if not documents:
        raise _refused("Le fichier ne contient aucun droit.")
    if len(documents) > _MOST_RIGHTS:
        raise _refused(f"Le fichier contient plus de {_MOST_RIGHTS} droits.")
    return documents


def _check_events(text: str) -> None:
    """Refuse what the files of the catalogue never hold, before any of it is built."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        mark: Any = event.start_mark
        line = f"ligne {mark.line + 1}"
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refused(f"Les renvois (& et *) ne sont pas admis ({line}).")
        if getattr(event, "tag", None):
            raise _refused(f"Les étiquettes (!) ne sont pas admises ({line}).")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise _refused(f"Le fichier est imbriqué trop profondément ({line}).")
        if count > _MOST_EVENTS:
            raise _refused("Le fichier contient trop de lignes pour des droits locaux.")


def _check_keys(text: str) -> None:
    nodes: list[Any] = list(yaml.compose_all(text, Loader=_LOADER))
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise _refused(
                        f"Un nom de champ est attendu (ligne {key.start_mark.line + 1})."
                    )
                if key.value in seen:
                    line = key.start_mark.line + 1
                    raise _refused(
                        f"« {printable(key.value)} » est écrit deux fois (ligne {line})."
                    )
                seen.add(key.value)
                nodes.append(value)
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value


def _start(document: object, place: int, count: int) -> str:
    if count == 1:
        return ""
    code = document.get("code") if isinstance(document, dict) else None
    return f"{printable(code)} > " if isinstance(code, str) else f"droit n° {place + 1} > "


def _details(error: ValidationError) -> Iterator[ErrorDetails]:
    yield from error.errors(include_url=False, include_input=False)


def _path(start: str, detail: ErrorDetails) -> str:
    return start + path_of(detail["loc"])


def _sentence(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return str(context.get("error", "Valeur refusée."))
    if kind in {"enum", "literal_error"}:
        known = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ")
        return f"L'une de ces valeurs est attendue : {known}."
    if kind == "test_shape":
        return str(detail["msg"])
    return _SENTENCES.get(kind, "Cette valeur n'est pas admise.")


def _refused(sentence: str) -> InvalidLocalRightError:
    return InvalidLocalRightError([Fault("", sentence)])
