"""Whatever is known of a case, the composed notice passes review once its blanks are filled."""

from __future__ import annotations

import random
import re

import pytest

from assistant.compose.case import Case
from assistant.compose.notice import compose
from assistant.compose.plain import as_text
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.review import review

PROBLEMS = (
    "管网改造推进缓慢",
    "理论学习不深入，联系实际不够",
    "“三重一大”事项未经集体研究",
    "公务接待审批不严格",
    "往来款长期挂账",
    "发展党员程序不规范的问题。",
    "服务群众“最后一公里”没有打通",
)
AREAS = ("聚焦党中央决策部署贯彻落实方面", "聚焦群众身边腐败问题和不正之风方面")
# what a careful clerk writes into each blank
ANSWERS = {
    "发文机关全称": "中共岚川县档案馆党组",
    "届次和轮次": "十一届县委第五轮",
    "巡察组名称": "县委第三巡察组",
    "派出党组织": "县委",
    "巡察起始日期": "2025年3月3日",
    "巡察结束日期": "2025年4月18日",
    "反馈日期": "2025年5月20日",
    "截至日期": "2025年11月20日",
    "成文日期": "2025年11月28日",
    "完成率": "100%",
    "推进问题数": "0",
    "整改状态": "已完成整改",
    "组长职务": "党组书记",
    "印发日期": "2025年6月16日",
    "会议日期": "2025年7月11日",
    "带区号的电话": "0000-1234567",
    "通信地址": "岚川县河滨路1号",
    "邮政编码": "000000",
    "单位邮箱": "dag@example.gov.cn",
    "复查时间": "2026年6月",
    "责任领导和科室": "分管副局长和办公室",
    "完成时限": "2026年3月31日",
    "调度频次": "每月",
    "未完成原因": "设备采购须待财政批复",
    "后续措施": "逐项对接办理",
    "长期坚持的原因": "需随业务发展逐年更新",
    "下一节点日期": "2026年6月30日",
    "具体整改动作和结果": "7月清理档案320卷，8月5日全部上架",
}


def _some_case(seed: int) -> Case:
    """A case of which more or less is known, the same for the same seed."""
    pick = random.Random(seed)
    known = pick.random() < 0.6
    with_areas = pick.random() < 0.5
    problems = []
    for text in pick.sample(PROBLEMS, pick.randint(1, len(PROBLEMS))):
        number = pick.randint(2, 90)
        problem: dict[str, object] = {"text": text}
        if pick.random() < 0.7:
            problem["measures"] = [
                f"6月30日前复核记录{number}份，退回{number - 1}份重做",
                f"8月{number % 28 + 1}日印发《{text[:2]}事项核对办法》，按月抽查{number + 7}份",
            ]
        if known:
            problem["status"] = pick.choice(["done", "done", "ongoing", "long_term"])
        if with_areas:
            problem["focus_area"] = pick.choice(AREAS)
        problems.append(problem)
    given: dict[str, object] = {
        "problems": problems,
        "skeleton": pick.choice(["three_part", "direct"]),
    }
    if known:
        given["unfinished"] = [p["text"] for p in problems if p["status"] == "ongoing"]
    if pick.random() < 0.6:
        given |= {"issuer": "中共岚川县水务局党组", "short_name": "局党组", "date": "2025-11-28"}
    if pick.random() < 0.6:
        given["inspection"] = {
            "kind": "巡察",
            "round": "十一届县委第五轮",
            "team": "县委第三巡察组",
            "start": "2025-03-03",
            "end": "2025-04-18",
            "feedback": "2025-05-20",
        }
    return Case.model_validate(given)


@pytest.mark.parametrize("seed", range(60))
def test_no_error_is_left(seed: int) -> None:
    case = _some_case(seed)
    measures = [problem.measures for problem in case.problems]
    counts = {
        "问题数": str(len(case.problems)),
        "完成问题数": str(len(case.problems)),
        "措施数": str(sum(map(len, measures))),
    }
    answers = ANSWERS | counts
    text = as_text(compose(case, measures))
    filled = re.sub(r"【待填：([^【】]*)】", lambda blank: answers[blank[1]], text)
    found = review(parse(Document(text=filled, source="a.txt"))).findings
    assert [(f.rule, f.message) for f in found if f.severity == "error"] == []
