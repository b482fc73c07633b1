"""Markdown: a review as a page of tables, by severity."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.review.finding import Finding, Review
from assistant.review.matrix import MEANT, STATUS_NAMES
from assistant.review.places import Places
from assistant.review.registry import all_rules
from assistant.review.render.text import summary_line
from assistant.review.rule import SEVERITIES, SEVERITY_NAMES

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#"} | {"\n": " ", "\r": " "})


def review_markdown(review: Review, text: str) -> str:
    """The findings as Markdown; words of the draft are escaped."""
    return "\n".join(_lines(review, text)) + "\n"


def _lines(review: Review, text: str) -> Iterator[str]:
    places = Places(text)
    yield f"# 审核意见：{escape(review.source or '文本')}"
    yield ""
    yield f"{summary_line(review)}。"
    for note in review.notes:
        yield f"说明：{note}。"
    for severity in SEVERITIES:
        found = [finding for finding in review.findings if finding.severity == severity]
        if found:
            yield ""
            yield f"## {SEVERITY_NAMES[severity]}（{len(found)}）"
            yield ""
            yield "| 位置 | 规则 | 问题 | 原文 | 建议 |"
            yield "| --- | --- | --- | --- | --- |"
            yield from (_row(finding, places) for finding in found)
    yield from _coverage(review, places)
    if review.waived:
        yield ""
        yield f"## 已豁免（{len(review.waived)}）"
        yield ""
        for finding in review.waived:
            reason = escape(finding.waived or "")
            yield f"- {finding.rule}：{escape(finding.message)}（理由：{reason}）"


def _coverage(review: Review, places: Places) -> Iterator[str]:
    if not review.coverage:
        return
    yield ""
    yield f"## 反馈问题对照（{len(review.coverage)}）"
    yield ""
    yield "| 反馈问题 | 正文问题 | 所在部分 | 措施 | 佐证 | 状态 |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for row in review.coverage:
        problem = "—"
        if row.problem is not None:
            problem = f"{row.problem.text}（第{places.of(row.problem.start).line}行）"
            problem += MEANT if row.meant else ""
        evidence = "、".join(row.evidence) or "—"
        count, status = f"{len(row.measures)}条", STATUS_NAMES[row.status]
        cells = (row.line, problem, row.section or "—", count, evidence, status)
        yield "| " + " | ".join(escape(cell) for cell in cells) + " |"


def _row(finding: Finding, places: Places) -> str:
    where, quote = "全文", ""
    if finding.start is not None and finding.end is not None:
        where = f"第{places.of(finding.start).line}行"
        quote = places.quote(finding.start, finding.end)
    name = all_rules()[finding.rule].name if finding.rule in all_rules() else finding.rule
    cells = (where, f"{name}（{finding.rule}）", finding.message, quote, finding.suggestion)
    return "| " + " | ".join(escape(cell) for cell in cells) + " |"


def escape(text: str) -> str:
    """``text`` with everything that Markdown or HTML would act on made harmless."""
    return text.translate(_SPECIAL)
