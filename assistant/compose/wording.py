"""Wording: the small pieces every part of a notice is made of."""

from __future__ import annotations

import datetime
import re

from assistant.compose.case import Case

_SUPERIOR = re.compile(
    r"^(.{1,12}?(?:党委|省委|市委|县委|区委|旗委|团委|党组|委))第?.{0,6}?(?:巡[视察]|[轮组])"
)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WRITTEN = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_CHINESE = "零一二三四五六七八九十"


def blank(name: str) -> str:
    """The placeholder that asks for ``name``."""
    return f"【待填：{name}】"


def date_words(date: datetime.date | str | None, name: str) -> str:
    """2025年6月1日, months and days without a leading zero (GB/T 9704); else a placeholder."""
    if date is None:
        return blank(name)
    if isinstance(date, str):
        written = _WRITTEN.fullmatch(date.strip())
        return f"{written[1]}年{int(written[2])}月{int(written[3])}日" if written else date
    return f"{date.year}年{date.month}月{date.day}日"


def issuer_name(case: Case) -> str:
    return case.issuer or blank("发文机关全称")


def own_name(case: Case) -> str:
    """How the unit calls itself in the text."""
    return case.short_name or issuer_name(case)


def kind_word(case: Case) -> str:
    """巡视 where the case says so, else 巡察: city, county, company and university."""
    return "巡视" if case.inspection.kind == "xunshi" else "巡察"


def superior(team: str | None) -> str | None:
    """县委 of 县委第三巡察组: who sent the group; None where its name does not say."""
    found = _SUPERIOR.match(team) if team else None
    return found[1] if found else None


def sentence(text: str) -> str:
    """``text`` with one full stop at its end."""
    stripped = text.strip().rstrip("；;，,、。")
    return stripped if stripped.endswith(("！", "？", "”。", "。”")) else f"{stripped}。"


def clause(text: str) -> str:
    """``text`` without closing punctuation."""
    return text.strip().rstrip("；;，,、。")


def quoted(problem: str) -> str:
    """A problem in quotation marks, its own ones made inner ones (GB/T 15834); 问题 follows."""
    core = clause(problem)
    if core.endswith("问题") and len(core) > 2:
        core = core[:-2].removesuffix("的") or core
    if core.startswith("“") and core.endswith("”") and core.count("“") == 1:
        return core
    return "“" + core.replace("“", "‘").replace("”", "’") + "”"


def chinese(number: int) -> str:
    """1 to 9,999 as headings count: 十一, 一百零一, 一千二百一十."""
    if number <= 10:
        return _CHINESE[number]
    said, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            said += ("零" if gap and said else "") + _CHINESE[digit] + name
        gap = not digit
    return said.removeprefix("一") if number < 20 else said


def marker(level: int, number: int) -> str:
    """The ordinal of a heading of ``level``: 一、（一）1.（1） (domain.md section 5)."""
    if level == 1:
        return f"{chinese(number)}、"
    if level == 2:
        return f"（{chinese(number)}）"
    return f"{number}." if level == 3 else f"（{number}）"


def enumerated(items: list[str]) -> str:
    """一是…。二是…。 in one paragraph; a single item stands without an ordinal."""
    if len(items) == 1:
        return sentence(items[0])
    return "".join(f"{chinese(n)}是{sentence(item)}" for n, item in enumerate(items, 1))


def writable(text: str) -> str:
    """``text`` without what no XML 1.0 document may hold: Word and Excel files are XML."""
    return _UNWRITABLE.sub("", text)
