"""``--notices DIR``: every suite runs on notices that are not the project's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.settings import read_settings
from eval.cli import main
from eval.log import read_log
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


@pytest.mark.slow
@pytest.mark.parametrize(
    "names", [("retrieval",), ("drafting", "review")], ids=lambda names: "-".join(names)
)
def test_the_command_takes_a_folder(
    names: tuple[str, ...], others: World, real_notices: Path, eval_data: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Retrieval by the judged queries, drafting and review of one notice; log and report."""
    one = min(others.notices, key=lambda notice: len(notice.records))
    only = "judged/" if names == ("retrieval",) else one.stem
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(eval_data))
    out, page = tmp_path / "log.json", tmp_path / "report.html"
    asked = ["--notices", str(real_notices), "--fast", "--only", only, "--out", str(out)]
    assert main(["run", *names, *asked]) == 0
    log = read_log(out)
    assert log.head["settings"]["notices"] == real_notices.name
    assert log.head["notices"] == len(others.notices)
    for name in names:
        results = log.of_suite(name)
        assert results, name
        assert [(r.sample.id, r.error) for r in results if r.error] == []
        assert log.figures[name], name
    if "review" in names:  # that somebody else's notice is clean is not known
        assert "findings" in log.figures["review"]
        assert "alarms" not in log.figures["review"]
    assert main(["report", str(out), "-o", str(page)]) == 0
    assert only in page.read_text("utf-8")
