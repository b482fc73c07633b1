"""Unit: what kind of body an issuer's name speaks of: a school gets no company's measures."""

from __future__ import annotations

import re

# the first that matches the end of the name wins: 青崧大学附属医院 is a hospital
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "hospital",
        re.compile(
            r"医院|卫生院|疾控中心|妇幼保健院|保健院|卫生服务中心|精神卫生中心|急救中心|疾病预防控制中心|血站"
        ),
    ),
    ("university", re.compile(r"大学|职业技术学院|专科学校|高等|学院")),
    ("school", re.compile(r"中学|小学|幼儿园|学校|中专|职教中心|职业教育中心|高中")),
    ("company", re.compile(r"公司|集团|银行|信用社|信用合作|粮库|粮站|企业")),
    ("league", re.compile(r"共青团|团委|团[省市区县]委|团工委")),
    ("union", re.compile(r"总工会|工会")),
    ("village", re.compile(r"村|社区")),
    ("township", re.compile(r"[镇乡](?!村)|街道")),
)


# the library says 科室, as bureaus and hospitals do; what other bodies call their parts
_PARTS = {"village": "岗位", "bureau": "科室", "hospital": "科室"}
_ELSEWHERE = "部门"
_PART = re.compile(r"科室(?![^【】]{0,20}】)")  # the name of a placeholder stays: it is registered
# what the issuer's party body is called, by how its name ends, and its meeting
_BODIES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"部务会$"), "部务会", "部务会议"),
    (re.compile(r"党组$"), "党组", "党组会议"),
    (re.compile(r"(?:工作委员会|工委)$"), "党工委", "党工委会议"),
    (re.compile(r"(?:党总支|总支部委员会|总支部)$"), "党总支", "党总支会议"),
    (re.compile(r"(?:支部|支部委员会)$"), "党支部", "支部委员会会议"),
    (re.compile(r"(?:党委|委员会)$"), "党委", "党委会议"),
)
# the same by the kind of unit, where the name says nothing; and the meeting of those who manage
_PARTY = {"village": "党支部", "township": "党委", "company": "党委", "bureau": "党组"}
_MANAGERS = {
    "company": "经理层会议",
    "hospital": "院长办公会",
    "university": "校长办公会",
    "school": "校长办公会",
    "village": "村“两委”会议",
    "township": "领导班子会议",
}
_MANAGING = re.compile(r"行政办公会(?:议(?!事))?")
_LEADERS = {"village": "村“两委”会议", "league": "书记班子会议"}
_OPEN_BODY = re.compile(r"党委（党组）(会议|会)?")


KINDS = ("bureau", *(kind for kind, _ in _KINDS))


def in_own_words(text: str, kind: str | None, issuer: str | None = None) -> str:
    """A library text in the words of a kind of unit (as ``unit_kind``); None changes nothing.

    ``issuer`` is the unit's name, from which its own party body is known.
    """
    if kind is None:
        return text
    text = _PART.sub(_PARTS.get(kind, _ELSEWHERE), text)
    body, meeting = _body_of(issuer) or _by_kind(kind)
    text = _OPEN_BODY.sub(lambda found: meeting if found[1] else body, text)
    text = _MANAGING.sub(_MANAGERS.get(kind, "行政办公会"), text)
    return text.replace("领导班子会议", _LEADERS.get(kind, "领导班子会议"))


def _body_of(issuer: str | None) -> tuple[str, str] | None:
    name = (issuer or "").strip()
    return next(
        ((body, meeting) for pattern, body, meeting in _BODIES if pattern.search(name)), None
    )


def _by_kind(kind: str) -> tuple[str, str]:
    body = _PARTY.get(kind, "党组织")
    return body, f"{body}会议"


def unit_kind(issuer: str | None) -> str | None:
    """ "school", "hospital", … as in the library's ``units``; "bureau" for other bodies."""
    if not issuer:
        return None
    found = [(match.end(), kind) for kind, pattern in _KINDS for match in pattern.finditer(issuer)]
    return max(found)[1] if found else "bureau"
