"""Every regular expression of the reviewer against hostile text: the time grows with the length.

Each pattern searches runs of one special character and of pieces that its own words are made of,
at two sizes; quadratic growth would show as a factor of sixteen between them.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import assistant.review

SMALL, LARGE = 12_500, 50_000
FLOOR = 0.05  # seconds; below it the clock says nothing about growth
GROWTH = 9  # linear is 4
PIECES = (
    *"，。、；：！？“”‘’《》（）【】,;:()<>&*_-—…·#|/\\\t X×0一1年月日个省问",
    "第一", "1.", "县委", "问题", "已完成", "反馈", "巡察", "关于", "a.", "<a ", "《一", "对张",
    "一是", "2024年3月", "3个", "党委", "电话", "、，", "将", "路1", "地址", "信箱", "上轮", "开",
)  # fmt: skip


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for found in pkgutil.walk_packages(assistant.review.__path__, "assistant.review."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{found.name.removeprefix('assistant.review.')}.{name}", value
            elif isinstance(value, tuple):
                for at, one in enumerate(value):
                    if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                        yield f"{found.name.removeprefix('assistant.review.')}.{name}[{at}]", one


PATTERNS = dict(_patterns())


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    start = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - start


@pytest.mark.parametrize("name", PATTERNS)
def test_time_grows_with_the_length(name: str) -> None:
    pattern = PATTERNS[name]
    slow = {}
    for piece in PIECES:
        if _seconds(pattern, piece * (LARGE // len(piece) // 4)) < FLOOR / 2:
            continue
        large = _seconds(pattern, piece * (LARGE // len(piece)))
        small = _seconds(pattern, piece * (SMALL // len(piece)))
        if large > FLOOR and large > GROWTH * small:
            slow[piece] = (small, large)
    assert slow == {}


def test_the_patterns_are_found() -> None:
    assert len(PATTERNS) > 150
