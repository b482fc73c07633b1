"""Known items: reworded queries of any folder, without a label, and an index that must find them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.retrieval.index import Index
from assistant.settings import read_settings
from eval.compare import compare
from eval.known_items import reworded, samples
from eval.registry import SUITES
from eval.report.page import page_of
from eval.retrieval_data import record_names
from eval.sample import Sample
from eval.world import World

SOME = 5  # of the queries one in so many is asked in a test that breaks the search


@pytest.fixture(scope="module")
def unlabelled(tmp_path_factory: pytest.TempPathFactory, world: World, eval_data: Path) -> World:
    """Two notices without front matter, the first of them twice: nothing says what is relevant."""
    folder = tmp_path_factory.mktemp("unlabelled")
    for notice in world.notices[:2]:
        (folder / f"{notice.stem}.txt").write_text(notice.text.strip() + "\n", "utf-8")
    again = world.notices[0].text.strip().replace("2025年10月16日", "2025年10月17日")
    (folder / "99-again.txt").write_text(f"{again}\n", "utf-8")
    return World(replace(read_settings({}), data_dir=eval_data), folder)


def test_a_problem_is_asked_for_in_fewer_and_in_other_words() -> None:
    problem = "公务接待审批不严，陪餐人数超标准"
    found = dict(reworded(problem, "01-02"))
    assert found == dict(reworded(problem, "01-02"))
    assert found != dict(reworded(problem, "01-03"))
    assert set(found) == {"shorter", "other"}
    assert problem not in found.values()
    assert _left_out(problem, found["shorter"])
    assert not _left_out(problem, found["other"])


def _left_out(text: str, shorter: str) -> bool:
    """Whether a text comes of another by leaving characters out."""
    left = iter(text)
    return all(character in left for character in shorter)


@pytest.mark.parametrize("problem", ["", "。", "学习差", "“”、“”", "2024", "制度"])
def test_too_few_words_are_no_query(problem: str) -> None:
    assert all(len(query) >= 6 for _, query in reworded(problem, "x"))


def test_every_query_knows_its_answer(unlabelled: World) -> None:
    asked = list(samples(unlabelled, False))
    assert asked == list(samples(unlabelled, False))
    assert len({sample.id for sample in asked}) == len(asked)
    names = {name for notice in unlabelled.notices for name in record_names(notice)}
    known = [sample for sample in asked if sample.target["relevant"]]
    assert {sample.id.split("/")[2] for sample in known} == names
    for sample in known:
        assert sample.id.split("/")[2] in sample.target["relevant"]
    assert {sample.group for sample in asked} == {"shorter", "other", "none"}


def test_the_same_record_from_another_site_is_as_good(unlabelled: World) -> None:
    first = unlabelled.notices[0].stem
    sample = next(s for s in samples(unlabelled, False) if s.id.endswith(f"{first}-01"))
    assert set(sample.target["relevant"]) == {f"{first}-01", "99-again-01"}


def test_a_folder_without_labels_has_figures(unlabelled: World, run_suite_of: Any) -> None:
    log = run_suite_of("known", unlabelled)
    found = log.figures["known"]
    assert [result.error for result in log.results if result.error] == []
    assert found["first"].value > 0.8
    assert found["five"].value >= found["first"].value
    assert found["auroc"].value > 0.9
    assert "retrieval" not in log.figures
    page = page_of(log)
    assert "检索（已知条目，无需标注）" in page
    assert "原条目居首，按问法" in page


@pytest.fixture
def run_suite_of() -> Any:
    from eval.log import make_log
    from eval.runner import run_suite

    def run(name: str, world: World, choose: Any = None) -> Any:
        results = run_suite(SUITES[name], world, show_progress=False, choose=choose)
        head = {"created": "", "settings": {}, "data": {}, "models": {}, "notices": 4}
        return make_log(head, [SUITES[name]], results)

    return run


def _some(sample: Sample) -> bool:
    return sample.group == "none" or sum(map(ord, sample.id)) % SOME == 0


def test_it_can_fail(unlabelled: World, run_suite_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search that ranks by nothing, and one that always answers, are worse and seen to be."""
    before = run_suite_of("known", unlabelled, _some)
    search = Index.search
    monkeypatch.setattr(
        Index,
        "search",
        lambda self, query, *a, **o: search(self, query[::-1][:2], *a, **{**o, "threshold": 0.0}),
    )
    red = {
        item.measure.name
        for item in compare(before, run_suite_of("known", unlabelled, _some), SUITES).differences
        if item.red
    }
    assert {"first", "mrr", "refused"} <= red
