"""Waivers: findings that a team has accepted, with the reason, in a file beside the text.

[[waiver]]
rule = "count-mismatch"
quote = "32个具体问题"     # 可省；发现处须含有或被包含于这些字
reason = "3个问题依规不公开"
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.errors import WrongCall
from assistant.review.finding import Finding
from assistant.toml_text import read_toml

SUFFIX = ".waivers.toml"
_KEYS = {"rule", "quote", "reason"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One accepted finding; without ``quote`` it covers every finding of the rule."""

    rule: str
    reason: str
    quote: str | None = None

    def covers(self, finding: Finding, text: str) -> bool:
        """Whether the waiver is for this finding: the rule, and the quotation overlaps it."""
        if finding.rule != self.rule:
            return False
        if self.quote is None:
            return True
        if finding.start is None or finding.end is None:
            return self.quote in finding.message  # which feedback line is not covered
        length = len(self.quote)
        first = max(0, finding.start - length + 1)
        return text.find(self.quote, first, finding.end + length - 1) >= 0


def read_waivers(text: str, *, source: str, rules: Collection[str]) -> tuple[Waiver, ...]:
    """Read a waiver file; raises WrongCall with a hint for anything that is not understood."""
    data = read_toml(text, source)
    found = data.get("waiver", [])
    if set(data) - {"waiver"} or not isinstance(found, list):
        raise WrongCall(f"{source}：豁免文件只有 [[waiver]] 一种表：请逐条写成 [[waiver]]")
    return tuple(_waiver(item, number, source, rules) for number, item in enumerate(found, 1))


def _waiver(item: object, number: int, source: str, rules: Collection[str]) -> Waiver:
    where = f"{source} 第{number}条豁免"
    if not isinstance(item, dict) or set(item) - _KEYS:
        raise WrongCall(f"{where}：可用的项只有 rule、quote、reason")
    rule, reason, quote = item.get("rule"), item.get("reason"), item.get("quote")
    if not isinstance(rule, str) or rule not in rules:
        near = difflib.get_close_matches(str(rule), list(rules), n=1, cutoff=0.5)
        raise WrongCall(f"{where}：没有规则“{rule}”" + (f"：是否指 {near[0]}" if near else ""))
    if not isinstance(reason, str) or not reason.strip():
        raise WrongCall(f"{where}：请用 reason 写明理由")
    if quote is not None and (not isinstance(quote, str) or not quote):
        raise WrongCall(f"{where}：quote 应为原文中的一段字")
    return Waiver(rule=rule, reason=reason.strip(), quote=quote)


def waiver_file(waivers: Iterable[tuple[Waiver, str]]) -> str:
    """A waiver file that ``read_waivers`` reads back; each waiver with a remark, "" for none."""
    return "\n".join(_lines(waivers))


def _lines(waivers: Iterable[tuple[Waiver, str]]) -> Iterator[str]:
    yield "# 豁免的审核发现。放在文稿旁边，命名为“文稿名.waivers.toml”，review 命令即按它审核。"
    for waiver, remark in waivers:
        yield ""
        if remark:
            yield f"# {' '.join(''.join(filter(str.isprintable, remark)).split())}"
        yield "[[waiver]]"
        yield f"rule = {_quoted(waiver.rule)}"
        if waiver.quote is not None:
            yield f"quote = {_quoted(waiver.quote)}"
        yield f"reason = {_quoted(waiver.reason)}"
    yield ""


def _quoted(words: str) -> str:
    """A TOML string: JSON's escapes are a subset of TOML's, which refuses a bare DEL, too."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def waive(
    findings: Iterable[Finding], waivers: Sequence[Waiver], text: str
) -> tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Waiver, ...]]:
    """(findings that stand, findings that are waived, waivers that cover nothing)."""
    standing, waived = [], []
    unused = list(waivers)
    for finding in findings:
        waiver = next((one for one in waivers if one.covers(finding, text)), None)
        if waiver is None:
            standing.append(finding)
            continue
        waived.append(replace(finding, waived=waiver.reason))
        if waiver in unused:
            unused.remove(waiver)
    return tuple(standing), tuple(waived), tuple(unused)
