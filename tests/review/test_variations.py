"""Clean notices stay clean when they are dressed otherwise: wrapped, indented, on one line, …"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from labelled import load_cases

from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.finding import Finding
from assistant.review.review import review

_ALL = [case for case in load_cases() if not case.expect and not case.feedback]
CLEAN = [case for case in _ALL if not case.id.startswith("auditor")][::2]
# notices of freer structure: where the lines are lost, their parts cannot be told any more
AUDITED = [case for case in _ALL if case.id.startswith("auditor")][::5]
JOINED = ("one-line", "run-together")
_HEADING = r"(?m)^([一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)"
_SIGNED = re.compile(r"(?m)^(中共.*)\n+(20\d\d)年(\d{1,2})月(\d{1,2})日\s*\Z")

DRESSES: dict[str, Callable[[str], str]] = {
    "wrapped-at-35": lambda text: re.sub(r"([^\n]{35})(?=[^\n])", r"\1\n", text),
    "windows-line-ends": lambda text: text.replace("\n", "\r\n"),
    "indented": lambda text: re.sub(r"(?m)^(?=\S)", "　　", text),
    "no-blank-lines": lambda text: re.sub(r"\n{2,}", "\n", text),
    "one-line": lambda text: " ".join(text.split("\n")),
    "run-together": lambda text: "".join(text.split()),
    "full-width-digits": lambda text: text.translate({48 + d: 0xFF10 + d for d in range(10)}),
    "blank-behind-ordinals": lambda text: re.sub(_HEADING, r"\1 ", text),
    "straight-quotes": lambda text: text.replace("“", '"').replace("”", '"'),
    "iso-date-of-issue": lambda text: _SIGNED.sub(r"\1\n\n\2-\3-\4", text),
    "signed-on-one-line": lambda text: _SIGNED.sub(r"\1　　\2年\3月\4日", text),
    "day-before-the-body": lambda text: _SIGNED.sub(r"\2年\3月\4日\n\n\1", text),
    "other-ordinal-words": lambda text: re.sub(
        r"(?<=[。；：\n])([一二三四五六七八])是", r"第\1，", text
    ),
    "zero-width-marks": lambda text: re.sub(r"(?<=[。；])", "\u200b", text),
    "quoted-mail": lambda text: re.sub(r"(?m)^", "> ", text),
}


@pytest.mark.parametrize("dress", DRESSES)
def test_clean_notices_stay_clean(dress: str) -> None:
    found = [
        (case.id, finding.rule, finding.message)
        for case in (CLEAN if dress in JOINED else [*CLEAN, *AUDITED])
        for finding in _findings(DRESSES[dress](case.text))
    ]
    assert found == []


def test_findings_come_home_to_the_wrapped_text() -> None:
    case = next(case for case in CLEAN if len(case.text) > 1000)
    text = case.text.replace("。", "。，", 1)
    wrapped = DRESSES["wrapped-at-35"](text)
    spans = [wrapped[f.start : f.end] for f in _findings(wrapped) if f.start is not None]
    assert [re.sub(r"\s", "", span) for span in spans] == ["。，"]


def _findings(text: str) -> tuple[Finding, ...]:
    return review(parse(Document(text=text))).findings
