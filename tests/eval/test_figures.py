"""Figures: weighted means, AUROC, intervals; the measures of a ranked list; likeness; leaks."""

from __future__ import annotations

import pytest

from eval.figures import figure_of
from eval.foreign import Foreign
from eval.likeness import likeness, masked
from eval.sample import Measure, Result, Sample, Score
from eval.suites.retrieval import trec
from eval.world import World


def _results(*rows: tuple[float, float, str]) -> list[Result]:
    return [
        Result(
            suite="s",
            sample=Sample(id=str(i), group="", input={}, target={}),
            output=None,
            error=None,
            milliseconds=0,
            scores=(Score(name="m", value=value, weight=weight, group=group),),
        )
        for i, (value, weight, group) in enumerate(rows)
    ]


def test_the_mean_is_weighted_and_kept_apart_by_group() -> None:
    figure = figure_of(Measure(name="m", title="m"), _results((1, 3, "a"), (0, 1, "b")))
    assert figure is not None
    assert figure.value == 0.75
    assert {name: part.value for name, part in figure.groups.items()} == {"a": 1, "b": 0}
    assert figure.low <= figure.value <= figure.high


def test_auroc_needs_both_sides() -> None:
    measure = Measure(name="m", title="m", aggregate="auroc")
    both = figure_of(measure, _results((0.9, 1, ""), (0.4, 1, ""), (0.6, 0, ""), (0.1, 0, "")))
    assert both is not None
    assert both.value == 0.75
    assert figure_of(measure, _results((0.9, 1, ""))) is None


def test_an_interval_does_not_depend_on_the_run() -> None:
    rows = _results(*[(i % 3 / 2, 1.0, "") for i in range(40)])
    measure = Measure(name="m", title="m")
    assert figure_of(measure, rows) == figure_of(measure, rows)


def test_ranked_measures() -> None:
    relevant = {"a": 2, "b": 1}
    best = trec(relevant, ["a", "b", "c"])
    assert best == {"ndcg": pytest.approx(1), "mrr": 1, "recall5": 1, "first": 1}
    late = trec(relevant, ["c", "b", "a"])
    assert late["mrr"] == 0.5
    assert late["first"] == 0
    assert 0 < late["ndcg"] < 1
    assert set(trec(relevant, []).values()) == {0.0}


def test_facts_do_not_count_for_likeness() -> None:
    one = "一是7月8日印发《公务接待管理办法》，追回资金1.2万元。"
    other = "一是【待填：印发日期】印发《【待填：文件名称】》，追回资金【待填：金额】。"
    assert masked(one) == masked("一是9月2日印发《差旅费管理办法》，追回资金3万元。")
    assert likeness(other, one)["rougeL"] > 0.8
    assert likeness("", one)["chrf"] == 0


def test_foreign_terms_are_counted(world: World) -> None:
    foreign = Foreign(world.notices, world.library)
    notice = world.notices[0]
    unit = notice.meta["unit"].removeprefix("中共")
    sentence = f"会同{unit}核对台账。"
    assert foreign.leaks(sentence, given="", own=()) != ()
    assert foreign.leaks(sentence, given=unit, own=()) == ()
    assert foreign.leaks(sentence, given="", own={notice.stem}) == ()
    assert foreign.leaks("由办公室按月核对台账。", given="", own=()) == ()


def test_what_comes_about_where_given_and_own_words_meet_is_nobodys(world: World) -> None:
    """《局党组会议…》 is a title elsewhere; …局党组 + 会同… is the user's name and a verb."""
    foreign = Foreign(world.notices, world.library)
    issuer, other = "中共岚川县科技局党组", "中共岚川县科学馆委员会"
    assert foreign.leaks(f"{issuer}会同有关部门清点设备。", given=issuer, own=()) == ()
    assert foreign.leaks("某局党组会同有关部门清点设备。", given=other, own=()) != ()
    titled = "修订《发展党员盲审和实绩考察办法》并印发。"
    assert foreign.leaks(titled, given="发展党员盲审不严", own=()) != (), "more than a border"
    assert foreign.leaks("明确党总支主体责任。", given="", own=()) == (), "the library's own words"
