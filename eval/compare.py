"""Compare: what changed from log A to log B, measure by measure, on the samples both have.

A difference is red where it is for the worse by more than the measure's tolerance, overall or in
one group (a rule, a kind of query). Intervals come from a paired bootstrap over samples.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from eval.figures import DRAWS, INTERVAL, believed, figure_of, figures, generator
from eval.log import Log
from eval.sample import Measure, Result, Suite

ENOUGH = 0.8  # share of A's samples that B must have, or A is no measure for B
WORST = 12  # samples shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One measure (of one group, "" for all): B less A, with a 95 % interval where it was drawn."""

    suite: str
    measure: Measure
    group: str
    before: float
    after: float
    low: float | None = None
    high: float | None = None
    red: bool = False

    @property
    def change(self) -> float:
        """B less A."""
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class WorseSample:
    """A sample that scores worse in B: ``loss`` is how much, in the measure's own unit."""

    suite: str
    id: str
    measure: Measure
    loss: float
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All differences, samples that got worse (worst first), and what one log has alone."""

    differences: tuple[Difference, ...]
    worse: tuple[WorseSample, ...]
    missing: tuple[str, ...]
    added: int
    errors: tuple[str, ...]
    stale: bool

    @property
    def red(self) -> bool:
        """Whether B may not pass."""
        return bool(self.stale or self.errors or any(item.red for item in self.differences))


def compare(
    before: Log, after: Log, suites: Mapping[str, Suite], *, tolerance: float | None = None
) -> Comparison:
    """Compare two logs; ``tolerance`` replaces the measures' own (not those of groups)."""
    old = {(r.suite, r.sample.id): r for r in before.results}
    new = {(r.suite, r.sample.id): r for r in after.results}
    ran = {suite for suite, _ in new}
    common = [key for key in old if key in new]
    expected = [key for key in old if key[0] in ran]
    differences, worse = [], []
    for name in sorted(ran):
        keys = [key for key in common if key[0] == name]
        rows_a, rows_b = [old[key] for key in keys], [new[key] for key in keys]
        for measure in suites[name].measures:
            if not all(_is_believed(measure, suites[name], rows) for rows in (rows_a, rows_b)):
                continue
            wanted = measure if tolerance is None else _with(measure, tolerance)
            differences += list(_differences(name, wanted, rows_a, rows_b))
            worse += list(_worse(name, measure, rows_a, rows_b))
    return Comparison(
        differences=tuple(differences),
        worse=tuple(sorted(worse, key=lambda item: (-item.loss, item.id))[:WORST]),
        missing=tuple(f"{s}/{i}" for s, i in expected if (s, i) not in new),
        added=sum(key not in old for key in new),
        errors=tuple(f"{s}/{i}" for (s, i), result in new.items() if result.error),
        stale=not expected or len(common) < ENOUGH * len(expected),
    )


def _is_believed(measure: Measure, suite: Suite, rows: Sequence[Result]) -> bool:
    if measure.needs is None:
        return True
    needed = [other for other in suite.measures if other.name == measure.needs[0]]
    return believed(measure, figures(needed, rows))


def _with(measure: Measure, tolerance: float) -> Measure:
    return measure if measure.tolerance is None else replace(measure, tolerance=tolerance)


def _differences(
    suite: str, measure: Measure, before: Sequence[Result], after: Sequence[Result]
) -> Iterator[Difference]:
    a, b = figure_of(measure, before), figure_of(measure, after)
    if a is None or b is None:
        return
    low, high = _interval(measure, before, after)
    yield Difference(
        suite=suite,
        measure=measure,
        group="",
        before=a.value,
        after=b.value,
        low=low,
        high=high,
        red=_is_red(measure, measure.tolerance, a.value, b.value),
    )
    for group, figure in a.groups.items():
        # a group that is gone from B had findings or labels before and has none now
        if group not in b.groups:
            continue
        value = b.groups[group].value
        yield Difference(
            suite=suite,
            measure=measure,
            group=group,
            before=figure.value,
            after=value,
            red=_is_red(measure, measure.group_tolerance, figure.value, value),
        )


def _is_red(measure: Measure, tolerance: float | None, before: float, after: float) -> bool:
    if tolerance is None or measure.tolerance is None:
        return False
    loss = before - after if measure.better == "higher" else after - before
    return loss > tolerance + 1e-9


def _interval(
    measure: Measure, before: Sequence[Result], after: Sequence[Result]
) -> tuple[float | None, float | None]:
    """95 % interval of the difference of two weighted means, the same samples drawn for both."""
    if measure.aggregate != "mean":
        return None, None
    pairs = list(zip(before, after, strict=True))
    sums = np.array([[_sum(item, measure.name) for item in pair] for pair in pairs])
    weights = np.array([[_weight(item, measure.name) for item in pair] for pair in pairs])
    picks = generator(measure.name).integers(0, len(sums), size=(DRAWS, len(sums)))
    means = sums[picks].sum(axis=1) / np.maximum(weights[picks].sum(axis=1), 1e-12)
    low, high = np.percentile(means[:, 1] - means[:, 0], INTERVAL)
    return round(float(low), 6), round(float(high), 6)


def _sum(result: Result, name: str) -> float:
    return sum(score.value * score.weight for score in result.scores if score.name == name)


def _weight(result: Result, name: str) -> float:
    return sum(score.weight for score in result.scores if score.name == name)


def _worse(
    suite: str, measure: Measure, before: Sequence[Result], after: Sequence[Result]
) -> Iterator[WorseSample]:
    if measure.tolerance is None or measure.aggregate != "mean":
        return
    for a, b in zip(before, after, strict=True):
        weight_a, weight_b = _weight(a, measure.name), _weight(b, measure.name)
        if not weight_a or not weight_b:
            continue
        change = _sum(b, measure.name) / weight_b - _sum(a, measure.name) / weight_a
        loss = -change if measure.better == "higher" else change
        if loss > 1e-9:
            words = [s.explanation for s in b.scores if s.name == measure.name and s.explanation]
            yield WorseSample(
                suite=suite,
                id=b.sample.id,
                measure=measure,
                loss=round(loss, 6),
                explanation=b.error or "；".join(words),
            )
