"""Status: where the rectification of one problem stands, when the notice says so."""

from __future__ import annotations

import re

from assistant.notice.model import Status

_LABEL = r"(?:整改状态|完成状态|整改进度|整改完成情况|完成情况|整改进展|整改结果|状态|目前状态)[】]?[：]? ?"
_SUBJECT = (
    r"(?:(?:目前|现|截至目前)[，]?)?(?:该|此|本|上述|以上|这)?(?:项|个|些|条)?(?:问题|任务|事项"
    r"|整改任务|工作)?[，：]?"
)
_DONE = (
    r"(?:已|均已|已经|全部)?(?:全部|基本)?(?:完成(?:整改)?|整改(?:完成|到位|完毕)|办结|销号"
    r"|完成并长期坚持)"
)
_ONGOING = (
    r"(?:正在(?:持续)?(?:推进|整改|实施|办理)(?:中)?|(?:整改|推进|实施)中|(?:持续|正)推进(?:中)?"
    r"|尚未完成(?:整改)?|未完成|基本完成|阶段性(?:完成|成效)|取得阶段性成效|(?:按计划)?(?:有序"
    r"|稳步)推进(?:中)?)"
)
_LONG = (
    r"(?:(?:需|需要|并|(?:已)?(?:完成|整改到位)(?:整改)?[，、]?并?)?(?:长期|持续)(?:坚持|整改"
    r"|推进并长期坚持)|常态化(?:推进|坚持)|立行立改[，并]?长期坚持|持续整改)"
)
_FORECAST = r"(?:，(?:预计|计划|力争)[^。；，]{2,20}(?:完成|办结|到位|销号))?"

_LINE = re.compile(
    rf"[（【]? ?(?:{_LABEL}|{_SUBJECT})(?:(?P<long>{_LONG})|(?P<done>{_DONE})"
    rf"|(?P<ongoing>{_ONGOING}){_FORECAST})(?:状态)?[。；！]? ?[）】]?[。]?$"
)
_OPENING = re.compile(
    r"(?:整改(?:落实|完成|进展)?情况|整改进展|完成情况|落实情况)[：] ?((?:已|正在|基本|持续|长期"
    r"|尚未|立行立改)[^。；\d]{2,16}[。；])"
)
_STATE_LABEL = re.compile(
    r"[（【]?(?:(?:整改|完成|目前|当前|进展)?(?:状态|进度)|(?:整改)?完成情况)[：] ?"
)
_BRIEF = 20  # a longer account of what was done is a measure's outcome, no status
_SENTENCE_START = re.compile(
    r"[。；！？](?=[^。；！？]{2,40}[。！？）】]*$)|[（【](?=[^（）【】]{2,20}[）】]。?$)"
)
_OPEN_CLAUSE = re.compile(r"[，；]正在(?:推进|整改|办理)[；。，]")
_OPEN_END = re.compile(
    r"(?:尚未[^。，；]{0,12}|未办结|未完成|正在(?:推进|整改|办理|实施)|推进中|整改中)[^。；]{0,12}[。；]?$"
)


def status_of(line: str) -> Status | None:
    """The status that a whole (folded) line states, None if it is no status line."""
    if len(line) > 60:
        return None
    match = _LINE.match(line.strip())
    if match is None:
        return _labelled(line.strip())
    if match["long"]:
        return "long_term"
    return "done" if match["done"] else "ongoing"


def _labelled(line: str) -> Status | None:
    """The status behind an explicit label, however it is worded (整改状态：正在推进，…前完成)."""
    label = _STATE_LABEL.match(line)
    if label is None:
        return None
    said = line[label.end() :]
    if "完成情况" in label.group() and (len(said) > _BRIEF or re.search(r"\d", said)):
        return None
    if re.search("长期|常态化", said):
        return "long_term"
    if re.search("正在|推进|持续|未|尚|部分|基本|阶段|整改中", said):
        return "ongoing"
    return "done" if re.search("完成|到位|办结|销号", said) else None


def opening_status(paragraph: str) -> Status | None:
    """The status that the first sentence behind a label states: 整改情况：已整改完成。制定…"""
    match = _OPENING.match(paragraph)
    return None if match is None else _labelled(f"状态：{match.group(1)}")


def closing_status(paragraph: str) -> tuple[int, Status] | None:
    """(offset, status) of a status sentence at the end of a paragraph, or None."""
    tail_from = max(0, len(paragraph) - 60)
    for match in _SENTENCE_START.finditer(paragraph, tail_from):
        start = match.end() if match.group() in "。；！？" else match.start()
        found = status_of(paragraph[start:])
        if found is not None:
            return start, found
    return None


def implied_status(paragraph: str) -> Status | None:
    """ "ongoing" where a clause says that something is in progress, or the end that it is open."""
    open_clause = _OPEN_CLAUSE.search(paragraph) or _OPEN_END.search(paragraph[-60:])
    return "ongoing" if open_clause else None
