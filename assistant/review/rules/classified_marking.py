"""classified-marking: a secrecy level or 不得外传 on the notice itself."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.markings import markings
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="classified-marking",
    name="涉密或内部标志",
    severity="error",
    group="content",
    about="通报上的密级、内部资料、不得外传等标志；措施里谈涉密文件、内部控制、内部审计的不算。",
    message="稿上有不宜公开的标志：“{found}”",
    suggestion="先核实能否公开：能公开的删去标志，不能公开的停止发布。",
    basis="公开脱敏要求：密级标志、“内部”“仅供学习”等不得出现在公开稿",
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield markings: with a star, as a line of their own, bracketed, or said of the notice."""
    for line in notice.lines:
        folded = notice.folded[line.start : line.end]
        for start, end in markings(folded):
            at = line.start + start
            found = notice.text[at : line.start + end]
            yield Hit(start=at, end=line.start + end, values={"found": found})
