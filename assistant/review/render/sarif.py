"""SARIF: reviews as a SARIF 2.1.0 log, which code hosts and editors show beside the text.

Regions count code points (columnKind) of the text as ``parse --with-text`` returns it; an absence
has no region. Source: OASIS Static Analysis Results Interchange Format 2.1.0 with errata 01.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from assistant.review.finding import Finding, Review
from assistant.review.places import Places
from assistant.review.registry import all_rules
from assistant.review.rule import GROUP_NAMES, Rule, Severity

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
TOOL = "整改通报助手"
_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
# where str.splitlines ends a line, which is how places are counted
_LINE_ENDS = ["\r\n", *"\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"]


def sarif_log(reviews: Sequence[tuple[Review, str]]) -> dict[str, Any]:
    """A log with one run over all texts; each pair is a review and the text it is of."""
    results = [
        result
        for index, (review, text) in enumerate(reviews)
        for result in _results(review, text, index)
    ]
    notes = [
        {"level": "note", "message": {"text": f"{review.source}：{note}"}}
        for review, _ in reviews
        for note in review.notes
    ]
    run: dict[str, Any] = {
        "tool": {"driver": {"name": TOOL, "language": "zh-CN", "rules": list(_rules())}},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "newlineSequences": _LINE_ENDS,
        "artifacts": [{"location": {"uri": _uri(review.source)}} for review, _ in reviews],
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notes}],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rules() -> Iterator[dict[str, Any]]:
    for rule in all_rules().values():
        yield {
            "id": rule.id,
            "name": rule.name,
            "shortDescription": {"text": rule.name},
            "fullDescription": {"text": rule.about},
            "help": {"text": _help(rule), "markdown": _help(rule).replace("\n", "\n\n")},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
            "properties": {"tags": [GROUP_NAMES[rule.group]], "fixable": rule.fixable},
        }


def _help(rule: Rule) -> str:
    return f"{rule.about}\n依据：{rule.basis}\n说明与例子：python -m assistant rules {rule.id}"


def _results(review: Review, text: str, artifact: int) -> Iterator[dict[str, Any]]:
    places = Places(text)
    location = {"uri": _uri(review.source), "index": artifact}
    order = list(all_rules())
    for finding in (*review.findings, *review.waived):
        physical: dict[str, Any] = {"artifactLocation": location}
        if finding.start is not None and finding.end is not None:
            snippet = {"text": text[finding.start : finding.end]}
            physical["region"] = {**_region(places, finding.start, finding.end), "snippet": snippet}
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "level": _LEVELS[finding.severity],
            "message": {"text": f"{finding.message}。建议：{finding.suggestion}"},
            "locations": [{"physicalLocation": physical}],
            "partialFingerprints": {"finding/v1": _fingerprint(finding, text)},
            "properties": {"origin": finding.origin},
        }
        if finding.rule in order:
            result["ruleIndex"] = order.index(finding.rule)
        if finding.edits:
            result["fixes"] = [_fix(finding, places, location)]
        if finding.waived is not None:
            waiver = {"kind": "external", "status": "accepted", "justification": finding.waived}
            result["suppressions"] = [waiver]
        yield result


def _region(places: Places, start: int, end: int) -> dict[str, int]:
    first = places.of(start)
    last = places.of(end - 1) if end > start else first
    return {
        "startLine": first.line,
        "startColumn": first.column,
        "endLine": last.line,
        "endColumn": last.column + (1 if end > start else 0),
        "charOffset": start,
        "charLength": end - start,
    }


def _fix(finding: Finding, places: Places, location: dict[str, Any]) -> dict[str, Any]:
    replacements = [
        {
            "deletedRegion": _region(places, edit.start, edit.end),
            "insertedContent": {"text": edit.text},
        }
        for edit in finding.edits
    ]
    return {
        "description": {"text": "安全修正"},
        "artifactChanges": [{"artifactLocation": location, "replacements": replacements}],
    }


def _fingerprint(finding: Finding, text: str) -> str:
    """The same for the same defect after text above it has moved: the rule and its words."""
    words = finding.message if finding.start is None else text[finding.start : finding.end]
    data = f"{finding.rule}\n{words}".encode("utf-8", "surrogatepass")
    return hashlib.sha256(data).hexdigest()[:32]


def _uri(source: str) -> str:
    """A relative reference, or a file URI for an absolute path."""
    if source in ("", "-"):
        return "stdin"
    path = PurePath(source)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix().encode("utf-8", "surrogateescape"))
