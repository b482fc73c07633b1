"""vague-measure: no concrete action, object, time or evidence, only slogans."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.excerpt import excerpt
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="vague-measure",
    name="措施空泛",
    severity="warning",
    group="content",
    about="一条措施里没有具体动作、对象、时间和佐证，只有“进一步加强”“切实提高”一类表态。",
    message="措施疑似空泛，没有具体动作、时间和佐证：“{found}”",
    suggestion="写清做了什么（谁、何时、何文）、有什么结果（数字、前后对比），再写防反弹的制度或抽查。",
    basis="合格措施＝动作＋结果＋防反弹",
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield the units whose clauses are all slogans and which bear no figure, date or document."""
    for unit in reading.units:
        if not reading.evidence(unit).slogans_only:
            continue
        start, end = reading.unit_span(unit)
        yield Hit(start=start, end=end, values={"found": excerpt(notice.text[start:end], 30)})
