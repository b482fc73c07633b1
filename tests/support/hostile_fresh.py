"""Hostile fresh: kinds that pretend to be others, archives in archives, pages that name themselves."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence

from hostile import End, Hostile
from hostile_zip import MAIN, MIB, SEEN, SOUND, main_part, word, zipped
from made_files import NOTICE, docx_bytes, paragraph

Makers = dict[str, Callable[[], bytes]]
GOOD = NOTICE.encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT = b"BT /F1 12 Tf 72 700 Td (Visible text of the page here and there) Tj ET"
_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def fresh_files() -> Iterator[Hostile]:
    """All of them; names do not repeat."""
    families: tuple[tuple[Callable[[], Makers], End], ...] = (
        (_pretending, "refused"), (_archives, "read"), (_word_parts, "either"),
        (_trees, "either"), (_streams, "either"), (_odd_texts, "either"), (_odd_pages, "either"),
    )  # fmt: skip
    for family, end in families:
        for name, make in family().items():
            yield Hostile(name=f"fresh-{name}", make=make, end=end)


def _pretending() -> Makers:
    """What is not what its name says, and nothing that is read."""
    packed = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}
    made: Makers = {
        f"packed-{kind}.{ending}": lambda pack=pack: pack(GOOD)  # type: ignore[misc]
        for kind, pack in packed.items()
        for ending in ("docx", "txt", "pdf", "html")
    }
    return made | {
        "old.docx": lambda: OLE + b"\0" * 4096,
        "protected.docx": lambda: OLE + b"\0" * 1500 + "EncryptedPackage".encode("utf-16-le"),
        "old.wps": lambda: OLE + b"\0" * 4096,
        "seven.docx": lambda: b"7z\xbc\xaf'\x1c" + b"\0" * 200,
        "program.docx": lambda: b"MZ" + b"\0" * 500 + docx_bytes(SOUND),
        "picture.docx": lambda: b"GIF89a" + docx_bytes(SOUND),
        "word.pdf": lambda: b"%PDF-1.4\n" + docx_bytes(SOUND),
        "open-document.docx": lambda: zipped(("mimetype", b"application/vnd.oasis.opendocument")),
        "rtf.docx": lambda: b"{\\rtf1\\ansi x}",
        "headless.pdf": lambda: _pdf(_page(), head=b""),
        "late-head.pdf": lambda: b"x" * 2000 + _pdf(_page()),
        "forms-data.txt": lambda: b"%FDF-1.2\n1 0 obj<<>>endobj",
        "source.txt": lambda: _pdf(_page(), head=b""),
        "only-head.pdf": lambda: b"%PDF-1.7\n",
        "symlink.docx": _symlink,
        "overlapping.docx": _overlapping,
    }


def _archives() -> Makers:
    """Sound Word files with something beside the text."""
    inside = zipped(("a", b"x" * MIB))
    names = (
        "../../../../var/x.xml", "/etc/passwd", "C:\\Windows\\x", "word//document.xml",
        "./word/document.xml", "WORD/DOCUMENT.XML", "a" * 60_000, "\u202ex.tnemucod",
    )  # fmt: skip
    made: Makers = {
        f"name-{number}.docx": lambda name=name: zipped((name, b"x"), (MAIN, main_part(SOUND)))  # type: ignore[misc]
        for number, name in enumerate(names)
    }
    return made | {
        "archive-inside.docx": lambda: zipped((MAIN, main_part(SOUND)), ("word/o.zip", inside)),
        "nine-deep.docx": lambda: zipped((MAIN, main_part(SOUND)), ("word/x.zip", _nested(9))),
        "template-outside.docx": lambda: zipped(
            (MAIN, main_part(SOUND)), ("word/_rels/settings.xml.rels", _RELATED)
        ),
        "utf16.docx": lambda: zipped((MAIN, main_part(SOUND).decode().encode("utf-16"))),
    }


_RELATED = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r" Type="t" Target="http://192.0.2.1/t.dotm" TargetMode="External"/>'
    b"</Relationships>"
)


def _word_parts() -> Makers:
    """Bodies that cost, point outside or name impossible numbers."""
    text = f"<w:r><w:t>{SEEN}</w:t></w:r>"
    bodies = {
        "include": '<w:p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" '
        f'href="file:///etc/passwd" parse="text"/>{text}</w:p>',
        "field": f'<w:p><w:fldSimple w:instr="INCLUDETEXT /etc/passwd">{text}</w:fldSimple></w:p>',
        "attribute-long": f'<w:p w:rsid="{"x" * 2 * MIB}">{text}</w:p>',
        "attributes": "<w:p " + " ".join(f'a{i}="1"' for i in range(50_000)) + f">{text}</w:p>",
        "tabs": "<w:p><w:r>" + "<w:tab/>" * 200_000 + "</w:r></w:p>" + SOUND,
        "empty-runs": "<w:p>" + "<w:r/>" * 200_000 + "</w:p>" + SOUND,
        "instructions": "<?x y?>" * 20_000 + SOUND,
        "before-grid": '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2000000000"/></w:trPr>'
        f"<w:tc><w:p>{text}</w:p></w:tc></w:tr></w:tbl>",
        "full-width-span": '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="１０"/></w:tcPr>'
        f"<w:p>{text}</w:p></w:tc></w:tr></w:tbl>",
        "size": f'<w:p><w:r><w:rPr><w:sz w:val="1e9"/></w:rPr><w:t>{SEEN}</w:t></w:r></w:p>',
    }
    return {f"{name}.docx": lambda body=body: word(body) for name, body in bodies.items()}  # type: ignore[misc]


def _trees() -> Makers:
    """Page trees without an end, and pages without a size."""
    boxes = {"huge": "0 0 1e30 1e30", "none": "0 0 0 0", "nan": "0 0 nan inf", "words": "(a) (b)"}
    catalog = _page()[0]
    made: Makers = {
        f"box-{name}.pdf": lambda box=box: _pdf(_page(box=box))  # type: ignore[misc]
        for name, box in boxes.items()
    }
    return made | {
        "tree-itself.pdf": lambda: _pdf([catalog, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]),
        "tree-parent.pdf": lambda: _pdf(
            [catalog, "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"]
        ),
        "tree-deep.pdf": lambda: _pdf(
            [catalog, *(f"<</Type/Pages/Kids[{i} 0 R]/Count 1>>" for i in range(3, 2000))]
        ),
        "count-lies.pdf": lambda: _pdf(
            [catalog, "<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", *_page()[2:]]
        ),
        "script.pdf": lambda: _pdf(
            ["<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(x)>>>>", *_page()[1:]]
        ),
    }


def _streams() -> Makers:
    """Streams within streams, lies about lengths."""
    thrice = zlib.compress(zlib.compress(zlib.compress(b"\0" * 100 * MIB, 9), 9), 9)
    filters = "/Filter[/FlateDecode/FlateDecode/FlateDecode]"
    wide = "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2000000000>>"
    table = zlib.compress(b" ".join(b"%d 0" % i for i in range(10, 30_000)))
    return {
        "thrice.pdf": lambda: _pdf(_page(stream=_stream(thrice, filters))),
        "filters.pdf": lambda: _pdf(_page(stream=_stream(b"4", "/Filter[" + "/AHx" * 5000 + "]"))),
        "columns.pdf": lambda: _pdf(_page(stream=_stream(zlib.compress(_TEXT), wide))),
        "length-of-itself.pdf": lambda: _pdf(
            _page(stream=b"<</Length 4 0 R>>stream\n" + _TEXT + b"\nendstream")
        ),
        "objects-extend-themselves.pdf": lambda: _pdf(
            [
                *_page(),
                _stream(zlib.compress(b"7 0 <<>>"), "/Type/ObjStm/N 1/First 4/Extends 6 0 R"),
            ]
        ),
        "objects-many.pdf": lambda: _pdf(
            [*_page(), _stream(table, "/Type/ObjStm/N 29990/First 200000/Filter/FlateDecode")]
        ),
        "previous-itself.pdf": lambda: _pdf(_page(), more="/Prev 9"),
        "cipher-unheard-of.pdf": lambda: _pdf(_page(), more="/Encrypt<</Filter/Nope/V 9/R 9>>"),
        "states.pdf": lambda: _pdf(_page(stream=_stream(b"q " * 100_000 + _TEXT))),
    }


def _odd_texts() -> Makers:
    """Encodings of other places, and texts cut within a character."""
    return {
        "utf7.txt": lambda: NOTICE.encode("utf-7"),
        "mainframe.txt": lambda: "RECTIFICATION".encode("cp037") * 50,
        "hz.txt": lambda: NOTICE.encode("hz", "ignore"),
        "cut-utf8.txt": lambda: ("整改" * 200).encode()[:-1],
        "cut-gbk.txt": lambda: ("整改" * 200).encode("gbk")[:-1],
        "two-encodings.txt": lambda: GOOD + NOTICE.encode("gbk"),
        "marks.txt": lambda: b"\xef\xbb\xbf" * 1000 + GOOD,
        "combining.txt": lambda: (NOTICE + "字" + "\u0301" * 200_000).encode(),
        "quotes.md": lambda: b"> " * 200_000 + GOOD,
        "links.md": lambda: b"[a](" * 100_000 + GOOD,
        "table.md": lambda: b"|a" * 100_000 + b"\n" + b"|-" * 100_000,
        "aliases.md": lambda: b"---\n" + b"a: &a [*a]\n" * 1000 + b"---\n" + GOOD,
    }


def _odd_pages() -> Makers:
    """Tags, rules and quotes without an end."""
    parts = {
        "fonts": b"<font>" * 1_000_000, "links": b"<a>" * 50_000, "templates": b"<template>" * 50_000,
        "frames": b"<frame>" * 50_000, "office": b"<o:p>" * 100_000, "cdata": b"<![CDATA[" * 50_000,
        "quotes": b'<p a="' * 100_000, "ampersands": b"&" * 300_000, "hidden": b"<div hidden>" * 3000,
        "selectors": b"<style>" + b":is(" * 5000 + b"p" + b")" * 5000 + b"{display:none}</style>",
        "spans": b"<table><tr>" + b"<td colspan=1000000000 rowspan=1000000000>" * 300,
    }  # fmt: skip
    return {
        f"{name}.html": lambda part=part: b"<html><meta charset=utf-8><body>" + part + GOOD  # type: ignore[misc]
        for name, part in parts.items()
    }


def _nested(times: int) -> bytes:
    data = b"x" * 10 * MIB
    for number in range(times):
        data = zipped((f"{number}.zip", data))
    return data


def _symlink() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        info = zipfile.ZipInfo(MAIN)
        info.external_attr = 0o120777 << 16
        file.writestr(info, "/etc/passwd")
    return out.getvalue()


def _overlapping() -> bytes:
    """Thousands of directory entries for one and the same compressed part."""
    data = zipped((MAIN, main_part(paragraph("字" * 500_000))))
    start, end = data.rindex(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    entries, count = data[start:end] * 4000, 4000
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(entries), start, 0)
    return data[:start] + entries + tail


def _stream(data: bytes, more: str = "") -> bytes:
    return f"<</Length {len(data)}{more}>>stream\n".encode() + data + b"\nendstream"


def _page(stream: bytes = b"", box: str = "0 0 595 842") -> list[str | bytes]:
    """The five objects of a page with text."""
    return [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        stream or _stream(_TEXT), _FONT,
    ]  # fmt: skip


def _pdf(objects: Sequence[str | bytes], more: str = "", head: bytes = b"%PDF-1.7\n") -> bytes:
    """A file of these objects, numbered from 1, the first the catalog."""
    out, starts = head, []
    for number, one in enumerate(objects, 1):
        starts.append(len(out))
        body = one.encode() if isinstance(one, str) else one
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    rows = "".join(f"{start:010d} 00000 n \n" for start in starts)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
            f"trailer<</Size {len(objects) + 1}/Root 1 0 R{more}>>\nstartxref\n{len(out)}\n%%EOF"
        ).encode()
    )
