"""Pdf resources: what a page names, and which of its layers are switched off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf import PageObject

_MOST_LAYERS = 2_000


def named(page: PageObject, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The page's resources of a kind ("/XObject"), by name."""
    held = _dictionary(page.get("/Resources"))
    for name, found in _dictionary(held.get(kind)).items():
        found = found.get_object()
        if isinstance(found, dict):
            yield str(name), found


def images(page: PageObject) -> set[str]:
    """Names of the images that the page may paint (Do)."""
    return {name for name, found in named(page, "/XObject") if found.get("/Subtype") == "/Image"}


def layers_off(page: PageObject) -> frozenset[str]:
    """Names of the page's layers (/Properties) that a viewer does not show as the file opens.

    Source: ISO 32000-1, 8.11: a group in /OFF of the default configuration, or in none where its
    /BaseState is /OFF; a membership whose groups are all off.
    """
    own = _dictionary(page.get("/Resources")).get("/Properties")
    root = getattr(page.pdf, "root_object", None)
    if own is None or root is None:
        return frozenset()
    layers = _dictionary(root.get("/OCProperties"))
    default = _dictionary(layers.get("/D"))
    off = _keys(default.get("/OFF"))
    if default.get("/BaseState") == "/OFF":
        off |= _keys(layers.get("/OCGs")) - _keys(default.get("/ON"))
    return frozenset(
        str(name) for name, layer in _dictionary(own).items() if off and _is_off(layer, off)
    )


def _is_off(layer: Any, off: set[str]) -> bool:
    groups = _dictionary(layer).get("/OCGs")
    if groups is None:
        return _key(layer) in off
    members = _keys(groups) if isinstance(groups.get_object(), list) else {_key(groups)}
    return bool(members) and members <= off


def _keys(references: Any) -> set[str]:
    """What tells the objects of a list of references apart."""
    held = references.get_object() if references is not None else None
    return {_key(one) for one in held[:_MOST_LAYERS]} if isinstance(held, list) else set()


def _key(reference: Any) -> str:
    number = getattr(reference, "idnum", None)
    return str(number if number is not None else id(reference))


def _dictionary(value: Any) -> dict[str, Any]:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, dict) else {}
