"""Html selectors: which elements a rule of a style sheet selects.

Understood are tags, classes and ids (``p``, ``.a``, ``td.a.b``, ``#x``), also below one another
(``div p``, ``ul > li``); ``*`` is any element. What else CSS knows (states, attributes, neighbours)
selects nothing here. Of several ways up to the elements around, the nearest is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from lxml import html

_PART = re.compile(
    r"([a-zA-Z][a-zA-Z0-9]{0,20}|\*)?((?:[.#][A-Za-z0-9_\-\u00a0-\uffff]{1,80}){0,6})"
)
_NAME = re.compile(r"[.#][^.#]+")
_JOINT = re.compile(r"\s*(>)\s*|\s+")
_MOST_PARTS = 6  # of a selector
_MOST_ALIKE = 40  # selectors that end in the same name; a page has a handful
_MOST_CLASSES = 20  # of an element


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One element of a selector: its tag ("" for any) and its classes and ids (".a", "#b").

    ``direct``: the part before it must be the element directly around (``>``).
    """

    tag: str
    names: frozenset[str]
    direct: bool

    def fits(self, element: html.HtmlElement) -> bool:
        """Whether an element by itself is one that this part means."""
        return self.tag in ("", element.tag) and self.names <= set(_names(element))


# a rule's weight in the cascade: how many ids, classes and tags it names, then where it stands
Weight = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chain:
    """One selector: its parts from the last outwards, and its weight."""

    parts: tuple[_Part, ...]
    weight: Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """Selectors, each from its last part outwards, by a name that the element must bear."""

    chains: Mapping[str, tuple[_Chain, ...]]

    def weigh(self, element: html.HtmlElement) -> Weight | None:
        """The weight of the heaviest selector that selects ``element``; None where none does."""
        if not self.chains or not isinstance(element.tag, str):
            return None
        keys = ("", element.tag, *_names(element))
        chains = (chain for key in keys for chain in self.chains.get(key, ()))
        return max((one.weight for one in chains if _fits(one.parts, element)), default=None)


def read_selectors(selectors: Iterable[tuple[str, int]]) -> Selectors:
    """Selectors, each with the number of its rule, without those that are not understood."""
    chains: dict[str, list[_Chain]] = {}
    for one, number in {selector.strip(): number for selector, number in selectors}.items():
        parts = _parts(one)
        if parts:
            alike = chains.setdefault(min(parts[0].names, default=parts[0].tag), [])
            if len(alike) < _MOST_ALIKE:
                alike.append(_Chain(parts=parts, weight=_weight(parts, number)))
    return Selectors(chains={key: tuple(alike) for key, alike in chains.items()})


def _weight(parts: tuple[_Part, ...], number: int) -> Weight:
    names = [name for part in parts for name in part.names]
    ids = sum(name.startswith("#") for name in names)
    return ids, len(names) - ids, sum(bool(part.tag) for part in parts), number


def _parts(selector: str) -> tuple[_Part, ...]:
    """The parts of one selector, the last first; empty where it is not understood."""
    pieces = _JOINT.split(selector[:400])
    found = []
    for at in range(0, len(pieces), 2):
        part = _PART.fullmatch(pieces[at] or "")
        if part is None or not part[0]:
            return ()
        tag = (part[1] or "").lower()
        direct = at > 0 and pieces[at - 1] == ">"
        names = frozenset(_NAME.findall(part[2]))
        found.append(_Part(tag="" if tag == "*" else tag, names=names, direct=direct))
    return tuple(reversed(found)) if len(found) <= _MOST_PARTS else ()


def _fits(parts: tuple[_Part, ...], element: html.HtmlElement) -> bool:
    if not parts[0].fits(element):
        return False
    at = element
    for inner, outer in pairwise(parts):
        around = (at.getparent(),) if inner.direct else at.iterancestors()
        found = next((one for one in around if one is not None and outer.fits(one)), None)
        if found is None:
            return False
        at = found
    return True


def _names(element: html.HtmlElement) -> Iterator[str]:
    """The classes and the id of an element as selectors write them."""
    for name in (element.get("class") or "").split()[:_MOST_CLASSES]:
        yield f".{name}"
    if element.get("id"):
        yield f"#{element.get('id')}"
