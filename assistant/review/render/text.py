"""Text: a review as lines for a terminal, one finding a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.review.finding import Finding, Review
from assistant.review.matrix import MEANT, STATUS_NAMES
from assistant.review.places import Places
from assistant.review.registry import all_rules
from assistant.review.rule import SEVERITY_NAMES

# characters of a heading that are cited in the matrix
_SHORT = 30


def review_text(review: Review, text: str) -> str:
    """The findings by place with rule, message, quotation and suggestion, then the summary."""
    return "\n".join(_lines(review, text)) + "\n"


def _lines(review: Review, text: str) -> Iterator[str]:
    places = Places(text)
    source = review.source or "文本"
    for finding in review.findings:
        yield f"{_where(source, finding, places)} {SEVERITY_NAMES[finding.severity]} {finding.rule}"
        yield f"    {finding.message}"
        if finding.start is not None and finding.end is not None:
            yield f"    原文：{places.quote(finding.start, finding.end)}"
        fixable = "（可用 --fix 修正）" if finding.edits else ""
        yield f"    建议：{finding.suggestion}{fixable}"
    for finding in review.waived:
        yield f"{_where(source, finding, places)} 已豁免 {finding.rule}：{finding.waived}"
    yield from _coverage(review, places)
    for note in review.notes:
        yield f"说明：{note}。"
    yield summary_line(review)


def _coverage(review: Review, places: Places) -> Iterator[str]:
    """A line for each line of the feedback: what answers it and where that stands."""
    for number, row in enumerate(review.coverage, 1):
        if number == 1:
            yield "反馈问题对照："
        if row.problem is None:
            yield f"  {number}. {row.line} → {STATUS_NAMES[None]}"
            continue
        where = f"第{places.of(row.problem.start).line}行“{_short(row.problem.text)}”"
        where += MEANT if row.meant else ""
        section = f"（{_short(row.section)}）" if row.section else ""
        evidence = f"，佐证：{'、'.join(row.evidence)}" if row.evidence else "，佐证：无"
        yield (
            f"  {number}. {row.line} → {where}{section}：措施{len(row.measures)}条{evidence}，"
            f"{STATUS_NAMES[row.status]}"
        )


def _short(words: str) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= _SHORT else f"{shown[:_SHORT]}…"


def _where(source: str, finding: Finding, places: Places) -> str:
    if finding.start is None:
        return f"{source}:"
    place = places.of(finding.start)
    return f"{source}:{place.line}:{place.column}:"


def summary_line(review: Review) -> str:
    """共3处：错误1，警告1，提示1（豁免2处）."""
    counts = review.summary
    if not review.findings:
        line = f"未发现问题（共{len(all_rules())}条规则）"
    else:
        parts = "，".join(f"{name}{counts[level]}" for level, name in SEVERITY_NAMES.items())
        line = f"共{len(review.findings)}处：{parts}"
    return line + (f"（另豁免{len(review.waived)}处）" if review.waived else "")
