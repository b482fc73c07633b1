"""Tables: headline cards, all measures, per rule, per notice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from eval.figures import Figure
from eval.log import Log
from eval.sample import Measure, Suite
from eval.show import reservations, value_text

RULE_COLUMNS = ("recall", "precision", "span_error", "planted_recall", "planted_precision")
WHOLE = 0.97  # a measure that reaches this over all is one that no group should lack anything in
BEHIND = 0.15  # else a group stands out when it is this far behind all together
NOTICE_COLUMNS = ("rougeL", "chrf", "coverage", "genre", "unsupported", "leaked")


def cards(log: Log, suites: Sequence[Suite]) -> Iterator[str]:
    """The headline figures, one card each."""
    for suite in suites:
        for measure in suite.measures:
            figure = log.figures[suite.name].get(measure.name)
            if measure.headline and figure is not None:
                low, high = (value_text(measure, v) for v in (figure.low, figure.high))
                yield (
                    f'<div class="card"><span>{escape(suite.title)}</span>'
                    f"<b>{value_text(measure, figure.value)}</b>"
                    f"<em>{escape(measure.title)}</em>"
                    f"<small>95% 区间 {low} — {high}<br>{figure.n} 个样本</small></div>"
                )


def measures_table(log: Log, suite: Suite) -> str:
    """All measures of a suite with their intervals."""
    rows = []
    for measure in suite.measures:
        figure = log.figures[suite.name].get(measure.name)
        if figure is None:
            continue
        low, high = (value_text(measure, v) for v in (figure.low, figure.high))
        better = "越高越好" if measure.better == "higher" else "越低越好"
        rows.append(
            [
                escape(measure.title),
                f"<b>{value_text(measure, figure.value)}</b>",
                f"{low} — {high}",
                str(figure.n),
                better if measure.tolerance is not None else "仅供参考",
            ]
        )
    told = reservations(suite, log.figures[suite.name])
    notes = "".join(f'<p class="warning">{escape(line)}</p>' for line in told)
    return notes + _table(["指标", "值", "95% 区间", "样本", ""], rows)


def groups_table(log: Log, suite: Suite, columns: Sequence[str], head: str) -> str:
    """A row a group (rule, notice), a column a measure; "" where no measure has groups."""
    measures = [m for name in columns for m in suite.measures if m.name == name]
    figures = [log.figures[suite.name].get(measure.name) for measure in measures]
    names = sorted(
        {group for figure in figures if figure for group in figure.groups},
        key=lambda name: (name.partition("=")[0], int(name.partition("=")[2] or 0), name),
    )
    if not names:
        return ""
    rows = [
        [
            f"{escape(_label(suite, name))}"
            + (f" <code>{escape(name)}</code>" if name in suite.labels else ""),
            *(
                _cell(measure, figure, name)
                for measure, figure in zip(measures, figures, strict=True)
            ),
        ]
        for name in names
    ]
    return _table([head, *(escape(measure.title) for measure in measures)], rows)


def _label(suite: Suite, name: str) -> str:
    """A group's Chinese name; a point of a curve is an axis and a size."""
    axis, _, size = name.partition("=")
    return f"{suite.labels.get(axis, axis)} {size}" if size else suite.labels.get(name, name)


def _cell(measure: Measure, figure: Figure | None, group: str) -> str:
    part = figure.groups.get(group) if figure else None
    if part is None:
        return '<span class="none">—</span>'
    bad = measure.percent and measure.tolerance is not None and _stands_out(figure, part)
    tone = ' class="low"' if bad else ""
    return f"<span{tone}>{value_text(measure, part.value)}</span> <small>{part.n}</small>"


def _stands_out(whole: Figure | None, part: Figure) -> bool:
    """Whether a group's figure is worth a look beside that of all."""
    return whole is not None and part.value < (1 if whole.value >= WHOLE else whole.value - BEHIND)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f"<th>{cell}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
