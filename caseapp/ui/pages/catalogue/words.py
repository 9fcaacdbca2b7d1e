"""The file of a right as one text to read, in the colours on screen, and as plain text to copy."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from caseapp.kernel.french import NO_BREAK
from caseapp.kernel.typography import typeset
from caseapp.ui.theme import current
from caseapp.ui.wording import CONFIDENCES, capital

if TYPE_CHECKING:
    from collections.abc import Sequence

    from caseapp.domain.deadline import Confidence
    from caseapp.rules.catalogue import Right
    from caseapp.services.catalogue_lines import Line, Section

_CURLY = "\N{RIGHT SINGLE QUOTATION MARK}"


def plain_text(right: Right, sections: Sequence[Section]) -> str:
    """Return the whole file, a line each, with the addresses of the official pages."""
    parts = [_set(right.name)]
    for section in sections:
        parts += ["", _set(section.title).upper()]
        for line in section.lines:
            parts.append(_plain_line(line))
            parts += [f"    {_set(_sentence(detail))}" for detail in line.details]
    return "\n".join(parts)


def _plain_line(line: Line) -> str:
    label = f"{line.label} : " if line.label else ""
    text = label + (line.text if line.label else _sentence(line.text))
    link = f" - {line.link}" if line.link else ""
    sure = f" [{sureness(line.confidence)}]" if line.confidence else ""
    return f"- {_set(text)}{link}{_set(sure)}"


def sureness(confidence: Confidence) -> str:
    """Return « assez sûr »."""
    return CONFIDENCES[confidence][0]


def rich_text(sections: Sequence[Section]) -> str:
    """Return the file as rich text, in the colours on screen now."""
    tokens = current()
    style = (
        f"p {{ margin-top: 5px; margin-bottom: 0; line-height: 120%; color: {tokens.ink}; }}"
        f"p.title {{ margin-top: 20px; font-size: 15px; font-weight: 600; }}"
        f"p.detail {{ margin-top: 2px; font-size: 12px; color: {tokens.ink_2}; }}"
        f"span.label {{ color: {tokens.ink_2}; }}"
        f"a {{ color: {tokens.brand}; text-decoration: none; }}"
    )
    return f"<style>{style}</style>" + "".join(_rich_section(section) for section in sections)


def _rich_section(section: Section) -> str:
    lines = "".join(_rich_line(line) for line in section.lines)
    return f'<p class="title">{_html(section.title)}</p>{lines}'


def _rich_line(line: Line) -> str:
    text = _html(line.text if line.label else _sentence(line.text))
    if line.link:
        text = f'<a href="{escape(line.link)}">{text}{NO_BREAK}↗</a>'
    label = f'<span class="label">{_html(f"{line.label} : ")}</span>' if line.label else ""
    sure = _rich_sureness(line.confidence) if line.confidence else ""
    details = "".join(
        f'<p class="detail">{_html(_sentence(detail))}</p>' for detail in line.details
    )
    return f"<p>{label}{text}{sure}</p>{details}"


def _rich_sureness(confidence: Confidence) -> str:
    words, tone = CONFIDENCES[confidence]
    ink, ground = current().tone(tone)
    style = f"color: {ink}; background-color: {ground}; font-size: 12px; font-weight: 600"
    return f'&nbsp; <span style="{style}">&nbsp;{_html(words).replace(" ", "&nbsp;")}&nbsp;</span>'


def _sentence(text: str) -> str:
    """Begin with a capital, save where an address stands alone."""
    return text if "." in text and " " not in text else capital(text)


def _html(text: str) -> str:
    return escape(_set(text))


def _set(text: str) -> str:
    """Set a text as everywhere in the program: its spaces, and one kind of apostrophe."""
    return typeset(text.replace(_CURLY, "'"))
