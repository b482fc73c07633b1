"""A world of the shipped corpus, opened once for all tests of the evaluation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.settings import read_settings
from eval.log import Log, make_log
from eval.registry import SUITES
from eval.runner import Choose, run_suite
from eval.world import World

GateRun = Callable[..., Log]


@pytest.fixture(scope="session")
def eval_data(request: pytest.FixtureRequest) -> Path:
    """A data folder kept from run to run: it holds vectors by text and indexes by content."""
    assert request.config.cache is not None
    return Path(request.config.cache.mkdir("eval"))


@pytest.fixture(scope="session")
def world(eval_data: Path) -> Iterator[World]:
    """The shipped corpus."""
    opened = World(replace(read_settings({}), data_dir=eval_data))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def gate_run(world: World) -> GateRun:
    """Run a suite as the gate does; ``choose`` keeps some of its samples."""

    def run(name: str, choose: Choose | None = None) -> Log:
        suite = SUITES[name]
        results = run_suite(suite, world, fast=True, choose=choose, show_progress=False)
        return make_log({}, [suite], results)

    return run
