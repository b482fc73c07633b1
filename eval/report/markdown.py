"""Markdown: the figures of a committed log as one table, for both READMEs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eval.log import Log
from eval.sample import Suite
from eval.show import value_text


def figures_table(log: Log, suites: Mapping[str, Suite], *, command: str) -> str:
    """All measures that count, with their intervals, and the command that makes them again."""
    return "\n".join(_lines(log, suites, command)) + "\n"


def _lines(log: Log, suites: Mapping[str, Suite], command: str) -> Iterator[str]:
    head = log.head
    day, revision = str(head.get("created", ""))[:10], str(head.get("commit") or "")[:7]
    kind = "快速评测" if head.get("settings", {}).get("fast") else "全部样本"
    yield f"由 `{command}` 生成（{kind}，{head.get('notices')} 篇通报，{day}，提交 {revision}）。\n"
    yield "| 评测 | 指标 | 值 | 95% 区间 | 样本 |"
    yield "|---|---|---|---|---|"
    yield from figure_rows(log, suites)


def figure_rows(log: Log, suites: Mapping[str, Suite], *, shown: bool = False) -> Iterator[str]:
    """A row a measure; with ``shown`` those that are only shown, too."""
    for name, suite in suites.items():
        for measure in suite.measures:
            figure = log.figures.get(name, {}).get(measure.name)
            if figure is None or (measure.tolerance is None and not shown):
                continue
            low, high = (value_text(measure, value) for value in (figure.low, figure.high))
            title = f"**{measure.title}**" if measure.headline else measure.title
            value = value_text(measure, figure.value)
            yield f"| {suite.title} | {title} | {value} | {low} — {high} | {figure.n} |"
