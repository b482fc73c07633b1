"""Any file: told apart by content, or refused with one line that says what to do."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from made_files import NOTICE, docx_bytes, paragraph, pdf_bytes, xlsx_bytes

from assistant.errors import InputUnreadable
from assistant.files import load
from assistant.files.read import read_document

Put = Callable[[str, bytes], str]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def ole(stream: str) -> bytes:
    """The start of an old Office container with one stream's name in its directory."""
    return OLE + stream.encode("utf-16-le") + b"\0" * 600


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(name, "<a/>")
    return out.getvalue()


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_bytes(NOTICE)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_plain_text_is_kept_to_the_character(put: Put) -> None:
    text = "\u3000\u3000" + NOTICE.replace("\n", "\r\n") + "\t \n\n"
    document = read_document(put("通报.txt", text.encode()))
    assert document.text == text
    assert document.encoding == "utf-8"
    assert document.source.endswith("通报.txt")


def test_standard_input() -> None:
    document = read_document("-", io.BytesIO(NOTICE.encode("gb18030")))
    assert (document.text, document.source, document.encoding) == (NOTICE, "-", "gb18030")


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.docx", docx_bytes(paragraph("粮食局")), "docx"),
        ("a.pdf", pdf_bytes(NOTICE), "pdf"),
        ("a.html", "<html><body><p>粮食局</p></body></html>".encode(), "html"),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".txt", ".bin"], ids=["right", "txt", "bin"])
def test_content_decides_not_the_name(
    name: str, data: bytes, kind: str, suffix: str, put: Put
) -> None:
    document = read_document(put(name + suffix, data))
    assert document.encoding == kind
    assert "粮食局" in document.text


def test_markup_inside_a_text_stays(put: Put) -> None:
    text = NOTICE + "<p>网页残片</p><!-- 广告 -->\n"
    assert read_document(put("a.txt", text.encode())).text == text


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("a.txt", b"", "是空的", id="empty"),
        pytest.param("a.txt", b" \r\n\t\n", "没有文字", id="blank"),
        pytest.param("a.docx", docx_bytes(paragraph(" ")), "没有文字", id="blank-docx"),
        pytest.param("a.doc", ole("WordDocument"), "旧版 .doc，请另存为 .docx", id="old-doc"),
        pytest.param("a.wps", ole("WordDocument"), "旧版 .wps，请另存为 .docx", id="old-wps"),
        pytest.param("a.xls", ole("Workbook"), "旧版 .xls", id="old-xls"),
        pytest.param("a.docx", ole("EncryptedPackage"), "密码", id="locked-docx"),
        pytest.param("a.doc", OLE, "旧版", id="unknown-ole"),
        pytest.param("a.rtf", rb"{\rtf1\ansi \u20013?}", "RTF", id="rtf"),
        pytest.param("a.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "图片", id="png"),
        pytest.param("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50, "图片", id="jpeg"),
        pytest.param("a.gz", b"\x1f\x8b\x08" + b"\0" * 50, "压缩包", id="gzip"),
        pytest.param("a.zip", zipped("a.txt"), "压缩包", id="zip"),
        pytest.param("a.docx", zipped("xl/workbook.xml"), "Excel", id="xlsx-named-docx"),
        pytest.param("a.ofd", zipped("OFD.xml"), "OFD", id="ofd"),
        pytest.param("a.odt", zipped("content.xml"), "OpenDocument", id="odt"),
        pytest.param("a.pdf", pdf_bytes("", ""), "扫描件", id="scan"),
        pytest.param("a.pdf", pdf_bytes("— 1 —"), "扫描件", id="scan-with-page-number"),
        pytest.param("a.pdf", locked_pdf(), "密码", id="locked-pdf"),
        pytest.param("a.pdf", b"%PDF-1.7\n" + b"garbage" * 20, "损坏", id="broken-pdf"),
        pytest.param("a.xlsx", xlsx_bytes([("甲",)]), "Excel", id="xlsx"),
        pytest.param("a.txt", os.urandom(16) + b"\0" * 4000, "二进制", id="binary"),
    ],
)
def test_refused_with_one_line(name: str, data: bytes, message: str, put: Put) -> None:
    with pytest.raises(InputUnreadable, match=message) as caught:
        read_document(put(name, data))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_folder_and_rights(tmp_path: Path, put: Put) -> None:
    with pytest.raises(InputUnreadable, match="找不到文件"):
        read_document(str(tmp_path / "无.txt"))
    with pytest.raises(InputUnreadable, match="是文件夹"):
        read_document(str(tmp_path))
    with pytest.raises(InputUnreadable, match="空字符"):
        read_document("a\0b")
    with pytest.raises(InputUnreadable, match="标准输入"):
        read_document("-", None)


def test_no_permission(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("a.txt", b"x")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(Path, "open", refuse)  # root, who runs tests in CI, may read everything
    with pytest.raises(InputUnreadable, match="没有权限"):
        read_document(path)


def test_too_large(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "MAX_BYTES", 10)
    with pytest.raises(InputUnreadable, match="超过"):
        read_document(put("a.txt", b"x" * 11))


def test_pdf_with_an_owners_password_is_read(put: Put) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_bytes(NOTICE)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "粮食局" in read_document(put("a.pdf", out.getvalue())).text
