"""Reads the forms that ship: one YAML file each, and the blocks of fields that several share."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from caseapp.kernel.places import resources
from caseapp.rules.forms.template import FormTemplate
from caseapp.rules.letters.filling import check

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ENDING = ".yaml"
_BLOCKS = "_blocks.yaml"
_RIGHTS = re.compile(r"^rights: \[([^\]]*)\]", re.MULTILINE)


@cache
def load_forms() -> Mapping[str, FormTemplate]:
    """Return the forms by code, in the order of their names.

    Raises:
        TemplateFaultError: an expression uses a name that is not declared.
        KeyError: a part uses a block that is not there.
    """
    blocks = _document(_BLOCKS)
    names = [entry.name for entry in (resources() / "forms").iterdir()]
    found = [_form(name, blocks) for name in names if _is_form(name)]
    found.sort(key=lambda form: form.name)
    return {form.code: form for form in found}


@cache
def forms_of(right: str) -> tuple[FormTemplate, ...]:
    """Return the forms by which a right is asked for."""
    return tuple(form for form in load_forms().values() if right in form.rights)


@cache
def rights_with_forms() -> frozenset[str]:
    """Return the rights that have a form, without reading the forms: a page asks as it is shown."""
    folder = resources() / "forms"
    texts = (
        entry.read_text(encoding="utf-8") for entry in folder.iterdir() if _is_form(entry.name)
    )
    found = (_RIGHTS.search(text) for text in texts)
    return frozenset(code for one in found if one for code in one[1].replace(" ", "").split(","))


def _is_form(name: str) -> bool:
    return name.endswith(_ENDING) and name != _BLOCKS


def _form(name: str, blocks: Mapping[str, Any]) -> FormTemplate:
    document = _document(name)
    for part in document.get("parts", ()):
        part["fields"] = list(_fields(part.get("fields", ()), blocks))
    form = FormTemplate.model_validate({"code": name.removesuffix(_ENDING), **document})
    for part in form.parts:
        for field in part.fields:
            check(field.value)
    return form


def _fields(entries: Any, blocks: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the fields, those of a block in the place of its name."""
    for entry in entries:
        if isinstance(entry, str):
            yield from blocks[entry]
        else:
            yield entry


def _document(name: str) -> dict[str, Any]:
    text = (resources() / "forms" / name).read_text(encoding="utf-8")
    document: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: S506 - both are safe loaders
    return document
