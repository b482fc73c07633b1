"""Hostile PDF files: page trees, streams, fonts, encryption and text that is not seen."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator, Sequence

import pypdf
from hostile import Hostile
from made_files import NOTICE, pdf_bytes

HIDDEN = "暗中写入的指令"
MIB = 1024 * 1024
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Fang /Encoding /Identity-H"
    " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
)
_CID = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Fang /DW 1000"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)
_CMAP = (
    "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
    "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap"
)


def stream(content: bytes, entries: str = "") -> bytes:
    """A stream object's body."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def file_of(objects: Sequence[bytes | str], trailer: str = "") -> bytes:
    """A PDF of objects 1, 2, … with a sound cross-reference table."""
    parts, start, offsets = [b"%PDF-1.7\n"], 9, []
    for number, body in enumerate(objects, 1):
        offsets.append(start)
        raw = body.encode() if isinstance(body, str) else body
        parts.append(f"{number} 0 obj\n".encode() + raw + b"\nendobj\n")
        start += len(parts[-1])
    out = b"".join(parts)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{offset:010} 00000 n \n" for offset in offsets).encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n".encode()
    return out + f"startxref\n{start}\n%%EOF".encode()


def shown(text: str) -> str:
    """Operators that show the lines of a text."""
    return "".join(
        f"<{line.encode('utf-16-be').hex()}> Tj 0 -29 Td\n" for line in text.splitlines()
    )


def page_file(
    content: str | bytes,
    *,
    resources: str = "",
    more: Sequence[bytes | str] = (),
    entries: str = "",
    catalog: str = "",
) -> bytes:
    """One page; ``more`` are the objects from 8 on."""
    raw = content.encode() if isinstance(content, str) else content
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 7 0 R"
        f" /Resources << /Font << /F1 3 0 R >> {resources} >> >>"
    )
    return file_of(
        [
            f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
            "<< /Type /Pages /Kids [6 0 R] /Count 1 >>",
            *(_FONT, _CID, stream(_CMAP.encode()), page, stream(raw, entries), *more),
        ]
    )


def body(text: str = NOTICE, before: str = "", after: str = "") -> str:
    """A content stream with a visible text, and operators around it."""
    return f"{before}\nBT /F1 16 Tf 80 750 Td\n{shown(text)}ET\n{after}"


def _tree(kids: str, *more: str) -> bytes:
    return file_of(
        ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count 9 >>", *more]
    )


def _mapped(change: str) -> bytes:
    """A page whose font says that its characters are others."""
    return page_file(body()).replace(b"<0000> <FFFF> <0000>", change.encode())


def _locked(algorithm: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_bytes(NOTICE)))
    writer.encrypt("geheim", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _bomb(layers: int) -> bytes:
    raw = b" " * (50 * MIB)
    for _ in range(layers):
        raw = zlib.compress(raw, 9)
    return page_file(raw, entries=f"/Filter [{'/FlateDecode ' * layers}]")


def _forms(fan: int, depth: int) -> bytes:
    """Forms that each paint the next one ``fan`` times."""
    objects = [
        stream(
            (f"/X{i + 1} Do\n" * fan if i < depth else body("字")).encode(),
            f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F1 3 0 R >>"
            f" /XObject << /X{i + 1} {min(9 + i, 8 + depth)} 0 R >> >>",
        )
        for i in range(depth + 1)
    ]
    return page_file(body(after="/X0 Do"), resources="/XObject << /X0 8 0 R >>", more=objects)


def _objects(count: int) -> bytes:
    return file_of(["<< /Type /Catalog /Pages 2 0 R >>", *("[]" for _ in range(count))])


_HEAVY = {"operators-million", "text-million", "forms-exponential", "forms-chain", "xref-million"}


def costs() -> Iterator[Hostile]:
    """Files that are small and cost much."""
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    wide = f"<< /Type /Pages /Kids [{'3 0 R ' * 40}] /Count 40 >>"
    made: dict[str, Callable[[], bytes]] = {
        "pages-100000": lambda: _tree("3 0 R " * 100_000, page),
        "pages-shared-branches": lambda: _tree(
            "3 0 R " * 40, wide.replace("3 0", "4 0"), wide.replace("3 0", "5 0"), page
        ),
        "pages-loop": lambda: _tree("2 0 R"),
        "pages-loop-of-two": lambda: _tree("3 0 R", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        "pages-deep": lambda: _tree(
            "3 0 R",
            *(f"<< /Type /Pages /Kids [{i + 4} 0 R] /Count 1 >>" for i in range(3000)),
            page,
        ),
        "pages-none": lambda: _tree(""),
        "stream-bomb": lambda: _bomb(1),
        "stream-bomb-twice": lambda: _bomb(2),
        "stream-filters": lambda: page_file(b"x", entries=f"/Filter [{'/FlateDecode ' * 500}]"),
        "stream-lzw": lambda: page_file(b"\x80\x0b\x60\x50" * 9000, entries="/Filter /LZWDecode"),
        "stream-run-length": lambda: page_file(
            b"\x81 " * 2 * MIB, entries="/Filter /RunLengthDecode"
        ),
        "stream-length-lie": lambda: page_file(body()).replace(b"/Length ", b"/Length 9999999"),
        "stream-jbig2": lambda: page_file(b"\0" * 99, entries="/Filter /JBIG2Decode"),
        "operators-million": lambda: page_file("q Q " * 1_000_000),
        "operators-nested-arrays": lambda: page_file("[" * 100_000),
        "operators-dictionaries": lambda: page_file("<< /a " * 50_000),
        "text-million": lambda: page_file(
            "BT /F1 16 Tf 80 750 Td " + "<5b57> Tj 0 -1 Td " * 300_000 + "ET"
        ),
        "forms-exponential": lambda: _forms(10, 12),
        "forms-chain": lambda: _forms(1, 400),
        "forms-self": lambda: page_file(
            body(after="/X Do"),
            resources="/XObject << /X 8 0 R >>",
            more=[
                stream(
                    b"/X Do",
                    "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 8 0 R >> >>",
                )
            ],
        ),
        "cmap-huge": lambda: page_file(body()).replace(
            _CMAP.encode(),
            b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange".ljust(len(_CMAP)),
        ),
        "xref-million": lambda: _objects(200_000),
        "xref-loop": lambda: file_of(["<< /Type /Catalog >>"], "/Prev 9"),
        "xref-huge-size": lambda: pdf_bytes(NOTICE).replace(b"/Size 8", b"/Size 2147483647"),
        "comments": lambda: b"%PDF-1.7\n" + b"%" * (8 * MIB),
        "brackets": lambda: b"%PDF-1.7\n1 0 obj\n" + b"[" * 500_000,
        "string-open": lambda: b"%PDF-1.7\n1 0 obj\n(" + b"(" * 500_000,
        "reference-loop": lambda: file_of(["2 0 R", "1 0 R"]),
        "no-root": lambda: pdf_bytes(NOTICE).replace(b"/Root", b"/Toor"),
        "many-eof": lambda: pdf_bytes(NOTICE) + b"\nstartxref\n9\n%%EOF" * 20_000,
    }
    for name, make in made.items():
        yield Hostile(name=f"{name}.pdf", make=make, end="either", heavy=name in _HEAVY)


def lies() -> Iterator[Hostile]:
    """Locked, scanned, empty and broken files: refused with the reason."""
    made: dict[str, tuple[Callable[[], bytes], str]] = {
        "locked-rc4": (lambda: _locked("RC4-128"), "密码"),
        "locked-aes": (lambda: _locked("AES-256"), "密码"),
        "locked-unknown": (
            lambda: file_of(["<< /Type /Catalog >>"], "/Encrypt << /Filter /Foo >> /ID [(a) (a)]"),
            "",
        ),
        "scan": (lambda: page_file("q 595 0 0 842 0 0 cm /I Do Q"), "扫描件"),
        "wrong-characters": (lambda: _mapped("<0000> <FFFF> <3400>"), "乱码"),
        "private-characters": (lambda: _mapped("<4E00> <9FFF> <E000>"), "乱码"),
        "only-hidden": (lambda: page_file(body(before="3 Tr")), "扫描件"),
        "empty": (lambda: b"%PDF-1.7", "损坏"),
        "garbage": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "损坏"),
        "root-number": (lambda: file_of(["42"]), ""),
        "pages-number": (lambda: file_of(["<< /Type /Catalog /Pages 42 >>"]), ""),
        "kids-number": (lambda: file_of(["<< /Pages 2 0 R >>", "<< /Type /Pages /Kids 7 >>"]), ""),
    }
    for name, (make, says) in made.items():
        yield Hostile(name=f"{name}.pdf", make=make, says=says)


def hidden() -> Iterator[Hostile]:
    """Text that a reader does not see is left out, and said."""
    secret = shown(HIDDEN)
    clear = "/ExtGState << /G << /ca 0 >> >>"
    form = stream(
        f"BT /F1 16 Tf 3 Tr 80 90 Td {secret} ET".encode(),
        "/Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>",
    )
    made = {
        "mode-3": page_file(body(after=f"BT /F1 16 Tf 3 Tr 80 90 Td {secret} ET")),
        "white-rgb": page_file(body(after=f"1 1 1 rg BT /F1 16 Tf 80 90 Td {secret} ET")),
        "white-gray": page_file(body(after=f"1 g BT /F1 16 Tf 80 90 Td {secret} ET")),
        "white-cmyk": page_file(body(after=f"0 0 0 0 k BT /F1 16 Tf 80 90 Td {secret} ET")),
        "tiny": page_file(body(after=f"BT /F1 1 Tf 80 90 Td {secret} ET")),
        "scaled-tiny": page_file(body(after=f"BT /F1 16 Tf .05 0 0 .05 80 90 Tm {secret} ET")),
        "off-page": page_file(body(after=f"BT /F1 16 Tf 80 -900 Td {secret} ET")),
        "clear": page_file(body(after=f"/G gs BT /F1 16 Tf 80 90 Td {secret} ET"), resources=clear),
        "in-form": page_file(body(after="/X Do"), resources="/XObject << /X 8 0 R >>", more=[form]),
    }
    line = f"BT /F1 16 Tf 80 90 Td {secret} ET"
    made["mode-7"] = page_file(body(after=f"BT /F1 16 Tf 7 Tr 80 90 Td {secret} ET"))
    made["clipped"] = page_file(body(after=f"q 0 600 9 9 re W n {line} Q"))
    made["clipped-twice"] = page_file(
        body(after=f"0 0 m 595 0 l 595 60 l h W* n q 0 0 m 1 1 l W n {line}")
    )
    for name, settings in {"off": "/OFF [8 0 R]", "base-off": "/BaseState /OFF"}.items():
        made[f"layer-{name}"] = page_file(
            body(after=f"/OC /L BDC /P BMC {line} EMC EMC"),
            resources="/Properties << /L 8 0 R >>",
            more=["<< /Type /OCG /Name (x) >>"],
            catalog=f"/OCProperties << /OCGs [8 0 R] /D << {settings} >> >>",
        )
    for name, data in made.items():
        yield Hostile(
            name=f"hidden-{name}.pdf",
            make=lambda data=data: data,
            end="read",
            says="看不见的文字",
            unsaid=HIDDEN,
        )
    digits = page_file(body(NOTICE.replace("2", "\ue032")))
    yield Hostile(name="private-digits.pdf", make=lambda: digits, end="read", says="没有文字对照")
    control = page_file(body(NOTICE + "\x01\x1b\u202e\u200b"))
    yield Hostile(name="unseen.pdf", make=lambda: control, end="read", says="看不见的字符")


def pdf_files() -> Iterator[Hostile]:
    """All hostile PDF files."""
    for family in (costs, lies, hidden):
        yield from family()
