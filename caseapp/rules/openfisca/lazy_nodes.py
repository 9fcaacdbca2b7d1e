"""The parameters of a day, read when they are asked for, and for many rows at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.parameters import VectorialParameterNodeAtInstant
from openfisca_core.parameters.parameter_node_at_instant import ParameterNodeAtInstant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

Where: TypeAlias = tuple[str, str]  # the name of a node and the day, for what the library tells


class LazyNode(ParameterNodeAtInstant):  # type: ignore[misc]  # the library has no types
    """A node of parameters that reads its children when they are asked for.

    The library builds the 5 419 parameters of every date a formula looks at (30 ms each, over
    thirty dates); an estimate looks at a few hundred.
    """

    def __init__(self, name: str, node: Any, instant_str: str) -> None:
        self._name = name
        self._instant_str = instant_str
        self._node = node
        self._held: dict[str, Any] = {}
        self._checked = False  # its children may be asked for by an array of their names

    @property
    def _children(self) -> dict[str, Any]:
        for name in self._node.children:
            self._child(name)
        return {name: self._held[name] for name in self._node.children if name in self._held}

    def _child(self, name: str) -> Any:
        if name not in self._held:
            source = self._node.children.get(name)
            value = None if source is None else source.get_at_instant(self._instant_str)
            if value is None:
                return None
            self._held[name] = value
        return self._held[name]

    def add_child(self, child_name: str, child_at_instant: Any) -> None:
        """Hold a child that the node does not have."""
        self._held[child_name] = child_at_instant

    def __getattr__(self, key: str) -> Any:
        if key.startswith("_"):
            raise AttributeError(key)
        value = self._child(key)
        return super().__getattr__(key) if value is None else value

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            value = self._child(key)
            if value is not None:
                return value
        if isinstance(key, np.ndarray) and len(key):
            found = self._by_name(key)
            if found is not None:
                return found
        return super().__getitem__(key)

    def _by_name(self, key: Any) -> Any:
        """Return the children that an array names, None where it does not name them plainly."""
        names, index = distinct_names(key)
        if names is None:
            return None
        if not self._checked:
            VectorialParameterNodeAtInstant.check_node_vectorisable(self)
            self._checked = True
        return values_or_nodes(
            [self[name] for name in names], index, (self._name, self._instant_str)
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._children)


class FewNodes(VectorialParameterNodeAtInstant):  # type: ignore[misc]  # the library has no types
    """A node of parameters for each row of an array: few different ones, each held once.

    The library looks the parameter of every row up in Python, row by row.
    """

    def __init__(self, nodes: list[Any], index: NDArray[np.intp], where: Where) -> None:
        self._nodes = nodes
        self._index = index
        self._where = where
        self._name, self._instant_str = where

    @property
    def vector(self) -> list[Any]:
        """The node of each row, as the library holds them."""
        return [self._nodes[number] for number in self._index]

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            return values_or_nodes([node[key] for node in self._nodes], self._index, self._where)
        names, own = distinct_names(key)
        if names is None:
            return super().__getitem__(key)
        pairs, index = np.unique(self._index * len(names) + own, return_inverse=True)
        found = [self._nodes[pair // len(names)][names[pair % len(names)]] for pair in pairs]
        return values_or_nodes(found, index, self._where)


def distinct_names(key: Any) -> tuple[list[str] | None, NDArray[np.intp]]:
    """Return the different names in an array and the number of each row's; None for no names."""
    if isinstance(key, EnumArray) and key.possible_values is not None:
        numbers, index = np.unique(np.asarray(key), return_inverse=True)
        return [str(key.possible_values.names[number]) for number in numbers], index
    if key.dtype.kind in "iuU":
        values, index = np.unique(key, return_inverse=True)
        return [str(value) for value in values], index
    return None, np.zeros(0, np.intp)


def values_or_nodes(found: list[Any], index: NDArray[np.intp], where: Where) -> Any:
    """Return the value of each row, or its node where there are still children to choose."""
    if isinstance(found[0], ParameterNodeAtInstant):
        return FewNodes(found, index, where)
    return np.array(found)[index]
