"""Trend: the headline figures over the committed baselines, one plot a suite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from eval.history import Point
from eval.report.svg import Line, curve
from eval.sample import Suite

TONES = ("ours", "peer", "bad", "other")


def trend(points: Sequence[Point], suites: Mapping[str, Suite]) -> str:
    """A section of the report; "" while there are fewer than two baselines."""
    if len(points) < 2:
        return ""
    drawn = "".join(_plots(points, suites))
    marks = "，".join(
        f"{number}：{escape(point.created[:10])} {escape(point.commit[:7])}"
        for number, point in enumerate(points, 1)
    )
    return (
        '<section id="trend"><h2>历次基线</h2><p>每次更新基线时的主要指标（快速评测）。</p>'
        f'<div class="plots">{drawn}</div><p><small>{marks}</small></p></section>'
    )


def _plots(points: Sequence[Point], suites: Mapping[str, Suite]) -> Iterator[str]:
    ticks = [float(number) for number in range(1, len(points) + 1)]
    for name, suite in suites.items():
        lines = []
        for tone, measure in zip(TONES, (m for m in suite.measures if m.headline), strict=False):
            values = [
                (float(number), point.figures[name][measure.name])
                for number, point in enumerate(points, 1)
                if measure.name in point.figures.get(name, {})
            ]
            if len(values) > 1:
                # four labels have to fit above a plot: the unit in brackets goes
                label = measure.title.partition("（")[0]
                lines.append(Line(label=label, points=values, tone=tone))
        if lines:
            top = max(1.0, *(value for line in lines for _, value in line.points))
            yield curve(lines, top=top, ticks=ticks, unit="", title=suite.title)
