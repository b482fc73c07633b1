"""html-residue: tags, comments and entities left over from a web page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Edit, Hit, Rule

RULE = Rule(
    id="html-residue",
    name="网页代码残留",
    severity="error",
    group="form",
    about="网页的标签、注释、字符实体；尖括号里的中文名称（<工会预算管理办法>）不算。",
    message="网页代码残留：“{found}”",
    suggestion="删去代码，字符实体换成它所代表的字符。",
    basis="公开稿应为定稿文字",
    fixable=True,
)

# a tag begins with a Latin letter right after < or </; attributes may hold anything but < and >
_TAG = r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:[\s/:=][^<>\n]{0,1000})?/?>"
# a second bracket where the first tag was cut: <x< span="">, </x<>
_BROKEN = r"</?[A-Za-z][A-Za-z0-9]{0,15}<[^<>\n]{0,300}>|</[A-Za-z][A-Za-z0-9]{0,15}"
_COMMENT = r"<!--[^<>]{0,500}-->|<!--|-->|<![A-Za-z][^<>\n]{0,200}>"
_ENTITY = r"&(?:[A-Za-z][A-Za-z0-9]{1,9}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});"
# tags of forums
_FORUM = r"\[/?(?:b|i|u|url|img|color|size|font|quote|center)(?:=[^\[\]\n]{0,80})?\]"
_ANY = re.compile(f"{_COMMENT}|{_TAG}|{_BROKEN}|{_ENTITY}|{_FORUM}")
_NEVER = frozenset("<>&")


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield each run of adjacent residue; the fix deletes tags and decodes entities."""
    run: list[re.Match[str]] = []
    for match in _ANY.finditer(notice.text):
        if run and run[-1].end() != match.start():
            yield _hit(notice.text, run)
            run = []
        run.append(match)
    if run:
        yield _hit(notice.text, run)


def _hit(text: str, run: list[re.Match[str]]) -> Hit:
    start, end = run[0].start(), run[-1].end()
    edits = tuple(edit for match in run if (edit := _edit(match)) is not None)
    shown = text[start : min(end, start + 30)] + ("…" if end - start > 30 else "")
    return Hit(
        start=start,
        end=end,
        values={"found": shown},
        edits=edits if len(edits) == len(run) else (),
    )


def _edit(match: re.Match[str]) -> Edit | None:
    """None where the right text is open: an entity for < > & could be meant to stay visible."""
    found = match.group()
    if not found.startswith("&"):
        whole = found.startswith("<") and found.endswith(">")
        return Edit(start=match.start(), end=match.end(), text="") if whole else None
    character = html.unescape(found)
    if character == found or _NEVER & set(character):
        return None
    return Edit(start=match.start(), end=match.end(), text=character.replace("\u00a0", " "))
