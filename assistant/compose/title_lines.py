"""Title lines: where a title of 2号 type breaks, so that no word is torn and the shape is good.

GB/T 9704-2012, 7.3.1: broken lines keep words whole, are placed symmetrically, of fitting length,
in the shape of a trapezoid or a diamond.
"""

from __future__ import annotations

import re
from functools import cache

WIDEST = 20  # 156 mm hold 20 characters of 22 pt
EXTRA_LINE = 3.0  # what one line more costs: less than tearing a name apart
# a line may end behind these and begin with those
_AFTER = re.compile(
    r"(?<=党组)|(?<=党委)|(?<=党支部)|(?<=党总支)|(?<=委员会)|(?<=轮)|(?<=的)|(?<=】)"
)
_BEFORE = re.compile(
    r"(?=关于)|(?=巡[视察]整改)|(?=整改)|(?=进展)|(?=落实)|(?=情况)|(?=集中)|(?=【)"
)
_BAD_START = re.compile(r"^[的】、，》）”]")


def title_lines(title: str, widest: int = WIDEST) -> list[str]:
    """The lines of a title, each at most ``widest`` characters (one that cannot break is cut)."""
    if len(title) <= widest:
        return [title]
    joints = _joints(title)
    fewest = -(-len(title) // widest)
    found = [_best(title, joints, lines, widest) for lines in range(fewest, fewest + 3)]
    costs = [(cost + EXTRA_LINE * more, lines) for more, (cost, lines) in enumerate(found) if lines]
    if costs:
        return min(costs)[1]
    return [title[i : i + widest] for i in range(0, len(title), widest)]


def _joints(title: str) -> dict[int, float]:
    """Offset → how bad a break there is (0: before 关于)."""
    joints: dict[int, float] = {}
    for pattern, cost in ((_AFTER, 2.0), (_BEFORE, 2.0)):
        for found in pattern.finditer(title):
            joints[found.start()] = cost
    for found in re.finditer("关于", title):
        joints[found.start()] = 0.0
    for found in re.finditer("通报$|的通报$|(?<=县委)(?=第)|(?<=市委)(?=第)", title):
        joints.setdefault(found.start(), 12.0)
    return {
        at: cost
        for at, cost in joints.items()
        if 0 < at < len(title) and not _BAD_START.match(title[at:])
    }


def _best(title: str, joints: dict[int, float], lines: int, widest: int) -> tuple[float, list[str]]:
    """Cost and lines of the cheapest cut into ``lines`` lines; no lines: the joints allow none."""
    cuts = (*sorted(joints), len(title))

    @cache
    def cheapest(start: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        found: tuple[float, tuple[int, ...]] | None = None
        for at in cuts:
            if not 0 < at - start <= widest or (left == 1) != (at == len(title)):
                continue
            rest = (0.0, ()) if left == 1 else cheapest(at, left - 1)
            if rest is None:
                continue
            even = len(title) / lines
            cost = joints.get(at, 0.0) + abs(at - start - even) / 2 + rest[0]
            if found is None or cost < found[0]:
                found = (cost, (at, *rest[1]))
        return found

    chosen = cheapest(0, lines)
    if chosen is None:
        return 0.0, []
    starts = (0, *chosen[1][:-1])
    return chosen[0], [title[a:b] for a, b in zip(starts, chosen[1], strict=True)]
