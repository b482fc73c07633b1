"""Html looks: which elements of a web page a reader cannot see.

By attribute (hidden; aria-hidden only hides from screen readers), by inline style, or by a rule of
a style sheet in the page whose selector is a tag, a class or an id. Selectors that combine, sheets
that lie elsewhere and scripts are not followed: nothing is fetched or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

_HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0{1,4})?(?:;|!|$)"
    r"|font-size:(?:0(?:\.\d{1,4})?|1(?:\.0)?(?=p))(?:[a-z%]{0,4})(?:;|!|$)"
    r"|(?:text-indent|left|top|margin-left|margin-top|right):-\d{3,9}(?:\.\d{0,4})?(?:px|pt|em|rem)"
    r"|clip:rect\(0(?:px)?,?0(?:px)?,?0(?:px)?,?0(?:px)?\)"
    r"|(?:max-)?height:0(?:px)?;.{0,60}?overflow:hidden"
)
_WHITE = re.compile(
    r"(?:^|;)color:(?:white|#f{3}(?:f{3})?|rgba?\(255,255,255(?:,[\d.]{1,5})?\)|transparent)(?:;|!|$)"
)
_BACKGROUND = re.compile(
    r"background(?:-color|-image)?:(?!none|white|#f{3}|transparent|inherit|initial)"
)
_BRACE = re.compile(r"[{}]")
_SELECTOR = re.compile(r"([a-z][a-z0-9]{0,9})?(?:([.#])([A-Za-z0-9_-]{1,60}))?")
_NOISE = re.compile(r"\s+|/\*.{0,500}?\*/", re.DOTALL)
_MOST_CHARACTERS = 200_000  # of a style sheet
_KINDS = {"hiding": _HIDING, "white": _WHITE, "coloured": _BACKGROUND}


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """Hiding rules by what they select: "tag", ".class", "#id", "tag.class"; and backgrounds."""

    hiding: frozenset[str]
    white: frozenset[str]
    coloured: frozenset[str]

    def hides(self, element: html.HtmlElement) -> bool:
        """Whether an element, with all that is in it, is not seen."""
        if element.get("hidden") is not None:
            return True
        style = _bare(element.get("style") or "")
        if style and _HIDING.search(style):
            return True
        selected = set(_selectors(element)) if self.hiding or self.white else set()
        if selected & self.hiding:
            return True
        white = (style and _WHITE.search(style)) or bool(selected & self.white)
        font = element.tag == "font" and (element.get("color") or "").lower() in (
            "white",
            "#ffffff",
        )
        return bool(white or font) and not self._on_colour(element)

    def _on_colour(self, element: html.HtmlElement) -> bool:
        """Whether the element or one around it has a background of its own."""
        for around in (element, *element.iterancestors()):
            style = _bare(around.get("style") or "")
            if around.get("bgcolor") or around.get("background") or _BACKGROUND.search(style):
                return True
            if self.coloured and self.coloured & set(_selectors(around)):
                return True
        return False


def read_looks(root: html.HtmlElement) -> Looks:
    """The rules of the page's own style sheets."""
    found: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    for sheet in root.iter("style"):
        for selectors, style in _rules((sheet.text or "")[:_MOST_CHARACTERS]):
            kinds = [kind for kind, pattern in _KINDS.items() if pattern.search(style)]
            for selector in _simple(selectors) if kinds else ():
                for kind in kinds:
                    found[kind].add(selector)
    return Looks(**{kind: frozenset(selectors) for kind, selectors in found.items()})


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and bare declarations of the rules that hold on every medium (no @ around)."""
    begun = 0
    prelude = ""
    depth = 0
    for brace in _BRACE.finditer(sheet):
        part, begun = sheet[begun : brace.start()], brace.end()
        if brace[0] == "{":
            prelude = part if depth == 0 else prelude
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and "@" not in prelude:
                yield prelude.rsplit("*/", 1)[-1], _bare(part)


def _simple(selectors: str) -> Iterator[str]:
    """Those of a rule's selectors that name one element only."""
    for one in selectors.split(","):
        match = _SELECTOR.fullmatch(one.strip())
        if match is not None and match[0]:
            yield match[0]


def _selectors(element: html.HtmlElement) -> Iterator[str]:
    """All simple selectors that select an element."""
    tag = str(element.tag)
    names = [f".{name}" for name in (element.get("class") or "").split()[:20]]
    if element.get("id"):
        names.append(f"#{element.get('id')}")
    yield tag
    for name in names:
        yield name
        yield tag + name


def _bare(style: str) -> str:
    """Declarations without blanks and comments, in lower case."""
    return _NOISE.sub("", style[:4000]).lower()
