"""The grammar of headings: faults, actions, parts, statuses, ordinals."""

from __future__ import annotations

import pytest

from assistant.notice.headline import first_headline
from assistant.notice.markers import inner_markers, leading_marker
from assistant.notice.parts import opens_next_steps, part_kind
from assistant.notice.status import closing_status, status_of
from assistant.notice.wording import is_action, is_fault, is_fault_in_brief

FAULTS = [
    "公务用车派车登记不全",
    "窗口延时服务落实不到位",
    "存在以会代训现象",
    "往来款长期挂账",
    "廉政风险防控有短板",
    "下属企业监管缺位",
    "未按规定公示收费标准",
    "关于值班制度执行的问题",
    "重建设、轻管护",
]
NO_FAULTS = [
    "强化理论武装",
    "补齐安全管理短板",
    "推动整改落到实处，防止反弹回潮",
    "聚焦群众身边不正之风和腐败问题方面",
    "反馈问题整改落实情况",
    "标准不降、力度不减",
]


@pytest.mark.parametrize("heading", FAULTS)
def test_fault(heading: str) -> None:
    assert is_fault(heading)


@pytest.mark.parametrize("heading", NO_FAULTS)
def test_no_fault(heading: str) -> None:
    assert not is_fault(heading) or heading.endswith("方面")


def test_prose_of_a_measure_states_no_fault() -> None:
    assert not is_fault_in_brief("6月复核凭证41份，查出2笔采购未经集体研究")
    assert is_fault_in_brief("鱼塘发包未走民主程序")
    assert is_action("修订财务报销管理办法")


PARTS = {
    "整改组织领导情况": "organization",
    "巡察反馈问题整改落实情况": "problems",
    "下一步工作打算": "next_steps",
    "尚未完成整改的问题": "unfinished",
    "监督方式": "contact",
    "关于“公车管理松”问题的整改情况": None,
    "上轮巡察整改任务未完成": None,
}


@pytest.mark.parametrize("heading", list(PARTS))
def test_part(heading: str) -> None:
    assert part_kind(heading) == PARTS[heading]


def test_next_steps_paragraph() -> None:
    assert opens_next_steps("下一步，局党组将继续抓好整改。")
    assert not opens_next_steps("今后三年的规划已经印发。")


STATUSES = {
    "该问题已完成整改。": "done",
    "（已完成）": "done",
    "整改状态：已完成。": "done",
    "已完成，长期坚持": "long_term",
    "该项工作需长期坚持。": "long_term",
    "正在推进。": "ongoing",
    "整改状态：正在推进，2026年底前完成。": "ongoing",
    "完成情况：基本完成，持续推进。": "ongoing",
    "完成了3次排查。": None,
    "整改情况：修订制度2项。": None,
}


@pytest.mark.parametrize("line", list(STATUSES))
def test_status(line: str) -> None:
    assert status_of(line) == STATUSES[line]


def test_closing_status() -> None:
    paragraph = "印发办法2份，7月起执行。该问题已完成整改。"
    assert closing_status(paragraph) == (paragraph.index("该"), "done")
    assert closing_status("印发办法2份，7月起执行。") is None


MARKERS = {
    "一、组织情况": ("cn_dun", 1),
    "（十一）甲": ("cn_paren", 11),
    "（二）、乙": ("cn_paren", 2),
    "3.丙": ("arabic_dot", 3),
    "2.11月15日修订": ("arabic_dot", 2),
    "4、丁": ("arabic_dun", 4),
    "（5）戊": ("arabic_paren", 5),
    "⑥己": ("circled", 6),
    "二是推进改革": ("shi", 2),
    "第一，修订": ("ordinal", 1),
    "第三方面：建强党组织": ("other", 3),
    "第二方面存在差距": None,
    "问题2：庚": ("problem_n", 2),
    "【问题3】辛": ("problem_n", 3),
    "二关于“壬”问题": ("cn_dun", 2),
    "（严肃纪律。对相关人员批评教育。": ("cn_paren", None),
    "3.5万元已追回": None,
    "2024年3月5日印发": None,
    "一般性支出压减": None,
    "（试行）办法": None,
    "十余次会议": None,
}


@pytest.mark.parametrize("line", list(MARKERS))
def test_leading_marker(line: str) -> None:
    marker = leading_marker(line, 0, len(line))
    expected = MARKERS[line]
    assert (None if marker is None else (marker.style, marker.number)) == expected
    if marker is not None:
        assert marker.bracketed_dun is line.startswith("（二）、")


def test_inner_markers_go_on_with_a_series() -> None:
    text = "一是修订办法。二是清退2人；三是按（7）条执行，四是通报。"
    assert [marker.number for marker in inner_markers(text, 0, len(text))] == [2, 3, 4]


CORES = {
    "关于“值班脱岗”问题的整改情况": "值班脱岗",
    "关于“‘三会一课’记录雷同”问题。一是补课": "‘三会一课’记录雷同",
    "针对“用“碰头会”代替支委会”的问题，开会4次": "用“碰头会”代替支委会",
    "关于检察建议“一发了之”问题": "检察建议“一发了之”",
    "关于值班脱岗的问题（已完成）": "值班脱岗",
    "值班脱岗时有发生。": "值班脱岗时有发生",
    "存在“不愿管”问题": "存在“不愿管”问题",
    "针对巡察反馈的“值班脱岗”问题": "值班脱岗",
    "关于“值班脱岗问题的整改情况": "值班脱岗",
    "针对值班脱岗”问题，开会4次": "值班脱岗",
}


@pytest.mark.parametrize("line", list(CORES))
def test_core_wording(line: str) -> None:
    headline = first_headline(line, 0, len(line))
    assert line[headline.core_start : headline.core_end] == CORES[line]
