"""set-phrase-error: a fixed expression with a wrong character or numeral, and 截止目前."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.phrase import Phrase, Slip
from assistant.review.phrases import PhraseIndex, built_in_phrases, default_index
from assistant.review.reading import Reading
from assistant.review.rule import Edit, Hit, Rule

RULE = Rule(
    id="set-phrase-error",
    name="固定表述有误",
    severity="error",
    group="content",
    about="政治和党建固定表述里的错字、错数字（三会一课、两个维护、中央八项规定精神等），"
    "以及“截止目前”一类通报常见误用；合法的近似说法（三位一体、全面从严治校）不算。",
    message="固定表述疑似有误：“{found}”，规范写法为“{right}”",
    suggestion="改为“{right}”。",
    basis="固定表述以中央文件原文为准；“截止”“截至”之分见《现代汉语词典》",
    fixable=True,
)

# 截止 ends something, 截至 stops the clock at a day: before a point in time only 截至 is right
_UNTIL = re.compile(
    r"截止(?:到|至)?(?=目前|当前|现在|今(?:年|天|日)?|本(?:月|年|季度)|(?:上|去)(?:月|年)|发稿|[\dX×]{1,4}[年月.]"
    r"|[二〇○零一三四五六七八九十]{1,4}[年月])"
)

# 受理时间截止到3月31日: here it does end something
_DEADLINE = re.compile(r"(?:时间|日期|期限|报名|受理|征集|反映|报送|公示期?)[^，。；]{0,4}$")


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield slips of set phrases and 截止 before a point in time; both have one right answer."""
    for match in _UNTIL.finditer(notice.folded):
        if _DEADLINE.search(notice.folded[max(0, match.start() - 8) : match.start()]):
            continue
        tail = notice.text[match.end() : match.end() + 2]
        yield Hit(
            start=match.start(),
            end=min(match.end() + 2, len(notice.text)),
            values={"found": match.group() + tail, "right": "截至" + tail},
            edits=(Edit(start=match.start(), end=match.end(), text="截至"),),
        )
    for slip in _index(reading).slips(notice.folded):
        yield Hit(
            start=slip.start,
            end=slip.end,
            values={"found": notice.text[slip.start : slip.end], "right": slip.right},
            edits=_edits(notice.text, slip),
        )


def _index(reading: Reading) -> PhraseIndex:
    config = reading.config
    if not config.phrases and not config.allowed_phrases:
        return default_index()
    own = tuple(Phrase(text=text) for text in config.phrases)
    return PhraseIndex((*built_in_phrases(), *own), allowed=config.allowed_phrases)


def _edits(text: str, slip: Slip) -> tuple[Edit, ...]:
    if slip.wrong_at:
        return tuple(Edit(start=at, end=at + 1, text=right) for at, right in slip.wrong_at)
    if any(quote in text[slip.start : slip.end] for quote in '“”‘’"'):
        return ()  # where the quotation marks go in the right form is the writer's choice
    return (Edit(start=slip.start, end=slip.end, text=slip.right),)
