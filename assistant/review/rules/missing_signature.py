"""missing-signature: no issuing body at the end."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.notice.model import Notice
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


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit where no body signs the notice."""
    if notice.signature is None:
        yield Hit()
