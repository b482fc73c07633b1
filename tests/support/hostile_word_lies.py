"""Hostile Word files: broken, locked, mislabelled; and text that is not seen."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator

from hostile import Hostile
from hostile_zip import MAIN, SOUND, main_part, patched, run, styled, word, zipped
from made_files import NOTICE, W, paragraph, table

HIDDEN = "暗中写入的指令"


def _encrypted_flag() -> bytes:
    return patched(word(SOUND), b"PK\x01\x02", 8, b"\x01\x00")


def lies() -> Iterator[Hostile]:
    """Broken, locked and mislabelled files: refused with the reason."""
    utf7 = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4-'
    external = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    sound = word(SOUND)
    made: dict[str, tuple[Callable[[], bytes], str]] = {
        "entity-file": (lambda: word(paragraph("&x;"), external), "文档类型定义"),
        "entity-parameter": (
            lambda: word(SOUND, '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://0.0.0.0:1/">%p;]>'),
            "文档类型定义",
        ),
        "doctype-late": (
            lambda: word(SOUND, f"<!--{' ' * 9000}--><!DOCTYPE d [<!ENTITY a 'b'>]>"),
            "文档类型定义",
        ),
        "doctype-utf16": (
            lambda: zipped((MAIN, main_part(SOUND, "<!DOCTYPE d []>").decode().encode("utf-16"))),
            "文档类型定义",
        ),
        "doctype-utf16-be": (
            lambda: zipped(
                (MAIN, b"\xfe\xff" + main_part(SOUND, external).decode().encode("utf-16-be"))
            ),
            "文档类型定义",
        ),
        "doctype-in-styles": (lambda: word(SOUND, styles_xml=external.encode()), "文档类型定义"),
        "encoding-utf7": (lambda: word(SOUND, utf7), "损坏"),
        "encoding-ebcdic": (lambda: word(SOUND, '<?xml version="1.0" encoding="cp037"?>'), "损坏"),
        "encrypted-entry": (_encrypted_flag, "密码"),
        "method-lzma": (
            lambda: zipped((MAIN, main_part(SOUND)), method=zipfile.ZIP_LZMA),
            "压缩",
        ),
        "method-bzip2": (
            lambda: zipped((MAIN, main_part(SOUND)), method=zipfile.ZIP_BZIP2),
            "压缩",
        ),
        "method-unknown": (lambda: patched(sound, b"PK\x01\x02", 10, b"\x63\x00"), ""),
        "checksum": (lambda: patched(sound, b"PK\x01\x02", 16, b"\0\0\0\0"), "损坏"),
        "cut": (lambda: sound[: len(sound) // 2], "损坏"),
        "no-directory": (lambda: sound[: sound.index(b"PK\x01\x02")], "损坏"),
        "empty-zip": (lambda: zipped(), "压缩包"),
        "traversal": (lambda: zipped(("../../etc/passwd", b"x")), "压缩包"),
        "empty-part": (lambda: zipped((MAIN, b"")), "损坏"),
        "not-xml": (lambda: zipped((MAIN, b"\0" * 5000)), "损坏"),
        "unclosed": (lambda: zipped((MAIN, main_part("<w:p><w:r>"))), "损坏"),
        "control-reference": (lambda: word(paragraph("&#1;&#xD800;")), "损坏"),
        "empty-body": (lambda: word(""), "没有文字"),
        "no-body": (lambda: zipped((MAIN, f'<w:document xmlns:w="{W}"/>'.encode())), "没有文字"),
        "only-zero-width": (lambda: word(paragraph("\u200b\u2060\ufeff" * 50)), "没有文字"),
        "only-hidden": (lambda: word(run(HIDDEN, "<w:vanish/>")), "没有文字"),
        "two-main-parts": (
            lambda: zipped((MAIN, main_part(paragraph("甲"))), (MAIN, main_part(paragraph("乙")))),
            "重名",
        ),
        "strict": (
            lambda: (
                sound
                and zipped(
                    (
                        MAIN,
                        main_part(SOUND).replace(
                            W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
                        ),
                    )
                )
            ),
            "Strict",
        ),
        "renamed-doc": (lambda: _ole("WordDocument"), "旧版"),
        "locked": (lambda: _ole("EncryptedPackage"), "密码"),
        "renamed-gzip": (lambda: b"\x1f\x8b\x08" + zlib.compress(b"a" * 999), "压缩包"),
        "xlsx-renamed": (lambda: zipped(("xl/workbook.xml", b"<a/>")), "Excel"),
        "pptx-renamed": (lambda: zipped(("ppt/presentation.xml", b"<a/>")), "演示文稿"),
    }
    for name, (make, says) in made.items():
        yield Hostile(name=f"{name}.docx", make=make, says=says)


def _ole(stream: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + stream.encode("utf-16-le") + b"\0" * 600
    )


def hidden() -> Iterator[Hostile]:
    """Text that a reader does not see is left out, and said."""
    white = '<w:color w:val="FFFFFF"/>'
    style = '<w:style w:type="{}" w:styleId="H"><w:rPr>{}</w:rPr></w:style>'
    fill = '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">{}</w14:textFill>'
    by_style = f'<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>{HIDDEN}</w:t></w:r></w:p>'
    made: dict[str, bytes] = {
        "vanish": word(SOUND + run(HIDDEN, "<w:vanish/>")),
        "white": word(SOUND + run(HIDDEN, white)),
        "nearly-white": word(SOUND + run(HIDDEN, '<w:color w:val="FEFEFE"/>')),
        "white-by-theme": word(SOUND + run(HIDDEN, '<w:color w:themeColor="background1"/>')),
        "one-point": word(SOUND + run(HIDDEN, '<w:sz w:val="2"/>')),
        "narrow": word(SOUND + run(HIDDEN, '<w:w w:val="1"/>')),
        "vanish-by-style": styled(style.format("paragraph", "<w:vanish/>"), SOUND + by_style),
        "white-by-run-style": styled(
            style.format("character", white), SOUND + run(HIDDEN, '<w:rStyle w:val="H"/>')
        ),
        "own-shade": word(
            SOUND + run(HIDDEN, '<w:color w:val="101010"/><w:shd w:val="clear" w:fill="000000"/>')
        ),
        "own-highlight": word(
            SOUND + run(HIDDEN, '<w:color w:val="FF0000"/><w:highlight w:val="red"/>')
        ),
        "no-fill": word(SOUND + run(HIDDEN, fill.format("<w14:noFill/>"))),
        "clear-fill": word(
            SOUND
            + run(
                HIDDEN, fill.format('<w14:solidFill><w14:alpha w14:val="99000"/></w14:solidFill>')
            )
        ),
        "hidden-row": word(
            SOUND + table((HIDDEN,)).replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>")
        ),
    }
    for name, data in made.items():
        yield Hostile(
            name=f"hidden-{name}.docx",
            make=lambda data=data: data,
            end="read",
            says="隐藏文字",
            unsaid=HIDDEN,
        )
    for name, mark in {
        "deleted": f"<w:del><w:r><w:delText>{HIDDEN}</w:delText></w:r></w:del>",
        "moved": f"<w:moveFrom><w:r><w:t>{HIDDEN}</w:t></w:r></w:moveFrom>",
    }.items():
        yield Hostile(
            name=f"{name}.docx",
            make=lambda mark=mark: word(f"{SOUND}<w:p>{mark}</w:p>"),
            end="read",
            says="未接受的修订",
            unsaid=HIDDEN,
        )
    chunk = word(SOUND + '<w:altChunk w:val="x"/>')
    yield Hostile(name="embedded.docx", make=lambda: chunk, end="read", says="嵌入的其他文档")
    unseen = paragraph(NOTICE[:60] + "\u202e\u200b\U000e0041\U000e007f\u2066")
    yield Hostile(name="unseen.docx", make=lambda: word(unseen), end="read", says="看不见的字符")
