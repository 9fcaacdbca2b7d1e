"""Fills the blanks of a template: what is known as text, what is not as a place to write.

The templates of the service come from outside: Jinja runs in its sandbox, only declared names may
be used, and a value is text, never markup nor code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from caseapp.rules.letters.names import LETTERHEAD, LISTS, NAMES, every_name, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BLANK = "à compléter"
LONGEST = 50_000  # characters: a letter of twenty pages
# What Markdown gives a meaning to: inside a line, and where one begins.
_MARKUP = re.compile(r"([\\`*_\[\]<>&~|])")
_LINE_START = re.compile(r"^(\d*)([#+\-=.)])")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Getattr,
    nodes.Name, nodes.Const, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr, nodes.Compare,
    nodes.Operand, nodes.Concat,
)  # fmt: skip
_SPACES = re.compile(r"\s+")
_ONLY = "seuls les noms de la liste, « if » et « for » sont possibles dans un courrier."


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


@dataclass(frozen=True, slots=True)
class Fault:
    """What a letter may not do, and where."""

    line: int
    reason: str  # in French, to be shown


@dataclass(frozen=True, slots=True)
class Examined:
    """The names a template uses, in their order, and what is wrong with it."""

    names: tuple[str, ...]
    faults: tuple[Fault, ...]


def examine(source: str) -> Examined:
    """Read a template without running it."""
    try:
        tree = _environment().parse(source)
    except RecursionError:
        return Examined((), (Fault(1, "ce modèle est imbriqué trop profondément."),))
    except TemplateSyntaxError as fault:
        return Examined((), (Fault(fault.lineno, "l'écriture entre accolades ne se lit pas."),))
    found = list(_found(tree, ()))
    names = dict.fromkeys(one for one in found if isinstance(one, str))
    faults = dict.fromkeys(one for one in found if isinstance(one, Fault))
    return Examined(tuple(names), tuple(faults))


def check(source: str) -> tuple[str, ...]:
    """Return the names a template of a letter uses, in their order.

    Raises:
        TemplateFaultError: it cannot be read, does what a letter does not need, or uses a name
            that is none of ours.
    """
    if len(source) > LONGEST:
        raise TemplateFaultError(f"Un modèle a {LONGEST} caractères au plus.")
    examined = examine(source)
    for fault in examined.faults:
        raise TemplateFaultError(f"Ligne {fault.line} : {fault.reason}")
    for name in examined.names:
        if name in LETTERHEAD:
            raise TemplateFaultError(f"« {name} » est fait pour un papier à en-tête.")
    return examined.names


def fill(source: str, values: Values, *, markdown: bool = True) -> str:
    """Return the text of a template; `markdown` keeps the signs of values from being markup.

    Raises:
        TemplateFaultError: see `check`.
    """
    check(source)
    try:
        return _environment().from_string(source).render(context(values, markdown=markdown))
    except (SecurityError, TypeError, ArithmeticError) as fault:
        raise TemplateFaultError("Ce modèle fait ce qu'un courrier ne fait pas.") from fault


def context(values: Values, *, markdown: bool) -> dict[str, dict[str, Any]]:
    """Return all names with their values, as Jinja takes them: texts, and places to write."""
    spaces: dict[str, dict[str, Any]] = {
        space: {key: _value(f"{space}.{key}", values, markdown=markdown) for key in keys}
        for space, keys in NAMES.items()
    }
    for space, keys in LISTS.items():
        spaces[space] = {
            key: [_text(item, markdown=markdown) for item in values.lists.get(f"{space}.{key}", ())]
            for key in keys
        }
    return spaces


def unknown(name: str) -> str:
    """Return what stands where a name is not known: « [à compléter : date de la décision] »."""
    return str(_Unknown(label(name)))


def _value(name: str, values: Values, *, markdown: bool) -> str | _Unknown:
    known = values.texts.get(name, "").strip()
    if known:
        return _text(known, markdown=markdown)
    return _Unknown(label(name))


def as_markdown(text: str) -> str:
    """Return words whose signs are no markup, their blanks single."""
    return _LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", _SPACES.sub(" ", text)))


def _text(words: str, *, markdown: bool) -> str:
    if not markdown:
        return words
    # An address has lines; in a sentence, they follow each other.
    return as_markdown(", ".join(line.strip(" ,") for line in words.splitlines() if line.strip()))


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(lstrip_blocks=True, autoescape=False)


def _found(node: nodes.Node, loops: tuple[str, ...]) -> Iterator[str | Fault]:
    """Yield the names under a node, and what may not stand there."""
    if not isinstance(node, _ALLOWED):
        yield Fault(node.lineno, _ONLY)
        return
    match node:
        case nodes.Getattr():
            yield _declared(node)
        case nodes.Name() if node.ctx == "load" and node.name not in loops:
            yield Fault(node.lineno, f"« {node.name} » n'est pas un nom de la liste.")
        case nodes.For():
            yield from _found_in_loop(node, loops)
        case _:
            for child in node.iter_child_nodes():
                yield from _found(child, loops)


def _found_in_loop(loop: nodes.For, loops: tuple[str, ...]) -> Iterator[str | Fault]:
    if not isinstance(loop.target, nodes.Name) or loop.test or loop.recursive:
        yield Fault(loop.lineno, "une liste se parcourt un élément après l'autre.")
        return
    if loops:  # lists in lists would grow without end
        yield Fault(loop.lineno, "une liste ne se parcourt pas dans une autre.")
        return
    yield from _found(loop.iter, loops)
    for inner in (*loop.body, *loop.else_):
        yield from _found(inner, (*loops, loop.target.name))


def _declared(node: nodes.Getattr) -> str | Fault:
    name = f"{node.node.name}.{node.attr}" if isinstance(node.node, nodes.Name) else node.attr
    try:
        label(name)
    except KeyError:
        near = get_close_matches(name, every_name(), n=1)
        hint = f" Vouliez-vous dire « {near[0]} » ?" if near else ""
        return Fault(node.lineno, f"« {name} » n'est pas un nom de la liste.{hint}")
    return name
