"""Framework: by which list of focus areas an inspection reported its findings (domain.md section 3).

The frameworks change with the years and the level, so they are data: a name and one pattern for
each area in its order. Only a notice that has exactly these areas is said to follow one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.notice.model import Notice

_DECISIONS = r"决策部署|主责主业|职能责任"
_CONDUCT = r"不正之风|腐败|作风"
FRAMEWORKS: Mapping[str, tuple[re.Pattern[str], ...]] = {
    name: tuple(map(re.compile, areas))
    for name, areas in {
        "四个着力": (r"廉洁|廉政|腐败", r"作风|八项规定", r"纪律", r"选人用人|干部"),
        "三大问题": (r"党的领导", r"党的建设|党建", r"从严治党"),
        "六围绕一加强": (r"政治", r"思想", r"组织", r"作风", r"纪律", r"腐败", r"整改"),
        "四个落实": (_DECISIONS, r"从严治党", r"组织路线", r"整改"),
        "三个聚焦": (_DECISIONS, _CONDUCT, r"基层\w{0,4}组织"),
        "四个聚焦": (_DECISIONS, _CONDUCT, r"班子|队伍|组织", r"整改|审计"),
    }.items()
}


def focus_areas(notice: Notice) -> tuple[str, ...]:
    """The focus areas of the account, each once, in their order."""
    areas = (record.focus_area for record in notice.records if record.section == "problems")
    return tuple(dict.fromkeys(area for area in areas if area))


def framework_of(areas: Iterable[str]) -> str | None:
    """The framework whose areas these are, one for one; None where none fits."""
    told = tuple(areas)
    for name, patterns in FRAMEWORKS.items():
        if len(told) == len(patterns) and all(
            pattern.search(area) for pattern, area in zip(patterns, told, strict=True)
        ):
            return name
    return None
