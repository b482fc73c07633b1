"""Figures: from scores to the measures of a suite, with bootstrap intervals.

Samples are drawn with replacement (a sample's scores stay together), with a seed that depends on
the measure's name only: the same scores give the same interval on every run.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score

from eval.sample import Measure, Result, Score

DRAWS = 1000
INTERVAL = (2.5, 97.5)  # percentiles: a 95 % interval

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measure's value with its interval; ``n`` counts the samples behind it."""

    value: float
    low: float
    high: float
    n: int
    groups: Mapping[str, Figure] = field(default_factory=dict)


def figures(measures: Sequence[Measure], results: Sequence[Result]) -> dict[str, Figure]:
    """The figure of each measure that has scores and, where it needs another, may be believed."""
    found = {}
    for measure in measures:
        figure = figure_of(measure, results)
        if figure is not None:
            found[measure.name] = figure
    return {
        measure.name: found[measure.name]
        for measure in measures
        if measure.name in found and believed(measure, found)
    }


def believed(measure: Measure, found: Mapping[str, Figure]) -> bool:
    """Whether what a measure needs reaches its bound; a figure that is not there does not."""
    if measure.needs is None:
        return True
    name, least = measure.needs
    return name in found and found[name].value >= least


def figure_of(
    measure: Measure, results: Sequence[Result], *, with_groups: bool = True
) -> Figure | None:
    """One measure over all samples, and for each group of its scores; None without any score."""
    rows = [
        own for result in results if (own := [s for s in result.scores if s.name == measure.name])
    ]
    if not rows:
        return None
    figure = _figure(measure, rows)
    names = sorted({score.group for row in rows for score in row} - {""})
    if figure is None or not with_groups or len(names) < 1 or measure.aggregate == "auroc":
        return figure
    groups = {}
    for name in names:
        part = [own for row in rows if (own := [s for s in row if s.group == name])]
        found = _figure(measure, part)
        if found is not None:
            groups[name] = found
    return Figure(value=figure.value, low=figure.low, high=figure.high, n=figure.n, groups=groups)


def _figure(measure: Measure, rows: Sequence[Sequence[Score]]) -> Figure | None:
    if measure.aggregate == "auroc":
        values = np.array([score.value for row in rows for score in row])
        positive = np.array([score.weight > 0 for row in rows for score in row])
        if positive.all() or not positive.any():
            return None
        middle = float(roc_auc_score(positive, values))
        draws = _auroc_draws(values, positive, measure.name)
    else:
        sums = np.array([sum(s.value * s.weight for s in row) for row in rows])
        weights = np.array([sum(s.weight for s in row) for row in rows])
        if weights.sum() <= 0:
            return None
        middle = float(sums.sum() / weights.sum())
        draws = _mean_draws(sums, weights, measure.name)
    low, high = np.percentile(draws, INTERVAL)
    return Figure(
        value=round(middle, 6), low=round(float(low), 6), high=round(float(high), 6), n=len(rows)
    )


def _mean_draws(sums: Floats, weights: Floats, name: str) -> Floats:
    picks = generator(name).integers(0, len(sums), size=(DRAWS, len(sums)))
    total = weights[picks].sum(axis=1)
    drawn: Floats = sums[picks].sum(axis=1) / np.maximum(total, 1e-12)
    return drawn


def _auroc_draws(values: Floats, positive: NDArray[np.bool_], name: str) -> Floats:
    """Positives and negatives are drawn apart, so that neither side is ever empty."""
    yes, no = values[positive], values[~positive]
    random = generator(name)
    higher = (yes[:, None] > no[None, :]) + 0.5 * (yes[:, None] == no[None, :])
    return np.array(
        [
            higher[random.integers(0, len(yes), len(yes))][
                :, random.integers(0, len(no), len(no))
            ].mean()
            for _ in range(DRAWS // 4)
        ]
    )


def generator(name: str) -> np.random.Generator:
    """A random source that depends on a name only."""
    return np.random.default_rng(zlib.crc32(name.encode()))
