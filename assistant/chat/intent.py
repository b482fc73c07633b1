"""Intent: what a message in the one box asks for: draft measures, or look a draft notice over.

Decided by the model of the document, not by commands: a text that parses as a notice (a title, or
a lead with records, or several standard sections) is reviewed; anything else is a list of feedback
problems. A line that begins with 事实：, 已知： or 佐证： belongs to the problem before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.files.lists import without_ordinal
from assistant.notice.document import Document
from assistant.notice.model import Notice
from assistant.notice.parse import parse

_FACT = re.compile(r"^(?:已知)?(?:事实|佐证|情况|已知|材料)[：:]\s*")
_INLINE = re.compile(r"(?<=[。；;])\s*(?=[一二三四五六七八九十]{1,2}是)")
_COURTESY = re.compile(
    r"(?:(?:好的?|嗯+|行|可以|收到|知道了?|明白了?|就这样|不用了?|没事了?|没问题|你好|您好|再见|辛苦(?:你|您)?了?"
    r"|ok|(?:非常|十分|多|太)?(?:感谢|谢)谢?(?:你|您|啦|了)?)[\W_]{0,4}){1,4}",
    re.IGNORECASE,
)
_STRONG = {"organization", "statistics", "contact", "signature", "next_steps"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One feedback problem and the facts that the user gave for it."""

    problem: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """``kind`` draft: ``asks`` in the user's order, none merged; review: ``notice`` is the text."""

    kind: Literal["draft", "review", "empty"]
    asks: tuple[Ask, ...] = ()
    notice: Notice | None = None


def understand(text: str, *, source: str = "") -> Intent:
    """Decide what a pasted or uploaded text asks for; never raises."""
    if not text.strip() or is_courtesy(text):
        return Intent(kind="empty")
    if len(text) > 120:
        notice = parse(Document(text=text, source=source))
        if _is_notice(notice):
            return Intent(kind="review", notice=notice)
    asks = split_asks(text)
    return Intent(kind="draft", asks=asks) if asks else Intent(kind="empty")


def _is_notice(notice: Notice) -> bool:
    kinds = {section.kind for section in notice.sections}
    with_measures = sum(bool(record.measures) for record in notice.records)
    if notice.title and ("lead" in kinds or with_measures):
        return True
    return len(kinds & _STRONG) >= 2 or ("lead" in kinds and with_measures >= 1)


def is_courtesy(text: str) -> bool:
    """Whether a message is thanks, a greeting or an assent and nothing else."""
    return len(text) <= 40 and _COURTESY.fullmatch(text.strip()) is not None


def split_asks(text: str) -> tuple[Ask, ...]:
    """The problems of a list, one a line (or 一是…；二是… in one line), ordinals cut off."""
    asks: list[Ask] = []
    for line in text.splitlines():
        for piece in _INLINE.split(line.strip()):
            given = _FACT.match(piece)
            if given and asks:
                last = asks[-1]
                fact = piece[given.end() :].strip()
                asks[-1] = Ask(
                    problem=last.problem, facts=(*last.facts, fact) if fact else last.facts
                )
                continue
            problem = without_ordinal(piece)
            if len(re.sub(r"[\W_]", "", problem)) >= 2:
                asks.append(Ask(problem=problem))
    return tuple(asks)
