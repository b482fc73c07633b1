"""Rule: the description of one check, and the hits that a check yields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from assistant.notice.model import Notice, Passage
from assistant.review.reading import Reading

Severity = Literal["error", "warning", "info"]
Group = Literal["document", "content", "form"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SEVERITY_NAMES: Mapping[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
GROUP_NAMES: Mapping[Group, str] = {"document": "整篇", "content": "内容", "form": "形式"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a rule is: the registry, the rule page and every message are made from it.

    ``name`` is its short Chinese name, ``about`` one Chinese sentence on what it looks for and what
    it leaves alone, ``message`` and ``suggestion`` templates that are filled from ``Hit.values``,
    ``basis`` the Chinese source of the requirement, ``fixable`` whether a safe fix exists.
    """

    id: str
    name: str
    severity: Severity
    group: Group
    about: str
    message: str
    suggestion: str
    basis: str
    fixable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Replace the code points [start, end) of the text as read by ``text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One defect. ``start``/``end`` are None for an absence.

    ``values`` fill the templates of the rule; ``message`` and ``suggestion`` replace a template
    where the case needs words of its own, ``severity`` the rule's; ``edits`` are the safe fix and
    are given only where there is one right answer.
    """

    start: int | None = None
    end: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    message: str | None = None
    suggestion: str | None = None
    severity: Severity | None = None
    edits: tuple[Edit, ...] = ()


def hit_at(passage: Passage, *, suggestion: str | None = None, **values: str) -> Hit:
    """A hit on a passage of the text, with the values of its message."""
    return Hit(start=passage.start, end=passage.end, values=values, suggestion=suggestion)


class RuleModule(Protocol):
    """What every module under ``assistant.review.rules`` offers."""

    RULE: Rule

    def check(self, notice: Notice, reading: Reading) -> Iterator[Hit]:
        """Yield the defects of the notice; pure, deterministic, linear in its length."""
        ...  # a protocol has no body
