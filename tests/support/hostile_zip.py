"""Hostile zip: Office files put together by hand, sound or not."""

from __future__ import annotations

import io
import warnings
import zipfile

from made_files import W, docx_bytes, paragraph

MIB = 1024 * 1024
SEEN = "正文可见文字若干"
MAIN = "word/document.xml"
SOUND = paragraph(SEEN)


def zipped(*parts: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the given parts; names may come twice."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in parts:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            with warnings.catch_warnings(action="ignore"):  # of names that come twice
                file.writestr(info, data)
    return out.getvalue()


def main_part(body: str, head: str = "") -> bytes:
    """word/document.xml around a body."""
    return f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()


def word(body: str, head: str = "", **parts: bytes) -> bytes:
    """A .docx; further parts by name, "__" for "/" and "_xml" for ".xml"."""
    named = ((f"word/{name.replace('_xml', '.xml')}", data) for name, data in parts.items())
    return zipped((MAIN, main_part(body, head)), *named)


def patched(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """``data`` with bytes replaced behind the last ``signature`` (a zip record)."""
    at = data.rindex(signature) + offset
    return data[:at] + value + data[at + len(value) :]


def run(text: str, properties: str) -> str:
    """A paragraph of one run with properties."""
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def nested(opening: str, closing: str, times: int, inside: str = "") -> str:
    """``inside`` within that many elements."""
    return opening * times + inside + closing * times


def styled(styles: str, body: str) -> bytes:
    """A .docx with styles."""
    return docx_bytes(body, styles=styles)
