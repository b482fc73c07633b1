"""Html: the visible text of a saved web page, block elements as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from assistant.errors import InputUnreadable
from assistant.files.caps import MAX_DEPTH, MAX_TAGS, within
from assistant.files.decode import decode
from assistant.files.extract import Extract
from assistant.files.html_looks import Looks, read_looks
from assistant.files.table import row_lines
from assistant.files.unseen import printable
from assistant.files.worker.wire import Frame

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
# browsers read the older names as their supersets (Encoding Standard, section 4.2); what is not
# named here (UTF-7, Python's own codecs) is no encoding of a page, but a way round checks
_CODECS = {
    **dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "gb18030", "x-gbk"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs"), "cp950"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("iso-8859-1", "windows-1252", "us-ascii", "ascii"), "cp1252"),
}
_SKIPPED = {
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


def task(request: dict[str, Any], data: bytes) -> Frame:
    """``html_extract`` as a worker runs it."""
    return html_extract(data, request["source"]).to_frame()


def html_extract(data: bytes, source: str) -> Extract:
    """The text a browser would show, without empty lines; no script runs, nothing is fetched.

    What style sheets in the page and attributes hide is left out and remarked upon. Raises
    InputUnreadable where the bytes cannot be decoded, hold no page or exceed the caps.
    """
    text = _decoded(data, source)
    if text.count("<") > MAX_TAGS:
        raise InputUnreadable(f"“{source}”的标记过多：请只保留通报正文")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputUnreadable(f"“{source}”不是可读的网页：请另存为文本或 .docx") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise _too_deep(source)
    page = _Page(read_looks(root), source)
    lines = printable("".join(page.visible(root, 0))).split("\n")
    return Extract(
        text=within("\n".join(s for line in lines if (s := line.strip(" ")).strip()), source),
        remarks=tuple(page.remarks()),
    )


def html_text(data: bytes, source: str) -> str:
    """The page's text; raises as ``html_extract``."""
    return html_extract(data, source).text


def _too_deep(source: str) -> InputUnreadable:
    return InputUnreadable(f"“{source}”层层嵌套过深：请把正文复制到新文件后再试")


def _decoded(data: bytes, source: str) -> str:
    """By the charset that the page declares where that fits, else as any other text."""
    declared = _CHARSET.search(data, 0, 4096)
    if declared and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        codec = _CODECS.get(declared.group(1).decode("ascii").lower())
        try:
            return data.decode(codec) if codec is not None else decode(data, source).text
        except UnicodeDecodeError:
            pass
    return decode(data, source).text


class _Page:
    """Reads the visible text of one page; counts what it leaves out because it is hidden."""

    def __init__(self, looks: Looks, source: str) -> None:
        self._looks = looks
        self._source = source
        self._hidden = 0

    def remarks(self) -> Iterator[str]:
        """What the user should know, once the page has been read."""
        if self._hidden:
            yield f"网页里有隐藏文字{self._hidden}字：未计入正文，请核对原文"

    def visible(self, element: html.HtmlElement, depth: int) -> Iterator[str]:
        """Pieces of visible text with "\\n" at the borders of blocks."""
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return
        if depth > MAX_DEPTH:
            raise _too_deep(self._source)
        if self._looks.hides(element):
            self._hidden += sum(len("".join(text.split())) for text in element.itertext())
            return
        if element.tag == "br":
            yield "\n"
            return
        border = "\n" if element.tag in _BLOCKS else ""
        yield border
        if element.tag == "tr":
            yield "\n".join(row_lines([self._cell(cell, depth) for cell in element]))
        else:
            keeps = element.tag == "pre"
            yield _spaced(element.text, keeps)
            for child in element:
                yield from self.visible(child, depth + 1)
                yield _spaced(child.tail, keeps)
        yield border

    def _cell(self, element: html.HtmlElement, depth: int) -> str:
        lines = "".join(self.visible(element, depth + 1)).split("\n")
        return "\n".join(line.strip(" ") for line in lines if line.strip())


def _spaced(text: str | None, keeps: bool) -> str:
    """White space as browsers show it; the full-width indent of Chinese paragraphs stays."""
    if not text:
        return ""
    return text if keeps else _SPACE.sub(" ", text)
