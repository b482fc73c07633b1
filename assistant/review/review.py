"""Review: run every rule over a parsed notice and turn the hits into findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from assistant.notice.clean import cleaned
from assistant.notice.document import Document
from assistant.notice.model import Notice
from assistant.notice.parse import parse
from assistant.review.config import ReviewConfig
from assistant.review.coverage import Similarity
from assistant.review.finding import Finding, Review
from assistant.review.home import moved_back
from assistant.review.matrix import coverage_rows
from assistant.review.reading import Reading
from assistant.review.registry import all_rules, rule_modules
from assistant.review.rule import Hit, Rule, Severity
from assistant.review.suppress import suppress
from assistant.review.timeline import months_between
from assistant.review.waivers import Waiver, waive

MOST_HITS = 5_000  # of one rule: beyond them a text is no notice, and nobody reads on
FRAGMENT_NOTE = "全文没有标题、导语和监督方式，按片段审核：各项“缺失”类检查未进行"

RUN_TOGETHER_NOTE = "全文连成一行，分不清层次：缺失、序号、数字核对等检查未进行，请恢复换行后再审"
# what is told by lines: on a notice that has lost them all, nothing is better said than a guess
_BY_LINES = frozenset(
    {
        "missing-title",
        "missing-organization",
        "missing-problem-sections",
        "missing-next-steps",
        "missing-signature",
        "missing-date",
        "numbering-gap",
        "numbering-style",
        "count-mismatch",
        "no-result",
    }
)


def review(
    notice: Notice,
    *,
    feedback: tuple[str, ...] = (),
    config: ReviewConfig | None = None,
    waivers: tuple[Waiver, ...] = (),
    similarity: Similarity | None = None,
) -> Review:
    """All findings on ``notice``, absences first, then by place; the same text, the same answer.

    ``feedback`` are the problems as the inspection group stated them, one a string (for
    feedback-not-covered); ``config`` what the team has set; ``waivers`` the findings it accepts.
    ``similarity`` gives the cosines of meanings for the alignment of the feedback; without it
    wordings decide. Reads nothing but its arguments.

    Rules look at the text as the parser cleans it (no wrapping, no quotation marks of a mail), so
    that a date or a word broken by a line end is whole; the findings are those of the text as read.
    """
    clean = cleaned(notice.text)
    plain = notice if clean is None else parse(Document(text=clean[0], source=notice.source))
    reading = Reading(plain, feedback=feedback, config=config, similarity=similarity)
    hits = {
        module.RULE.id: tuple(islice(module.check(plain, reading), MOST_HITS))
        for module in rule_modules()
        if _applies(module.RULE, reading)
    }
    rules = all_rules()
    found = (
        _finding(rules[rule], hit, reading.config)
        for rule, left in suppress(hits).items()
        for hit in left
    )
    findings = set(found if clean is None else moved_back(found, clean, notice.text))
    standing, waived, unused = waive(sorted(findings, key=_place), waivers, notice.text)
    return Review(
        source=notice.source,
        findings=standing,
        fragment=reading.fragment,
        notes=(*_notes(notice, reading, unused), *_cut_short(hits)),
        waived=waived,
        coverage=tuple(coverage_rows(notice, feedback, similarity)),
    )


def _notes(notice: Notice, reading: Reading, unused: tuple[Waiver, ...]) -> Iterator[str]:
    """What the user should know besides the findings."""
    if reading.fragment:
        yield FRAGMENT_NOTE
    if reading.run_together:
        yield RUN_TOGETHER_NOTE
    yield from map(unused_note, unused)
    months = reading.config.rectification_months
    given, issued = notice.inspection.feedback, notice.date_of_issue
    if months is not None and given is not None and issued is not None:
        passed = months_between(given, issued)
        if passed > months:
            yield f"成文日期距反馈{passed}个月，超过设定的整改期限{months}个月"


def unused_note(waiver: Waiver) -> str:
    """What is said of a waiver that meets no finding."""
    return f"豁免“{waiver.rule}”（{waiver.quote or '不限处'}）没有对应的发现，可从豁免文件中删去"


def _cut_short(hits: Mapping[str, tuple[Hit, ...]]) -> Iterator[str]:
    for rule, found in hits.items():
        if len(found) >= MOST_HITS:
            yield f"规则“{rule}”的发现过多，只列出前{MOST_HITS}处：请先改正这些再审核"


def _applies(rule: Rule, reading: Reading) -> bool:
    if reading.config.levels.get(rule.id) == "off":
        return False
    if reading.run_together and rule.id in _BY_LINES:
        return False
    return not (reading.fragment and rule.id.startswith("missing-"))


def _finding(rule: Rule, hit: Hit, config: ReviewConfig) -> Finding:
    values = dict(hit.values)
    return Finding(
        rule=rule.id,
        severity=_severity(rule, hit, config),
        start=hit.start,
        end=hit.end,
        message=hit.message or rule.message.format(**values),
        suggestion=hit.suggestion or rule.suggestion.format(**values),
        edits=hit.edits,
    )


def _severity(rule: Rule, hit: Hit, config: ReviewConfig) -> Severity:
    level = config.levels.get(rule.id)
    if level is not None and level != "off":
        return level
    return hit.severity or rule.severity


def _place(finding: Finding) -> tuple[int, int, str, str]:
    start = -1 if finding.start is None else finding.start
    return start, finding.end or 0, finding.rule, finding.message
