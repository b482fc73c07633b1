"""Review view: findings as Markdown for the chat, as a list that jumps, as marks in the text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.review.finding import Finding, Review
from assistant.review.rule import SEVERITIES, SEVERITY_NAMES, Severity
from assistant.ui.markdown import inert

MARKS = {"error": "错误", "warning": "警告", "info": "提示", "here": "当前"}
COLOURS = {"错误": "#f4a3a3", "警告": "#f6d38b", "提示": "#a9c9f5", "当前": "#ff8c42"}
_QUOTE = 36  # characters of a quotation in the list
_CONTEXT = 12  # characters shown around a very short quotation


def review_markdown(review: Review, text: str) -> str:
    """Findings grouped by severity, each with its quotation and what to do."""
    summary = review.summary
    if not review.findings:
        lines = ["**审核完毕，没有发现问题。**"]
    else:
        counts = "、".join(f"{SEVERITY_NAMES[s]}{summary[s]}处" for s in SEVERITIES if summary[s])
        lines = [f"**审核完毕：{counts}。** 右侧“审核”页点一条就跳到原文。"]
    lines += [inert(note) for note in review.notes]
    for severity in SEVERITIES:
        group = [finding for finding in review.findings if finding.severity == severity]
        if group:
            lines.append(f"**{SEVERITY_NAMES[severity]}**")
            lines += [f"- {_item(finding, text)}" for finding in group]
    return "\n\n".join(lines)


def _item(finding: Finding, text: str) -> str:
    quotation = quote(finding, text)
    shown = f"“{inert(quotation)}”：" if quotation else ""
    return f"{shown}{inert(finding.message)} {inert(finding.suggestion)}"


def quote(finding: Finding, text: str) -> str:
    """The flagged words, on one line and shortened; empty for an absence."""
    if finding.start is None or finding.end is None:
        return ""
    start, end = finding.start, finding.end
    if end - start < 4:
        start, end = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    words = " ".join(text[start:end].split())
    return words if len(words) <= _QUOTE else f"{words[: _QUOTE - 1]}…"


def choices(review: Review, text: str) -> list[tuple[str, int]]:
    """Label and index of every finding, by severity, for the list that jumps."""
    order = sorted(
        range(len(review.findings)),
        key=lambda i: (SEVERITIES.index(review.findings[i].severity), i),
    )
    return [(_label(review.findings[i], text), i) for i in order]


def _label(finding: Finding, text: str) -> str:
    place = ""
    if finding.start is not None:
        place = f"第{text.count(chr(10), 0, finding.start) + 1}行 "
    return f"【{SEVERITY_NAMES[finding.severity]}】{place}{finding.message}"


def marks(
    text: str, findings: Sequence[Finding], chosen: int | None = None
) -> list[tuple[str, str | None]]:
    """The text cut into (piece, mark or None); where findings overlap the graver one is shown."""
    paint: list[tuple[int, int, int, str]] = []
    for index, finding in enumerate(findings):
        if finding.start is None or finding.end is None:
            continue
        name = MARKS["here"] if index == chosen else MARKS[finding.severity]
        rank = -1 if index == chosen else _rank(finding.severity)
        paint.append((rank, finding.start, finding.end, name))
    edges = sorted({0, len(text), *(p[1] for p in paint), *(p[2] for p in paint)})
    paint.sort()
    pieces: list[tuple[str, str | None]] = []
    for start, end in pairwise(edges):
        mark = next((name for _, s, e, name in paint if s <= start and end <= e), None)
        if pieces and pieces[-1][1] == mark:
            pieces[-1] = (pieces[-1][0] + text[start:end], mark)
        elif start < end:
            pieces.append((text[start:end], mark))
    return pieces


def _rank(severity: Severity) -> int:
    return SEVERITIES.index(severity)
