"""The offline drafter: what the issue asks of every draft, on problems of many kinds of unit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.chat.workspace import open_drafter
from assistant.drafting.draft import Drafter
from assistant.drafting.library import PLACEHOLDER, Library
from assistant.drafting.model import Draft
from assistant.drafting.to_json import draft_json
from assistant.facts.support import check
from assistant.files.read import read_document
from assistant.retrieval.ingest import ingest
from assistant.settings import ROOT, read_settings

PROBLEMS = [
    "公务接待审批不严格，超标准接待时有发生",
    "一把手开会先定调，末位表态制度执行不严",
    "“三会一课”制度落实不规范",
    "往来款长期挂账未清理",
    "药品耗材采购把关不严",
    "教师有偿补课屡禁不止",
    "村级“三资”管理混乱",
    "意识形态工作责任制落实不到位",
    "联系服务职工不够紧密",
    "上轮巡察反馈问题整改不彻底",
    "固定资产账实不符",
    "干部队伍老化，年轻干部储备不足",
]
OUTSIDE = ["足球比赛输了", "请帮我写一首诗", "手机电池不耐用"]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, warm_library: Path) -> tuple[Library, Drafter]:
    folder = tmp_path_factory.mktemp("drafting")
    (folder / "library.db").write_bytes(warm_library.read_bytes())
    paths = [str(ROOT / "corpus" / name) for name in ("01-shuiwuju.md", "08-tuanxianwei.md")]
    rows = list(ingest(paths, data_dir=folder, corpus="main", read=read_document))
    assert {row.outcome for row in rows} == {"added"}
    library, index, drafter = open_drafter(read_settings({"ASSISTANT_DATA_DIR": str(folder)}))
    assert index is not None
    return library, drafter


def _text(draft: Draft) -> str:
    return "".join(measure.text for measure in draft.measures)


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("stage", ["progress", "plan"])
def test_every_draft(opened: tuple[Library, Drafter], problem: str, stage: str) -> None:
    library, drafter = opened
    draft = drafter.draft(problem, stage="plan" if stage == "plan" else "progress")
    assert draft.types
    assert 2 <= len(draft.measures) <= 4
    assert 150 <= len(_text(draft)) <= 320
    assert 1 <= len(draft.placeholders) <= 5
    for item in draft.placeholders:
        measure = draft.measures[item.measure].text
        assert measure[item.start : item.end] == item.text
        name = PLACEHOLDER.fullmatch(item.text)
        assert name is not None
        assert name[1] in library.slots
    unsupported = [
        fact.fact.text
        for measure in draft.measures
        for fact in check(measure.text, problem=problem, facts=())
        if not fact.supported
    ]
    assert unsupported == []
    assert draft == drafter.draft(problem, stage=draft.stage)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_plan_claims_nothing(opened: tuple[Library, Drafter], problem: str) -> None:
    draft = opened[1].draft(problem, stage="plan")
    assert not re.search(r"已(?:完成|印发|召开|清退|全部)|完成了|印发了", _text(draft))


@pytest.mark.parametrize("problem", OUTSIDE)
def test_what_no_type_fits_gets_a_marked_skeleton(
    opened: tuple[Library, Drafter], problem: str
) -> None:
    draft = opened[1].draft(problem)
    assert draft.types == ()
    assert {measure.origin for measure in draft.measures} == {"skeleton"}
    assert draft.no_precedent


def test_what_the_user_gave_is_said_and_nothing_else(opened: tuple[Library, Drafter]) -> None:
    facts = (
        "2025年9月2日印发《公务接待管理办法》",
        "抽查接待凭证40份，退回3份",
        "办公室做了专题说明",
    )
    draft = opened[1].draft(PROBLEMS[0], facts=facts, issuer="中共岚川县水务局党组")
    text = _text(draft)
    for words in ("2025年9月2日", "《公务接待管理办法》", "40份", "退回3份", "办公室做了专题说明"):
        assert text.count(words) == 1, words
    assert "中共岚川县水务局党组" in draft.measures[0].text


def test_the_issuer_decides_between_units(opened: tuple[Library, Drafter]) -> None:
    library, drafter = opened
    problem = "大额投资项目论证不充分"
    for issuer, kind in (
        ("云汀县城市建设投资集团有限公司", "company"),
        ("云汀县第三中学", "school"),
    ):
        draft = drafter.draft(problem, issuer=issuer)
        for type_id in draft.types[:1]:
            units = library.type_of(type_id).units
            assert "any" in units or kind in units


def test_sources_are_ids_that_exist(opened: tuple[Library, Drafter]) -> None:
    library, drafter = opened
    known = {measure.id for kind in library.types for measure in kind.measures}
    for problem in PROBLEMS:
        for measure in drafter.draft(problem).measures:
            if measure.origin == "library":
                assert set(measure.sources) <= known


def test_json_follows_the_contract(opened: tuple[Library, Drafter]) -> None:
    answer = draft_json(opened[1].draft(PROBLEMS[0]))
    assert answer["schema"] == "draft/1"
    assert answer["unsupported"] == []
    assert answer["engine"] == "offline"
    assert answer["model"] is None


def test_two_like_problems_of_one_notice_get_different_measures(
    opened: tuple[Library, Drafter],
) -> None:
    library, drafter = opened
    problem = "公务接待审批不严格，超标准接待时有发生"
    first = drafter.draft(problem)
    taken = {source for measure in first.measures for source in measure.sources}
    second = drafter.draft(problem, avoid=taken)
    assert not taken & {source for measure in second.measures for source in measure.sources}
    assert second.types == first.types
    every = {measure.id for kind in library.types for measure in kind.measures}
    assert drafter.draft(problem, avoid=every).measures  # where nothing is left, it repeats
