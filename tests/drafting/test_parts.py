"""A problem of several failings is cut into them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.drafting.parts import MOST, parts_of


@pytest.mark.parametrize(
    ("problem", "parts"),
    [
        ("公务接待审批不严格", ("公务接待审批不严格",)),
        (
            "路灯维修不及时，渣土运输监管缺位；违建拆除不力。",
            ("路灯维修不及时", "渣土运输监管缺位", "违建拆除不力"),
        ),
        # what follows from a failing, or is too short to be one, stays with it
        ("小区反复开挖，群众意见较大", ("小区反复开挖，群众意见较大",)),
        ("出租车行业管理混乱，投诉多", ("出租车行业管理混乱，投诉多",)),
        # 、 parts failings, not the names of one
        (
            "大额支出未集体研究、合同管理不规范",
            ("大额支出未集体研究", "合同管理不规范"),
        ),
        ("药品、耗材采购内控不严", ("药品、耗材采购内控不严",)),
        # marks inside a quotation part nothing
        ("“庸懒散，推绕拖”现象仍然存在", ("“庸懒散，推绕拖”现象仍然存在",)),
    ],
)
def test_parts(problem: str, parts: tuple[str, ...]) -> None:
    assert parts_of(problem) == parts


@given(st.text(alphabet="监管不力缺位“”，。；、（）一是问题", max_size=60))
def test_at_most_four_and_no_word_lost(problem: str) -> None:
    parts = parts_of(problem)
    assert len(parts) <= MOST
    letters = set("".join(parts))
    assert letters <= set(problem) | {"，"}
