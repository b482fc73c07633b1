"""The trend: a plot a suite over the committed baselines, none while there is only one."""

from __future__ import annotations

from eval.cli import BASELINE
from eval.history import PATH, Point, point_of, read_history
from eval.log import read_log
from eval.registry import SUITES
from eval.report.trend import trend


def _point(commit: str, **figures: float) -> Point:
    return Point(created="2026-01-02T03:04:05", commit=commit, figures={"retrieval": figures})


def test_two_baselines_make_a_line() -> None:
    points = (_point("abcdef0123", ndcg=0.7, first=0.8), _point("1234567890", ndcg=0.75, first=0.8))
    shown = trend(points, SUITES)
    assert shown.count("<svg") == 1
    assert shown.count('class="line ') == 2
    assert "检索" in shown
    assert "abcdef0" in shown
    assert "1234567" in shown


def test_one_baseline_is_no_trend() -> None:
    assert trend((), SUITES) == ""
    assert trend((_point("a", ndcg=0.7),), SUITES) == ""


def test_a_measure_that_is_new_has_no_line_yet() -> None:
    shown = trend((_point("a", ndcg=0.7), _point("b", ndcg=0.7, auroc=0.9)), SUITES)
    titles = {m.name: m.title for m in SUITES["retrieval"].measures}
    assert titles["ndcg"] in shown
    assert titles["auroc"] not in shown


def test_what_stands_in_a_commit_is_escaped() -> None:
    assert "<b>" not in trend((_point("<b>x"), _point("<b>y")), SUITES)


def test_the_committed_history_can_be_drawn() -> None:
    assert PATH.is_file()
    assert "历次基线" in trend(read_history(), SUITES)


def test_a_point_keeps_headline_values_with_their_intervals() -> None:
    log = read_log(BASELINE)
    point = point_of(log, SUITES)
    headline = {m.name for m in SUITES["retrieval"].measures if m.headline}
    assert set(point.figures["retrieval"]) == set(point.intervals["retrieval"]) == headline
    for suite, values in point.figures.items():
        for name, value in values.items():
            low, high = point.intervals[suite][name]
            assert low <= value <= high
            assert point.titles[f"{suite}.{name}"]
