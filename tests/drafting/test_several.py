"""Every failing that a problem names is answered by a measure of its own trade."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.drafting.classify import Classifier, pick
from assistant.drafting.draft import Drafter
from assistant.drafting.library import load_library
from assistant.drafting.model import Draft
from assistant.drafting.parts import parts_of
from assistant.drafting.treat import treated
from assistant.drafting.unit import unit_kind
from assistant.retrieval.vectors import VectorCache
from assistant.settings import ROOT


@pytest.fixture(scope="module")
def classifier(warm_library: Path) -> Classifier:
    return Classifier(load_library(ROOT / "corpus" / "library"), VectorCache(warm_library))


@pytest.fixture(scope="module")
def drafter(classifier: Classifier) -> Drafter:
    return Drafter(
        library=load_library(ROOT / "corpus" / "library"), classifier=classifier, index=None
    )


def _types(classifier: Classifier, problem: str, issuer: str | None) -> list[str | None]:
    parts = parts_of(problem)
    whole, *own = classifier.guesses((problem, *parts), unit=unit_kind(issuer), issuer=issuer, k=40)
    fitting = [guess.type_id for guess in pick(whole)]
    return [part.type_id for part in treated(parts, own, whole, fitting, classifier, issuer)]


@pytest.mark.parametrize(
    ("problem", "issuer", "types"),
    [
        (
            "公务用车派车登记不全，党费收缴不及时，档案借阅手续缺失",
            "中共岚川县水务局党组",
            ["B5", "C9", "E14"],
        ),
        ("物业纠纷调处不力，公租房转租清理不到位", "中共岚川县住房保障局党组", ["E76", "E78"]),
        # 水费收缴 shares most of its words with 党费收缴, and is no matter of it
        ("水质检测频次不足，水费收缴账目不清", "云汀县自来水有限公司", ["E90", "E90"]),
        # a matter of one office is no matter of another
        ("法律援助案件质量不高", "中共岚川县审计局党组", [None]),
        ("法律援助案件质量不高", "中共岚川县司法局党组", ["E111"]),
        ("三色琉璃砖窑温度曲线漂移严重", "中共岚川县水务局党组", [None]),
    ],
)
def test_the_type_of_each_part(
    classifier: Classifier, problem: str, issuer: str, types: list[str | None]
) -> None:
    assert _types(classifier, problem, issuer) == types


def _sources(draft: Draft) -> set[str]:
    return {key.split("-")[0] for measure in draft.measures for key in measure.sources}


@pytest.mark.parametrize("stage", ["progress", "plan"])
def test_three_failings_three_answers(drafter: Drafter, stage: str) -> None:
    draft = drafter.draft(
        "工会经费审批不严，困难职工帮扶不精准，意识形态阵地巡查不经常",
        issuer="岚川县总工会党组",
        stage="plan" if stage == "plan" else "progress",
    )
    assert _sources(draft) == set(draft.types)
    assert len(draft.types) == 3
    assert 3 <= len(draft.measures) <= 4
    assert 150 <= len("".join(m.text for m in draft.measures)) <= 330


def test_a_part_that_no_type_knows_gets_its_familys_action(drafter: Drafter) -> None:
    draft = drafter.draft(
        "公务接待审批不严，航标灯损坏后无人维修", issuer="中共岚川县航道管理局党组"
    )
    assert draft.types == ("B4",)
    own = [measure for measure in draft.measures if measure.origin == "skeleton"]
    assert len(own) == 1
    assert "航标灯" in own[0].text


def test_failings_of_one_family_are_named_together(drafter: Drafter) -> None:
    draft = drafter.draft("陶坯晾晒场地设施失修，釉料粉碎设备停用", issuer="云汀县陶艺研究所党总支")
    assert draft.types == ()
    assert "陶坯晾晒场地设施、釉料粉碎设备" in draft.measures[0].text
    assert len({measure.text for measure in draft.measures}) == len(draft.measures)


def test_a_fact_stands_with_its_failing_and_once(drafter: Drafter) -> None:
    draft = drafter.draft(
        "养老机构消防隐患整改不彻底，公墓维护费使用不公开",
        facts=("公示公墓维护费收支明细3期",),
        issuer="中共岚川县民政局党组",
    )
    said = [measure.text for measure in draft.measures if "3期" in measure.text]
    assert len(said) == 1
    assert "公墓" in said[0].replace("公示公墓维护费收支明细3期", "")


def test_the_topic_of_one_part_is_not_said_of_another(drafter: Drafter) -> None:
    draft = drafter.draft(
        "办公用房调配使用不规范，公务用车平台管理粗放", issuer="中共岚川县机关事务服务中心党组"
    )
    cars = [m.text for m in draft.measures if any(key.startswith("B5-") for key in m.sources)]
    assert cars
    assert not any("办公用房" in text for text in cars[-1:])
