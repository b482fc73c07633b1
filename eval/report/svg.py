"""SVG: the few plots of the report, drawn as text in the page's own fonts and colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 560
LABEL = 190  # width of the labels left of horizontal bars
ROW = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A horizontal bar: ``low`` and ``high`` are its interval, ``tone`` a class of the style."""

    label: str
    value: float
    text: str
    low: float | None = None
    high: float | None = None
    tone: str = "ours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a curve: points (x, y) in order of x."""

    label: str
    points: Sequence[tuple[float, float]]
    tone: str


def bars(items: Sequence[Bar], *, top: float, title: str) -> str:
    """Horizontal bars from 0 to ``top``, with whiskers where an interval is given."""
    scale = (WIDTH - LABEL - 70) / (top or 1)
    parts = []
    for i, item in enumerate(items):
        y = i * ROW
        length = max(1.0, min(item.value, top) * scale)
        middle = y + ROW / 2
        parts.append(
            f'<text class="label" x="{LABEL - 8}" y="{middle + 4}" text-anchor="end">'
            f"{escape(item.label)}</text>"
            f'<rect class="{item.tone}" x="{LABEL}" y="{y + 5}" width="{length:.1f}" '
            f'height="{ROW - 10}" rx="2"/>'
        )
        end = LABEL + length
        if item.low is not None and item.high is not None:
            left, right = LABEL + item.low * scale, LABEL + min(item.high, top) * scale
            end = max(end, right)
            parts.append(
                f'<path class="whisker" d="M{left:.1f} {middle}H{right:.1f}'
                f'M{left:.1f} {middle - 4}v8M{right:.1f} {middle - 4}v8"/>'
            )
        parts.append(f'<text class="value" x="{end + 6:.1f}" y="{middle + 4}">{item.text}</text>')
    return _svg("".join(parts), len(items) * ROW + 4, title)


def histogram(
    groups: Sequence[tuple[str, str, Sequence[float]]], *, top: float, title: str, bins: int = 20
) -> str:
    """Overlaid histograms of (label, tone, values) over [0, top]; each group sums to one."""
    left, bottom, height = 36, 168, 140
    width = (WIDTH - left - 12) / bins
    shares = []
    for _, _, values in groups:
        counts = [0] * bins
        for value in values:
            counts[min(bins - 1, max(0, int(value / top * bins)))] += 1
        shares.append([count / max(1, len(values)) for count in counts])
    highest = max((max(row) for row in shares), default=1.0) or 1.0
    parts = []
    for (_, tone, _), row in zip(groups, shares, strict=True):
        for i, share in enumerate(row):
            if share:
                tall = share / highest * height
                parts.append(
                    f'<rect class="{tone} half" x="{left + i * width + 1:.1f}" '
                    f'y="{bottom - tall:.1f}" width="{width - 2:.1f}" height="{tall:.1f}"/>'
                )
    for i in range(6):
        x = left + i / 5 * (WIDTH - left - 12)
        parts.append(
            f'<text class="tick" x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">'
            f"{top * i / 5:.2g}</text>"
        )
    parts.append(f'<path class="axis" d="M{left} {bottom}H{WIDTH - 12}"/>')
    parts.append(_legend([(label, tone) for label, tone, _ in groups], left))
    return _svg("".join(parts), bottom + 26, title)


def curve(
    lines: Sequence[Line], *, top: float, ticks: Sequence[float], unit: str, title: str
) -> str:
    """Lines over a common horizontal axis with the given ticks, from 0 to ``top``."""
    left, bottom, height = 46, 208, 170
    last = max(ticks)

    def x(value: float) -> float:
        return left + value / last * (WIDTH - left - 40)

    def y(value: float) -> float:
        return bottom - min(value, top) / top * height

    parts = []
    for i in range(5):
        level = top * i / 4
        parts.append(
            f'<path class="grid" d="M{left} {y(level):.1f}H{WIDTH - 30}"/>'
            f'<text class="tick" x="{left - 6}" y="{y(level) + 4:.1f}" text-anchor="end">'
            f"{level:.2g}</text>"
        )
    for tick in ticks:
        parts.append(
            f'<text class="tick" x="{x(tick):.1f}" y="{bottom + 16}" text-anchor="middle">'
            f"{tick:g}{escape(unit)}</text>"
        )
    for line in lines:
        path = "L".join(f"{x(a):.1f} {y(b):.1f}" for a, b in line.points)
        parts.append(f'<path class="line {line.tone}" d="M{path}"/>')
        for a, b in line.points:
            parts.append(
                f'<circle class="{line.tone}" cx="{x(a):.1f}" cy="{y(b):.1f}" r="3.5">'
                f"<title>{escape(line.label)} {a:g}{escape(unit)}：{b:.3f}</title></circle>"
            )
    parts.append(_legend([(line.label, line.tone) for line in lines], left))
    return _svg("".join(parts), bottom + 26, title)


def _legend(items: Sequence[tuple[str, str]], left: float) -> str:
    parts, x = [], left
    for label, tone in items:
        parts.append(
            f'<rect class="{tone}" x="{x:.0f}" y="2" width="12" height="12" rx="2"/>'
            f'<text class="label" x="{x + 17:.0f}" y="12">{escape(label)}</text>'
        )
        x += 30 + 13 * len(label)
    return "".join(parts)


def _svg(inside: str, height: float, title: str) -> str:
    return (
        f"<figure><figcaption>{escape(title)}</figcaption>"
        f'<svg viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label="{escape(title)}">'
        f"{inside}</svg></figure>"
    )
