"""Table: the figures of a benchmark as Markdown, for the terminal and for both READMEs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

ABSENT = "未安装"


def tables(found: Mapping[str, Any]) -> str:
    """All tables of one run, with what it was made on."""
    return "\n".join(_lines(found)) + "\n"


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    made = f"{found['created'][:10]}，{found['cores']} 核，提交 {str(found['commit'])[:7]}"
    load = f"，测量时机器负载 {found['load']}" if found["load"] is not None else ""
    yield f"由 `python -m eval bench --save` 生成（{made}{load}；倍数都在同一次运行中相比）。\n"
    yield "审核：同一批通报、同一批植入的缺陷（每条规则一处），整个进程\n"
    yield from table(
        ("工具", "版本", "一篇用时", "为本项目的", "无缺陷通报上的发现（平均）", "找到的缺陷"),
        [_review(row) for row in found["review"]],
    )
    yield "\n检索：同一批问题、同一个向量模型\n"
    yield from table(
        ("做法", "nDCG@10", "一次查询", "为本项目的"),
        [
            (r["way"], r["ndcg"], f"{r['milliseconds']} 毫秒", f"{r['times_ours']} 倍")
            for r in found["retrieval"]
        ],
    )
    yield "\n离线起草：一个问题各步用时\n"
    yield from table(
        ("步骤", "用时", "为一次向量计算的"),
        [
            (r["step"], f"{r['milliseconds']} 毫秒", f"{r['times_embedding']} 倍")
            for r in found["drafting"]
        ],
    )
    yield "\n命令：整个进程\n"
    yield from table(
        ("命令", "用时", "为空进程的"),
        [(r["command"], f"{r['seconds']} 秒", f"{r['times_empty']} 倍") for r in found["commands"]],
    )


def _review(row: Mapping[str, Any]) -> tuple[Any, ...]:
    if not row["version"]:
        return (row["tool"], ABSENT, "", "", "", "")
    return (
        row["tool"],
        row["version"],
        f"{row['seconds']} 秒",
        f"{row['times_ours']} 倍",
        row["findings_clean"],
        f"{len(row['found'])}/{row['defects']}",
    )


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    """The lines of a Markdown table."""
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(map(str, row))} |"
