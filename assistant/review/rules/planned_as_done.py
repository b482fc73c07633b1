"""planned-as-done: said to be finished, but worded as a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.evidence import read_evidence
from assistant.review.excerpt import excerpt
from assistant.review.plans import plan_spans
from assistant.review.reading import WIDEST, Reading, Unit
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="planned-as-done",
    name="计划当完成",
    severity="error",
    group="content",
    about="条目自己或状态行称已完成，措辞却是拟、将、计划、预计、力争；作“把”讲的将、名词计划、"
    "如实写明正在推进的不算。",
    message="标为已完成，措辞却像计划：“{found}”",
    suggestion="已做成的改写为结果并给出日期、数字或文件；尚未做成的把状态改为“正在推进”并写明时限。",
    basis="含计划词而标已完成，属计划当完成",
)

_FINISHED = re.compile(
    r"(?:已|均已?|全部|业已|现已)[^，。；]{0,6}(?:整改|完成|到位|解决|销号|办结|落实)|整改(?:到位|完成|完毕)|完成整改|(?:已|予以)销号"
)
# the last words of an item that calls itself finished, and what makes half of that honest
_CLOSED = re.compile(
    r"[，。；](?:目前|现|均|此项工作|该项(?:工作|任务)|[该此]?(?:项)?(?:上述)?问题)?(?:已经?|均已)(?:全部)?(?:整改(?:到位|完成|完毕)|完成(?:整改)?|办结|销号|落实)[。；]?$"
)
_REST = re.compile(r"其余|余下|剩余|另[有外]|部分|主体|还有|尚有|\d")
# 下一步将…，已经完成: the item itself looks ahead
_AHEAD = re.compile(r"(?:下一步|下步|今后|后续|接下来|下阶段)")
# a deed that is put off to a named time; what recurs (每季度抽查) is a rule that is in force already
_PUT_OFF = re.compile(
    r"(?:拟|将|计划|预计|打算|准备|争取|力争)(?:在|于)?[^，。；]{0,6}"
    r"(?:近期|近日|下学[期年]|下个?[周月]|下一?季度|月底|年底|年内|明年|来年|下半年|明后年|春节前|20\d\d年|\d{1,2}月)"
)
# what is told to be left is honestly put off: 另有1件排在法院，预计2026年…
_LEFT = re.compile(r"其余|余下|剩余|另[有外]|还有|尚有|未")
_RECURS = re.compile(r"每[年月周季日半学]|定期|常态|长期|逐年|按[年月季]")
# what the planned document will lay down is no deed: 对2万元以上的采购一律比选
_STIPULATES = re.compile(r"一律|不得|必须|须|应当|方可|以[上下内]|超过")
_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_CLAUSE = re.compile(r"[^，。；\n]+")


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield the units whose wording is a plan while they are said to be done."""
    all_done = reading.ledger.all_done
    for unit in reading.units:
        opens = _AHEAD.match(unit.body) is not None
        plans = list(plan_spans(unit.body, afterwards=opens))
        if not plans:
            continue
        said = _said_finished(unit, plans)
        evidence = reading.evidence(unit)
        implied = all_done and unit.record.status == "unknown" and evidence.acts > 0
        # 主体已完成、余下正在推进 is honest, unless the status line itself says that all is done
        rest = _without(unit.body, plans)
        closed = said and _CLOSED.search(unit.body) and not _REST.search(rest)
        loose = (said or implied) and (closed or not evidence.ongoing)
        if not (unit.record.status == "done" or loose):
            continue
        if not _puts_off(unit.body, plans) and _has_other_result(unit.body, plans):
            continue
        start, end = (unit.body_start + at for at in _sentences(unit.body, plans))
        yield Hit(start=start, end=end, values={"found": excerpt(notice.text[start:end], 30)})


def _sentences(body: str, plans: list[tuple[int, int]]) -> tuple[int, int]:
    """The sentences from the first plan to the last; the plans alone where those grow too wide."""
    first, last = plans[0][0], plans[-1][1]
    start = max(body.rfind(mark, 0, first) + 1 for mark in "。；\n")
    ends = [at + 1 for mark in "。；\n" if (at := body.find(mark, max(0, last - 1))) >= 0]
    end = min(ends, default=len(body))
    return (start, end) if end - start <= WIDEST else (first, min(last, first + WIDEST))


def _puts_off(body: str, plans: list[tuple[int, int]]) -> bool:
    """Whether a plan puts a deed off to a named time: no other result makes that deed done."""
    own = (
        (start, end)
        for start, end in plans
        if not _LEFT.search(body, max(body.rfind(mark, 0, start) for mark in "。；\n") + 1, start)
    )
    clauses = (body[start:end] for start, end in own)
    return any(_PUT_OFF.search(clause) and not _RECURS.search(clause) for clause in clauses)


def _said_finished(unit: Unit, plans: list[tuple[int, int]]) -> bool:
    rest = _without(unit.body, plans)
    return bool(_FINISHED.search(rest))


def _has_other_result(body: str, plans: list[tuple[int, int]]) -> bool:
    """Whether something beside the plan and the bare claim of completion shows a result.

    What the sentence goes on with behind the plan tells what is planned (停机超过30分钟须经批准),
    unless it tells a deed.
    """
    apart: list[str] = []
    for sentence in _SENTENCE.finditer(body):
        inside = [span for span in plans if sentence.start() <= span[0] < sentence.end()]
        first = min((start for start, _ in inside), default=sentence.end())
        apart.append(body[sentence.start() : first])
        own = [(start - first, end - first) for start, end in inside]
        for clause in _CLAUSE.findall(_without(body[first : sentence.end()], own)):
            if _STIPULATES.search(clause):
                continue
            evidence = read_evidence(_FINISHED.sub("", clause))
            if (evidence.figure or evidence.issued) and (evidence.acts or evidence.done):
                return True
    evidence = read_evidence(_FINISHED.sub("", "".join(apart)))
    return evidence.figure or evidence.issued


def _without(body: str, spans: list[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts.append(body[at:start])
        at = end
    return "".join((*parts, body[at:]))
