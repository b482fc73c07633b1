"""Labelled documents: read tests/cases/documents/*.yaml and compare findings with the labels.

A file holds one ``text`` and its ``cases``; a case is the text after ``edits`` (pairs: what stands
there once, what replaces it) with the findings a reader of rules.md expects. An expected finding
without ``at`` is an absence; ``at`` quotes a piece of the text that the finding must overlap.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.finding import Finding, Review
from assistant.review.review import review

DOCUMENTS = Path(__file__).resolve().parents[1] / "cases" / "documents"
WIDEST = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A labelled finding; ``places`` are the spans of which one must be met, none for an absence.

    ``severity`` is None where any will do.
    """

    rule: str
    places: tuple[tuple[int, int], ...]
    severity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A document to review; ``held_out`` ones were written after the rules worked."""

    id: str
    unit: str
    text: str
    expect: tuple[Expected, ...]
    feedback: tuple[str, ...]
    held_out: bool

    def review(self) -> Review:
        """Parse and review the text."""
        notice = parse(Document(text=self.text, source=f"{self.id}.txt"))
        return review(notice, feedback=self.feedback)


def load_cases() -> Iterator[Case]:
    """All labelled documents, in the order of their files."""
    for path in sorted(DOCUMENTS.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for case in data["cases"]:
            text = _edited(data["text"], case.get("edits", ()), f"{path.stem}/{case['id']}")
            yield Case(
                id=f"{path.stem}/{case['id']}",
                unit=data["unit"],
                text=text,
                expect=tuple(_expected(text, item) for item in case["expect"]),
                feedback=tuple(case.get("feedback", ())),
                held_out=bool(data.get("held_out", False)),
            )


def match(
    expect: tuple[Expected, ...], findings: tuple[Finding, ...]
) -> tuple[list[Expected], list[Finding]]:
    """(labels that no finding meets, findings that meet no label), each used once."""
    left = list(findings)
    missed = []
    for label in expect:
        met = next((finding for finding in left if _meets(finding, label)), None)
        if met is None:
            missed.append(label)
        else:
            left.remove(met)
    return missed, left


def _edited(text: str, edits: list[list[str]], name: str) -> str:
    for old, new in edits:
        assert text.count(old) == 1, f"{name}: {old!r} occurs {text.count(old)} times"
        text = text.replace(old, new)
    return text


def _expected(text: str, item: dict[str, Any]) -> Expected:
    """``at`` is a quotation (the ``nth`` one), or a list of them where either place is right."""
    quotes = item.get("at", [])
    places = []
    for quote in [quotes] if isinstance(quotes, str) else quotes:
        start = -1
        for _ in range(int(item.get("nth", 1))):
            start = text.find(quote, start + 1)
        assert start >= 0, f"{quote!r} is not in the text"
        places.append((start, start + len(quote)))
    return Expected(rule=item["rule"], places=tuple(places), severity=item.get("severity"))


def _meets(finding: Finding, label: Expected) -> bool:
    if finding.rule != label.rule or label.severity not in (None, finding.severity):
        return False
    if not label.places:
        return finding.start is None
    if finding.start is None or finding.end is None or finding.end - finding.start > WIDEST:
        return False
    return any(finding.start < end and start < finding.end for start, end in label.places)
