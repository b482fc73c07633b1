"""Finding and Review: what the reviewer answers, before any output format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.review.matrix import CoverageRow
from assistant.review.rule import SEVERITIES, Edit, Severity

Origin = Literal["rule", "model"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding of a review.

    ``start``/``end`` are code points of the decoded text as read (None: an absence). ``edits`` are
    the safe fix, smallest replacements first to last; ``waived`` gives the reason of a waiver.
    """

    rule: str
    severity: Severity
    start: int | None
    end: int | None
    message: str
    suggestion: str
    origin: Origin = "rule"
    edits: tuple[Edit, ...] = ()
    waived: str | None = None

    def fix(self, text: str) -> str | None:
        """The text that would stand at [start, end) after the safe fix; None without one."""
        if self.start is None or self.end is None or not self.edits:
            return None
        parts, at = [], self.start
        for edit in self.edits:
            if edit.start < at or edit.end > self.end:
                continue
            parts += [text[at : edit.start], edit.text]
            at = edit.end
        return "".join((*parts, text[at : self.end]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The findings on one text, by place (absences first), with what was left out and why.

    ``fragment`` is true when the text was read as a piece of a notice, so that the rules on
    missing parts kept quiet; ``notes`` are Chinese lines for the user on such decisions.
    ``waived`` holds findings that a side file waives: they count nowhere else. ``coverage`` has a
    row for each line of the feedback, where feedback was given.
    """

    source: str
    findings: tuple[Finding, ...]
    fragment: bool = False
    notes: tuple[str, ...] = ()
    waived: tuple[Finding, ...] = ()
    coverage: tuple[CoverageRow, ...] = ()

    @property
    def summary(self) -> Mapping[Severity, int]:
        """How many findings of each severity."""
        counts: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
        for finding in self.findings:
            counts[finding.severity] += 1
        return counts

    def reaches(self, level: Severity) -> bool:
        """Whether any finding is at or above ``level`` (error is the highest)."""
        limit = SEVERITIES.index(level)
        return any(SEVERITIES.index(finding.severity) <= limit for finding in self.findings)
