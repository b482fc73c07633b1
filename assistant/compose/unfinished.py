"""Unfinished: every problem that is not finished, with reason, next step, owner and deadline.

domain.md section 2 asks for all four of each. The case's own entries come first, in its words; a
problem that is under way and that no entry speaks of is listed behind them. What the case does not
give is a placeholder, and a number is given only where it is the user's or follows from two of the
user's (assistant.compose.remainder).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.compose.case import Case, CaseProblem, CaseUnfinished
from assistant.compose.ledger import said_of
from assistant.compose.remainder import Remainder, remainders
from assistant.compose.wording import (
    blank,
    chinese,
    clause,
    date_words,
    enumerated,
    quoted,
    sentence,
)
from assistant.drafting.content import content_pairs

_LEAST = 2  # pairs of characters that an entry and its problem have in common
_TOGETHER = 2  # items that one paragraph holds
_OPEN = ("ongoing", "long_term")
# words that say that something is not finished
_PREDICATE = re.compile(
    r"尚未|尚在|尚需|尚有|还未|还没|未(?!成年|来)|没有|正在|仍|有待|待(?!遇)|需(?!求)|推进中|进行中|不(?!动产)"
    r"|滞后|缓慢|欠缺|缺[少乏口]|剩余|余下|其余"
)
_NAMED_BY = (
    (re.compile(r"(?:机制|制度|体系|台账)$"), "尚未健全"),
    (re.compile(r"(?:办法|方案|细则|规定|规程|规划|预案|清单)$"), "尚未出台"),
)
_OF_NO_MATTER = re.compile(r"整改|问题|推进|尚未|未完|到位|工作|情况")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """An entry of the case, or none, and the problem that it belongs to, as far as known."""

    entry: CaseUnfinished | None
    problem: CaseProblem | None


def open_items(case: Case) -> tuple[OpenItem, ...]:
    """The entries of the case in order, then the problems under way that none of them is about."""
    under_way = [problem for problem in case.problems if problem.status in _OPEN]
    words = [_words_of(problem) for problem in under_way]
    listed = []
    for entry in case.unfinished:
        at = _nearest(entry, words, _LEAST)
        listed.append(OpenItem(entry=entry, problem=None if at is None else under_way[at]))
    if len(listed) == 1 and len(under_way) == 1:
        listed = [OpenItem(entry=case.unfinished[0], problem=under_way[0])]
    said = {id(item.problem) for item in listed}
    rest = [OpenItem(entry=None, problem=p) for p in under_way if id(p) not in said]
    return (*listed, *rest)


def unfinished_paragraphs(items: Sequence[OpenItem]) -> Iterator[str]:
    """The items in one paragraph, 一是…二是…; more of them in a paragraph each."""
    texts = [_item_text(item) for item in items]
    if len(texts) <= _TOGETHER:
        yield enumerated(texts)
        return
    for number, text in enumerate(texts, 1):
        yield f"{chinese(number)}是{sentence(text)}"


def unfinished_remarks(case: Case, items: Sequence[OpenItem]) -> Iterator[str]:
    """What the user should look at: problems that no entry names, and remainders."""
    for item in items:
        for left in _left_of(item):
            yield f"未完成事项里的“尚余{left.words}”由程序算出（{left.working}）：请核对"
        if item.entry is None and item.problem is not None:
            state = "正在推进" if item.problem.status == "ongoing" else "需长期坚持"
            yield (
                f"{quoted(item.problem.text)}问题{state}，未完成事项里没有写：已列出一条，"
                "请补写原因、后续措施、责任和时限"
            )
    yield from _done_but_open(case, items)


def _done_but_open(case: Case, items: Sequence[OpenItem]) -> Iterator[str]:
    """Problems that are said to be done, though facts or entries say that something is left."""
    done = [problem for problem in case.problems if problem.status == "done"]
    for problem in done:
        for left in remainders(said_of(problem)):
            yield (
                f"{quoted(problem.text)}问题写着已完成，事实里还余{left.words}（{left.working}）："
                "请核对状态"
            )
    words = [_words_of(problem) for problem in done]
    for item in items:
        if item.entry is not None and item.problem is None:
            at = _nearest(item.entry, words, _LEAST + 1)
            if at is not None:
                yield (
                    f"未完成事项“{clause(item.entry.text)}”像是属于写着已完成的"
                    f"{quoted(done[at].text)}问题：请核对状态"
                )


def _nearest(entry: CaseUnfinished, problems: Sequence[frozenset[str]], least: int) -> int | None:
    """The problem that the entry shares the most words with; None where it shares too few."""
    own = _words(f"{entry.text}，{entry.reason or ''}")
    shared = [len(own & words) for words in problems]
    most = max(shared, default=0)
    return shared.index(most) if most >= least else None


def _words_of(problem: CaseProblem) -> frozenset[str]:
    return _words("，".join((problem.text, *problem.facts)))


def _words(text: str) -> frozenset[str]:
    return content_pairs(_OF_NO_MATTER.sub("，", text))


def _item_text(item: OpenItem) -> str:
    """What is open, why, what comes next, who leads, until when."""
    entry, problem = item.entry, item.problem
    long_term = entry is None and problem is not None and problem.status == "long_term"
    reason = entry.reason if entry else None
    next_step = entry.next_step if entry else None
    owner = (entry.owner if entry else None) or (problem.owner if problem else None)
    deadline = (entry.deadline if entry else None) or (problem.deadline if problem else None)
    why = re.sub(r"^(?:原因(?:是|为|在于)?|因为?|由于)", "", clause(reason)) if reason else ""
    what_next = re.sub(r"^(?:下一步|下步|后续)，?", "", clause(next_step)) if next_step else ""
    parts = [
        _head(item),
        f"原因是{why or blank('长期坚持的原因' if long_term else '未完成原因')}",
        f"下一步{what_next or blank('后续措施')}",
        f"由{clause(owner) if owner else blank('责任领导和科室')}负责",
        _until(deadline, long_term=long_term),
    ]
    return "，".join(parts)


def _head(item: OpenItem) -> str:
    """What is open as a clause with a predicate, and how much of it where the facts tell."""
    problem = item.problem
    if item.entry is not None:
        said = _sentence_of(clause(item.entry.text), problem)
    else:
        assert problem is not None
        long_term = problem.status == "long_term"
        state = "已取得阶段性成效、需长期坚持" if long_term else "尚未完成整改"
        said = f"{quoted(problem.text)}问题{state}"
    return "，".join((said, *dict.fromkeys(left.of_all for left in _left_of(item))))


def _left_of(item: OpenItem) -> Iterator[Remainder]:
    """What is left by the facts of the problem; nothing where the entry has figures of its own."""
    if item.problem is not None and not (item.entry and re.search(r"\d", item.entry.text)):
        yield from remainders(said_of(item.problem))


def _sentence_of(text: str, problem: CaseProblem | None) -> str:
    """An entry's words as a clause: a noun gets its predicate, a problem its quotation marks."""
    if problem is not None and _bare(text) == _bare(problem.text):
        return f"{quoted(problem.text)}问题尚未完成整改"
    if text.endswith(("问题", "事项")) and not _PREDICATE.search(text):
        return f"{text}尚未完成整改"
    if _PREDICATE.search(text):
        return text
    said = next((words for pattern, words in _NAMED_BY if pattern.search(text)), "尚未完成")
    return f"{text}{said}"


def _bare(text: str) -> str:
    core = re.sub(r"[“”‘’\"\s]", "", clause(text))
    return core.removesuffix("问题").removesuffix("的")


def _until(deadline: datetime.date | str | None, *, long_term: bool) -> str:
    if long_term:
        return f"下一节点为{date_words(deadline, '下一节点日期')}"
    words = date_words(deadline, "完成时限").removesuffix("前")
    if isinstance(deadline, str) and not re.search(r"[\d年月日底前]", words):
        return f"完成时限为{words}"
    return f"{words}前办结"
