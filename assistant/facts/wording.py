"""Wording that looks like a fact and is none: set phrases, and words in quotation marks.

Half of the numerals and two fifths of the quoted spans of a notice are fixed expressions
(“三会一课”, 一岗双责) or figures of speech (“过筛子”). Both lists are data: set_phrases.txt belongs to
the notice model, common_quoted.txt lists what is often quoted without being a name.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from assistant.notice.phrases import normal_form, set_phrases

_JOINTS = re.compile(r"[、，·＋+—\-/和与]")
# what may stand before or after a set phrase inside the same quotation marks
_BEFORE = ("党的", "落实", "坚持", "严守", "执行", "关于", "深化", "强化")
_AFTER = (
    "制度", "活动", "精神", "要求", "教育", "建设", "问题", "工作", "机制", "责任", "意识", "学习", "会议",
    "原则", "方面", "专题教育", "主题教育", "学习教育", "制度化", "常态化", "常态化制度化", "事项", "决策",
    "监督", "清单", "台账", "情况", "内容", "记录", "规则", "议事规则", "经费", "支出", "检查", "管理", "式",
    "化", "制", "等", "行动", "标准", "模式", "格局", "责任制", "档案", "谈话", "思想", "现象", "干部",
)  # fmt: skip


@cache
def _by_first() -> dict[str, tuple[str, ...]]:
    """Set phrases by their first character, longest first."""
    found: dict[str, list[str]] = {}
    for phrase in set_phrases():
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()}


@cache
def _quoted_words() -> frozenset[str]:
    text = resources.files("assistant.facts").joinpath("data/common_quoted.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return set_phrases() | {normal_form(line) for line in lines}


@cache
def _longest() -> int:
    return max(map(len, set_phrases()))


def in_set_phrase(folded: str, start: int, end: int) -> bool:
    """Whether one set phrase of the text covers all of [start, end)."""
    phrases = _by_first()
    for begin in range(max(0, end - _longest()), start + 1):
        for phrase in phrases.get(folded[begin : begin + 1], ()):
            if begin + len(phrase) < end:
                break
            if folded.startswith(phrase, begin):
                return True
    return False


def is_common_quoted(content: str) -> bool:
    """Whether what stands between quotation marks is a fixed expression or a common word."""
    bare = normal_form(content)
    return _common(bare) or all(_common(part) for part in _JOINTS.split(bare) if part)


def _common(word: str) -> bool:
    words = _quoted_words()
    if word in words:
        return True
    stems = [word.removeprefix(head) for head in _BEFORE if word.startswith(head)]
    stems += [word.removesuffix(tail) for tail in _AFTER if word.endswith(tail)]
    return any(len(stem) > 1 and stem in words for stem in stems)
