"""Marks: small pieces of WordprocessingML."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from assistant.files.numbering import W
from assistant.review.characters import fit

AUTHOR = "整改通报助手"
INITIALS = "整改"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def text_element(text: str) -> etree._Element:
    """A w:t that keeps its blanks."""
    element = etree.Element(f"{W}t")
    element.text = fit(text)
    if element.text != element.text.strip():
        element.set(_SPACE, "preserve")
    return element


def run_of(text: str, like: etree._Element | None = None) -> etree._Element:
    """A run with the text, formatted as the run ``like``."""
    run = etree.Element(f"{W}r")
    properties = like.find(f"{W}rPr") if like is not None else None
    if properties is not None:
        run.append(deepcopy(properties))
    run.append(text_element(text))
    return run


def value(element: etree._Element, name: str) -> str:
    """An attribute of WordprocessingML, "" where it is missing."""
    return element.get(f"{W}{name}", "")


def signature(date: str | None) -> dict[str, str]:
    """The attributes that say who wrote a comment or a change, and when if that is known."""
    return {f"{W}author": AUTHOR} | ({f"{W}date": date} if date else {})


def empty_copy(element: etree._Element) -> etree._Element:
    """An element of the same name and attributes without content."""
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    return etree.Element(element.tag, attributes)


def next_id(root: etree._Element, *names: str) -> int:
    """A w:id above those of all elements of the given names."""
    ids = (value(element, "id") for element in root.iter(*(f"{W}{name}" for name in names)))
    return max((int(one) for one in ids if re.fullmatch(r"\d{1,9}", one)), default=-1) + 1
