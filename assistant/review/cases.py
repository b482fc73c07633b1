"""Cases: the tested examples of the rules (tests/cases/rules/*.yaml), for tests and the rule page.

    rule: repeated-punctuation
    cases:
      - id: two-enumeration-commas
        text: 巩固深化学习成果、、推动工作发展
        expect: [{at: "、、", fix: "、"}]

``expect`` lists every finding of the rule on the text: ``at`` quotes the flagged text (``nth``
where it occurs more than once; ``overlaps: true`` where the finding need only touch it), ``fix``
what the safe fix makes of it, ``severity`` where it is not the rule's own; an absence is ``{}``.
``frame`` names a whole notice of frames.yaml, beside the file, that the text is put into, so that
structural rules have their surroundings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FRAMES = "frames.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """A finding that a case expects; ``at`` is None for an absence."""

    at: str | None
    nth: int = 1
    fix: str | None = None
    severity: str | None = None
    overlaps: bool = False  # the quotation need only be touched, not be the exact span

    def span(self, text: str) -> tuple[int, int] | None:
        """Where the quotation stands in ``text``; None for an absence.

        Raises ValueError where it does not occur often enough.
        """
        if self.at is None:
            return None
        start = -1
        for _ in range(self.nth):
            start = text.index(self.at, start + 1)
        return start, start + len(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCase:
    """One tested example of a rule; ``text`` is the whole text to review."""

    rule: str
    id: str
    text: str
    expect: tuple[Expectation, ...]
    feedback: tuple[str, ...] = ()
    shown: str = ""  # the part of the text that the example is about


def read_cases(path: Path) -> Iterator[RuleCase]:
    """The cases of one file, in order; raises ValueError for an unknown key."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    shared = path.with_name(FRAMES)
    frames = yaml.safe_load(shared.read_text(encoding="utf-8")) if shared.is_file() else {}
    for item in data["cases"]:
        yield _case(data["rule"], item, frames)


def _case(rule: str, item: dict[str, Any], frames: dict[str, str]) -> RuleCase:
    unknown = set(item) - {"id", "text", "expect", "feedback", "frame"}
    if unknown:
        raise ValueError(f"{rule}/{item.get('id')}: unknown key {sorted(unknown)}")
    text = item["text"]
    frame = frames[item["frame"]] if "frame" in item else None
    return RuleCase(
        rule=rule,
        id=item["id"],
        text=frame.replace("{text}", text.rstrip("\n")) if frame is not None else text,
        expect=tuple(Expectation(**{"at": None, **wanted}) for wanted in item["expect"]),
        feedback=tuple(item.get("feedback", ())),
        shown=text,
    )
