"""Kind: what a file is, told from its first bytes; its name only settles what bytes cannot."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from assistant.errors import InputUnreadable

Kind = Literal["text", "html", "pdf", "docx", "xlsx"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = re.compile(rb"%PDF-\d\.\d")
_PDF_SOURCE = re.compile(rb"\s{0,64}(?:%FDF-|\d{1,9} \d{1,5} obj\s{0,9}<<)")
_BOOK, _WORD = b"xl/workbook.xml", b"word/document.xml"
_HTML_NAMES = {".html", ".htm", ".xhtml", ".shtml"}
_HTML_START = re.compile(
    r"(?:\s|<!--.{0,2000}?-->|<\?xml[^>]{0,200}>){0,20}<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s{0,20}<\?xml\b[^>]{0,200}>", re.IGNORECASE)
_FLAT_WORD = ("pkg:package", "w:wordDocument", 'progid="Word.Document', "Workbook")
_MAIL = re.compile(
    rb"\A\s{0,20}(?:[A-Za-z-]{2,40}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,20}){0,40}?"
    rb"(?:MIME-Version|Content-Transfer-Encoding):[ \t]",
    re.IGNORECASE,
)
_MARKUP = re.compile(rb"<(?:!doctype|[a-z][a-z0-9]{0,10})\b[^<>]{0,2000}>", re.IGNORECASE)
_REFUSED = (
    (b"{\\rtf", "是 RTF 文档：请用 Word 或 WPS 另存为 .docx"),
    (b"\x89PNG", "是图片：请先做文字识别（OCR），再提供文本"),
    (b"\xff\xd8\xff", "是图片：请先做文字识别（OCR），再提供文本"),
    (b"GIF8", "是图片：请先做文字识别（OCR），再提供文本"),
    (b"II*\0", "是图片：请先做文字识别（OCR），再提供文本"),
    (b"MM\0*", "是图片：请先做文字识别（OCR），再提供文本"),
    (b"\x1f\x8b", "是压缩包：请先解压"),
    (b"7z\xbc\xaf\x27\x1c", "是压缩包：请先解压"),
    (b"Rar!\x1a\x07", "是压缩包：请先解压"),
    (b"BZh", "是压缩包：请先解压"),
    (b"\xfd7zXZ", "是压缩包：请先解压"),
    (b"\x28\xb5\x2f\xfd", "是压缩包：请先解压"),
    (b"MZ", "是程序，不是文本：请提供 .txt、.md、.docx 或 .pdf"),
    (b"\x7fELF", "是程序，不是文本：请提供 .txt、.md、.docx 或 .pdf"),
    (b"%!PS", "是 PostScript 文件：请导出为 .pdf"),
    (b"SQLite format 3\0", "是数据库文件，不是文本：请提供 .txt、.md、.docx 或 .pdf"),
)


def kind_of(data: bytes, source: str) -> Kind:
    """The kind of document that the bytes hold.

    Every zip that is no workbook counts as "docx": ``assistant.files.archive`` sees its parts and
    tells what it is instead. Raises InputUnreadable, with what to do, for kinds that are not read.
    """
    if data.startswith(_OLE):
        raise InputUnreadable(f"“{source}”{_ole_message(data, source)}")
    for magic, message in _REFUSED:
        if data.startswith(magic) and (magic != b"MZ" or b"\0" in data[:1024]):
            raise InputUnreadable(f"“{source}”{message}")
    if (data[:2] == b"BM" and b"\0" in data[:32]) or data[8:12] == b"WEBP":
        raise InputUnreadable(f"“{source}”是图片：请先做文字识别（OCR），再提供文本")
    if _PDF.search(data, 0, 1024):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        # the directory of a zip stands at its end, behind whatever is embedded in its parts
        return "xlsx" if data.rfind(_BOOK) > data.rfind(_WORD) else "docx"
    if _is_html(data, PurePath(source).suffix.lower()):
        return "html"
    _refuse_wrapped(data, source)
    if PurePath(source).suffix.lower() == ".pdf" or _PDF_SOURCE.match(data):
        # its header is lost: what is left decodes as text, and would be reviewed as one
        raise InputUnreadable(f"“{source}”已损坏，不是完整的 PDF：请重新导出")
    return "text"


def _refuse_wrapped(data: bytes, source: str) -> None:
    """Refuse what is text to a decoder, but carries a document in a wrapping of its own."""
    if data[:2000].lstrip().startswith(b"{\\rtf"):
        raise InputUnreadable(f"“{source}”是 RTF 文档：请用 Word 或 WPS 另存为 .docx")
    if _MAIL.match(data[:20_000]):
        raise InputUnreadable(f"“{source}”是网页归档或邮件：请打开后另存为 .docx 或 .txt")
    start = _plain_start(data)
    if _XML.match(start) and any(name in start for name in _FLAT_WORD):
        raise InputUnreadable(f"“{source}”是 XML 格式的 Office 文件：请另存为 .docx")


def _plain_start(data: bytes) -> str:
    """The start of a file as ASCII, whether it takes one byte a character or two."""
    return data[:8192].replace(b"\0", b"").decode("latin-1").lstrip("\xef\xbb\xbf\xff\xfe")


def _is_html(data: bytes, suffix: str) -> bool:
    """A web page says so at its start; a text that merely holds some tags is a text."""
    if suffix in _HTML_NAMES and _MARKUP.search(data):
        return True
    return suffix != ".md" and _HTML_START.match(_plain_start(data)) is not None


def _ole_message(data: bytes, source: str) -> str:
    """The container of Microsoft's formats before 2007, and of protected newer ones."""
    if _utf16("EncryptedPackage") in data:
        return "有打开密码：请先去掉密码，再提供文件"
    if _utf16("WordDocument") in data:
        if PurePath(source).suffix.lower() == ".wps":
            return "是旧版 .wps，请另存为 .docx"
        return "是旧版 .doc，请另存为 .docx"
    if _utf16("Workbook") in data or _utf16("Book") in data:
        return "是旧版 .xls，请另存为 .xlsx"
    return "是旧版 Office 文件：请用 Word 或 WPS 另存为 .docx"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")
