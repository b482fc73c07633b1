"""Synthetic notices: as many as a measurement of scale wants, made from the measure library.

Problems are the library's wordings at units that do not exist, measures are its measures with every
placeholder filled by chance. They have the words and the lengths of real records (mean about 150
characters); what they are not is varied: whatever depends on meaning is measured elsewhere.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from assistant.drafting.library import Library, ProblemType

PLACES = [
    "岚川",
    "云汀",
    "洛榆",
    "青崧",
    "檀屿",
    "曲浮",
    "沙棠",
    "鹭屏",
    "梧垣",
    "汀兰",
    "石濂",
    "望潞",
    "白藤",
    "宁荻",
    "桐漪",
]
LEVELS = "市县区"
UNITS = [
    "财政局党组",
    "水务局党组",
    "教育局党组",
    "民政局党组",
    "住房和城乡建设局党组",
    "卫生健康局党组",
    "审计局党组",
    "农业农村局党组",
    "生态环境局党组",
    "市场监督管理局党组",
    "交通运输局党组",
    "总工会党组",
    "妇女联合会党组",
    "人民医院党委",
    "第一中学党总支",
    "职业技术学院党委",
    "公共交通公司党委",
    "城市投资公司党委",
    "城关镇党委",
    "档案馆党支部",
    "融媒体中心党支部",
    "柳沟村党支部",
]
WHERE = ["", "", "", "机关", "下属单位", "部分科室", "基层站所", "个别乡镇", "窗口单位", "项目现场"]
OFFICES = ["办公室", "财务科", "人事科", "法规科", "综合科", "业务一科", "督查室", "后勤服务中心"]
ORDINALS = "一二三四五六七八九"
PER_NOTICE = 30
_SLOT = re.compile(r"【待填：([^】]{1,20})】")


def numeral(number: int) -> str:
    """A Chinese numeral up to 99."""
    tens, ones = divmod(number, 10)
    digit = f"零{ORDINALS}"
    if tens == 0:
        return digit[ones]
    return ("" if tens == 1 else digit[tens]) + "十" + (digit[ones] if ones else "")


class Maker:
    """Makes notice number 0, 1, 2 …: the same number always gives the same notice."""

    def __init__(self, library: Library) -> None:
        self._types = library.types

    def notice(self, number: int) -> str:
        """The text of a notice of PER_NOTICE problems."""
        chance = random.Random(number)
        place = chance.choice(PLACES) + chance.choice(LEVELS)
        unit = f"中共{place}{chance.choice(UNITS)}"
        lines = [f"{unit}关于巡察整改进展情况的通报", ""]
        for position in range(1, PER_NOTICE + 1):
            found = chance.choice(self._types)
            problem = chance.choice(WHERE) + chance.choice(found.asks)
            lines.append(f"{numeral(position)}、关于“{problem}”问题")
            lines.append("")
            lines.append("".join(self._measures(found, chance)))
            lines.append("")
        return "\n".join(lines)

    def _measures(self, found: ProblemType, chance: random.Random) -> Iterator[str]:
        chosen = chance.sample(found.measures, min(len(found.measures), chance.randint(1, 3)))
        for ordinal, measure in zip(ORDINALS, chosen, strict=False):
            text = measure.progress.replace("{topic}", found.topic)
            yield f"{ordinal}是" + _SLOT.sub(lambda slot: _filled(slot[1], found, chance), text)

    def query(self, number: int) -> str:
        """Question number 0, 1, 2 …: a wording of a type that the notices have too."""
        chance = random.Random(-1 - number)
        return chance.choice(chance.choice(self._types).asks)

    def write(self, folder: Path, start: int, stop: int) -> None:
        """Write the notices ``start`` to ``stop`` (exclusive) into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(start, stop):
            (folder / f"{number:06d}.txt").write_text(self.notice(number), encoding="utf-8")


def _filled(slot: str, found: ProblemType, chance: random.Random) -> str:
    if "日期" in slot or "时限" in slot:
        return f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
    if "文件" in slot:
        return f"{found.topic}{chance.choice(('管理办法', '实施细则', '工作规程', '若干规定'))}"
    if "科室" in slot:
        return chance.choice(OFFICES)
    if "金额" in slot:
        return f"{chance.randint(1, 900) / 10:g}万元"
    return str(chance.randint(2, 480))
