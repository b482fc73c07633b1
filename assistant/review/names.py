"""Names of Party bodies: when two of them are the same body under other words.

党委 stands for 中共…委员会, 党总支 for …总支部委员会, and a short name leaves out characters of the
full one in order (县水务局党组 of 岚川县水务局党组, 团县委 of 共青团…县委员会).
"""

from __future__ import annotations

import re

_TAILS = (
    (re.compile(r"总支部委员会$|总支部$|党总支部?$|总支委员会$|总支$"), "党总支"),
    (re.compile(r"支部委员会$|党支部$|支部$"), "党支部"),
    (re.compile(r"(?:党的)?工作委员会$|党工委$"), "党工委"),
    (re.compile(r"党组$"), "党组"),
    (re.compile(r"党委$"), "党委"),
)
_PREFIX = re.compile(r"^(?:中国共产党|中共)")
_LEAGUE = re.compile(r"^(?:中国)?(?:共产主义青年团|共青团)")
# 我中心党支部, 本局党组: the unit speaks of itself
_OWN = re.compile(r"^[我本]")
# what every unit of a kind calls itself: 学校党委, 公司党总支
_GENERIC = re.compile(
    r"(?:全|市|县|区|省)?(?:学校|学院|大学|医院|公司|集团|中心|街道|机关|单位|企业|协会|研究院|研究所|银行|社区"
    r"|[校院局厅委行社所站队会处馆镇乡村])"
)
# the leaders of a body stand for it where it is inspected: 团县委书记班子, 县水务局党组班子
_LEADERS = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:书记|党组|党委|领导){0,2}班子(?:成员)?$")
_BLANK = re.compile(r"[\s“”‘’《》（）()、，]")


def split_name(name: str) -> tuple[str, str]:
    """(unit, kind of Party body), "" for no kind: 中共甲县医院委员会 → 甲县医院, 党委."""
    bare = _BLANK.sub("", name)
    party = _PREFIX.match(bare) is not None
    bare = _PREFIX.sub("", bare)
    for pattern, kind in _TAILS:
        match = pattern.search(bare)
        if match:
            return bare[: match.start()], kind
    if party and bare.endswith("委员会"):
        return bare[: -len("委员会")], "党委"
    return bare, ""


def same_body(one: str, other: str, *, short_names: frozenset[str] = frozenset()) -> bool:
    """Whether two names can be the same body: equal, declared short, or one shortens the other."""
    plain, second = (_LEADERS.sub("", _OWN.sub("", _BLANK.sub("", n))) for n in (one, other))
    if plain == second or plain in short_names or second in short_names:
        return True
    (unit, kind), (unit_2, kind_2) = split_name(plain), split_name(second)
    if kind != kind_2 and kind and kind_2:
        return False
    if kind and kind == kind_2 and (_GENERIC.fullmatch(unit) or _GENERIC.fullmatch(unit_2)):
        return True
    if _PREFIX.match(plain) and _PREFIX.match(second) and unit[:2] == unit_2[:2]:
        return unit == unit_2  # 中共… of one place twice: no name shortens the other
    if _LEAGUE.match(unit) or _LEAGUE.match(unit_2) or not (kind and kind_2):
        return _shortens(plain, second)
    return _shortens(unit, unit_2)


def _shortens(one: str, other: str) -> bool:
    """Whether the shorter string is the longer with characters left out."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return bool(short) and all(character in rest for character in short)
