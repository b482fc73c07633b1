"""Searching a small corpus: right record first, nothing for what is foreign, exclusion, filters."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import IndexMissing, WrongCall
from assistant.retrieval.index import Index, open_index
from assistant.retrieval.to_json import search_json


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("违规发放津补贴", "违规发放津补贴"),
        ("乱发补贴", "违规发放津补贴"),
        ("一把手开会先定调", "党组会上主要负责人率先表态"),
        ("学生食堂不卫生", "食堂食品安全管理不严"),
        ("村里账目不公开", "村务公开不及时"),
        ("党费少交", "党费收缴不规范"),
    ],
)
def test_right_record_comes_first(index: Index, query: str, problem: str) -> None:
    hits = index.search(query, threshold=0.0).hits
    assert hits[0].record.problem == problem


def test_scores_lie_in_unit_interval_and_fall(index: Index) -> None:
    hits = index.search("党组会议主要负责人先表态", k=9, threshold=0.0).hits
    scores = [hit.score for hit in hits]
    assert len(hits) == 9
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("name", ["school.txt", "school"])
def test_excluded_notice_is_not_offered(index: Index, name: str) -> None:
    hits = index.search("违规发放津补贴", k=9, exclude={name}, threshold=0.0).hits
    assert hits
    assert all(hit.record.source != "school.txt" for hit in hits)


def test_excluded_by_id(index: Index) -> None:
    notice = index.search("违规发放津补贴").hits[0].record.notice_id
    hits = index.search("违规发放津补贴", k=9, exclude={notice}, threshold=0.0).hits
    assert all(hit.record.notice_id != notice for hit in hits)


@pytest.mark.parametrize("query", ["", "   ", "？？？", "\0", "今晚吃红烧肉还是火锅"])
def test_nothing_relevant_is_said_to_be_nothing(index: Index, query: str) -> None:
    result = index.search(query)
    assert result.abstained
    assert result.hits == ()


def test_notice_frequency_counts_notices_not_occurrences(index: Index) -> None:
    assert index.notice_frequency("巡察整改") == 3
    assert index.notice_frequency("供水管网巡检办法") == 1
    assert index.notice_frequency("补") == 2
    assert index.notice_frequency("没有出现过的词") == 0
    assert index.notice_frequency("") == 0


def test_why_names_shared_terms_and_fields(index: Index) -> None:
    why = index.search("违规发放津补贴").hits[0].why
    assert "problem" in why.fields
    assert any("津补贴" in term for term in why.terms)


def test_json_has_the_contract_fields(index: Index) -> None:
    answer = search_json(index.search("党费收缴不规范"))
    assert answer["schema"] == "search/1"
    assert answer["abstained"] is False
    assert {"record", "source", "notice", "focus_area", "problem", "measures", "start", "end",
            "score"} <= set(answer["hits"][0])  # fmt: skip


def test_missing_corpus_says_how_to_make_it(data_dir: Path) -> None:
    with pytest.raises(IndexMissing, match="ingest"):
        open_index(data_dir)


def test_impossible_corpus_name_is_refused(data_dir: Path) -> None:
    with pytest.raises(WrongCall, match="语料库名"):
        open_index(data_dir, "../x")


def test_remove_takes_a_notice_out_of_every_answer(index: Index, data_dir: Path) -> None:
    removed = index.remove("school.txt")
    assert removed.source == "school.txt"
    assert all(record.source != "school.txt" for record in index.records())
    reopened = open_index(data_dir)
    assert {record.source for record in reopened.records()} == {"water.txt", "village.txt"}
    with pytest.raises(WrongCall, match="没有"):
        index.remove("school.txt")
