"""Show: figures and comparisons as lines of Chinese text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eval.compare import Comparison, Difference
from eval.figures import Figure
from eval.log import Log
from eval.sample import Measure, Suite

CHANGED = 5e-4  # a smaller change of a group is not worth a line
ERRORS = 5  # errors of a suite that are told in full


def value_text(measure: Measure, value: float) -> str:
    """A value as the measure is read: 93.4% or 0.934."""
    return f"{value * 100:.1f}%" if measure.percent else f"{value:.3f}"


def reservations(suite: Suite, found: Mapping[str, Figure]) -> Iterator[str]:
    """What of a suite is not told, and why: a line a measure."""
    for measure in suite.measures:
        if measure.needs is None or measure.name in found or measure.needs[0] not in found:
            continue
        name, least = measure.needs
        needed = next(other for other in suite.measures if other.name == name)
        yield (
            f"不可用：{needed.title}只有 {value_text(needed, found[name].value)}，"
            f"低于 {value_text(needed, least)}，不报“{measure.title}”"
        )


def log_lines(log: Log, suites: Mapping[str, Suite]) -> Iterator[str]:
    """The figures of a run, a line each."""
    for name, found in log.figures.items():
        suite = suites[name]
        results = log.of_suite(name)
        errors = [f"  {item.sample.id}：{item.error}" for item in results if item.error is not None]
        told = f"，{len(errors)} 个出错，按最差计）" if errors else "）"
        told += "" if results else "：这些通报没有标注，无从判分"
        yield f"{suite.title}（{len(results)} 个样本{told}"
        yield from errors[:ERRORS]
        for measure in suite.measures:
            figure = found.get(measure.name)
            if figure is not None:
                low, high = (value_text(measure, v) for v in (figure.low, figure.high))
                value = value_text(measure, figure.value)
                yield f"  {value:>8}  [{low}, {high}]  {measure.title}"
        yield from (f"  {line}" for line in reservations(suite, found))


def comparison_lines(comparison: Comparison, suites: Mapping[str, Suite]) -> Iterator[str]:
    """Differences, then the worst samples, then the verdict."""
    for item in comparison.differences:
        if item.red or not item.group or abs(item.change) >= CHANGED:
            yield _difference_line(item, suites)
    if comparison.worse:
        yield "变差的样本（最差在前）："
        for sample in comparison.worse:
            loss = value_text(sample.measure, sample.loss)
            yield (
                f"  {sample.suite}/{sample.id}  {sample.measure.title} 差 {loss}  "
                + (sample.explanation[:120])
            )
    if comparison.errors:
        yield f"出错的样本：{'、'.join(comparison.errors[:10])}"
    if comparison.missing or comparison.added:
        yield f"只比较共有的样本：缺 {len(comparison.missing)} 个，新增 {comparison.added} 个"
    if comparison.stale:
        yield "共有的样本太少：请更新基线（python -m eval gate --update）"
    red = sum(item.red for item in comparison.differences)
    yield f"不通过：{red} 项变差超出允许范围" if comparison.red else "通过：没有超出允许范围的变差"


def _difference_line(item: Difference, suites: Mapping[str, Suite]) -> str:
    suite = suites[item.suite]
    mark = "✗" if item.red else ("·" if abs(item.change) < CHANGED else "~")
    group = f"〔{suite.labels.get(item.group, item.group)}〕" if item.group else ""
    before, after = (value_text(item.measure, v) for v in (item.before, item.after))
    interval = ""
    if item.low is not None and item.high is not None and abs(item.change) >= CHANGED:
        low, high = (value_text(item.measure, v) for v in (item.low, item.high))
        interval = f"  差值区间 [{low}, {high}]"
    return f"{mark} {suite.title} {item.measure.title}{group}：{before} → {after}{interval}"
