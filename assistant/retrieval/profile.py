"""Profile: what kind of notice it is, for filters. What cannot be told is None, never a guess.

The front matter decides where it says something; else the level is that of the Party committee
that sent the inspection (domain.md section 1), the type of unit is read off the issuer's name, and
the year is that of the date of issue, else of the feedback, else of the inspection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.notice.model import Notice

KINDS: Mapping[str, str] = {"xunshi": "巡视", "xuncha": "巡察"}
LEVELS: Mapping[str, str] = {
    "central": "中央",
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "unit": "单位内部",
}
UNIT_TYPES: Mapping[str, str] = {
    "bureau": "机关部门",
    "mass": "群团组织",
    "township": "乡镇",
    "street": "街道",
    "village": "村",
    "community": "社区",
    "company": "企业",
    "hospital": "医院",
    "school": "中小学",
    "university": "高校",
    "institution": "事业单位",
}
# what the front matter of a corpus may call them
_SYNONYMS = {
    "college": "university",
    "institute": "institution",
    "federation": "mass",
    "league": "mass",
    "union": "mass",
}
_PARTY = re.compile(
    r"^中共|(?:党组|党委|党工委|工作委员会|委员会|支部委员会|总支部委员会|党支部|党总支|总支部?|支部)$"
)
# the first that matches decides: a clinic of a community is a hospital, a village in a town a village
_UNITS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("hospital", re.compile(r"医院|卫生院|卫生服务(?:中心|站)|疾病预防控制|妇幼保健")),
    (
        "mass",
        re.compile(
            r"共青团|团[省市区县州]委|工会|妇女联合会|妇联|残疾人联合会|残联|科学技术协会|科协"
            r"|文学艺术界联合会|文联|工商业?联合会?$|侨联|红十字会|青年联合会"
        ),
    ),
    ("company", re.compile(r"公司|集团|银行|支行|信用(?:合作)?社|[^工]厂$|供销合作社")),
    ("university", re.compile(r"大学|学院|高等专科学校")),
    ("school", re.compile(r"中学|小学|学校|幼儿园|第[一二三四五六七八九十百\d]{1,3}[初高]?中$")),
    ("village", re.compile(r"村(?:民委员会)?$")),
    ("community", re.compile(r"社区(?:居民委员会)?$")),
    ("street", re.compile(r"街道(?:办事处)?$")),
    ("township", re.compile(r"[乡镇]$")),
    (
        "bureau",
        re.compile(r"(?:局|厅|委员会|委|办|办公室|部|署|管委会|政府|法院|检察院|人大|政协)$"),
    ),
    ("institution", re.compile(r"(?:中心|馆|站|所|院|台|队|处|库|场|园|社)$")),
)
_SENDERS: tuple[tuple[str, str], ...] = (
    ("central", r"党中央|中央"),
    ("province", r"省委|自治区党委|(?:北京|上海|天津|重庆)市委"),
    ("county", r"县委|区委|旗委"),
    ("city", r"市委|州委|盟委|地委"),
    ("unit", r"(?:校|学院|大学|集团|公司|总行|分行|系统|局|厅|院|部|社|会)党[委组]"),
)
_SENT = re.compile(
    "(?<!团)(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _SENDERS)
    + r")(?:(?!关于)[^，。；\n]){0,24}?巡[视察]"
)
_LEAD = 1500  # characters in which the inspection is told
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Codes of KINDS, LEVELS and UNIT_TYPES, and a calendar year; None is unknown."""

    kind: str | None = None
    level: str | None = None
    unit_type: str | None = None
    year: int | None = None


def profile_of(notice: Notice, meta: Mapping[str, str]) -> Profile:
    """The profile of a parsed notice with its front matter."""
    issuer = meta.get("unit") or notice.issuer
    unit_type = meta.get("unit_type", "").strip()
    return Profile(
        kind=_known(meta.get("kind"), KINDS) or notice.inspection.kind,
        level=_known(meta.get("level"), LEVELS) or _level(notice),
        unit_type=_known(_SYNONYMS.get(unit_type, unit_type), UNIT_TYPES) or unit_type_of(issuer),
        year=_year(notice, meta),
    )


def _known(value: str | None, codes: Mapping[str, str]) -> str | None:
    """A code, or the code of a Chinese name; None for anything else."""
    if value is None or value in codes:
        return value
    return next((code for code, name in codes.items() if name == value), None)


def unit_type_of(issuer: str | None) -> str | None:
    """The type of unit that a Party organisation's name tells: 中共…镇委员会 is a township's."""
    if not issuer:
        return None
    name = _PARTY.sub("", re.sub(r"\s+", "", issuer))
    for code, pattern in _UNITS:
        if pattern.search(name):
            return code
    return None


def _level(notice: Notice) -> str | None:
    """The level of the committee that sent the inspection; the title is asked before the lead."""
    for text in _telling(notice):
        match = _SENT.search(re.sub(r"[ \t\u3000]", "", text))
        if match is not None:
            return match.lastgroup
    return None


def _telling(notice: Notice) -> Iterator[str]:
    if notice.title is not None:
        yield notice.title.text.replace("\n", "").partition("关于")[2]
    yield notice.inspection.team or ""
    start = notice.title.end if notice.title is not None else 0
    yield notice.folded[start : start + _LEAD]


def _year(notice: Notice, meta: Mapping[str, str]) -> int | None:
    told = (
        meta.get("year"),
        notice.date_of_issue,
        notice.inspection.feedback,
        notice.inspection.end,
        notice.inspection.start,
    )
    for value in told:
        match = _YEAR.match(value or "")
        if match is not None:
            return int(match.group())
    return None
