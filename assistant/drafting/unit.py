"""Unit: what kind of body an issuer's name speaks of: a school gets no company's measures."""

from __future__ import annotations

import re

# the first that matches the end of the name wins: 青崧大学附属医院 is a hospital
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("hospital", re.compile(r"医院|卫生院|疾控中心|妇幼保健院|卫生服务中心")),
    ("university", re.compile(r"大学|职业技术学院|专科学校|高等|学院")),
    ("school", re.compile(r"中学|小学|幼儿园|学校|中专|职教中心|高中")),
    ("company", re.compile(r"公司|集团|银行|信用社|粮库|粮站|企业")),
    ("league", re.compile(r"共青团|团委|团[省市区县]委|团工委")),
    ("union", re.compile(r"总工会|工会")),
    ("village", re.compile(r"村|社区")),
    ("township", re.compile(r"[镇乡](?!村)|街道")),
)


# the library says 科室, as bureaus and hospitals do; what other bodies call their parts
_PARTS = {"village": "岗位", "bureau": "科室", "hospital": "科室"}
_ELSEWHERE = "部门"
_PART = re.compile(r"科室(?![^【】]{0,20}】)")  # the name of a placeholder stays: it is registered


def in_own_words(text: str, kind: str | None) -> str:
    """A library text in the words of a kind of unit (as ``unit_kind``); None changes nothing."""
    return text if kind is None else _PART.sub(_PARTS.get(kind, _ELSEWHERE), text)


def unit_kind(issuer: str | None) -> str | None:
    """ "school", "hospital", … as in the library's ``units``; "bureau" for other bodies."""
    if not issuer:
        return None
    found = [(match.end(), kind) for kind, pattern in _KINDS for match in pattern.finditer(issuer)]
    return max(found)[1] if found else "bureau"
