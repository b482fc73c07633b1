"""Html looks: which elements of a web page a reader cannot see.

By attribute (hidden; aria-hidden only hides from screen readers), by inline style, or by a rule of
a style sheet in the page whose selector is made of tags, classes and ids, below one another or not
(assistant.files.html_selectors). Rules for a printer or for some widths of a screen, sheets that lie
elsewhere and scripts are not followed: nothing is fetched or run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import html

from assistant.files.html_selectors import Selectors, read_selectors

_HIDING = re.compile(
    r"visibility:(?:hidden|collapse)|opacity:0(?:\.0{1,4})?(?:;|!|$)"
    r"|font-size:(?:0(?:\.\d{1,4})?|1(?:\.0)?(?=p))(?:[a-z%]{0,4})(?:;|!|$)"
    r"|(?:text-indent|left|top|margin-left|margin-top|right):-\d{3,9}(?:\.\d{0,4})?(?:px|pt|em|rem)"
    r"|clip:rect\(0(?:px)?,?0(?:px)?,?0(?:px)?,?0(?:px)?\)"
    r"|(?:max-)?(?:height|width):0(?:px)?;.{0,60}?overflow:hidden"
    r"|transform:[^;]{0,60}?scale(?:3d|[xy])?\(0(?:\.0\d{0,3})?[,)]|(?:^|;)(?:scale|zoom):0(?:%|;|!|$)"
    r"|clip-path:(?:inset\((?:[5-9]\d|100)%[^;]{0,20}?\)|circle\(0[^;]{0,9}?\))"
    r"|filter:[^;]{0,40}?opacity\(0%?\)|content-visibility:hidden"
)
_GONE = re.compile(r"display:none")
_SHOWN = re.compile(r"display:(?!none|inherit)")
_WHITE = re.compile(
    r"(?:^|;)color:(?:white|#f{3}(?:f{3})?|rgba?\(255,255,255(?:,[\d.]{1,5})?\)|transparent)(?:;|!|$)"
)
_BACKGROUND = re.compile(
    r"background(?:-color|-image)?:(?!none|white|#f{3}|transparent|inherit|initial)"
)
_COLOUR = re.compile(r"(?:^|;)(color|background(?:-color)?):([a-z]{3,20}|#[0-9a-f]{3,8})(?:;|!|$)")
_BRACE = re.compile(r"[{}]")
_COMMENT = re.compile(r"/\*.{0,5000}?\*/", re.DOTALL)
# at-rules whose rules hold for whoever reads the page on a screen, whatever its size
_ALWAYS = re.compile(
    r"@(?:media\s+(?:only\s+)?(?:screen|all)|layer\b[^,]{0,99}|supports\s*\([^{}]{0,99}\))\s*", re.I
)
_NOISE = re.compile(r"\s+|/\*.{0,500}?\*/", re.DOTALL)
_MOST_CHARACTERS = 200_000  # of a style sheet
_MOST_AROUND = 8  # at-rules inside one another
_KINDS = {
    "gone": _GONE,
    "shown": _SHOWN,
    "hiding": _HIDING,
    "white": _WHITE,
    "coloured": _BACKGROUND,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What the rules of the page select: what they take out, put back in, hide, whiten, colour."""

    gone: Selectors
    shown: Selectors
    hiding: Selectors
    white: Selectors
    coloured: Selectors

    def hides(self, element: html.HtmlElement) -> bool:
        """Whether an element, with all that is in it, is not seen."""
        if element.get("hidden") is not None:
            return True
        style = _bare(element.get("style") or "")
        if style and (_HIDING.search(style) or _drowned(style)):
            return True
        if self._gone(element, style) or self.hiding.weigh(element):
            return True
        white = (style and _WHITE.search(style)) or self.white.weigh(element)
        font = element.tag == "font" and (element.get("color") or "").lower() in (
            "white",
            "#ffffff",
        )
        return bool(white or font) and not self._on_colour(element)

    def _gone(self, element: html.HtmlElement, style: str) -> bool:
        """Whether the element takes no place: by its own style, else by the heavier rule."""
        if _GONE.search(style) or _SHOWN.search(style):
            return bool(_GONE.search(style))
        gone = self.gone.weigh(element)
        return gone is not None and gone > (self.shown.weigh(element) or (0, 0, 0, -1))

    def _on_colour(self, element: html.HtmlElement) -> bool:
        """Whether the element or one around it has a background of its own."""
        for around in (element, *element.iterancestors()):
            style = _bare(around.get("style") or "")
            if around.get("bgcolor") or around.get("background") or _BACKGROUND.search(style):
                return True
            if self.coloured.weigh(around):
                return True
        return False


def read_looks(root: html.HtmlElement) -> Looks:
    """The rules of the page's own style sheets."""
    found: dict[str, list[tuple[str, int]]] = {kind: [] for kind in _KINDS}
    sheets = "\n".join((sheet.text or "")[:_MOST_CHARACTERS] for sheet in root.iter("style"))
    for number, (selectors, style) in enumerate(_rules(_COMMENT.sub("", sheets))):
        for kind, pattern in _KINDS.items():
            if pattern.search(style) or (kind == "hiding" and _drowned(style)):
                found[kind].extend((one, number) for one in selectors.split(","))
    return Looks(**{kind: read_selectors(selectors) for kind, selectors in found.items()})


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and bare declarations of the rules that hold for every reader on a screen."""
    begun = 0
    around: list[str] = []
    for brace in _BRACE.finditer(sheet):
        part, begun = sheet[begun : brace.start()], brace.end()
        if brace[0] == "{":
            around.append(part.rpartition(";")[2].strip())
        elif around:
            prelude = around.pop()
            if not prelude.startswith("@") and _hold(around):
                yield prelude, _bare(part)


def _hold(around: Sequence[str]) -> bool:
    """Whether a rule inside these at-rules holds always."""
    return len(around) <= _MOST_AROUND and all(
        any(_ALWAYS.fullmatch(medium) for medium in _media(prelude)) for prelude in around
    )


def _media(prelude: str) -> list[str]:
    """An at-rule for each medium that one names: @media print, screen."""
    name, _, media = prelude.partition(" ")
    return [f"{name} {one.strip()}" for one in media.split(",")[:9]] if media else [prelude]


def _drowned(style: str) -> bool:
    """Whether declarations give text and background the same colour."""
    told = {
        name.removesuffix("-color"): value
        for name, value in _COLOUR.findall(style.replace(";", ";;"))
    }
    return "color" in told and told["color"] == told.get("background")


def _bare(style: str) -> str:
    """Declarations without blanks and comments, in lower case."""
    return _NOISE.sub("", style[:4000]).lower()
