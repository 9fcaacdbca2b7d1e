"""The service's own templates: a Word file written with the names of the letters.

`docxtpl` puts Jinja in the file; nothing runs that `filling.examine` has not read first, and it
runs in Jinja's immutable sandbox, where a value is text whatever signs it is made of.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from caseapp.kernel.packed import BROKEN
from caseapp.rules.letters import filling
from caseapp.rules.letters.filling import TemplateFaultError
from caseapp.rules.letters.names import LETTERHEAD
from caseapp.rules.letters.word_package import check_package

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caseapp.rules.letters.filling import Values

TEXT = "courrier.texte"
POURED = "\ue000texte\ue000"  # where the text of a letter goes, in a paper with a heading
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ue000\ud800-\udfff\ufffe\uffff]")
_BEFORE_PARAGRAPH = re.compile(r"<w:p([ >])")
_TAG = re.compile(r"<[^>]+>")
_NEAR = 60  # characters of a paragraph, to find it again
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
# What its readers raise of a file that is in order as a .zip and is no document: each its own.
_NOT_WORD = (*BROKEN, SyntaxError, AttributeError, TypeError, IndexError)
_CANNOT_OPEN = "Ce document Word est abîmé : il ne s'ouvre pas."


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTemplate:
    """What a file is, once it was read: its names, and each fault with where it stands."""

    names: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def is_letterhead(self) -> bool:
        """Whether it is a paper for any letter, not a letter."""
        return TEXT in self.names


def examine(content: bytes) -> WordTemplate:
    """Read a Word file as a template, without running it.

    Raises:
        TemplateFaultError: it is no file that may be kept: see `check_package`.
    """
    check_package(content)
    template = _open(content)
    names: dict[str, None] = {}
    faults: dict[str, None] = {}
    for source in _read(template):
        examined = filling.examine(source)
        names |= dict.fromkeys(examined.names)
        faults |= dict.fromkeys(_placed(fault, source) for fault in examined.faults)
    if TEXT not in names:
        faults |= {
            f"« {name} » demande un papier à en-tête, où « {TEXT} » tient un paragraphe.": None
            for name in names
            if name in LETTERHEAD
        }
    return WordTemplate(names=tuple(names), faults=tuple(faults))


def fill(content: bytes, values: Values, around: Mapping[str, str] | None = None) -> bytes:
    """Return the file with what is known; what is not stands as a place to write.

    `around` holds what a letter says beside its text, by the names of `LETTERHEAD`; the text
    itself is left to be poured at `POURED`.

    Raises:
        TemplateFaultError: see `examine`; or one of its faults.
    """
    for fault in examine(content).faults:
        raise TemplateFaultError(fault)
    context = filling.context(values, markdown=False)
    for space in context.values():
        for key, value in space.items():
            space[key] = _printable(value)
    for name, text in {**(around or {}), TEXT: POURED}.items():
        context["courrier"][name.partition(".")[2]] = text if name == TEXT else _clean(text)
    template = _open(content)
    try:
        template.render(context, _environment(), autoescape=True)
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise TemplateFaultError("Ce modèle n'a pas pu être rempli.") from error
    target = io.BytesIO()
    template.save(target)
    return target.getvalue()


def _open(content: bytes) -> Any:
    template = DocxTemplate(io.BytesIO(content))
    try:
        template.init_docx()
    except _NOT_WORD as error:
        raise TemplateFaultError(_CANNOT_OPEN) from error
    return template


def _read(template: Any) -> list[str]:
    try:
        return list(_sources(template))
    except _NOT_WORD as error:
        raise TemplateFaultError(_CANNOT_OPEN) from error


def _sources(template: Any) -> Iterator[str]:
    """Yield all that Jinja will be given: text, headers, footers, notes, properties."""
    parts = [template.get_xml()]
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        parts += [template.get_part_xml(part) for _key, part in template.get_headers_footers(uri)]
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith("footnotes+xml"):
            parts.append(part.blob.decode("utf-8"))
    for part in parts:
        yield _BEFORE_PARAGRAPH.sub(r"\n<w:p\1", template.patch_xml(part))
    properties = template.docx.core_properties
    yield from (str(getattr(properties, name)) for name in _PROPERTIES)


def _placed(fault: filling.Fault, source: str) -> str:
    """Return a fault with the words it stands among; Word has no lines to count."""
    lines = source.split("\n")
    line = lines[fault.line - 1] if 0 < fault.line <= len(lines) else ""
    words = " ".join(_TAG.sub("", line).split())
    near = f" Près de « {words[:_NEAR]}{'…' if len(words) > _NEAR else ''} »." if words else ""
    return f"{fault.reason[:1].upper()}{fault.reason[1:]}{near}"


def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=True)


def _printable(value: object) -> object:
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return _clean(value) if isinstance(value, str) else value


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)
