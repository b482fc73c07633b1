"""Command: a short message that asks to change, fill or explain what lies on the table.

Read by rules, strictly: a message is a command only where all of it, target and politeness apart,
is one of the known wishes. Everything else stays what it was before (problems, a notice).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Literal

import yaml

from assistant.chat.targets import NOWHERE, Target, read_target
from assistant.notice.numerals import value_of

Kind = Literal[
    "specify", "reword", "shorten", "firm", "plain", "resize", "more", "fewer", "delete", "merge",
    "add_fact", "fill", "missing", "skip", "undo", "sources", "other",
]  # fmt: skip
REVISING: frozenset[Kind] = frozenset(
    {"specify", "reword", "shorten", "firm", "plain", "resize", "more", "fewer", "delete", "merge", "other"}
)  # fmt: skip
_PLAIN: tuple[Kind, ...] = ("missing", "skip", "undo")  # of the whole table, or of what was asked
_AIMED: tuple[Kind, ...] = (
    "delete", "merge", "more", "fewer", "specify", "shorten", "firm", "plain", "reword", "sources",
)  # fmt: skip
LONGEST = 80  # characters of a command that brings no fact
_POLITE = re.compile(
    r"^(?:(?:请|麻烦|劳驾|帮我|帮忙|给我|能不能|能否|可以|可否|我想|我要|我觉得|觉得|感觉|那就?|那么|好的?|然后|另外|还有|再帮我)"
    r"[，,]?){0,4}(?:把|将|对|给|让|就|在)?"
)
_TAIL = re.compile(r"(?:吧|呢|啊|呀|哦|嘛|了|可以吗|行吗|好吗|好不好|谢谢|[。！!？?，,；;\s])+$")
_RESIZE = re.compile(
    r"(?:(?:这|把)?(?:\d{1,2}|[一二两三四五六七八九十])(?:条|项|点)(?:措施)?)?(?:改成|改为|改到|缩成|缩到|压成|压到|压缩成|压缩到|扩成|扩到|扩充到|写成|写|变成|增加到|增到|加到|减少到|减到|精简成|精简到|"
    r"合并成|合成|并成|整合成|归并成|要|只要|保留|留|凑成|分成|拆成)(?:总共|一共|共)?"
    r"(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2})(?:条|项|点)(?:措施)?(?:就行|就够|即可|就好|好)?"
)
_FACT = re.compile(
    r"(?:(?:再|还)?(?:加上|加入|加进|加|补上|补充|补|添加|添上|写上|写进|写入|用上)(?:这个|这条|这项|一个|一条|以下|下面|如下|上)?"
    r"(?:的)?(?:事实|佐证|情况|材料|数据|内容)?|(?:已知)?(?:事实|佐证|已知|材料))[：:]\s*(?P<fact>.{2,2000})",
    re.DOTALL,
)
_JOIN = re.compile(r"合|并|整合|归并")
_PAIR = re.compile(
    r"(?<![第、和跟与\d])(\d|[一二三四五六七八九])条?(?:和|跟|与|、)(\d|[一二三四五六七八九])条?(?=合|并)"
)
_FILL = re.compile(
    r"^(?P<name>[\u4e00-\u9fff《》]{2,14}?)(?:应该?|应当)?(?:填|写|是|为|：|:|=|等于|在|有)+\s*(?P<value>[^。\n]{1,60})$"
)
_IS = re.compile(r"(?:应该?|应当)?(?:填|写|是|为|：|:|=|等于|在|有)+")
_ABOUT_MEASURE = re.compile(
    r"^(?:改|写|换|加|补|去|删|提|突出|强调|说|要|应|不|再|更|太|重|少|多|别|按|用|从|以|与|和)"
)


@cache
def _wishes() -> Mapping[str, re.Pattern[str]]:
    text = resources.files("assistant.chat").joinpath("data/wishes.yaml").read_text("utf-8")
    found: dict[str, str] = yaml.safe_load(text)
    abit, much = found.pop("ABIT"), found.pop("MUCH")
    return {
        name: re.compile(pattern.replace("ABIT", abit).replace("MUCH", much))
        for name, pattern in found.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """``count`` for resize; ``text`` the fact, value or free request; ``name`` of a placeholder."""

    kind: Kind
    target: Target = NOWHERE
    count: int = 0
    text: str = ""
    name: str = ""


def read_command(message: str, names: frozenset[str]) -> Command | None:
    """The command that ``message`` is, or None; ``names`` are the placeholders on the table."""
    text = message.strip()
    fact = _added_fact(text)
    if fact is not None:
        return fact
    if not text or len(text) > LONGEST or "\n" in text:
        return None
    bare = _TAIL.sub("", _POLITE.sub("", re.sub(r"[ \u3000\t]+", "", text)))
    for kind in _PLAIN:
        if _wishes()[kind].fullmatch(bare):
            return Command(kind=kind)
    target, rest = read_target(_PAIR.sub(r"第\1条和第\2条", bare))
    rest = _TAIL.sub("", _POLITE.sub("", rest)).strip("，, ")
    return _filling(rest, target, names) or _wish(rest, target)


def _added_fact(text: str) -> Command | None:
    """加上这个事实：…, also behind the words that name a problem or measure."""
    head, mark, tail = text.partition("：") if "：" in text else text.partition(":")
    if not mark or len(head) > 40:
        return None
    target, rest = read_target(_POLITE.sub("", head.strip()))
    found = _FACT.fullmatch(f"{_POLITE.sub('', rest)}：{tail.strip()}")
    if found is None:
        return None
    return Command(kind="add_fact", target=target, text=found["fact"].strip())


def _wish(rest: str, target: Target) -> Command | None:
    resize = _RESIZE.fullmatch(rest)
    if resize:
        count = int(value_of(resize["n"]) or 0)
        if count == 1 and (len(target.measures) > 1 or _JOIN.match(rest)):  # 合并成一条
            every = not target.measures
            return Command(kind="merge", target=replace(target, every=target.every or every))
        if _JOIN.match(rest) and not target.measures:  # 合并成两条: which ones is asked back
            return Command(kind="merge", target=target)
        return Command(kind="resize", target=target, count=count)
    for kind in _AIMED:
        if kind == "sources" and target == NOWHERE:
            continue  # 依据是什么: of what, nobody knows
        if _wishes()[kind].fullmatch(rest):
            return Command(kind=kind, target=target)
    if target.measures and not target.ordinal and rest and _ABOUT_MEASURE.match(rest):
        return Command(kind="other", target=target, text=rest)
    return None


def _filling(rest: str, target: Target, names: frozenset[str]) -> Command | None:
    """印发日期是9月2日, 清退金额1.2万元: a name on the table, and what it is."""
    for name in sorted(names, key=len, reverse=True):
        value = _IS.sub("", rest.removeprefix(name)) if rest.startswith(name) else ""
        if value and (
            _IS.match(rest, len(name)) or value[0].isdigit() or value[0] in "《一二三四五六七八九十"
        ):
            return Command(kind="fill", target=target, name=name, text=value)
    found = _FILL.match(rest)
    if found is None:
        return None
    said = found["name"].strip("《》的")
    known = sorted((n for n in names if n.endswith(said) or said.endswith(n)), key=len)
    if not known:
        return None
    return Command(kind="fill", target=target, name=known[0], text=found["value"].strip())
