"""The audit notices, reviewed: every planted defect is found, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from audit import AuditCase, load_cases, match

from assistant.review.registry import all_rules

CASES = list(load_cases())


def _params(check: str) -> Iterator[Any]:
    for case in CASES:
        reason = case.known.get(check)
        marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
        yield pytest.param(case, id=case.id, marks=marks)


@pytest.mark.parametrize("case", list(_params("missed")))
def test_no_defect_is_missed(case: AuditCase) -> None:
    missed, _ = match(case)
    assert [(label.rule, [case.text[a:b] for a, b in label.places]) for label in missed] == []


@pytest.mark.parametrize("case", list(_params("alarms")))
def test_no_false_alarm(case: AuditCase) -> None:
    _, alarms = match(case)
    assert [(alarm.rule, alarm.message) for alarm in alarms] == []


def test_half_of_the_notices_are_clean() -> None:
    assert sum(case.clean for case in CASES) * 2 == len(CASES) == 24
    assert all(case.clean is (not case.labels) for case in CASES)


def test_every_rule_is_planted_twice() -> None:
    planted = Counter(label.rule for case in CASES for label in case.labels)
    assert {rule for rule in all_rules() if planted[rule] < 2} == set()
