"""missing-signature: no issuing body at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Line, Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="missing-signature",
    name="缺署名",
    severity="error",
    group="document",
    about="文末没有发文机关署名。",
    message="文末没有发文机关署名",
    suggestion="在文末补发文机关全称，与标题一致。",
    basis="GB/T 9704—2012 党政机关公文格式",
)

_LAST = 3
_BODY = re.compile(r"(?:中共|共青团|中国共产党)[\u4e00-\u9fff（）()“”\s]{2,40}")


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit where no body signs the notice."""
    if notice.signature is None and not any(map(_is_body, reading.paragraphs[-_LAST:])):
        yield Hit()


def _is_body(line: Line) -> bool:
    """Whether a line is the name of a Party body and nothing else (its date may be broken)."""
    return line.role != "title" and bool(_BODY.fullmatch(line.text))
