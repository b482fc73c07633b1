"""Reliability: the table of what the installation withstands, from tests/reliability.yaml and .json.

Rendered into the READMEs by render_docs.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = ROOT / "tests" / "reliability.yaml"
FIGURES = ROOT / "tests" / "reliability.json"
_NAMES: Mapping[str, str] = {
    "kills": "杀{}次", "acknowledged": "已确认{}条", "lost": "丢失{}", "duplicates": "重复{}",
    "users": "{}人", "rounds": "每人{}轮", "stream_seconds": "模型流{}秒", "seconds": "{}秒",
    "asked": "提问{}次", "answered": "答复{}次", "by_model": "由模型{}次", "cross_talk": "串话{}",
    "median_seconds": "中位{}秒", "p95_seconds": "p95 {}秒", "p95_review_seconds": "审核p95 {}秒",
    "reviews": "审核{}次", "errors": "错误{}", "megabytes_before": "内存{}MB起",
    "megabytes_after": "到{}MB", "strings": "{}条字符串", "alive": "活过来{}条", "pages": "{}次开页面",
    "events": "调用事件{}次", "callers": "{}种来人", "wrong": "错{}", "files": "{}份文件",
    "unexpected": "意外{}", "faults": "{}种故障", "failed": "失败{}",
    "worst_seconds": "最慢{}秒", "most_calls": "每种最多请求{}次",
    "processor_seconds": "服务器每次答复用处理器{}秒",
    "attacks": "{}次注入", "unguarded": "不设防时模型照说{}次", "obeyed": "设防后模型照做{}次",
    "came_through": "越过核对{}次",
}  # fmt: skip


def rows() -> list[dict[str, Any]]:
    """What must hold, each with its tests and the names of its figures."""
    found: list[dict[str, Any]] = yaml.safe_load(ROWS.read_text("utf-8"))["rows"]
    return found


def table() -> str:
    """The table as Markdown; a row without a long run says so with a dash."""
    kept = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    lines = ["| 必须做到 | 守住它的测试 | 长跑实测 |", "|---|---|---|"]
    for row in rows():
        files = sorted({name.partition("::")[0] for name in row["tests"]})
        tests = "、".join(f"[{Path(name).stem}]({name})" for name in files)
        measured = "；".join(_measured(kept, row.get("figures", []))) or "—"
        lines.append(f"| {row['must']} | {tests} | {measured} |")
    return "\n".join(lines) + "\n"


def _measured(kept: Mapping[str, Any], names: list[str]) -> Iterator[str]:
    for name in names:
        runs = [
            kept[key]
            for key in sorted(kept)
            if key == name or (name.endswith("-") and key.startswith(name))
        ]
        if runs:
            yield f"{name.strip('-')}：{_together(runs)}"


def _together(runs: list[Mapping[str, Any]]) -> str:
    """The figures of one kind of run, counts added up, with the day, commit and load of the last."""
    last = runs[-1]
    said = [
        words.format(last[key] if len(runs) == 1 else sum(run[key] for run in runs))
        for key, words in _NAMES.items()
        if key in last
    ]
    return f"{'，'.join(said)}（{last['date']}，{last['commit']}，负载{last['load']}）"
