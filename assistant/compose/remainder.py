"""Remainder: what is left of a number that the user says was partly dealt with (53笔已清理41笔).

Subtracted only where the words leave no doubt that the second figure is a share of the first:
both count in one unit, and either stand in one clause with 已 between them, or the first counts
what was found, is due, or is simply there (图斑53个，已整改50个). Of 排查房屋118栋，整治完成105栋 nobody
knows how many needed it: nothing is subtracted there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_UNIT = r"[个项条件处家户份笔张卷册台栋间座名人宗起亩村]"
_FINISHED = (
    r"(?:整改|完成|销号|办结|清理|清收|返修|收回|追回|追缴|退还|返还|归还|清退|修复|解决|化解|处置"
    r"|拆除|整治|兑付|建成|核销|补[缴办签齐交]|验收|改[好完])"
)
_A = rf"(?<![\d.])(?P<a>\d{{1,6}})(?P<u>{_UNIT})(?!次)"
_B = r"(?P<b>\d{1,6})(?P=u)(?!次)"
_OF = (
    # 53笔往来款已清理41笔
    re.compile(
        rf"{_A}[^\d，。；、]{{0,14}}?(?:已|均已)(?:全部)?{_FINISHED}[^\d，。；、]{{0,6}}?{_B}"
    ),
    # 发现隐患147处，已销号141处; 退回返修87份，其中已返修80份
    re.compile(
        r"(?:发现|查出|查实|查摆|梳理出|排查出|排查(?=[^\d，。；]{0,6}(?:隐患|问题|风险))|退回|[应需][\u4e00-\u9fff]{1,4})"
        rf"[^\d，。；]{{0,14}}{_A}[^\d，。；]{{0,8}}，(?:其中|目前|现)?(?:已|均已|完成)[^\d，。；]{{0,4}}?"
        rf"{_FINISHED}?[^\d，。；、]{{0,4}}?{_B}"
    ),
    # 遗留问题53个，已整改50个: what is counted stands there without a verb of looking or making
    re.compile(
        rf"(?:^|(?<=[。；]))(?:\d{{4}}年度?)?[^\d，。；查核访检抽评审签发训召议换配购增清摸]{{1,14}}{_A}，"
        rf"(?:其中|目前|现)?(?:已|均已)(?:全部)?{_FINISHED}[^\d，。；、]{{0,4}}?{_B}"
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """``total`` less ``done``, counted in ``unit``; always more than nothing."""

    total: int
    done: int
    unit: str

    @property
    def words(self) -> str:
        """12笔"""
        return f"{self.total - self.done}{self.unit}"

    @property
    def of_all(self) -> str:
        """53笔中尚余12笔"""
        return f"{self.total}{self.unit}中尚余{self.words}"

    @property
    def working(self) -> str:
        """12笔＝53笔－41笔"""
        return f"{self.words}＝{self.total}{self.unit}－{self.done}{self.unit}"


def remainders(texts: Iterable[str]) -> Iterator[Remainder]:
    """Yield what is left by the user's own words, each figure of ``texts`` read once."""
    for text in texts:
        taken = bytearray(len(text))
        for pattern in _OF:
            for found in pattern.finditer(text):
                start, end = found.start("a"), found.end()
                if any(taken[start:end]):
                    continue
                taken[start:end] = b"\x01" * (end - start)
                total, done = int(found["a"]), int(found["b"])
                if done < total:
                    yield Remainder(total=total, done=done, unit=found["u"])
