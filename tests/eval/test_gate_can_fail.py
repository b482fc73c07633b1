"""A harness that cannot fail is a defect: whatever is taken out of the product turns it red."""

from __future__ import annotations

import functools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.facts.fact import Masked
from assistant.retrieval import embedding, lexical
from assistant.retrieval.index import Index
from assistant.review import review as reviewing
from assistant.review.registry import all_rules, rule_modules
from eval.cli import BASELINE, main
from eval.compare import Comparison, compare
from eval.log import Log, make_log, read_log
from eval.registry import SUITES
from eval.sample import Sample

pytestmark = pytest.mark.slow
# an absence, a mark, a wording and a feedback list, through the command as it is
WHOLE_RUNS = ("missing-contact", "half-width-punctuation", "vague-measure", "feedback-not-covered")
QUERIES = 3  # of the retrieval samples one in so many, which is quicker and still turns red


def _some(sample: Sample) -> bool:
    """A part of the retrieval queries, all of those that have no precedent included."""
    return sample.group == "none" or sum(map(ord, sample.id)) % QUERIES == 0


@pytest.fixture(scope="module")
def reviewed(gate_run: Any) -> Log:
    return gate_run("review")


@pytest.fixture(scope="module")
def baseline() -> Log:
    """What is committed, of the review."""
    log = read_log(BASELINE)
    return replace(log, results=log.of_suite("review"))


@pytest.fixture(scope="module")
def retrieved(gate_run: Any) -> Log:
    return gate_run("retrieval", _some)


def _judged(before: Log, after: Log) -> Comparison:
    return compare(before, after, SUITES)


def _red(comparison: Comparison) -> set[tuple[str, str]]:
    return {(item.measure.name, item.group) for item in comparison.differences if item.red}


def test_nothing_taken_out_is_green(retrieved: Log, gate_run: Any) -> None:
    comparison = _judged(retrieved, gate_run("retrieval", _some))
    assert not comparison.red
    assert all(item.change == 0 for item in comparison.differences)
    assert comparison.worse == ()


def test_the_rules_as_they_are_pass_the_committed_baseline(reviewed: Log, baseline: Log) -> None:
    comparison = _judged(baseline, reviewed)
    assert [item for item in comparison.differences if item.red] == []
    assert not comparison.red


@pytest.mark.parametrize("rule", sorted(all_rules()))
def test_a_rule_taken_out(
    rule: str, reviewed: Log, baseline: Log, gate_run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The samples with its defects are reviewed without it; all others are as they were."""

    def concerned(sample: Sample) -> bool:
        return any(label["rule"] == rule for label in sample.target["labels"])

    _take_out(rule, monkeypatch)
    again = {result.sample.id: result for result in gate_run("review", concerned).results}
    assert again
    results = [again.get(result.sample.id, result) for result in reviewed.results]
    comparison = _judged(baseline, make_log({}, [SUITES["review"]], results))
    assert comparison.red
    assert {("recall", rule), ("planted_recall", rule)} <= _red(comparison)


def _take_out(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the review asks the registry for its rules, this one is not there."""
    kept = tuple(module for module in rule_modules() if module.RULE.id != rule)
    assert len(kept) == len(all_rules()) - 1
    monkeypatch.setattr(reviewing, "rule_modules", lambda: kept)


@pytest.mark.parametrize("rule", [None, *WHOLE_RUNS])
def test_the_command_says_so(
    rule: str | None, eval_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``python -m eval gate`` itself, over the whole of the review."""
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(eval_data))
    monkeypatch.setattr("eval.registry.GATE", ("review",))
    if rule is not None:
        _take_out(rule, monkeypatch)
    assert main(["gate"]) == (rule is not None)


def test_the_fact_guard_taken_out(gate_run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = gate_run("guard")
    monkeypatch.setattr(
        "assistant.drafting.finish.mask",
        lambda text, **_: Masked(text=text, placeholders=(), masked=()),
    )
    comparison = _judged(before, gate_run("guard"))
    assert ("held", "") in _red(comparison)


def test_the_dense_side_taken_out(
    retrieved: Log, gate_run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        type(embedding.load_embedder()),
        "queries",
        lambda self, texts: np.zeros((len(texts), self.dim), dtype=np.float32),
    )
    comparison = _judged(retrieved, gate_run("retrieval", _some))
    assert _red(comparison) & {("ndcg", ""), ("auroc", ""), ("first", "")}


def test_the_lexical_side_taken_out(
    retrieved: Log, gate_run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        lexical.LexicalIndex,
        "shares",
        lambda self, query: np.zeros(len(self), dtype=np.float32),
    )
    comparison = _judged(retrieved, gate_run("retrieval", _some))
    assert _red(comparison) & {("ndcg", ""), ("auroc", ""), ("answered", "")}


def test_abstention_taken_out(
    retrieved: Log, gate_run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Index.search

    @functools.wraps(search)
    def always_answers(self: Index, query: str, *args: Any, **options: Any) -> Any:
        return search(self, query, *args, **{**options, "threshold": 0.0})

    monkeypatch.setattr(Index, "search", always_answers)
    comparison = _judged(retrieved, gate_run("retrieval", _some))
    assert ("refused", "") in _red(comparison)


def test_a_crash_counts_in_the_denominator(
    reviewed: Log, gate_run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise RuntimeError("nothing works")

    monkeypatch.setattr("eval.suites.review.review", crash)
    after = gate_run("review", lambda sample: sample.id.startswith("case/"))
    assert all(result.error for result in after.results)
    assert after.figures["review"]["recall"].value == 0
    comparison = _judged(reviewed, after)
    assert comparison.errors
    assert comparison.red
