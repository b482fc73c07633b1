"""Plots: what of a log is drawn, each only where the log has it."""

from __future__ import annotations

from collections.abc import Iterator

from eval.log import Log
from eval.report.svg import Bar, Line, bars, curve, histogram
from eval.sample import Suite
from eval.suites.retrieval import OURS, PEERS, RANKED

HALF = 0.5  # bars that are all shorter are drawn on a scale of their own
TITLES = {OURS: "本项目", **PEERS}


def plots(log: Log, suite: Suite) -> Iterator[str]:
    """The figures of one suite, as HTML."""
    if suite.name == "retrieval":
        yield from _systems(log)
        yield from _answerable(log, suite.name)
        yield from _by_group(log, suite, "ndcg", "nDCG@10，按问法")
    elif suite.name == "known":
        yield from _answerable(log, suite.name)
        yield from _by_group(log, suite, "first", "原条目居首，按问法")
    elif suite.name == "drafting":
        yield from _distribution(log, "drafting", "rougeL", "ROUGE-L 的分布（隐去事实）", 0.4)
        yield from _distribution(log, "drafting", "similarity", "语义相似度的分布", 1.0)
        yield from _by_group(log, suite, "rougeL", "ROUGE-L（隐去事实），逐篇通报")
        yield from _by_group(log, suite, "coverage", "问题要点得到回应，逐篇通报")
        yield from _by_group(log, suite, "type", "问题类型正确，按大类")
    elif suite.name == "whole":
        yield from _distribution(log, "whole", "findings", "审核发现的分布（每千字）", 2.0)
    elif suite.name == "facts":
        yield from _by_group(log, suite, "recall", "无据事实召回，按种类")
    elif suite.name == "review":
        yield from _by_group(log, suite, "planted_recall", "植入缺陷召回，逐条规则")
        yield from _by_group(log, suite, "span_error", "标注处首尾偏差（字），逐条规则")
    elif suite.name == "chat":
        yield from _by_group(log, suite, "intent", "读对意图和对象，按说的是什么")
    elif suite.name == "curve":
        yield from _curves(log)


def _systems(log: Log) -> Iterator[str]:
    found = log.figures["retrieval"]
    for name, title in RANKED.items():
        items = []
        for system, label in TITLES.items():
            figure = found.get(name if system == OURS else f"{name}:{system}")
            if figure is not None:
                items.append(
                    Bar(
                        label=label,
                        value=figure.value,
                        text=f"{figure.value:.3f}",
                        low=figure.low,
                        high=figure.high,
                        tone="ours" if system == OURS else "peer",
                    )
                )
        if len(items) > 1:
            yield bars(items, top=1.0, title=f"{title}：与同类做法相比（95% 区间）")


def _answerable(log: Log, suite: str) -> Iterator[str]:
    scores = [
        score for result in log.of_suite(suite) for score in result.scores if score.name == "auroc"
    ]
    yes = [score.value for score in scores if score.weight > 0]
    no = [score.value for score in scores if score.weight == 0]
    if yes and no:
        yield histogram(
            [("有先例的问题", "ours", yes), ("没有先例的问题", "bad", no)],
            top=1.0,
            title="判断“有无先例”的把握",
        )


def _by_group(log: Log, suite: Suite, name: str, title: str) -> Iterator[str]:
    figure = log.figures[suite.name].get(name)
    if figure is None or not figure.groups:
        return
    highest = max(part.high for part in figure.groups.values())
    yield bars(
        [
            Bar(
                label=f"{suite.labels.get(group, group)}（{part.n}）",
                value=part.value,
                text=f"{part.value:.3f}",
                low=part.low,
                high=part.high,
            )
            for group, part in figure.groups.items()
        ],
        top=highest if highest < HALF else max(1.0, highest),
        title=title,
    )


def _distribution(log: Log, suite: str, name: str, title: str, top: float) -> Iterator[str]:
    values = [
        score.value
        for result in log.of_suite(suite)
        for score in result.scores
        if score.name == name
    ]
    if values:
        yield histogram([("每个问题", "ours", values)], top=top, title=title)


def _curves(log: Log) -> Iterator[str]:
    found = log.figures["curve"]
    for axis, unit, title in (
        ("notices", "篇", "语料多少的影响"),
        ("types", "类", "措施库类型多少的影响"),
    ):
        lines = []
        for tone, (name, label) in zip(
            ("ours", "peer", "bad", "other"),
            (
                ("found", "首条为同类先例"),
                ("ndcg", "nDCG@10"),
                ("type", "问题类型正确"),
                ("similarity", "与原文语义相似度"),
            ),
            strict=True,
        ):
            figure = found.get(name)
            points = sorted(
                (float(group.partition("=")[2]), part.value)
                for group, part in (figure.groups.items() if figure else ())
                if group.startswith(f"{axis}=")
            )
            if points:
                lines.append(Line(label=label, points=points, tone=tone))
        if lines:
            ticks = sorted({x for line in lines for x, _ in line.points})
            yield curve(lines, top=1.0, ticks=ticks, unit=unit, title=title)
