"""``--notices DIR``: every suite runs on notices that are not the project's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.settings import read_settings
from eval.registry import SUITES
from eval.runner import run_sample
from eval.suites.retrieval import names_of
from eval.world import World

SAMPLES = 4  # of each suite, spread over all it has
# the labelled problem types that a curve is about stand in the front matter of our own notices
UNLABELLED = {"curve"}
NEED_A_MODEL = {"judge"}


@pytest.fixture(scope="module")
def others(real_notices: Path, eval_data: Path) -> Iterator[World]:
    world = World(replace(read_settings({}), data_dir=eval_data), real_notices)
    yield world
    world.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in SUITES if name not in NEED_A_MODEL])
def test_a_suite_on_real_notices(name: str, others: World) -> None:
    suite = SUITES[name]
    samples = list(suite.samples(others, True))
    if name in UNLABELLED:
        assert samples == []
        return
    assert samples
    results = [
        run_sample(suite, others, sample) for sample in samples[:: max(1, len(samples) // SAMPLES)]
    ]
    assert [(r.sample.id, r.error) for r in results if r.error] == []
    assert [score for result in results for score in result.scores]


@pytest.mark.slow
def test_the_notice_under_test_is_never_a_precedent(others: World) -> None:
    suite = SUITES["drafting"]
    names = names_of(others, others.index())
    samples = list(suite.samples(others, True))
    listed = 0
    for sample in samples[:: max(1, len(samples) // SAMPLES)]:
        output = run_sample(suite, others, sample).output
        assert output is not None
        precedents = [names[record] for record, _ in output["bare"]["precedents"]]
        listed += len(precedents)
        assert not [name for name in precedents if name.startswith(f"{sample.input['notice']}-")]
    assert listed
