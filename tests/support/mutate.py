"""Mutate: sound files of every kind, broken in a way that a seed decides.

``python tests/support/mutate.py 0 6000`` (PYTHONPATH: the project) reads the seeds from 0 to 5999 and
prints how they ended and what nobody foresaw.
"""

from __future__ import annotations

import html
import io
import random
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from hostile_pdf import body, page_file
from hostile_sheet import book, cell, row
from hostile_zip import run, zipped
from lxml import etree
from made_files import NOTICE, docx_bytes, paragraph, pdf_bytes, table, xlsx_bytes

_EXTREME = (
    *(
        b"0",
        b"-1",
        b"1e999",
        b"2147483648",
        b"99999999999999999999",
        b"NaN",
        b"",
        b"\xff\xfe",
        b"%s",
    ),
    *(b"\0", "\u202e".encode(), b"<", b"&", b"]]>", b"../", b"9" * 5000, b"/", b"(", b"<<"),
)
_TOKEN = re.compile(rb"-?\d+|/[A-Za-z]+|<[^<>]{1,80}>|\"[^\"]{0,60}\"|[A-Za-z]{2,20}|[()\[\]{}]")
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="32"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"/><w:style w:styleId="H">'
    '<w:basedOn w:val="a"/><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style>'
)


def sound_files() -> dict[str, bytes]:
    """One or two of each kind, with most of what their readers look at."""
    lines = NOTICE.strip().split("\n")
    word = "".join(
        paragraph(line, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
        for line in lines
    )
    word += table(("联系电话", "0000-1234567"), ("一" * 70, "二")) + run("隐", "<w:vanish/>")
    word += (
        f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    page = "".join(f"<p class=x>{html.escape(line)}</p>" for line in lines)
    style = "<style>.x{color:red} #y{display:none}</style>"
    rows = [("序号", "问题"), *enumerate(lines, 1)]
    return {
        "a.docx": docx_bytes(word, numbering=_NUMBERING, styles=_STYLES),
        "a.pdf": pdf_bytes(NOTICE),
        "b.pdf": page_file(body(after="q 1 g 0 0 9 9 re f /X Do Q BT /F1 9 Tf 3 Tr (a) Tj ET")),
        "a.html": f"<!DOCTYPE html><html><head><meta charset=utf-8>{style}</head><body>{page}"
        "<table><tr><td>甲<td>乙</table></body></html>".encode(),
        "a.xlsx": xlsx_bytes(rows),
        "b.xlsx": book(row(cell("问题")) + row(cell("甲乙丙", "A2"), '<c s="0"><v>45000</v></c>')),
        "a.txt": NOTICE.encode(),
        "b.txt": NOTICE.encode("gb18030"),
        "c.txt": NOTICE.encode("utf-16"),
    }


def mutated(files: dict[str, bytes], seed: int) -> tuple[str, bytes]:
    """The name and bytes of one of the files, with one to eight things wrong with it."""
    chance = random.Random(seed)
    name = chance.choice(sorted(files))
    data = files[name]
    # half of the broken Office files are broken inside, where the zip is still sound
    if data.startswith(b"PK") and chance.random() < 0.6:
        return name, _inside(data, chance)
    return name, _broken(data, chance)


def _inside(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = [(name, file.read(name)) for name in file.namelist()]
    at = chance.randrange(len(parts))
    broken = _broken(parts[at][1], chance)
    parts[at] = (parts[at][0], _mended(broken) if chance.random() < 0.7 else broken)
    if chance.random() < 0.05:
        del parts[chance.randrange(len(parts))]
    return zipped(*parts)


def _mended(data: bytes) -> bytes:
    """Well-formed XML again, of an odd shape: it gets past the parser."""
    try:
        root = etree.fromstring(data, etree.XMLParser(recover=True, resolve_entities=False))
    except etree.XMLSyntaxError:
        return data
    return data if root is None else etree.tostring(root)


def _broken(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 8)):
        if data:
            data = chance.choice(_WAYS)(data, chance)
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))] if chance.random() < 0.3 else data


def _drop(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randint(1, 40) :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    at, size = chance.randrange(len(data)), chance.randint(1, 200)
    return data[:at] + data[at : at + size] * chance.choice((2, 3, 50)) + data[at + size :]


def _insert(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(_EXTREME) + data[at:]


def _token(data: bytes, chance: random.Random) -> bytes:
    """Replace a number, name, tag or bracket by an extreme value or by another of the file."""
    tokens = list(_TOKEN.finditer(data))
    if not tokens:
        return data
    one, other = chance.choice(tokens), chance.choice(tokens)
    new = other[0] if chance.random() < 0.5 else chance.choice(_EXTREME)
    return data[: one.start()] + new + data[one.end() :]


_WAYS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    *(_flip, _cut, _drop, _repeat, _insert, _token, _token, _token),
)


def endings(seeds: range, read: Callable[[str, bytes], str]) -> Iterator[tuple[int, str, str]]:
    """Read mutated files; yield seed, name and how each ended (what ``read`` says)."""
    files = sound_files()
    for seed in seeds:
        name, data = mutated(files, seed)
        yield seed, name, read(name, data)


def _main() -> None:
    from read_any import outcome

    counts: Counter[str] = Counter()
    worst, odd = 0.0, 0
    before = time.monotonic()
    for seed, name, end in endings(range(int(sys.argv[1]), int(sys.argv[2])), outcome):
        took, before = time.monotonic() - before, time.monotonic()
        worst = max(worst, took)
        counts[f"{name.split('.')[1]} {end.split('：')[0][:4]}"] += 1
        if end.startswith("意外") or took > 5:
            odd += 1
            sys.stdout.write(f"seed {seed} {name} {took:.1f} s {end}\n")
    sys.stdout.write(f"{dict(sorted(counts.items()))}\nworst {worst:.2f} s, odd {odd}\n")


if __name__ == "__main__":
    _main()
