"""HTML: a review as one page that needs nothing else, to be opened, sent on or printed.

The draft stands on the left with the findings marked in place, the list on the right; each leads to
the other, without the script too. The page's own policy lets nothing in: no request, no form, no
script or style but the two written here, named by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from html import escape as escape_html
from importlib import resources
from itertools import pairwise

from assistant.review.characters import fit
from assistant.review.finding import Finding, Review
from assistant.review.matrix import MEANT, STATUS_NAMES, CoverageRow
from assistant.review.places import Places
from assistant.review.registry import all_rules
from assistant.review.render.text import summary_line
from assistant.review.rule import SEVERITIES, SEVERITY_NAMES

# characters beyond which a finding is shown by what its fix changes
_WIDE = 40


def review_html(review: Review, text: str) -> str:
    """The page for the review of ``text``."""
    return "".join(_page(review, text))


def _page(review: Review, text: str) -> Iterator[str]:
    style, script = _asset("review.css"), _asset("review.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
    title = f"审核意见：{escape(review.source or '文本')}"
    yield '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta http-equiv="Content-Security-Policy" content="'
    yield f"{escape(policy)}base-uri 'none'; form-action 'none'\">\n"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
    yield f'<header id="top"><h1>{title}</h1><p>{summary_line(review)}</p>{_filter(review)}'
    yield "".join(f'<p class="note">说明：{escape(note)}。</p>' for note in review.notes)
    yield "</header>\n"
    yield from _coverage(review.coverage, Places(text))
    yield '<main>\n<article class="draft" aria-label="原文">'
    yield from _draft(review.findings, text)
    yield '</article>\n<aside class="list" aria-label="发现"><ol>\n'
    places = Places(text)
    for number, finding in enumerate(review.findings, 1):
        yield from _item(number, finding, places, text)
    yield "</ol>"
    yield from _waived(review)
    yield f"</aside>\n</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _filter(review: Review) -> str:
    boxes = (
        f'<label class="{level}"><input type="checkbox" value="{level}" checked> '
        f"{SEVERITY_NAMES[level]} {review.summary[level]}</label>"
        for level in SEVERITIES
    )
    return f'<fieldset class="filter" aria-label="按级别筛选">{"".join(boxes)}</fieldset>'


def _draft(findings: tuple[Finding, ...], text: str) -> Iterator[str]:
    """The text cut where findings begin and end; what several share leads to the gravest first."""
    spans = list(_spans(findings))
    borders = sorted({0, len(text), *(at for start, end, _ in spans for at in (start, end))})
    opening, closing = _by_offset(spans, 0), _by_offset(spans, 1)
    active: dict[int, None] = {}
    anchored: set[int] = set()
    for start, end in pairwise(borders):
        for number in closing.get(start, ()):
            active.pop(number, None)
        for number in opening.get(start, ()):
            active[number] = None
            if number not in anchored:
                yield f'<span class="anchor" id="p{number}" data-number="{number}"></span>'
            anchored.add(number)
        words = escape(text[start:end])
        yield _mark(list(active), findings, words) if active else words


def _spans(findings: tuple[Finding, ...]) -> Iterator[tuple[int, int, int]]:
    """What to mark, with its finding's number from 1; of a wide one only what a fix changes."""
    for number, finding in enumerate(findings, 1):
        if finding.start is None or finding.end is None:
            continue
        changed = [(edit.start, edit.end) for edit in finding.edits if edit.end > edit.start]
        if changed and finding.end - finding.start > _WIDE:
            yield from ((start, end, number) for start, end in changed)
        else:
            yield finding.start, finding.end, number


def _by_offset(spans: list[tuple[int, int, int]], side: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for span in spans:
        found.setdefault(span[side], []).append(span[2])
    return found


def _mark(active: list[int], findings: tuple[Finding, ...], words: str) -> str:
    active = sorted(active, key=lambda number: SEVERITIES.index(findings[number - 1].severity))
    first = findings[active[0] - 1]
    numbers = " ".join(map(str, active))
    title = "；".join(_name(findings[number - 1]) for number in active)
    return (
        f'<a class="mark {first.severity}" href="#f{active[0]}" data-findings="{numbers}" '
        f'title="{escape(title)}">{words}</a>'
    )


def _item(number: int, finding: Finding, places: Places, text: str) -> Iterator[str]:
    target, where, quotation = "top", "全文", ""
    if finding.start is not None and finding.end is not None:
        target, where = f"p{number}", f"第{places.of(finding.start).line}行"
        quotation = places.quote(finding.start, finding.end)
    yield f'<li class="finding {finding.severity}" id="f{number}">'
    yield f'<a class="jump" href="#{target}" data-finding="{number}">'
    yield f"<span>{number}</span> <b>{SEVERITY_NAMES[finding.severity]}</b> "
    yield f"<span>{escape(_name(finding))}</span>"
    yield f'<span class="where">{where}</span></a>'
    if quotation:
        yield f"<blockquote>{escape(quotation)}</blockquote>"
    yield f"<p>{escape(finding.message)}</p>"
    yield f'<p class="advice">建议：{escape(finding.suggestion)}</p>'
    fixed = finding.fix(text)
    if fixed is not None:
        shown = f"改为“{escape(fixed)}”" if fixed else "删去"
        shown = shown if len(fixed) <= _WIDE else f"共{len(finding.edits)}处"
        yield f'<p class="advice">可安全修正：{shown}</p>'
    yield "</li>\n"


def _coverage(rows: tuple[CoverageRow, ...], places: Places) -> Iterator[str]:
    if not rows:
        return
    open_rows = sum(row.problem is None for row in rows)
    yield '<details class="coverage" open><summary>反馈问题对照：'
    yield f"{len(rows)}条，未回应{open_rows}条</summary>\n<table><thead><tr>"
    yield "".join(f"<th>{name}</th>" for name in ("反馈问题", "正文问题", "所在部分"))
    yield "<th>措施</th><th>佐证</th><th>状态</th></tr></thead><tbody>\n"
    for row in rows:
        problem = "—"
        if row.problem is not None:
            line = places.of(row.problem.start).line
            problem = f"{escape(row.problem.text)}（第{line}行）{MEANT if row.meant else ''}"
        cells = (
            escape(row.line),
            problem,
            escape(row.section or "—"),
            f"{len(row.measures)}条",
            escape("、".join(row.evidence) or "—"),
            STATUS_NAMES[row.status],
        )
        kind = ' class="open"' if row.problem is None else ""
        yield f"<tr{kind}>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"
    yield "</tbody></table></details>\n"


def _waived(review: Review) -> Iterator[str]:
    if not review.waived:
        return
    yield f'<section class="waived"><h2>已豁免（{len(review.waived)}）</h2><ul>\n'
    for finding in review.waived:
        reason = escape(finding.waived or "")
        yield f'<li class="finding">{escape(_name(finding))}：{escape(finding.message)}'
        yield f"<p>理由：{reason}</p></li>\n"
    yield "</ul></section>"


def _name(finding: Finding) -> str:
    rule = all_rules().get(finding.rule)
    return f"{rule.name}（{finding.rule}）" if rule is not None else finding.rule


def escape(text: str) -> str:
    """``text`` as HTML shows it, in an element or in a quoted attribute."""
    return escape_html(fit(text), quote=True)


@cache
def _asset(name: str) -> str:
    folder = resources.files("assistant.review.render").joinpath("page")
    return folder.joinpath(name).read_text("utf-8")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"
