"""Review: run every rule over a parsed notice and turn the hits into findings."""

from __future__ import annotations

from assistant.notice.model import Notice
from assistant.review.config import ReviewConfig
from assistant.review.finding import Finding, Review
from assistant.review.reading import Reading
from assistant.review.registry import all_rules, rule_modules
from assistant.review.rule import Hit, Rule, Severity
from assistant.review.suppress import suppress

FRAGMENT_NOTE = "全文没有标题、导语和监督方式，按片段审核：各项“缺失”类检查未进行"


def review(
    notice: Notice, *, feedback: tuple[str, ...] = (), config: ReviewConfig | None = None
) -> Review:
    """All findings on ``notice``, absences first, then by place; the same text, the same answer.

    ``feedback`` are the problems as the inspection group stated them, one a string (for
    feedback-not-covered); ``config`` what the team has set. Reads nothing but its arguments.
    """
    reading = Reading(notice, feedback=feedback, config=config)
    hits = {
        module.RULE.id: tuple(module.check(notice, reading))
        for module in rule_modules()
        if _applies(module.RULE, reading)
    }
    rules = all_rules()
    findings = {
        _finding(rules[rule], hit, reading.config)
        for rule, found in suppress(hits).items()
        for hit in found
    }
    return Review(
        source=notice.source,
        findings=tuple(sorted(findings, key=_place)),
        fragment=reading.fragment,
        notes=(FRAGMENT_NOTE,) if reading.fragment else (),
    )


def _applies(rule: Rule, reading: Reading) -> bool:
    if reading.config.levels.get(rule.id) == "off":
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
