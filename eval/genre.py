"""Genre: is a draft built as measures are written (domain.md section 5), and about its problem?

A draft is judged by its printed text alone (一是…二是…), so that a log can be scored again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.facts.extract import extract
from assistant.retrieval.lexicon import load_lexicon
from assistant.retrieval.tokens import CONCEPT, tokenize
from assistant.review.evidence import read_evidence

ORDINALS = "一二三四五六七八九十"
_ITEM = re.compile(rf"(?:^|(?<=。))([{ORDINALS}])是")
_QUOTED = re.compile(r"“[^“”]{1,200}”")
# what keeps a problem from coming back: a rule, or a check that returns
_MECHANISM = re.compile(
    r"办法|制度|细则|规程|规定|规则|机制|清单|台账|流程"
    r"|每(?:个?月|个?季度?|周|旬|半年|年|学期|半月)|按[月季周旬年]|逐[月季周]|定期|随机|抽查|公示|回访"
)


def items(text: str) -> tuple[str, ...]:
    """The measures of a printed draft: split at 一是, 二是, …, the ordinals in their order.

    A draft whose ordinals are out of order is one item.
    """
    found = list(_ITEM.finditer(text))
    if [match.group(1) for match in found] != list(ORDINALS[: len(found)]) or not found:
        return (text,) if text else ()
    ends = [*(match.start() for match in found[1:]), len(text)]
    return tuple(text[match.end() : end].strip() for match, end in zip(found, ends, strict=True))


def coverage(problem: str, text: str) -> float:
    """The share of what a problem is about that a draft takes up, its quotation of it aside."""
    lexicon = load_lexicon()
    wanted = {token for token in tokenize(problem, lexicon) if len(token) > 1}
    there = set(tokenize(_QUOTED.sub("，", text), lexicon))
    # a term of the trade counts by its concept, the rest by pairs of characters
    wanted = {token for token in wanted if token.startswith(CONCEPT)} or wanted
    return len(wanted & there) / len(wanted) if wanted else 1.0


def actions(text: str) -> float:
    """Concrete actions a measure (clauses that open with a verb that leaves a trace)."""
    measures = items(text)
    return sum(read_evidence(measure).acts for measure in measures) / max(len(measures), 1)


def parts(text: str, count: int) -> Mapping[str, bool]:
    """What a draft of ``count`` measures must have, and whether it has it."""
    measures = items(text)
    read = [read_evidence(measure) for measure in measures]
    return {
        "编号": len(measures) == count > 0,
        "措施": any(item.acts for item in read),
        "结果": any(_shows(item) for item in measures),
        "机制": bool(_MECHANISM.search(text)),
        "句子完整": bool(measures) and all(measure.endswith("。") for measure in measures),
    }


def _shows(measure: str) -> bool:
    """Whether a measure shows what came of it: a fact, or the place where one goes."""
    return "【待填：" in measure or any(fact.needs_source for fact in extract(measure))


def missing(found: Mapping[str, bool]) -> Sequence[str]:
    """The names of what is not there."""
    return [name for name, there in found.items() if not there]
