"""Hostile Word files: bombs that unfold, and structures that are deep, wide or loops."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from hostile import Hostile
from hostile_word_lies import hidden, lies
from hostile_zip import MAIN, MIB, SEEN, SOUND, main_part, nested, patched, styled, word, zipped
from made_files import docx_bytes, paragraph, table


def _boxes(depth: int) -> str:
    inner = SOUND
    for _ in range(depth):
        inner = f"<w:p><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r></w:p>"
    return inner


def _entities() -> bytes:
    lines = ['<!ENTITY a "aaaaaaaaaa">']
    lines += [f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)]
    return main_part(paragraph("&j;"), f"<!DOCTYPE d [{''.join(lines)}]>")


def _overlapping() -> bytes:
    """Many directory entries that all point at one deflated kernel."""
    kernel = zipped(("word/document.xml", main_part(paragraph("字" * 200_000))))
    begin = kernel.index(b"PK\x01\x02")
    entry = kernel[begin : kernel.index(b"PK\x05\x06")]
    more = b"".join(entry.replace(b"document.xml", b"docu%04d.xml" % i) for i in range(500))
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 501, 501, len(entry) + len(more), begin, 0)
    return kernel[:begin] + entry + more + end


def _lying(size: int) -> bytes:
    """A part of 64 MiB whose declared size is ``size``."""
    data = zipped((MAIN, main_part("<w:p/>" + " " * 64 * MIB)))
    return patched(data, b"PK\x01\x02", 24, struct.pack("<I", size))


def bombs() -> Iterator[Hostile]:
    """Files that are small and unfold."""
    spaces = b" " * (64 * MIB)
    made: dict[str, Callable[[], bytes]] = {
        "bomb-main-part": lambda: zipped((MAIN, main_part("") + spaces)),
        "bomb-styles": lambda: word(SOUND, styles_xml=spaces),
        "bomb-picture": lambda: zipped(
            (MAIN, main_part(SOUND)), *((f"word/media/{i}.bmp", spaces) for i in range(4))
        ),
        "bomb-nested-zip": lambda: zipped(
            (MAIN, main_part(SOUND)), ("word/embeddings/a.zip", zipped(("a", spaces)))
        ),
        "bomb-lying-small": lambda: _lying(500),
        "bomb-lying-huge": lambda: _lying(0xFFFFFFF0),
        "bomb-paragraphs": lambda: word("<w:p/>" * 2_000_000),
        "bomb-runs": lambda: word("<w:p>" + "<w:r><w:t>字</w:t></w:r>" * 350_000 + "</w:p>"),
        "bomb-attributes": lambda: word(
            "<w:p " + " ".join(f'a{i}="{i}"' for i in range(300_000)) + "/>"
        ),
        "bomb-namespaces": lambda: word(
            "<w:p " + " ".join(f'xmlns:n{i}="u{i}"' for i in range(60_000)) + "/>"
        ),
        "bomb-one-line": lambda: word(paragraph("字" * 5_000_000)),
        "bomb-text-over-cap": lambda: word(paragraph("字" * 2_100_001)),
        "bomb-entities": lambda: zipped((MAIN, _entities())),
        "bomb-overlapping": _overlapping,
        "bomb-entries": lambda: zipped(
            (MAIN, main_part(SOUND)), *((f"a/{i}", b"") for i in range(6_000))
        ),
        "bomb-level-text": lambda: docx_bytes(
            paragraph("甲", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') * 20_000,
            numbering='<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:lvlText w:val="'
            + "层" * 1_000_000
            + '"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        ),
        "bomb-comment": lambda: word(f"<!--{' ' * 15 * MIB}-->{SOUND}"),
    }
    read = {"bomb-lying-small", "bomb-nested-zip", "bomb-attributes", "bomb-level-text"}
    either = read | {"bomb-namespaces", "bomb-comment", "bomb-paragraphs", "bomb-runs"}
    for name, make in made.items():
        yield Hostile(name=f"{name}.docx", make=make, end="either" if name in either else "refused")


def shapes() -> Iterator[Hostile]:
    """Deep, wide and looping structures; each is read or refused, quickly."""
    span = (
        '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc>'
    )
    row = "<w:tr><w:tc>", "</w:tc></w:tr>"
    made: dict[str, Callable[[], bytes]] = {
        "span-million": lambda: word(f"<w:tbl><w:tr>{span.format(10**6)}</w:tr></w:tbl>"),
        "span-billions": lambda: word(f"<w:tbl><w:tr>{span.format(2 * 10**9)}</w:tr></w:tbl>"),
        "span-digits": lambda: word(f"<w:tbl><w:tr>{span.format('9' * 6000)}</w:tr></w:tbl>"),
        "tables-80-deep": lambda: word(nested(f"<w:tbl>{row[0]}", f"{row[1]}</w:tbl>", 80, SOUND)),
        "tables-5000-deep": lambda: word(
            nested(f"<w:tbl>{row[0]}", f"{row[1]}</w:tbl>", 5000, SOUND)
        ),
        "boxes-60-deep": lambda: word(_boxes(60)),
        "boxes-2000-deep": lambda: word(_boxes(2000)),
        "controls-200-deep": lambda: word(
            nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 120, SOUND)
        ),
        "runs-240-deep": lambda: word(
            f"<w:p>{nested('<w:r>', '</w:r>', 240, '<w:t>字</w:t>')}</w:p>"
        ),
        "styles-chain": lambda: styled(
            "".join(
                f'<w:style w:styleId="s{i}"><w:basedOn w:val="s{i + 1}"/></w:style>'
                for i in range(10_000)
            ),
            paragraph(SEEN, '<w:pStyle w:val="s0"/>') * 50,
        ),
        "styles-loop": lambda: styled(
            '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style>'
            '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>',
            paragraph(SEEN, '<w:pStyle w:val="a"/>'),
        ),
        "levels-many": lambda: docx_bytes(
            "".join(
                paragraph("甲", f'<w:numPr><w:ilvl w:val="{i}"/><w:numId w:val="1"/></w:numPr>')
                for i in range(10_000)
            ),
            numbering='<w:abstractNum w:abstractNumId="1">'
            + "".join(f'<w:lvl w:ilvl="{i}"><w:lvlText w:val="%1"/></w:lvl>' for i in range(10_000))
            + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        ),
        "number-digits": lambda: docx_bytes(
            paragraph(
                "甲", f'<w:numPr><w:ilvl w:val="{"9" * 5000}"/><w:numId w:val="1"/></w:numPr>'
            ),
            numbering='<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
        ),
        "table-wide": lambda: word(table(tuple("格" for _ in range(5_000)))),
        "rows-many": lambda: word(table(*(("甲", "乙") for _ in range(5_000)))),
        "outside-picture": lambda: word(
            SOUND,
            _rels__document_xml=b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006'
            b'/relationships"><Relationship Id="r" TargetMode="External" Type="t" '
            b'Target="http://0.0.0.0:1/beacon.png"/></Relationships>',
        ),
        "outside-template": lambda: word(
            f'{SOUND}<w:attachedTemplate w:val="http://0.0.0.0:1/t.dotm"/>'
        ),
        "include": lambda: word(
            f'{SOUND}<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/>'
        ),
    }
    for name, make in made.items():
        yield Hostile(name=f"{name}.docx", make=make, end="either", unsaid="root:")


def word_files() -> Iterator[Hostile]:
    """All hostile Word files."""
    for family in (bombs, shapes, lies, hidden):
        yield from family()
