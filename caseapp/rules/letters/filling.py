"""Fills the blanks of a template: what is known as text, what is not as a place to write.

The templates of the service come from outside: Jinja runs in its sandbox, only declared names may
be used, and a value is text, never markup nor code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from caseapp.rules.letters.names import LISTS, NAMES, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BLANK = "à compléter"
# What Markdown gives a meaning to: inside a line, and where one begins.
_MARKUP = re.compile(r"([\\`*_\[\]<>&~|])")
_LINE_START = re.compile(r"^(\d*)([#+\-=.)])")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Getattr,
    nodes.Name, nodes.Const, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Compare,
    nodes.Operand, nodes.Concat,
)  # fmt: skip


class TemplateFaultError(ValueError):
    """A template cannot be used; its text is the French sentence to show, with the line."""


@dataclass(frozen=True, slots=True)
class Values:
    """What is known: texts by name (« decision.date »), lists by name; the rest is a blank."""

    texts: Mapping[str, str]
    lists: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Unknown:
    label: str

    def __bool__(self) -> bool:
        return False

    def __str__(self) -> str:
        return f"[{BLANK} : {self.label}]"


def check(source: str) -> tuple[str, ...]:
    """Return the names a template uses, in their order.

    Raises:
        TemplateFaultError: it cannot be read, does what a letter does not need, or uses a name
            that is none of ours.
    """
    try:
        tree = _environment().parse(source)
    except TemplateSyntaxError as fault:
        raise TemplateFaultError(
            f"Ligne {fault.lineno} : l'écriture entre accolades ne se lit pas."
        ) from fault
    return tuple(dict.fromkeys(_names(tree, frozenset())))


def fill(source: str, values: Values, *, markdown: bool = True) -> str:
    """Return the text of a template; `markdown` keeps the signs of values from being markup.

    Raises:
        TemplateFaultError: see `check`.
    """
    check(source)
    environment = _environment()
    spaces: dict[str, dict[str, Any]] = {
        space: {key: _value(f"{space}.{key}", values, markdown=markdown) for key in keys}
        for space, keys in NAMES.items()
    }
    for space, keys in LISTS.items():
        spaces[space] = {
            key: [_text(item, markdown=markdown) for item in values.lists.get(f"{space}.{key}", ())]
            for key in keys
        }
    try:
        return environment.from_string(source).render(spaces)
    except (SecurityError, TypeError, ArithmeticError) as fault:
        raise TemplateFaultError("Ce modèle fait ce qu'un courrier ne fait pas.") from fault


def unknown(name: str) -> str:
    """Return what stands where a name is not known: « [à compléter : date de la décision] »."""
    return str(_Unknown(label(name)))


def _value(name: str, values: Values, *, markdown: bool) -> str | _Unknown:
    known = values.texts.get(name, "").strip()
    if known:
        return _text(known, markdown=markdown)
    return _Unknown(label(name))


def _text(words: str, *, markdown: bool) -> str:
    if not markdown:
        return words
    return _LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", " ".join(words.split())))


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, autoescape=False)


def _names(node: nodes.Node, loops: frozenset[str]) -> Iterator[str]:
    line = f"Ligne {node.lineno} : "
    if not isinstance(node, _ALLOWED):
        raise TemplateFaultError(
            f"{line}seuls les noms de la liste, « if » et « for » sont possibles dans un courrier."
        )
    if isinstance(node, nodes.Getattr):
        yield _declared(node, line)
        return
    if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in loops:
        raise TemplateFaultError(f"{line}« {node.name} » n'est pas un nom de la liste.")
    if isinstance(node, nodes.For):
        if not isinstance(node.target, nodes.Name) or node.test or node.recursive:
            raise TemplateFaultError(f"{line}une liste se parcourt un élément après l'autre.")
        yield from _names(node.iter, loops)
        for inner in (*node.body, *node.else_):
            yield from _names(inner, loops | {node.target.name})
        return
    for child in node.iter_child_nodes():
        yield from _names(child, loops)


def _declared(node: nodes.Getattr, line: str) -> str:
    name = f"{node.node.name}.{node.attr}" if isinstance(node.node, nodes.Name) else node.attr
    try:
        label(name)
    except KeyError as missing:
        raise TemplateFaultError(f"{line}« {name} » n'est pas un nom de la liste.") from missing
    return name
