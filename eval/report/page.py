"""Page: the whole report as one HTML file."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from eval.history import read_history
from eval.log import Log
from eval.registry import SUITES
from eval.report.plots import plots
from eval.report.tables import (
    NOTICE_COLUMNS,
    RULE_COLUMNS,
    cards,
    groups_table,
    measures_table,
)
from eval.report.trend import trend
from eval.sample import Measure, Result, Suite

HERE = Path(__file__).resolve().parent
LONGEST = 1200  # characters of one value in the sample browser
MOST = 12  # items of one list


def write_page(log: Log, path: Path) -> None:
    """Write the report of a log, compressed where the name ends in .gz."""
    data = page_of(log).encode()
    # without the time of compression: the same log gives the same file
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)


def page_of(log: Log) -> str:
    """The report of a log; it loads nothing from elsewhere, and runs no script but its own.

    Its policy stands before everything that comes out of a log, so that nothing there can
    loosen it.
    """
    suites = [suite for suite in SUITES.values() if suite.name in log.figures]
    style, script = ((HERE / f"page.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return Template((HERE / "page.html").read_text(encoding="utf-8")).substitute(
        policy=(
            f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
            "base-uri 'none'; form-action 'none'"
        ),
        style=style,
        script=script,
        facts=_facts(log),
        cards="".join(cards(log, suites)),
        sections="".join(_section(log, suite) for suite in suites) + trend(read_history(), SUITES),
        links="".join(f'<a href="#{s.name}">{escape(s.title)}</a>' for s in suites),
        data=_data(log, suites),
    )


def _hash(text: str) -> str:
    """A script or style as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _facts(log: Log) -> str:
    head = log.head
    errors = sum(item.error is not None for item in log.results)
    tokens = sum(item.tokens for item in log.results)
    revision = (head.get("commit") or "无")[:12] + (
        "（有未提交的改动）" if head.get("dirty") else ""
    )
    settings = head.get("settings", {})
    rows = {
        "生成时间": str(head.get("created", "")).replace("T", " "),
        "版本": revision,
        "通报": f"{head.get('notices')} 篇（{settings.get('notices')}）",
        "样本": f"{len(log.results)} 个，出错 {errors} 个"
        + ("，快速" if settings.get("fast") else ""),
        "用时": f"{head.get('seconds')} 秒" + (f"，模型读写 {tokens} 个词元" if tokens else ""),
        "数据": "，".join(f"{key} {value}" for key, value in head.get("data", {}).items()),
        "模型": "，".join(head.get("models", {}).values()),
    }
    return "".join(f"<dt>{escape(key)}</dt><dd>{escape(value)}</dd>" for key, value in rows.items())


def _section(log: Log, suite: Suite) -> str:
    drawn = "".join(plots(log, suite))
    parts = [
        f'<section id="{suite.name}"><h2>{escape(suite.title)}</h2><p>{escape(suite.about)}</p>',
        f'<div class="plots">{drawn}</div>' if drawn else "",
        measures_table(log, suite),
    ]
    if suite.name == "review":
        parts.append(f"<h3>逐条规则</h3>{groups_table(log, suite, RULE_COLUMNS, '规则')}")
    elif suite.name == "drafting":
        parts.append(f"<h3>逐篇通报</h3>{groups_table(log, suite, NOTICE_COLUMNS, '通报')}")
    elif suite.name == "curve":
        columns = [measure.name for measure in suite.measures]
        parts.append(f"<h3>逐点</h3>{groups_table(log, suite, columns, '规模')}")
    return "".join((*parts, "</section>"))


def _data(log: Log, suites: Sequence[Suite]) -> str:
    """The samples for the browser, as JSON that cannot end its script element."""
    known = {suite.name: suite for suite in suites}
    data = {
        "suites": {
            suite.name: {
                "title": suite.title,
                "labels": dict(suite.labels),
                "measures": {measure.name: measure.title for measure in suite.measures},
            }
            for suite in suites
        },
        "samples": [
            _sample(item, known[item.suite]) for item in log.results if item.suite in known
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")


def _sample(item: Result, suite: Suite) -> dict[str, Any]:
    measures = {measure.name: measure for measure in suite.measures}
    return {
        "s": item.suite,
        "id": item.sample.id,
        "g": item.sample.group,
        "in": _short(item.sample.input),
        "want": _short(item.sample.target),
        "out": _short(item.output) if item.output is not None else None,
        "err": item.error,
        "ms": item.milliseconds,
        "tok": item.tokens,
        "bad": bool(item.error) or any(_is_bad(measures[s.name], s.value) for s in item.scores),
        "loss": _loss(item, measures),
        "sc": [[s.name, s.value, s.group, s.answer, s.explanation] for s in item.scores],
    }


def _is_bad(measure: Measure, value: float) -> bool:
    """Whether a score that may reach the full value does not."""
    if measure.aggregate != "mean" or measure.tolerance is None:
        return False
    if measure.better == "lower":  # how far a span is off is no mistake
        return measure.headline and value > 0
    return measure.percent and value < 1


def _loss(item: Result, measures: Mapping[str, Measure]) -> float:
    """How far a sample stays behind the best there is, 0 to 1; more than that where it failed."""
    if item.error:
        return 2.0
    lost = [
        min(1.0, max(0.0, score.value if measure.better == "lower" else 1 - score.value))
        for score in item.scores
        if (measure := measures[score.name]).aggregate == "mean"
        and measure.tolerance is not None
        and (measure.headline or measure.percent)
    ]
    return round(sum(lost) / len(lost), 3) if lost else 0.0


def _short(value: Any) -> Any:
    """A value with long texts and lists cut, and empty parts left out."""
    if isinstance(value, Mapping):
        return {key: _short(item) for key, item in value.items() if item not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return list(_items(value))
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST]}……（共 {len(value)} 字）"
    return value


def _items(values: Sequence[Any]) -> Iterator[Any]:
    yield from (_short(item) for item in values[:MOST])
    if len(values) > MOST:
        yield f"……共 {len(values)} 项"
