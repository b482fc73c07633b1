"""Named: whether a source gives a title, body, place, person, telephone number or address.

A title must be the source's to the letter, but for brackets and marks; a body may go by a shorter
form of its stated name (岚川县住房和城乡建设局 → 县住建局), or with a place in front that the
case gives.
"""

from __future__ import annotations

import re

from assistant.facts.evidence import Evidence, Source, bare
from assistant.facts.fact import Fact

_TRIAL = re.compile(r"(?:试行|暂行|修订|修订版|修订稿|草案)$")
_UNIT_PREFIX = re.compile(
    r"(?:局|委|委员会|厅|处|中心|学校|小学|中学|大学|学院|医院|公司|集团|党组|党委|党支部|党总支|支部|总工会|协会|所|站|馆|院"
    r"|村|社区|镇|乡|街道|县|市|区|机关|单位|中共)$"
)
_SHORT_TITLES = {
    "党章": "中国共产党章程",
    "宪法": "中华人民共和国宪法",
    "民法典": "中华人民共和国民法典",
}
_LEVELS = "省市县区州旗镇乡"
_NO_LEVEL = re.compile("城乡|市场|乡村|社区|市政|区域|县域|乡镇")
_CALLS = re.compile(r"(?:组织|召集|会同)(?:机关)?办公室")
_DIGITS = re.compile(r"\D")
_BODY_KINDS = frozenset({"organization", "place"})


def support_of_name(fact: Fact, evidence: Evidence) -> str | None:
    """The label of the source that gives the name, or None."""
    return next(
        (source.label for source in evidence.sources if _gives(source, fact, evidence)), None
    )


def is_issuer(fact: Fact, issuer: str | None) -> bool:
    """Whether a body of the draft is the unit that writes it, in a full or shorter form."""
    if issuer is None or fact.kind not in _BODY_KINDS:
        return False
    name, own = bare(fact.text), bare(issuer)
    # 某局党组组织办公室、财务……学习: the unit calls its own office together
    deed = name.removeprefix(own) if own and name.startswith(own) else ""
    return bool(name) and (
        name in own or is_short_for(name, own) or _CALLS.fullmatch(deed) is not None
    )


def _gives(source: Source, fact: Fact, evidence: Evidence) -> bool:
    if fact.kind == "document":
        return _gives_title(source, fact)
    if fact.kind == "phone":
        return _DIGITS.sub("", fact.text) in _DIGITS.sub("", source.text)
    if fact.kind == "email":
        return fact.text.lower() in source.text.lower()
    name = bare(fact.text)
    if name and name in source.bare:
        return True
    if fact.kind == "organization":
        return _gives_body(source, name, evidence)
    if fact.kind == "place":
        return len(name) > 2 and name[:-1] in source.bare and name[-1] in _LEVELS
    return False


def _gives_title(source: Source, fact: Fact) -> bool:
    name = bare(fact.text)
    if not name:
        return False
    full = _SHORT_TITLES.get(name, name)
    for stated in source.facts:
        if stated.kind == "document" and _same_title(full, bare(stated.text)):
            return True
    return len(name) > 3 and name in source.unbracketed


def _same_title(name: str, stated: str) -> bool:
    stated = _SHORT_TITLES.get(stated, stated)
    if name == stated or name == _TRIAL.sub("", stated):
        return True
    if stated.endswith(name) and (len(name) <= 4 or _UNIT_PREFIX.search(stated[: -len(name)])):
        return True
    return (
        name.endswith(stated)
        and len(stated) > 4
        and bool(_UNIT_PREFIX.search(name[: -len(stated)]))
    )


def _gives_body(source: Source, name: str, evidence: Evidence) -> bool:
    for stated in source.facts:
        if stated.kind not in _BODY_KINDS:
            continue
        full = bare(stated.text)
        if is_short_for(name, full) or _with_known_place(name, full, evidence):
            return True
    return _ends_stated(name, source)


def is_short_for(name: str, full: str) -> bool:
    """Whether ``name`` abridges ``full``: its characters in order, the same level, the same end.

    岚川县水务局党组 → 县水务局, 水务局党组; 市场监督管理局 → 市场监管局. Both without marks and
    blanks.
    """
    if len(name) < 3 or len(name) >= len(full):
        return False
    if name in full:
        return True
    mine, theirs = _level(name), _level(full)
    if mine and theirs and mine != theirs:
        return False
    rest = iter(full)
    return all(char in rest for char in name) and name[-1] == full[-1]


def _level(name: str) -> str:
    """The level word that stands last in a name (青崧市云岭区审计局 → 区), "" where none does."""
    return next((char for char in reversed(_NO_LEVEL.sub("", name)) if char in _LEVELS), "")


def _with_known_place(name: str, full: str, evidence: Evidence) -> bool:
    """岚川县水务局 where a source says 县水务局 and the case speaks of 岚川."""
    if len(full) < 3 or not name.endswith(full):
        return False
    place = name[: -len(full)]
    return bool(place) and any(place in source.bare for source in evidence.sources)


def _ends_stated(name: str, source: Source) -> bool:
    """修缮东山村, read with a word too many in front: its end is stated, no level is lost."""
    for cut in (1, 2):
        end = name[cut:]
        if len(end) < 3 or end[0] in _LEVELS or name[cut - 1] in _LEVELS:
            return False
        if end in source.bare and any(
            bare(stated.text).endswith(end) for stated in source.facts if stated.kind in _BODY_KINDS
        ):
            return True
    return False
