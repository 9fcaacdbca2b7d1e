"""Formulas that a service writes: named variables, four operations, a few functions; never `eval`.

A formula is read as a French spreadsheet is: decimal commas, arguments parted by semicolons
(« (ressources + prestations) / parts_caf », « max(0; ressources - 1,5 * loyer) »). Amounts are
euros a month, counts are whole numbers; what comes out is in the unit the formula makes of them.
"""

from __future__ import annotations

import ast
import operator
import re
import warnings
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from difflib import get_close_matches
from typing import TYPE_CHECKING

from caseapp.kernel.french import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LONGEST = 400  # characters
_DEEPEST = 40  # operations inside one another
_HIGHEST = Decimal(10) ** 12

_TWO: dict[type[ast.AST], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_COMPARED: dict[type[ast.AST], Callable[[Decimal, Decimal], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
_ARGUMENTS = {"min": (2, 9), "max": (2, 9), "arrondi": (1, 2), "si": (3, 3)}
_NAME = re.compile(r"[^\W\d]\w*")
FUNCTIONS = tuple(_ARGUMENTS)


class FormulaError(ValueError):
    """A formula cannot be read or counted; the message is the French sentence to show."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read: its text, and the variables it names."""

    text: str
    names: tuple[str, ...]
    _tree: ast.expr = field(repr=False)

    def value(self, values: Mapping[str, Decimal | None]) -> Decimal:
        """Return what the formula gives, for values that are all known.

        Raises:
            FormulaError: a division by zero, a result out of bounds, or a value not known.
        """
        unknown = [name for name in self.names if values.get(name) is None]
        if unknown:
            raise FormulaError(f"Inconnu : {', '.join(unknown)}.")
        try:
            found = _count(self._tree, values)
        except (ZeroDivisionError, InvalidOperation):
            raise FormulaError("La formule divise par zéro.") from None
        if abs(found) > _HIGHEST:
            raise FormulaError("Le résultat est trop grand pour être juste.")
        return found


def read(text: str, known: Sequence[str]) -> Formula:
    """Return the formula of a text that may use these variables.

    Raises:
        FormulaError: it is empty, too long, badly written, or names something else.
    """
    if not text.strip():
        raise FormulaError("Écrire une formule, par exemple : ressources / personnes.")
    if len(text) > LONGEST:
        raise FormulaError(f"Une formule a {LONGEST} caractères au plus.")
    try:
        with warnings.catch_warnings():  # « 2and », which Python reads with a word on the console
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(_as_expression(text), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError(_badly_written(text)) from None
    names: dict[str, None] = {}
    _check(tree, known, names, 0)
    return Formula(text.strip(), tuple(names), tree)


def _as_expression(text: str) -> str:
    """Return the text in the operators of an expression: what a spreadsheet writes otherwise."""
    plain = re.sub(r"(?<=\d),(?=\d)", ".", " ".join(text.split()))
    plain = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", plain)
    for written, meant in (("×", "*"), ("÷", "/"), ("−", "-"), ("<>", "!="), (";", ",")):
        plain = plain.replace(written, meant)
    plain = plain.replace("≤", "<=").replace("≥", ">=").replace("≠", "!=")
    plain = re.sub(r"(?<![<>=!])=(?!=)", "==", plain)
    return _NAME.sub(lambda match: fold(match.group()).replace(" ", "_"), plain)


def _badly_written(text: str) -> str:
    opened, closed = text.count("("), text.count(")")
    if opened > closed:
        return "Il manque une parenthèse fermante."
    if closed > opened:
        return "Il y a une parenthèse fermante de trop."
    return (
        "Cette formule ne peut pas être lue. Écrire par exemple : "
        "(ressources - loyer) / personnes, ou max(0; reste_a_vivre)."
    )


def _check(node: ast.AST, known: Sequence[str], names: dict[str, None], depth: int) -> None:
    if depth > _DEEPEST:
        raise FormulaError("La formule a trop de parenthèses les unes dans les autres.")
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return
        case ast.Name(id=name):
            _check_name(name, known)
            names[name] = None
        case ast.Call(func=ast.Name(id=name), args=inputs, keywords=[]):
            _check_call(name, len(inputs))
        case _:
            pass
    for part in _parts(node):
        _check(part, known, names, depth + 1)


def _parts(node: ast.AST) -> Sequence[ast.expr]:
    """Return what an operation works on.

    Raises:
        FormulaError: it is none of those a formula may have.
    """
    match node:
        case ast.Name():
            return ()
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _TWO:
            return (left, right)
        case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=inner):
            return (inner,)
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARED:
            return (left, right)
        case ast.Call(func=ast.Name(), args=inputs, keywords=[]):
            return inputs
        case _:
            raise FormulaError(
                "Une formule n'a que des nombres, des variables, + - × /, des parenthèses et "
                f"les fonctions {', '.join(FUNCTIONS)}."
            )


def _check_name(name: str, known: Sequence[str]) -> None:
    if name in known:
        return
    near = get_close_matches(name, known, 1)
    meant = f" Vouliez-vous écrire « {near[0]} » ?" if near else ""
    raise FormulaError(f"« {name} » n'est pas une variable connue.{meant}")


def _check_call(name: str, count: int) -> None:
    if name not in _ARGUMENTS:
        raise FormulaError(f"« {name} » n'est pas une fonction. Il y a : {', '.join(FUNCTIONS)}.")
    least, most = _ARGUMENTS[name]
    if not least <= count <= most:
        asked = f"{least}" if least == most else f"{least} à {most}"
        raise FormulaError(f"« {name} » demande {asked} valeurs, séparées par des points-virgules.")


def _count(node: ast.AST, values: Mapping[str, Decimal | None]) -> Decimal:
    match node:
        case ast.Constant(value=value):
            return Decimal(str(value))
        case ast.Name(id=name):
            return values[name] or Decimal(0)
        case ast.BinOp(left=left, op=op, right=right):
            return _TWO[type(op)](_count(left, values), _count(right, values))
        case ast.UnaryOp(op=op, operand=inner):
            found = _count(inner, values)
            return -found if isinstance(op, ast.USub) else found
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return Decimal(int(_COMPARED[type(op)](_count(left, values), _count(right, values))))
        case ast.Call(func=ast.Name(id=name), args=inputs):
            return _call(name, inputs, values)
        case _:
            raise FormulaError("Cette formule ne peut pas être comptée.")


def _call(name: str, inputs: list[ast.expr], values: Mapping[str, Decimal | None]) -> Decimal:
    if name == "si":  # what is not chosen is not counted: it may divide by zero
        chosen = inputs[1] if _count(inputs[0], values) else inputs[2]
        return _count(chosen, values)
    found = [_count(part, values) for part in inputs]
    if name == "min":
        return min(found)
    if name == "max":
        return max(found)
    places = int(found[1]) if len(found) > 1 else 0
    if not 0 <= places <= 6:
        raise FormulaError("« arrondi » garde de 0 à 6 décimales.")
    return found[0].quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
