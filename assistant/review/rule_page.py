"""The rule page and the explanation of one rule, made from the registry and the tested cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.review.cases import RuleCase
from assistant.review.render.markdown import escape
from assistant.review.rule import GROUP_NAMES, SEVERITY_NAMES, Rule

# the page shows the first of them; all are run by the tests
_EXAMPLES = 2
_LONGEST = 120


def rule_list(rules: Iterable[Rule]) -> str:
    """One line a rule: id, severity, name, in columns."""
    lines = (f"{rule.id:<26}{SEVERITY_NAMES[rule.severity]}  {_marked(rule)}" for rule in rules)
    return "\n".join(lines) + "\n"


def _marked(rule: Rule) -> str:
    return f"{rule.name}（可安全修正）" if rule.fixable else rule.name


def explanation(rule: Rule, cases: Sequence[RuleCase]) -> str:
    """One rule in full, for a terminal."""
    lines = [
        f"{rule.id}  {rule.name}",
        f"级别：{SEVERITY_NAMES[rule.severity]}　类别：{GROUP_NAMES[rule.group]}　"
        f"安全修正：{'有' if rule.fixable else '无'}",
        f"说明：{rule.about}",
        f"建议：{rule.suggestion}",
        f"依据：{rule.basis}",
    ]
    wrong, right = _split(cases)
    if wrong:
        lines += ["", "会报："]
        lines += [f"  {_example(case)}" for case in wrong]
    if right:
        lines += ["", "不报："]
        lines += [f"  {_example(case)}" for case in right]
    return "\n".join(lines) + "\n"


def rule_page(rules: Iterable[Rule], cases: Mapping[str, Sequence[RuleCase]]) -> str:
    """All rules as Markdown; the words of rules and examples are escaped."""
    return "\n".join(_page(list(rules), cases)) + "\n"


def _page(rules: list[Rule], cases: Mapping[str, Sequence[RuleCase]]) -> Iterator[str]:
    yield "# 审核规则"
    yield ""
    yield "本页由 `python -m assistant rules --markdown` 根据规则登记表和测试用例生成，请勿手改。"
    yield ""
    yield "| 规则 | 名称 | 级别 | 安全修正 |"
    yield "| --- | --- | --- | --- |"
    for rule in rules:
        fixable = "有" if rule.fixable else ""
        link = f"[{rule.id}](#{rule.id})"
        yield f"| {link} | {rule.name} | {SEVERITY_NAMES[rule.severity]} | {fixable} |"
    for group, name in GROUP_NAMES.items():
        yield ""
        yield f"## {name}规则"
        for rule in (rule for rule in rules if rule.group == group):
            yield from _entry(rule, cases.get(rule.id, ()))


def _entry(rule: Rule, cases: Sequence[RuleCase]) -> Iterator[str]:
    yield ""
    yield f"### {rule.id}"
    yield ""
    yield f"**{rule.name}**（{SEVERITY_NAMES[rule.severity]}）{escape(rule.about)}"
    yield ""
    yield f"- 建议：{escape(rule.suggestion)}"
    yield f"- 依据：{escape(rule.basis)}"
    for label, chosen in zip(("会报", "不报"), _split(cases), strict=True):
        for case in chosen:
            yield f"- {label}：{escape(_example(case))}"


def _split(cases: Sequence[RuleCase]) -> tuple[list[RuleCase], list[RuleCase]]:
    """The first examples that are found and the first that are not."""
    wrong = [case for case in cases if case.expect]
    right = [case for case in cases if not case.expect]
    return wrong[:_EXAMPLES], right[:_EXAMPLES]


def _example(case: RuleCase) -> str:
    """The example on one line, around what is flagged."""
    text = " ".join(case.shown.split())
    at = next((wanted.at for wanted in case.expect if wanted.at), None)
    middle = text.find(" ".join(at.split())) if at else 0
    start = max(0, min(middle - _LONGEST // 3, len(text) - _LONGEST))
    shown = text[start : start + _LONGEST]
    fixes = [wanted.fix for wanted in case.expect if wanted.fix is not None]
    fixed = f" → {'、'.join(f'“{fix}”' for fix in fixes)}" if fixes else ""
    head, tail = "…" if start else "", "…" if start + _LONGEST < len(text) else ""
    return f"{head}{shown}{tail}{fixed}"
