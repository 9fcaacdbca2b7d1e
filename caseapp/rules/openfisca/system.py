"""The tax-benefit system, loaded once a process, with its stale parameters replaced."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openfisca_core import periods
from openfisca_core.parameters import ParameterNode
from openfisca_core.parameters import parameter_node as node_module
from openfisca_core.parameters.parameter_node_at_instant import ParameterNodeAtInstant
from openfisca_core.variables import Variable
from openfisca_france.france_taxbenefitsystem import FranceTaxBenefitSystem

from caseapp.rules.parameters import load_replacements

if TYPE_CHECKING:
    from collections.abc import Iterator


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
        return super().__getitem__(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._children)


class QuickSystem(FranceTaxBenefitSystem):  # type: ignore[misc]  # the library has no types
    """The system without the source text of each variable, which only a web page would show.

    The library parses every model file a second time for it: a second of loading.
    """

    def add_variables_from_file(self, file_path: str) -> None:
        """Add the variables that a file of the model defines."""
        name = f"{id(self)}_{hash(file_path)}_{Path(file_path).stem}"
        spec = spec_from_file_location(name, file_path)
        if spec is None or spec.loader is None:
            raise ImportError(file_path)
        module = module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        for member in vars(module).values():
            own = isinstance(member, type) and member.__module__ == name
            if own and issubclass(member, Variable):
                self.add_variable(member)


def load_system() -> Any:
    """Load OpenFisca-France and replace its stale parameters (no file of it is touched)."""
    node_module.ParameterNodeAtInstant = LazyNode
    system = QuickSystem()
    for entry in load_replacements().replacements:
        parameter(system, entry.path).update(
            start=periods.instant(str(entry.start)), value=entry.value
        )
    return system


def parameter(system: Any, path: str) -> Any:
    """Return a parameter, or a node of them, by its dotted path."""
    node: Any = system.parameters
    for part in path.split("."):
        node = node.children[part] if isinstance(node, ParameterNode) else getattr(node, part)
    return node


def value_at(system: Any, path: str, day: str) -> float:
    """Return the value of a parameter on a day (``YYYY-MM-DD``)."""
    return float(parameter(system, path).get_at_instant(day))
