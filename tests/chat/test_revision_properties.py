"""A revision touches only the part that was asked for: everything else stays byte for byte."""

from __future__ import annotations

import json

import pytest
from box import Box
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scripted import ScriptedEngine

from assistant.chat.answer import Revised
from assistant.chat.standing import Standing
from assistant.drafting.draft import Drafter

START = (
    "公务接待审批不严格，超标准接待时有发生\n事实：9月2日印发《公务接待管理办法》\n"
    "公车管理松，派车登记不全\n事实：抽查派车单40份，退回3份\n党费收缴不及时"
)
# a wish and which measures of the problem it may change; None: the problem's draft as a whole
WISHES = ("再具体一点", "换一种写法", "简短些", "语气再严肃些", "语气缓和一点")
MORE = ("改成{count}条", "再加一条", "减少一条", "加上事实：组织培训{count}次")
REWRITE = json.dumps(
    {
        "text": "由分管负责人牵头逐项核对登记台账和审批单据，手续不全的退回补正，结果每月向班子报告。"
    },
    ensure_ascii=False,
)


@pytest.fixture(scope="module", params=["rules", "model"])
def box(request: pytest.FixtureRequest, drafter: Drafter) -> Box:
    box = Box(drafter)
    box.say(START)
    if request.param == "model":
        box.writer.engine = ScriptedEngine(lambda messages: REWRITE)
    return box


@pytest.fixture(scope="module")
def start(box: Box) -> Standing:
    assert [len(texts) for texts in box.texts] == [3, 3, 3]
    return box.standing


quick = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@quick
@given(problem=st.integers(0, 2), measure=st.integers(0, 2), wish=st.sampled_from(WISHES))
def test_one_measure(box: Box, start: Standing, problem: int, measure: int, wish: str) -> None:
    box.standing = start
    before = box.texts
    pieces = box.say(f"问题{'一二三'[problem]}第{measure + 1}条{wish}")
    after = box.texts
    for p in range(3):
        for m in range(3):
            if (p, m) != (problem, measure):
                assert after[p][m] == before[p][m]
    assert [len(texts) for texts in after] == [3, 3, 3]
    revised = [piece for piece in pieces if isinstance(piece, Revised)]
    changed = after[problem][measure] != before[problem][measure]
    assert bool(revised) == changed
    if changed:
        assert revised[0].number == problem + 1
        assert revised[0].changed == (measure,)
        assert box.standing.before == start.items
        box.say("撤销")
        assert box.texts == before
    for p, item in enumerate(start.items):
        if p != problem:
            assert box.standing.items[p] == item
    _facts_stay(box)


@quick
@given(
    problem=st.integers(0, 2),
    measures=st.sets(st.integers(0, 2), min_size=2, max_size=2),
    merge=st.booleans(),
)
def test_merged_and_deleted(
    box: Box, start: Standing, problem: int, measures: set[int], merge: bool
) -> None:
    box.standing = start
    before = box.texts
    first, second = sorted(measures)
    where = f"问题{'一二三'[problem]}"
    if merge:
        box.say(f"{where}第{first + 1}条和第{second + 1}条合并")
        expected = list(before[problem])
        joined = f"{expected[first].rstrip('。')}；{expected[second]}"
        expected[first : first + 1] = [joined]
        del expected[second]
    else:
        box.say(f"{where}第{second + 1}条删掉")
        expected = [text for n, text in enumerate(before[problem]) if n != second]
    after = box.texts
    assert list(after[problem]) == expected
    assert [after[p] for p in range(3) if p != problem] == [
        before[p] for p in range(3) if p != problem
    ]


@quick
@given(problem=st.integers(0, 2), count=st.integers(1, 6), wish=st.sampled_from(MORE))
def test_other_problems_stay(
    box: Box, start: Standing, problem: int, count: int, wish: str
) -> None:
    box.standing = start
    before = start.items
    box.say(f"问题{'一二三'[problem]}{wish.format(count=count)}")
    for p in range(3):
        if p != problem:
            assert box.standing.items[p] == before[p]
    _facts_stay(box)


def _facts_stay(box: Box) -> None:
    """The facts that the user gave are in the drafts whatever was revised."""
    first, second = (draft.text for draft in box.standing.drafts[:2])
    assert "9月2日" in first
    assert "《公务接待管理办法》" in first
    assert "40份" in second
    assert "3份" in second
