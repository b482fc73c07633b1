"""JSON: a review as the contract ``review/1`` has it."""

from __future__ import annotations

from typing import Any

from assistant.notice.model import Passage
from assistant.review.finding import Finding, Review
from assistant.review.matrix import CoverageRow

SCHEMA = "review/1"


def review_json(review: Review, text: str) -> dict[str, Any]:
    """The review of ``text`` as a JSON object (schema review/1); what is empty is left out."""
    answer: dict[str, Any] = {
        "schema": SCHEMA,
        "source": review.source,
        "summary": dict(review.summary),
        "findings": [finding_json(finding, text) for finding in review.findings],
    }
    if review.fragment:
        answer["fragment"] = True
    if review.notes:
        answer["notes"] = list(review.notes)
    if review.waived:
        answer["waived"] = [
            {**finding_json(finding, text), "reason": finding.waived or ""}
            for finding in review.waived
        ]
    if review.coverage:
        answer["coverage"] = [coverage_json(row) for row in review.coverage]
    return answer


def coverage_json(row: CoverageRow) -> dict[str, Any]:
    """One line of the feedback and what answers it; nulls and empty lists where nothing does."""
    return {
        "feedback": row.line,
        "problem": _passage(row.problem) if row.problem is not None else None,
        "section": row.section,
        "measures": [_passage(measure) for measure in row.measures],
        "evidence": list(row.evidence),
        "status": row.status,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {"text": passage.text, "start": passage.start, "end": passage.end}


def finding_json(finding: Finding, text: str) -> dict[str, Any]:
    """One finding; ``fix`` is what would stand at [start, end) after the safe fix."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "start": finding.start,
        "end": finding.end,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "fix": finding.fix(text),
        "origin": finding.origin,
    }
