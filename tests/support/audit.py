"""Audit notices: read tests/cases/audit/*.yaml and compare parse and review with the annotations.

The format is described in tests/cases/audit/README.md. Quotations are sought without regard to
white space, so that they hold in wrapped, joined and Windows texts alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from assistant.notice.document import Document
from assistant.notice.model import Notice, Record
from assistant.notice.parse import parse
from assistant.review.finding import Finding
from assistant.review.review import review

AUDIT = Path(__file__).resolve().parents[1] / "cases" / "audit"
WIDEST = 600
SAME_SPAN = 0.9  # overlap of two spans over their union, white space left out
_QUOTES = re.compile(r"[“”‘’\"'\s]")
_ORDINAL = re.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]|[一二三四五六七八九十]是|[①-⑳]"
    r"|【?问题[一二三四五六七八九十\d]*[：:】]|\d+\t)?"
)
_PAGE_RULES = ("html-residue", "web-boilerplate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """An expected finding: ``places`` are the spans one of which must be met, none: an absence."""

    rule: str
    places: tuple[tuple[int, int], ...]
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class AuditCase:
    """An annotated notice, parsed and reviewed when first asked.

    ``known`` gives, for a check that fails today (``sections``, ``missed``…), the reason.
    """

    id: str
    clean: bool
    text: str
    feedback: tuple[str, ...]
    expected: dict[str, Any]
    labels: tuple[Label, ...]
    known: dict[str, str]

    @cached_property
    def notice(self) -> Notice:
        return parse(Document(text=self.text, source=f"{self.id}.txt"))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return review(self.notice, feedback=self.feedback).findings

    def spans(self) -> list[tuple[int, int]]:
        """The annotated span of every record."""
        found, at = [], 0
        for record in self.expected["records"]:
            start, _ = locate(self.text, record["first"], at)
            _, at = locate(self.text, record["last"], start)
            found.append((start, at))
        return found

    def paired(self) -> Iterator[tuple[dict[str, Any], Record | None]]:
        """Every annotated record with the parsed one of the same span, if any."""
        for expected, span in zip(self.expected["records"], self.spans(), strict=True):
            met = [r for r in self.notice.records if self._same(span, (r.start, r.end))]
            yield expected, met[0] if met else None

    def _same(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        return overlap(self.text, one, other) >= SAME_SPAN


def load_cases() -> Iterator[AuditCase]:
    """All audit notices, in the order of their files."""
    for path in sorted(AUDIT.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        text = _laid_out(data["text"], data.get("wrap"), data.get("newline"))
        yield AuditCase(
            id=data["id"],
            clean=data["clean"],
            text=text,
            feedback=tuple(data.get("feedback", "").splitlines()),
            expected=data["expected"],
            labels=tuple(_label(text, item) for item in data["findings"]),
            known=data.get("known", {}),
        )


def locate(text: str, quote: str, start: int = 0) -> tuple[int, int]:
    """The span of ``quote`` at or after ``start``, white space aside; AssertionError if absent."""
    pattern = r"\s*".join(re.escape(char) for char in quote if not char.isspace())
    match = re.compile(pattern).search(text, start)
    assert match, f"{quote!r} is not in the text"
    return match.span()


def overlap(text: str, one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two spans, in characters that are no white space nor ordinal."""

    def chars(span: tuple[int, int]) -> set[int]:
        skip = _ORDINAL.match(text, *span)
        first = skip.end() if skip else span[0]
        return {at for at in range(first, span[1]) if not text[at].isspace()}

    left, right = chars(one), chars(other)
    return len(left & right) / max(1, len(left | right))


def plain(words: str | None) -> str | None:
    """``words`` without quotation marks and white space, and without a closing full stop."""
    return None if words is None else _QUOTES.sub("", words).rstrip("。；：:")


def one_of(found: Any, expected: Any) -> bool:
    """Whether ``found`` is what was annotated, or one of several right answers."""
    return found in expected if isinstance(expected, list) else found == expected


def section_kinds(notice: Notice) -> list[str]:
    """The kinds of the sections in order, the outer before the inner, repetitions once."""
    kinds: list[str] = []
    for section in sorted(notice.sections, key=lambda s: (s.start, -s.end)):
        if not kinds or kinds[-1] != section.kind:
            kinds.append(section.kind)
    return kinds


def fields(case: AuditCase) -> Iterator[tuple[str, Any, Any]]:
    """(field, found, expected) for everything but records, claims and findings."""
    notice, expected = case.notice, case.expected
    yield "title", plain(notice.title.text if notice.title else None), plain(expected["title"])
    yield "issuer", notice.issuer, expected["issuer"]
    yield "date_of_issue", notice.date_of_issue, expected["date_of_issue"]
    for name in ("kind", "team", "start", "end", "feedback"):
        yield f"inspection.{name}", getattr(notice.inspection, name), expected["inspection"][name]
    if expected["sections"] is not None:
        yield "sections", section_kinds(notice), [expected["sections"]]
    for name in ("phones", "emails", "addresses", "postcodes"):
        found = [passage.text for passage in getattr(notice.contact, name)]
        wanted = expected["contact"][name]
        several = bool(wanted) and isinstance(wanted[0], list)
        yield f"contact.{name}", found, wanted if several else [wanted]


def record_fields(case: AuditCase) -> Iterator[tuple[str, str, Any, Any]]:
    """(record, field, found, expected) for every record that was found."""
    for expected, record in case.paired():
        if record is None:
            continue
        name = expected["problem"]
        yield name, "problem", plain(record.problem.text), plain(name)
        yield name, "measures", len(record.measures), expected["measures"]
        yield name, "focus_area", plain(record.focus_area), plain(expected["focus_area"])
        yield name, "status", record.status, expected["status"]


def claims(case: AuditCase) -> tuple[set[tuple[str, float, str]], set[tuple[str, float, str]]]:
    """(claims that the parser lacks, claims that it has beyond the annotation)."""
    found: set[tuple[str, float, str]] = {
        (claim.kind, float(claim.value), claim.unit.replace("％", "%"))
        for claim in case.notice.claims
    }
    wanted = {(kind, float(value), unit) for kind, value, unit in case.expected["claims"]}
    return wanted - found, found - wanted


def match(case: AuditCase) -> tuple[list[Label], list[Finding]]:
    """(labels that no finding meets, findings that meet no label), each used once."""
    left = list(case.findings)
    missed = []
    for label in sorted(case.labels, key=lambda label: label.optional):
        met = next((finding for finding in left if _meets(finding, label)), None)
        if met is None and not label.optional:
            missed.append(label)
        if met is not None and label.rule not in _PAGE_RULES:  # one finding may take several lines
            left.remove(met)
    pages = [label for label in case.labels if label.rule in _PAGE_RULES]
    return missed, [f for f in left if not any(_meets(f, label) for label in pages)]


def _meets(finding: Finding, label: Label) -> bool:
    if finding.rule != label.rule:
        return False
    if not label.places:
        return finding.start is None
    if finding.start is None or finding.end is None or finding.end - finding.start > WIDEST:
        return False
    return any(finding.start < end and start < finding.end for start, end in label.places)


def _label(text: str, item: dict[str, Any]) -> Label:
    places: list[tuple[int, int]] = []
    if item["at"] is not None:
        quotes: Iterable[str] = item.get("anyof", [item["at"]])
        places = [locate(text, quote) for quote in quotes]
        while item.get("anywhere") and (rest := _next(text, item["at"], places[-1][1])):
            places.append(rest)
    return Label(rule=item["rule"], places=tuple(places), optional=item.get("optional", False))


def _next(text: str, quote: str, start: int) -> tuple[int, int] | None:
    try:
        return locate(text, quote, start)
    except AssertionError:
        return None


def _laid_out(text: str, wrap: int | None, newline: str | None) -> str:
    if wrap:
        return re.sub(rf"([^\n]{{{wrap}}})(?=[^\n])", r"\1\n", text)
    if newline == "crlf":
        return text.replace("\n", "\r\n")
    if newline == "none":
        return " ".join(line.strip() for line in text.splitlines() if line.strip())
    return text
