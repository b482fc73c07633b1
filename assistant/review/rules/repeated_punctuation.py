"""repeated-punctuation: two or more of ，。、；：！？ in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Edit, Hit, Rule

RULE = Rule(
    id="repeated-punctuation",
    name="标点连用",
    severity="warning",
    group="form",
    about="两个以上的，。、；：！？连在一起，不论相同还是冲突；省略号……和破折号——不在此列。",
    message="标点连用：“{found}”",
    suggestion="保留一个标点：相同的留其一，不同的按句意取舍。",
    basis="GB/T 15834—2011 标点符号用法",
    fixable=True,
)

# an entity ends in a semicolon of its own: &nbsp;，
_RUN = re.compile(
    r"(?<!&[a-zA-Z]{4})(?<!&[a-zA-Z]{3})(?<!&[a-zA-Z]{2})(?<!&[a-zA-Z]{5})[，。、；：！？](?: ?[，。、；：！？])+"
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield each run; only a run of one repeated mark has one right answer, hence a fix."""
    for match in _RUN.finditer(notice.folded):
        run = match.group()
        edits: tuple[Edit, ...] = ()
        if len(set(run)) == 1:
            edits = (Edit(start=match.start() + 1, end=match.end(), text=""),)
        found = notice.text[match.start() : match.start() + 10]
        yield Hit(
            start=match.start(),
            end=match.end(),
            values={"found": found[: match.end() - match.start()]},
            edits=edits,
        )
