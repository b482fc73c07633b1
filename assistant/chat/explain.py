"""Explain: short answers to questions about the genre or a finding, each with what it rests on.

By rules first: the finding that a quotation speaks of, the rule that a question names, the entry of
the glossary. A model is asked only where none of these answers, and is told what they say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from assistant.chat.answer import Explained
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.config import ReviewConfig
from assistant.review.finding import Finding, Review
from assistant.review.registry import all_rules
from assistant.review.review import review
from assistant.review.rule import Rule

LONGEST = 80  # characters of a question
_BEGIN = re.compile(
    r"^(?:请问|问一下|想问|那|那么)?(?:什么(?:是|叫)|何(?:为|谓)|啥是|为什么|为何|怎么|怎样|如何|哪些|凭什么|解释一下|介绍一下|说说什么|讲讲)"
)
_END = re.compile(
    r"(?:是什么(?:意思)?|(?:什么|啥)意思|指(?:的是)?什么|错在哪(?:里|儿)?|(?:哪里|哪儿)(?:错|不对)(?:了)?|有什么(?:区别|不同|要求|依据)|的?区别(?:在哪)?"
    r"|(?:怎么|怎样|如何)(?:写|填|办|改|算|用|区分|公开|报)|对不对|行不行|要不要写?|写什么|包括什么|依据(?:是什么|在哪)?|[吗呢么]|[？?])[。！!？?\s]*$"
)
_QUOTED = re.compile(r"[“‘「\"'《](?P<q>[^”’」\"'》\n]{2,60})[”’」\"'》]")
_MARKS = re.compile(r"[“”‘’「」\"'《》？?。，,！!：:\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the glossary; any of ``terms`` in a question finds it."""

    terms: tuple[str, ...]
    text: str
    basis: str


@cache
def glossary() -> tuple[Entry, ...]:
    """All entries, in the order of the file."""
    found: list[dict[str, Any]] = _data("glossary.yaml")
    return tuple(
        Entry(terms=tuple(item["terms"]), text=item["text"], basis=item["basis"]) for item in found
    )


@cache
def rule_words() -> Mapping[str, tuple[str, ...]]:
    """Rule id → words by which people ask about it."""
    found: dict[str, list[str]] = _data("rule_words.yaml")
    return {rule: tuple(words) for rule, words in found.items()}


def _data(name: str) -> Any:
    text = resources.files("assistant.chat").joinpath(f"data/{name}").read_text("utf-8")
    return yaml.safe_load(text)


def is_question(message: str) -> bool:
    """Whether a message asks something, rather than stating a problem or giving a command."""
    text = message.strip()
    if not text or len(text) > LONGEST or "\n" in text:
        return False
    # 怎么改、谁来改不明确，责任不落实: a statement may begin with a question word too
    stated = "，" in text or "；" in text
    return bool(_END.search(text) or (_BEGIN.search(text) and not stated))


def explain(question: str, found: Review | None = None, text: str = "") -> Explained | None:
    """The answer by rules and glossary; ``found`` are the findings on the reviewed ``text``."""
    asked = question.strip()
    quoted = [match["q"] for match in _QUOTED.finditer(asked)]
    for words in quoted:
        finding = _finding_on(words, found, text) or _finding_in(words)
        if finding is not None:
            return _of_finding(finding)
    plain = _MARKS.sub("", asked)
    rule = _rule_named(plain)
    entry = _entry_named(plain)
    why = re.search(r"为什么|为何|凭什么|怎么(?:说|判|报|算|会)", plain)
    if rule is not None and (why or entry is None):
        return _of_rule(rule, found)
    if entry is not None:
        return Explained(text=entry.text, basis=(entry.basis,), origin="glossary")
    return None


def _finding_on(words: str, found: Review | None, text: str) -> Finding | None:
    """The finding of the reviewed text that touches these words; the gravest first."""
    if found is None:
        return None
    order = ("error", "warning", "info")
    touching = [
        finding
        for finding in found.findings
        if finding.start is not None
        and finding.end is not None
        and (
            words in text[finding.start : finding.end] or text[finding.start : finding.end] in words
        )
        and finding.end > finding.start
    ]
    return min(touching, key=lambda finding: order.index(finding.severity), default=None)


def _finding_in(words: str) -> Finding | None:
    """What the reviewer finds in the words alone, read as a piece of a notice."""
    notice = parse(Document(text=f"{words}\n", source=""))
    found = review(notice, config=ReviewConfig(fragment=True)).findings
    spans = [item for item in found if item.start is not None and item.rule not in _NEED_A_WHOLE]
    return spans[0] if spans else None


_NEED_A_WHOLE = frozenset({"no-result", "vague-measure", "numbering-gap", "org-name-inconsistent"})


def _rule_named(plain: str) -> Rule | None:
    """The rule that the question names with the most characters."""
    rules = all_rules()
    named = [
        (len(word), rule)
        for rule, known in rules.items()
        for word in (known.id, known.name, *rule_words().get(rule, ()))
        if word in plain
    ]
    return rules[max(named)[1]] if named else None


def _entry_named(plain: str) -> Entry | None:
    named = [
        (len(term), -number)
        for number, entry in enumerate(glossary())
        for term in entry.terms
        if term in plain
    ]
    return glossary()[-max(named)[1]] if named else None


def _of_finding(finding: Finding) -> Explained:
    rule = all_rules().get(finding.rule)
    text = f"{finding.message}。{finding.suggestion}"
    basis = (f"审核规则 {finding.rule}", *((rule.basis,) if rule is not None else ()))
    return Explained(text=text.replace("。。", "。"), basis=basis, origin="rule")


def _of_rule(rule: Rule, found: Review | None) -> Explained:
    own = [f for f in found.findings if f.rule == rule.id] if found is not None else []
    here = f"这篇草稿报了{len(own)}处：{own[0].message}。" if own else ""
    return Explained(
        text=f"{here}{rule.about}{rule.suggestion}",
        basis=(f"审核规则 {rule.id}（{rule.name}）", rule.basis),
        origin="rule",
    )
