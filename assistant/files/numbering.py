"""Numbering: the ordinals that Word writes by itself in front of paragraphs.

They are no part of the paragraph's text, yet a reader sees them, and the parser needs them. Source
of the formats: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from assistant.notice.numerals import to_chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
LEVELS = 9  # of a list (17.9.6: 0 to 8)
LONGEST_TEXT = 255  # characters of a level's text; Word writes a dozen
LONGEST_CHAIN = 20  # styles built on one another
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list is written: "%1、" with chineseCounting from ``start``."""

    format: str
    text: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A list and a level in it, as a paragraph or a style names them."""

    list_id: str
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """The lists of a document; ``levels`` by list id, ``styles`` by style id."""

    levels: Mapping[str, Mapping[int, Level]]
    shared: Mapping[str, str]  # list id → id of what it counts with (lists may share a counter)
    styles: Mapping[str, Numbered]


@dataclass(slots=True, kw_only=True)
class Counter:
    """Counts through a document from its first paragraph to its last."""

    numbering: Numbering
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def marker(self, paragraph: etree._Element) -> str:
        """The ordinal that Word shows in front of this paragraph, "" where none; counts it."""
        numbered = _of_paragraph(paragraph, self.numbering.styles)
        levels = self.numbering.levels.get(numbered.list_id) if numbered else None
        if numbered is None or levels is None or numbered.level not in levels:
            return ""
        counts = self._counts.setdefault(self.numbering.shared[numbered.list_id], {})
        level = numbered.level
        counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _render(levels, counts, level)


def _render(levels: Mapping[int, Level], counts: Mapping[int, int], level: int) -> str:
    if levels[level].format in ("bullet", "none"):
        return ""

    def write(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        if index not in levels:
            return ""
        return write_number(counts.get(index, levels[index].start), levels[index].format)

    text = _PLACE.sub(write, levels[level].text)
    return text + " " if text and text[-1].isalnum() and text[-1].isascii() else text


def write_number(number: int, form: str) -> str:
    """Write an ordinal in one of Word's formats; unknown formats are written in Arabic."""
    if not 0 < number < 10_000:
        return str(number)
    if form.startswith(("chinese", "japaneseCounting", "taiwaneseCounting", "ideographDigital")):
        return to_chinese(number)
    if form.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalEnclosedParen":
        return f"（{number}）"
    if form.endswith("Letter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and number < 400:
        return _roman(number).upper() if form.startswith("upper") else _roman(number)
    if form == "decimalZero":
        return f"{number:02}"
    return str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in (*_ROMAN, (1, "i")):
        out += letters * (number // value)
        number %= value
    return out


def read_numbering(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """Read word/numbering.xml and word/styles.xml (None where the document has none)."""
    if numbering is None:
        return Numbering(levels={}, shared={}, styles={})
    abstract = {
        element.get(f"{W}abstractNumId", ""): _levels(element)
        for element in numbering.iterchildren(f"{W}abstractNum")
    }
    levels: dict[str, Mapping[int, Level]] = {}
    shared: dict[str, str] = {}
    for num in numbering.iterchildren(f"{W}num"):
        list_id = num.get(f"{W}numId", "")
        base = _value(num.find(f"{W}abstractNumId"))
        overrides = _overrides(num, abstract.get(base, {}))
        levels[list_id] = {**abstract.get(base, {}), **overrides}
        shared[list_id] = list_id if overrides else f"abstract {base}"
    return Numbering(levels=levels, shared=shared, styles=_style_lists(styles))


def _levels(parent: etree._Element) -> dict[int, Level]:
    levels = {
        _number(lvl.get(f"{W}ilvl"), 0): _level(lvl) for lvl in parent.iterchildren(f"{W}lvl")
    }
    return {index: level for index, level in levels.items() if index < LEVELS}


def _level(element: etree._Element) -> Level:
    return Level(
        format=_value(element.find(f"{W}numFmt")) or "decimal",
        text=_value(element.find(f"{W}lvlText"))[:LONGEST_TEXT],
        start=_number(_value(element.find(f"{W}start")), 1),
    )


def _overrides(num: etree._Element, base: Mapping[int, Level]) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for override in num.iterchildren(f"{W}lvlOverride"):
        index = _number(override.get(f"{W}ilvl"), 0)
        replaced = override.find(f"{W}lvl")
        level = _level(replaced) if replaced is not None else base.get(index)
        start = override.find(f"{W}startOverride")
        if level is not None and start is not None:
            level = Level(format=level.format, text=level.text, start=_number(_value(start), 1))
        if level is not None and index < LEVELS:
            found[index] = level
    return found


def _style_lists(styles: etree._Element | None) -> dict[str, Numbered]:
    """Which styles number their paragraphs, by themselves or through the style they build on."""
    own: dict[str, Numbered] = {}
    parents: dict[str, str] = {}
    for style in styles.iterchildren(f"{W}style") if styles is not None else ():
        name = style.get(f"{W}styleId", "")
        parents[name] = _value(style.find(f"{W}basedOn"))
        numbered = _num_pr(style.find(f"{W}pPr/{W}numPr"), None)
        if numbered is not None:
            own[name] = numbered
    found = {}
    for name in parents:
        ancestor = name
        for _ in range(LONGEST_CHAIN):
            if ancestor in own or not parents.get(ancestor):
                break
            ancestor = parents[ancestor]
        if ancestor in own:
            found[name] = own[ancestor]
    return found


def _of_paragraph(paragraph: etree._Element, styles: Mapping[str, Numbered]) -> Numbered | None:
    style = styles.get(_value(paragraph.find(f"{W}pPr/{W}pStyle")))
    return _num_pr(paragraph.find(f"{W}pPr/{W}numPr"), style)


def _num_pr(element: etree._Element | None, default: Numbered | None) -> Numbered | None:
    """A w:numPr over what the style says; list 0 takes the numbering away."""
    if element is None:
        return default
    list_id = _value(element.find(f"{W}numId")) or (default.list_id if default else "")
    level = _value(element.find(f"{W}ilvl"))
    if not list_id or list_id == "0":
        return None
    return Numbered(list_id=list_id, level=_number(level, default.level if default else 0))


def _value(element: etree._Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""


def _number(text: str | None, default: int) -> int:
    sound = text and len(text) <= 9 and text.isascii() and text.isdigit()
    return int(text) if text and sound else default
