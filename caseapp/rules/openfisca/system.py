"""The tax-benefit system, loaded once a process, with its stale parameters replaced."""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from openfisca_core import periods
from openfisca_core.parameters import ParameterNode
from openfisca_core.parameters import parameter_node as node_module
from openfisca_core.variables import Variable
from openfisca_france.france_taxbenefitsystem import FranceTaxBenefitSystem

from caseapp.rules.openfisca.lazy_nodes import LazyNode
from caseapp.rules.parameters import load_replacements


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


@lru_cache(maxsize=2048)  # the law of a day does not change once it is loaded
def value_at(system: Any, path: str, day: str) -> float:
    """Return the value of a parameter on a day (``YYYY-MM-DD``)."""
    return float(parameter(system, path).get_at_instant(day))
