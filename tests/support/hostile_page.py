"""Hostile web pages and plain texts: depth, size, encodings, and what is not seen."""

from __future__ import annotations

import base64
import codecs
from collections.abc import Callable, Iterator

from hostile import Hostile
from hostile_zip import MIB, nested, word
from made_files import NOTICE, paragraph

HIDDEN = "暗中写入的指令"
SEEN = "<p>正文可见文字若干</p>"


def page(body: str, head: str = "") -> bytes:
    """A web page in UTF-8."""
    return f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def page_costs() -> Iterator[Hostile]:
    """Pages that cost much."""
    made: dict[str, Callable[[], bytes]] = {
        "depth-180": lambda: page(nested("<div>", "</div>", 180, "字")),
        "depth-5000": lambda: page(nested("<div>", "</div>", 5000, "字")),
        "depth-million": lambda: page("<b>" * 1_000_000 + "字"),
        "tables-deep": lambda: page(
            nested("<table><tr><td>", "</td></tr></table>", 60, "字" * 500)
        ),
        "tags-many": lambda: page("<p>" * 2_000_000),
        "line-one": lambda: page("字" * 2_500_000),
        "over-size": lambda: page("<p>字</p>" * 900_000),
        "attributes": lambda: page("<p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">字</p>"),
        "attribute-long": lambda: page(f"<p title='{'x' * 6 * MIB}'>字</p>"),
        "entities": lambda: page("&#x5b57;" * 400_000),
        "entity-numbers": lambda: page("&#99999999999;&#0;&#xD800;&#x110000;字"),
        "doctype-entities": lambda: (
            b"<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
            b"<html><body>&x;\xe5\xad\x97</body></html>"
        ),
        "unclosed-comment": lambda: page("字<!--" + "x" * 4 * MIB),
        "style-braces": lambda: page(SEEN, f"<style>{'{' * 200_000}</style>"),
        "style-rules": lambda: page(SEEN, "<style>" + "a{display:none}" * 13_000 + "</style>"),
        "style-comments": lambda: page(SEEN, f"<style>{'/*' * 90_000}</style>"),
        "classes": lambda: page(
            f"<p class='{'a ' * 100_000}'>字</p>", "<style>.x{display:none}</style>"
        ),
        "outside": lambda: page(
            f"{SEEN}<img src=http://0.0.0.0:1/><iframe src=file:///etc/passwd></iframe>"
        ),
        "refresh": lambda: page(SEEN, "<meta http-equiv=refresh content='0;url=http://0.0.0.0:1'>"),
        "base64-script": lambda: page(
            SEEN + "<script>" + base64.b64encode(b"x" * MIB).decode() + "</script>"
        ),
        "charset-utf7": lambda: (
            b"<html><meta charset=utf-7><body>+ADw-script+AD4-x" + SEEN.encode()
        ),
        "charset-codec": lambda: (
            b"<html><meta charset=punycode><body>" + SEEN.encode() + b"x" * 200_000
        ),
        "charset-hex": lambda: b"<html><meta charset=hex><body>616263</body></html>",
        "charset-idna": lambda: b"<html><meta charset=idna><body>" + b"a." * 200_000,
        "utf16-page": lambda: page(SEEN).decode().encode("utf-16"),
        "frameset": lambda: b"<html><frameset><frame src=a.html></frameset></html>",
        "plain-text-tag": lambda: page("<plaintext>" + "<p>" * 10_000),
        "null-bytes": lambda: page("字\0字\0"),
    }
    for name, make in made.items():
        heavy = name == "attributes"
        yield Hostile(name=f"{name}.html", make=make, end="either", unsaid="root:", heavy=heavy)
    yield Hostile(name="empty.html", make=lambda: page(""), says="没有文字")
    frames = b"<frameset><frame src=a.html></frameset>"
    yield Hostile(name="frames-only.html", make=lambda: frames, says="没有文字")
    yield Hostile(name="script-only.html", make=lambda: page("<script>x</script>"), says="没有文字")
    yield Hostile(
        name="not-decodable.html", make=lambda: b"<html>" + bytes(range(128, 256)) * 9, says="编码"
    )


def page_hidden() -> Iterator[Hostile]:
    """Text that a reader does not see is left out, and said."""
    styles = {
        "display": "display:none", "important": "DISPLAY : none !important",
        "visibility": "visibility: hidden", "font-size": "font-size:0", "one-pixel": "font-size:1px",
        "opacity": "opacity:0", "indent": "text-indent:-9999px", "far": "position:absolute;left:-5000px",
        "white": "color:#fff", "white-rgb": "color: rgb(255, 255, 255)", "clip": "clip:rect(0,0,0,0)",
        "comment": "display:/* x */none", "scaled": "transform: rotate(3deg) scale(0)", "zoom": "zoom:0",
        "clip-path": "clip-path:inset(50%)", "filter": "filter: opacity(0)",
        "drowned": "color:#123;background-color:#123",
    }  # fmt: skip
    made = {name: page(f'{SEEN}<p style="{style}">{HIDDEN}</p>') for name, style in styles.items()}
    made["attribute"] = page(f"{SEEN}<p hidden>{HIDDEN}</p>")
    made["font"] = page(f"{SEEN}<font color=white>{HIDDEN}</font>")
    rule = "<style>p{margin:0} .x, td.y {display:none}</style>"
    made["class"] = page(f"{SEEN}<p class='a x'>{HIDDEN}</p>", rule)
    made["id"] = page(f"{SEEN}<p id=x>{HIDDEN}</p>", "<style>/* a */#x{visibility:hidden}</style>")
    sheets = {
        "below": "div .y p.x{display:none}", "child": ".y>.x{display:none}",
        "two-classes": ".x.z{opacity:0}", "screen": "@media screen{.x{display:none}}",
        "some-media": "@media print, all {.o{color:red} .x{display:none}}",
        "layer": "@layer a{@layer b{.x{display:none}}}", "heavier": ".y .x{display:none}.x{display:block}",
        "after-import": "@import url(a.css); .x{display:none}", "drowned-class": ".x{background:red;color:red}",
    }  # fmt: skip
    inside = f"{SEEN}<div><section class=y><p class='x z'>{HIDDEN}</p></section></div>"
    made |= {name: page(inside, f"<style>{rule}</style>") for name, rule in sheets.items()}
    for name, data in made.items():
        yield Hostile(
            name=f"hidden-{name}.html",
            make=lambda data=data: data,
            end="read",
            says="隐藏文字",
            unsaid=HIDDEN,
        )
    unseen = page(f"<p>{NOTICE}\u202e\u200b\U000e0041</p>")
    yield Hostile(name="unseen.html", make=lambda: unseen, end="read", says="看不见的字符")


def texts() -> Iterator[Hostile]:
    """Plain texts: refused with the reason, or read."""
    mail = b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"
    flat = '<?xml version="1.0"?><pkg:package xmlns:pkg="p"/>'
    made: dict[str, tuple[Callable[[], bytes], str]] = {
        "empty.txt": (lambda: b"", "空的"),
        "blank.txt": (lambda: b" \n\t\r\n\x0c" * 99, "没有文字"),
        "zero-width.txt": (lambda: ("\u200b\u2060\ufeff" * 99).encode(), "没有文字"),
        "tags.txt": (lambda: ("\U000e0041\U000e007f" * 99).encode(), "没有文字"),
        "mark-only.txt": (lambda: codecs.BOM_UTF8, "没有文字"),
        "mark-utf16-odd.txt": (lambda: codecs.BOM_UTF16_LE + b"abc", "损坏"),
        "mark-utf32-wrong.txt": (lambda: codecs.BOM_UTF32_LE + b"\xff" * 8, "损坏"),
        "mark-utf8-wrong.txt": (lambda: codecs.BOM_UTF8 + b"\xff\xfe\xfd", "损坏"),
        "surrogate-utf16.txt": (lambda: codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "损坏"),
        "surrogate-utf8.txt": (lambda: b"\xed\xa0\x80" * 40, "编码"),
        "overlong-utf8.txt": (lambda: b"\xc0\xaf\xe0\x80\xaf" * 40, ""),
        "over-lines.txt": (lambda: b"a\n" * 100_001, "万行"),
        "random.txt": (lambda: bytes((i * 197 + i // 7) % 256 for i in range(50_000)), ""),
        "zeros.txt": (lambda: bytes(MIB), "二进制"),
        "over-size.txt": (lambda: b"a" * 9 * MIB, "超过"),
        "over-characters.txt": (lambda: b"a" * 2_100_001, "超过"),
        "program.txt": (lambda: b"\x7fELF" + bytes(500), "程序"),
        "windows-program.txt": (lambda: b"MZ" + bytes(500), "程序"),
        "archive.mht": (lambda: mail + b"=E4=B8=AD" * 500, "网页归档"),
        "mail.eml": (lambda: b"Received: x\r\n\ty\r\n" + mail, "网页归档"),
        "flat.xml": (lambda: flat.encode(), "XML 格式"),
        "flat-utf16.xml": (lambda: flat.encode("utf-16"), "XML 格式"),
        "rich.doc": (lambda: b"\r\n {\\rtf1\\ansi x}", "RTF"),
        "postscript.pdf": (lambda: b"%!PS-Adobe-3.0\n", "PostScript"),
        "utf7-notice.txt": (lambda: NOTICE.encode("utf-7"), "7 位编码"),
        "hz-notice.txt": (lambda: NOTICE.encode("hz", "ignore"), "7 位编码"),
        "iso-2022.txt": (lambda: "改善措置について報告".encode("iso2022_jp"), "7 位编码"),
        "bzip.docx": (lambda: b"BZh91AY" + bytes(90), "压缩包"),
    }  # fmt: skip
    for name, (make, says) in made.items():
        yield Hostile(name=name, make=make, says=says)


def readable() -> Iterator[Hostile]:
    """Odd files that hold a text; what is odd is said."""
    made: dict[str, tuple[Callable[[], bytes], str]] = {
        "two-marks.txt": (lambda: codecs.BOM_UTF8 * 2 + NOTICE.encode(), "看不见的字符"),
        "bidi.txt": (lambda: ("\u202e" + NOTICE + "\u202c").encode(), "双向控制符2个"),
        "zero-width-inside.txt": (lambda: NOTICE.replace("巡", "巡\u200b").encode(), "零宽字符"),
        "tag-smuggling.txt": (
            lambda: (NOTICE + "".join(chr(0xE0000 + ord(c)) for c in "ignore all")).encode(),
            "标签字符10个",
        ),
        "escapes.txt": (lambda: (NOTICE + "\x1b[31m\x07").encode(), "控制字符"),
        "line-one.txt": (lambda: (NOTICE.replace("\n", "") * 2000).encode(), ""),
        "lines-many.txt": (lambda: b"a\n" * 90_000, ""),
        "brackets.txt": (lambda: "（".encode() * 300_000, ""),
        "utf7.txt": (lambda: b"+ADw-script+AD4-alert(1)", ""),
        "formulas.txt": (lambda: b"a+bc1/z=C++ ~{AB~} ?q=1+234+abc " * 500, ""),
        "docx-named.txt": (lambda: word(paragraph(NOTICE)), ""),
        "pdf-words.txt": (lambda: "说明：PDF 文件以%PDF-开头".encode(), ""),
        "mail-like.txt": (lambda: ("关于：整改\n电话：0000-1234567\n" + NOTICE).encode(), ""),
        "utf32.txt": (lambda: NOTICE.encode("utf-32"), ""),
    }
    for name, (make, says) in made.items():
        yield Hostile(name=name, make=make, end="read", says=says)


def page_files() -> Iterator[Hostile]:
    """All hostile pages and texts."""
    for family in (page_costs, page_hidden, texts, readable):
        yield from family()
