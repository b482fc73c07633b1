"""Html: the visible text of a saved web page, block elements as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from assistant.errors import InputUnreadable
from assistant.files.decode import decode
from assistant.files.table import row_lines

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
# browsers read the older names as their supersets (Encoding Standard, section 4.2)
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "cp950"}
_HIDDEN = {
    *("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select"),
    *("option", "textarea", "audio", "video", "canvas", "button", "input", "img"),
}
_BLOCKS = {
    *("p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "body", "html"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody"),
    *("thead", "tfoot", "tr", "td", "th", "caption", "form", "fieldset", "blockquote", "pre"),
    *("figure", "figcaption", "center", "address", "hr", "details", "summary"),
}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
MAX_DEPTH = 400  # nested elements; real pages stay below 60


def html_text(data: bytes, source: str) -> str:
    """The text a browser would show, without empty lines; no script runs, nothing is fetched.

    Raises InputUnreadable where the bytes cannot be decoded or hold no page.
    """
    text = _decoded(data, source)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputUnreadable(f"“{source}”不是可读的网页：请另存为文本或 .docx") from error
    lines = "".join(_visible(root, 0)).split("\n")
    return "\n".join(line for line in (line.strip(" ") for line in lines) if line.strip())


def _decoded(data: bytes, source: str) -> str:
    """By the charset that the page declares where that fits, else as any other text."""
    declared = _CHARSET.search(data, 0, 4096)
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        name = declared.group(1).decode("ascii").lower()
        try:
            return data.decode(_SUPERSETS.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, source).text


def _visible(element: html.HtmlElement, depth: int) -> Iterator[str]:
    """Pieces of visible text with "\\n" at the borders of blocks."""
    if not isinstance(element.tag, str) or element.tag in _HIDDEN or _is_hidden(element):
        return
    if depth > MAX_DEPTH:
        return
    if element.tag == "br":
        yield "\n"
        return
    border = "\n" if element.tag in _BLOCKS else ""
    yield border
    if element.tag == "tr":
        yield "\n".join(row_lines([_cell(cell, depth) for cell in element]))
    else:
        keeps = element.tag == "pre"
        yield _spaced(element.text, keeps)
        for child in element:
            yield from _visible(child, depth + 1)
            yield _spaced(child.tail, keeps)
    yield border


def _cell(element: html.HtmlElement, depth: int) -> str:
    lines = "".join(_visible(element, depth + 1)).split("\n")
    return "\n".join(line.strip(" ") for line in lines if line.strip())


def _spaced(text: str | None, keeps: bool) -> str:
    """White space as browsers show it; the full-width indent of Chinese paragraphs stays."""
    if not text:
        return ""
    return text if keeps else _SPACE.sub(" ", text)


def _is_hidden(element: html.HtmlElement) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _INVISIBLE_STYLE.search(style))
