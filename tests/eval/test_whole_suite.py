"""Whole notices: composed in both skeletons, read back, and anything lost is seen."""

from __future__ import annotations

from typing import Any

import pytest

from eval.runner import run_sample
from eval.sample import Result, Sample
from eval.suites import whole
from eval.suites.whole import SECTIONS, WHOLE
from eval.world import World


@pytest.fixture(scope="module")
def results(world: World) -> dict[str, Result]:
    """One notice of each skeleton, the shortest."""
    found: dict[str, Sample] = {}
    for sample in sorted(WHOLE.samples(world, False), key=lambda s: len(s.input["problems"])):
        found.setdefault(sample.group, sample)
    return {group: run_sample(WHOLE, world, sample) for group, sample in found.items()}


def _values(result: Result) -> dict[str, float]:
    return {score.name: score.value for score in result.scores}


def test_both_skeletons_are_whole(results: dict[str, Result]) -> None:
    assert set(results) == set(whole.SKELETONS)
    for result in results.values():
        assert result.error is None
        assert _values(result)["sections"] == 1
        assert _values(result)["problems"] == 1


@pytest.mark.parametrize(
    ("change", "measure"),
    [
        ({"sections": list(SECTIONS[:-1])}, "sections"),
        ({"read": [1]}, "problems"),
        ({"findings": [["vague-measure", "warning", "空泛"]] * 9}, "findings"),
    ],
)
def test_what_is_lost_is_seen(
    results: dict[str, Result], change: dict[str, Any], measure: str
) -> None:
    result = results["three_part"]
    assert result.output is not None
    before = _values(result)
    scores = WHOLE.score(result.sample, {**result.output, **change})
    after = {score.name: score.value for score in scores}
    assert after[measure] != before[measure]
    assert {name for name in after if after[name] != before[name]} == {measure}


def test_a_failure_is_the_worst(results: dict[str, Result]) -> None:
    scores = WHOLE.score(results["direct"].sample, None)
    values = {score.name: score.value for score in scores}
    assert values == {"sections": 0, "problems": 0, "findings": 1}
