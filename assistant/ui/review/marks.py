"""Marks: findings as a list, as marks in the text, as Markdown beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.review.finding import Finding, Review
from assistant.review.registry import all_rules
from assistant.review.rule import SEVERITIES, SEVERITY_NAMES, Severity
from assistant.ui.markdown import inert

MARKS = {"error": "错误", "warning": "警告", "info": "提示", "here": "当前"}
_UNNAMED = ""  # the further places of a finding: marked, and not named again
COLOURS = {
    "错误": "#f4a3a3",
    "警告": "#f6d38b",
    "提示": "#a9c9f5",
    _UNNAMED: "#a9c9f5",
    "当前": "#ff8c42",
}
Marked = list[tuple[str, str | None]]
_QUOTE = 36  # characters of a quotation in the list
_QUOTED = 12  # characters by which flagged words are known again in a message
_CONTEXT = 12  # characters shown around a very short quotation
_WIDE = 24  # characters beyond which a finding with several places is marked place by place
_CITED = re.compile(r"“([^”]{4,60})”")


def counted(review: Review) -> str:
    """How many findings of each severity, and how many are waived, in one line."""
    counts = [f"{SEVERITY_NAMES[s]}{n}处" for s, n in review.summary.items() if n]
    line = "、".join(counts) if counts else "没有发现问题"
    return f"{line}；已豁免{len(review.waived)}处" if review.waived else line


def quote(finding: Finding, text: str) -> str:
    """The flagged words, on one line and shortened; empty for an absence."""
    if finding.start is None or finding.end is None:
        return ""
    start, end = finding.start, finding.end
    if end - start < 4:
        start, end = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
    words = " ".join(text[start:end].split())
    return words if len(words) <= _QUOTE else f"{words[: _QUOTE - 1]}…"


def place(finding: Finding, text: str) -> str:
    """The line that a finding stands in, as it is shown; "整篇" for an absence."""
    if finding.start is None:
        return "整篇"
    return f"第{text.count(chr(10), 0, finding.start) + 1}行"


def choices(review: Review, text: str, severity: Severity) -> list[tuple[str, int]]:
    """Label and index of each finding of a severity, in the order of the text."""
    return [
        (label(finding, text), index)
        for index, finding in enumerate(review.findings)
        if finding.severity == severity
    ]


def label(finding: Finding, text: str) -> str:
    """Where a finding stands, what it says, and the words it means, on one line."""
    quotation = quote(finding, text)
    said = finding.message
    if quotation and not _names(said, text[finding.start : finding.end]):
        said = f"{said}：“{quotation}”"
    return f"{place(finding, text)}　{said}"


def _names(message: str, words: str) -> bool:
    """Whether a message quotes the flagged words, as much of them as it shows, or some of them."""
    flat, said = "".join(words.split()), "".join(message.split())
    return flat[:_QUOTED] in said or (
        len(flat) > _QUOTE and any(cited[-4:] in flat for cited in _CITED.findall(said))
    )


def detail(finding: Finding, text: str) -> str:
    """A finding in full, as Markdown: what is wrong, what to do, on what basis."""
    rule = all_rules().get(finding.rule)
    head = f"**{SEVERITY_NAMES[finding.severity]}**　{inert(label(finding, text))}"
    lines = [head, f"**怎么改**　{inert(finding.suggestion)}"]
    if finding.edits:
        lines.append(f"**安全修改**　改为“{inert(finding.fix(text) or '')}”")
    if rule is not None:
        lines.append(f"**规则**　{inert(rule.name)}。{inert(rule.basis)}")
    return "\n\n".join(lines)


def marks(text: str, findings: Sequence[Finding], chosen: int | None = None) -> Marked:
    """The text cut into (piece, mark or None); where findings overlap the graver one is shown.

    A wide finding whose safe fix names its places is marked at these, unless it is the chosen one.
    """
    paint = sorted(
        piece
        for index, finding in enumerate(findings)
        for piece in _painted(finding, index == chosen)
    )
    edges = sorted({0, len(text), *(p[1] for p in paint), *(p[2] for p in paint)})
    pieces: Marked = []
    for start, end in pairwise(edges):
        mark = next((name for _, s, e, name in paint if s <= start and end <= e), None)
        if pieces and pieces[-1][1] == mark:
            pieces[-1] = (pieces[-1][0] + text[start:end], mark)
        elif start < end:
            pieces.append((text[start:end], mark))
    return pieces


def _painted(finding: Finding, chosen: bool) -> Iterator[tuple[int, int, int, str]]:
    """(rank, start, end, mark) of a finding, the graver the lower the rank."""
    if finding.start is None or finding.end is None:
        return
    rank = SEVERITIES.index(finding.severity)
    if chosen:
        yield -1, finding.start, finding.end, MARKS["here"]
    elif finding.edits and finding.severity == "info" and finding.end - finding.start > _WIDE:
        name = MARKS[finding.severity]
        for edit in finding.edits:
            yield rank, edit.start, max(edit.end, edit.start + 1), name
            name = _UNNAMED
    else:
        yield rank, finding.start, finding.end, MARKS[finding.severity]


def finding_at(pieces: Marked, clicked: int, findings: Sequence[Finding]) -> int | None:
    """The index of the gravest finding under a clicked piece, None where there is none."""
    if not 0 <= clicked < len(pieces):
        return None
    start = sum(len(text) for text, _ in pieces[:clicked])
    end = start + len(pieces[clicked][0])
    under = [
        (SEVERITIES.index(finding.severity), index)
        for index, finding in enumerate(findings)
        if finding.start is not None
        and finding.end is not None
        and finding.start < end
        and start < finding.end
    ]
    return min(under)[1] if under else None


def review_markdown(review: Review, text: str) -> str:
    """Findings grouped by severity, each with its quotation and what to do (for the chat)."""
    return "\n\n".join(_blocks(review, text))


def _blocks(review: Review, text: str) -> Iterator[str]:
    yield f"**审核完毕：{counted(review)}。**"
    for note in review.notes:
        yield inert(note)
    for severity in SEVERITIES:
        group = [finding for finding in review.findings if finding.severity == severity]
        if group:
            yield f"**{SEVERITY_NAMES[severity]}**"
        for finding in group:
            yield f"- {inert(label(finding, text))}　{inert(finding.suggestion)}"
