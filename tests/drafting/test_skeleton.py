"""Where no type fits, the family of action is told by the problem's own words."""

from __future__ import annotations

import pytest

from assistant.drafting.library import PLACEHOLDER, load_library
from assistant.drafting.skeleton import families, family_measures, family_of, quoting
from assistant.facts.extract import extract
from assistant.settings import ROOT


@pytest.mark.parametrize(
    ("problem", "family"),
    [
        ("多领的款项追缴不力", "money"),
        ("名册与实际不符，有人长期不在岗", "people"),
        ("价格未经询价，合同年年顺延", "choice"),
        ("设施损坏无人维修", "upkeep"),
        ("乱象屡禁不止，查处不力", "inspection"),
        ("结果公示不及时", "openness"),
        ("没有别的话可说", "general"),
    ],
)
def test_family(problem: str, family: str) -> None:
    assert family_of(problem).name == family


def test_the_matter_is_named_and_the_problem_is_not_repeated() -> None:
    problem = "航标灯管护不到位，损坏后无人维修"
    texts = [item.progress for item in family_measures([problem], "progress", family_of(problem))]
    assert any("航标灯管护" in text for text in texts)
    assert not any(problem in text for text in texts)


def test_what_no_noun_phrase_names_is_quoted() -> None:
    (measure,) = family_measures(["抵押物估得过高", "台面漆皮掉落"], "progress", quoting())
    assert measure.progress.startswith("对抵押物估得过高、台面漆皮掉落的情形")


def test_the_families_are_fact_free_and_registered() -> None:
    slots = load_library(ROOT / "corpus" / "library").slots
    unregistered = {"查实问题数", "具体整改动作和结果", "拟采取的具体措施"}
    for family in families():
        assert len(family.progress) == len(family.plan) >= 2, family.name
        for text in (*family.progress, *family.plan):
            assert not extract(text.replace("{matter}", "此项工作")), text
            assert set(PLACEHOLDER.findall(text)) <= set(slots) | unregistered
