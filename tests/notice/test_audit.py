"""The audit notices, read: every field as a person annotated it before the parser was run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from audit import AuditCase, claims, fields, load_cases, one_of, record_fields

FIELDS = (
    "title",
    "issuer",
    "date_of_issue",
    "inspection.kind",
    "inspection.team",
    "inspection.start",
    "inspection.end",
    "inspection.feedback",
    "sections",
    "contact.phones",
    "contact.emails",
    "contact.addresses",
    "contact.postcodes",
)
RECORD_FIELDS = ("problem", "measures", "focus_area", "status")
CASES = list(load_cases())


def _params(checks: tuple[str, ...]) -> Iterator[Any]:
    for case in CASES:
        for check in checks:
            reason = case.known.get(check)
            marks = [pytest.mark.xfail(strict=True, reason=reason)] if reason else []
            yield pytest.param(case, check, id=f"{case.id}-{check}", marks=marks)


@pytest.mark.parametrize(("case", "field"), list(_params(FIELDS)))
def test_field(case: AuditCase, field: str) -> None:
    for name, found, expected in fields(case):
        if name == field:
            assert one_of(found, expected), f"{found!r} is not {expected!r}"


@pytest.mark.parametrize(("case", "check"), list(_params(("records",))))
def test_records(case: AuditCase, check: str) -> None:
    missed = [expected["problem"] for expected, record in case.paired() if record is None]
    met = [record for _, record in case.paired() if record is not None]
    extra = [record.problem.text for record in case.notice.records if record not in met]
    assert (missed, extra) == ([], [])


@pytest.mark.parametrize(("case", "field"), list(_params(RECORD_FIELDS)))
def test_record_field(case: AuditCase, field: str) -> None:
    wrong = {
        record: (found, expected)
        for record, name, found, expected in record_fields(case)
        if name == field and not one_of(found, expected)
    }
    assert wrong == {}


@pytest.mark.parametrize(("case", "check"), list(_params(("claims",))))
def test_claims(case: AuditCase, check: str) -> None:
    assert claims(case) == (set(), set())


def test_every_known_failure_names_a_check() -> None:
    checks = {*FIELDS, *RECORD_FIELDS, "records", "claims", "missed", "alarms"}
    assert {check for case in CASES for check in case.known} <= checks
