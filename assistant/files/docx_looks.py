"""Docx looks: which runs of a Word document a reader cannot see.

Hidden are runs marked as such (w:vanish), white ones on no other background, those in the colour of
their own shade or highlight, with no or a transparent fill (w14:textFill), and those of at most two
points or five per cent width; whether by themselves or through a style. Source: ECMA-376 part 1,
17.3.2 (run properties) and 17.7 (styles); MS-DOCX 2.6.1 (text effects). Where the background is not
known (a text box, a table with a style), white counts as seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from assistant.files.numbering import W

TINY = 4  # half points
NARROW = 5  # per cent of the width of a character
LONGEST_CHAIN = 20  # styles built on one another
_OFF = ("0", "false", "off")
_WHITE = re.compile(r"(?:[Ff][0-9A-Fa-f]){3}")
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_WHITE_THEMES = ("background1", "light1")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_TELLING = {f"{W}{name}" for name in ("vanish", "color", "sz", "w", "rStyle")}
_TELLING.add(f"{_W14}textFill")
_CLEAR = 95_000  # of 100,000: the transparency from which nothing is seen of a fill
_NEAR = 24  # of 255: colours that differ no more in red, green and blue look the same
_HIGHLIGHTS = {  # 17.18.40
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkBlue": "000080",
    "darkCyan": "008080",
    "darkGray": "808080",
    "darkGreen": "008000",
    "green": "00FF00",
    "darkMagenta": "800080",
    "darkRed": "800000",
    "darkYellow": "808000",
    "red": "FF0000",
    "lightGray": "C0C0C0",
    "magenta": "FF00FF",
    "yellow": "FFFF00",
    "white": "FFFFFF",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Properties that hide, None where not said."""

    vanish: bool | None = None
    clear: bool | None = None
    drowned: bool | None = None
    white: bool | None = None
    tiny: bool | None = None
    narrow: bool | None = None
    shaded: bool | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else the one ``below``."""
        return Look(
            vanish=below.vanish if self.vanish is None else self.vanish,
            clear=below.clear if self.clear is None else self.clear,
            drowned=below.drowned if self.drowned is None else self.drowned,
            white=below.white if self.white is None else self.white,
            tiny=below.tiny if self.tiny is None else self.tiny,
            narrow=below.narrow if self.narrow is None else self.narrow,
            shaded=below.shaded if self.shaded is None else self.shaded,
        )

    @property
    def may_hide(self) -> bool:
        """Whether anything in it hides, the background aside."""
        return bool(self.white) or self.hides

    @property
    def hides(self) -> bool:
        """Whether anything in it hides on whatever background."""
        return bool(self.vanish or self.clear or self.drowned or self.tiny or self.narrow)


class Looks:
    """Tells hidden runs and rows, given word/styles.xml (None: none) and the main part."""

    def __init__(self, styles: etree._Element | None, document: etree._Element) -> None:
        background = document.find(f"{W}background")
        self._coloured = background is not None and not _is_white(background)
        self._own: dict[str, Look] = {}
        self._parents: dict[str, str] = {}
        self._known: dict[str, Look] = {}
        self._default = Look()
        self._default_style = ""
        if styles is not None:
            self._read(styles)
        self._styles_hide = any(look.may_hide for look in (self._default, *self._own.values()))

    def _read(self, styles: etree._Element) -> None:
        self._default = _look(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), None)
        for style in styles.iterchildren(f"{W}style"):
            name = style.get(f"{W}styleId", "")
            self._own[name] = _look(style.find(f"{W}rPr"), style.find(f"{W}pPr"))
            self._parents[name] = _value(style.find(f"{W}basedOn"))
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true"):
                self._default_style = name

    def hides(self, element: etree._Element) -> bool:
        """Whether a run (w:r) or a row (w:tr) is not seen."""
        if element.tag == f"{W}tr":
            hidden = element.find(f"{W}trPr/{W}hidden")
            return hidden is not None and hidden.get(f"{W}val", "1") not in _OFF
        properties = element.find(f"{W}rPr")
        telling = properties is not None and any(one.tag in _TELLING for one in properties)
        if not telling and not self._styles_hide:
            return False
        paragraph = next(element.iterancestors(f"{W}p"), None)
        look = self._look_of(properties, paragraph)
        if look.hides:
            return True
        return bool(look.white) and not look.shaded and not self._on_colour(element, paragraph)

    def hidden_text(self, body: etree._Element) -> Iterator[str]:
        """The text of all hidden runs and rows."""
        for element in body.iter(f"{W}r", f"{W}tr"):
            if self.hides(element) and next(element.iterancestors(_FALLBACK), None) is None:
                yield from (text.text or "" for text in element.iter(f"{W}t"))

    def _look_of(self, properties: etree._Element | None, paragraph: etree._Element | None) -> Look:
        style = _value(properties.find(f"{W}rStyle")) if properties is not None else ""
        around = paragraph.find(f"{W}pPr") if paragraph is not None else None
        below = _value(around.find(f"{W}pStyle")) if around is not None else ""
        look = _look(properties, around).over(self._of_style(style))
        return look.over(self._of_style(below or self._default_style)).over(self._default)

    def _of_style(self, name: str) -> Look:
        """The look of a style and of those that it is built on."""
        if name not in self._known:
            look, at = Look(), name
            for _ in range(LONGEST_CHAIN):
                if at not in self._own:
                    break
                look, at = look.over(self._own[at]), self._parents[at]
            self._known[name] = look
        return self._known[name]

    def _on_colour(self, run: etree._Element, paragraph: etree._Element | None) -> bool:
        """Whether there may be a background on which white is seen."""
        if self._coloured or paragraph is None:
            return True
        for around in paragraph.iterancestors(f"{W}tc", f"{W}tbl", f"{W}txbxContent"):
            if around.tag == f"{W}txbxContent":
                return True
            if around.tag == f"{W}tbl" and around.find(f"{W}tblPr/{W}tblStyle") is not None:
                return True
            kind = "tcPr" if around.tag == f"{W}tc" else "tblPr"
            if _is_shaded(around.find(f"{W}{kind}")):
                return True
        return False


def _look(run: etree._Element | None, paragraph: etree._Element | None) -> Look:
    """What a w:rPr says, and a w:pPr of the background."""
    shaded = True if _is_shaded(paragraph) or _is_shaded(run) else None
    if run is None:
        return Look(shaded=shaded)
    vanish, colour = run.find(f"{W}vanish"), run.find(f"{W}color")
    size, width = run.find(f"{W}sz"), run.find(f"{W}w")
    fill = run.find(f"{_W14}textFill")
    return Look(
        vanish=None if vanish is None else vanish.get(f"{W}val", "1") not in _OFF,
        clear=None if fill is None else _is_clear(fill),
        drowned=None if colour is None else _drowns(colour, run, paragraph),
        white=None if colour is None else _is_white(colour),
        tiny=None if size is None else _is_below(size, TINY),
        narrow=None if width is None else _is_below(width, NARROW),
        shaded=shaded,
    )


def _is_shaded(properties: etree._Element | None) -> bool:
    if properties is None:
        return False
    highlight, shade = properties.find(f"{W}highlight"), properties.find(f"{W}shd")
    if highlight is not None and _value(highlight) not in ("", "none", "white"):
        return True
    if shade is None:
        return False
    fill = shade.get(f"{W}fill", "auto")
    pattern = _value(shade) not in ("", "clear", "nil")
    themed = shade.get(f"{W}themeFill") not in (None, *_WHITE_THEMES)
    return pattern or themed or not (fill == "auto" or _WHITE.fullmatch(fill))


def _is_white(colour: etree._Element) -> bool:
    """Whether a w:color or w:background is white, or so near that it cannot be read on white."""
    value = colour.get(f"{W}val") or colour.get(f"{W}color") or ""
    if colour.get(f"{W}themeShade") is not None:
        return False
    return bool(_WHITE.fullmatch(value)) or colour.get(f"{W}themeColor") in _WHITE_THEMES


def _is_clear(fill: etree._Element) -> bool:
    """Whether a w14:textFill paints nothing, or something transparent."""
    alpha = next(fill.iter(f"{_W14}alpha"), None)
    value = alpha.get(f"{_W14}val", "") if alpha is not None else ""
    transparent = value.isascii() and value.isdigit() and len(value) < 9 and int(value) >= _CLEAR
    return transparent or fill.find(f"{_W14}noFill") is not None


def _drowns(colour: etree._Element, run: etree._Element, paragraph: etree._Element | None) -> bool:
    """Whether a text colour looks like the highlight or shade that it stands on."""
    for around in (run, paragraph):
        if around is None:
            continue
        highlight, shade = around.find(f"{W}highlight"), around.find(f"{W}shd")
        ground = _HIGHLIGHTS.get(_value(highlight), "")
        if not ground and shade is not None and _value(shade) in ("", "clear", "nil"):
            ground = shade.get(f"{W}fill", "")
        if ground and ground != "auto":
            return _alike(_value(colour), ground)
    return False


def _alike(one: str, other: str) -> bool:
    """Whether two colours (RRGGBB) look the same; False for what is no such number."""
    if not (_HEX.fullmatch(one) and _HEX.fullmatch(other)):
        return False
    pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
    return all(abs(a - b) <= _NEAR for a, b in pairs)


def _is_below(element: etree._Element, most: int) -> bool:
    number = _value(element).removesuffix("%")
    return number.isascii() and number.isdigit() and len(number) <= 9 and int(number) <= most


def _value(element: etree._Element | None) -> str:
    return element.get(f"{W}val", "") if element is not None else ""
