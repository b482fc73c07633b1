"""Scale table: what synthetic corpora of growing sizes cost, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.bench.table import table

COMMAND = "python -m eval bench --scale-only --save --scale"


def scale_table(rows: Sequence[Mapping[str, Any]]) -> str:
    """A column for each row of the committed log, and how the largest one grew; "" without rows."""
    return "\n".join(_lines(rows)) + "\n" if rows else ""


def _lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    sizes = " ".join(str(round(row["records"], -3)) for row in rows)
    yield f"由 `{COMMAND} {sizes}` 生成。墙钟受机器上别的活影响，所以都写了负荷和处理器时间。\n"
    heads = [f"{row['records']:,} 条" for row in rows]
    cells = [_cells(row) for row in rows]
    yield from table(
        ("合成语料", *heads), [(name, *(cell[name] for cell in cells)) for name in cells[0]]
    )
    largest = rows[-1]
    yield f"\n收到 {largest['records']:,} 条的过程：每一段的速度\n"
    yield from table(
        ("收到（条）", "条/秒", "条/处理器秒", "记录库", "进程内存", "负荷"),
        [_stage(stage) for stage in largest["stages"]],
    )


def _cells(row: Mapping[str, Any]) -> dict[str, str]:
    asked, ingest, index, more = row["asked"], row["ingest"], row["index"], row["one_more"]
    return {
        "测于": f"{row['created'][:10]}，提交 {str(row['commit'])[:7]}，{row['cores']} 核，"
        f"负荷 {row['load']}",
        "嵌入模型": row["model"],
        "收录连建索引": f"{row['ingest_records_a_second']:g} 条/秒",
        "其中读取、解析、查重、嵌入、写库": _spent(ingest),
        "其中建索引": _spent(index),
        "再收一遍（全部未变）": _spent(row["again"]),
        "再收一篇（30 条）": _spent(more),
        "记录库 / 索引，磁盘": f"{row['store_mb']:.0f} / {row['index_mb']:.0f} MB",
        "内存：收录 / 建索引": f"{ingest['rss_mb']:.0f} / {index['rss_mb']:.0f} MB",
        "打开索引": f"{asked['opened_ms']} 毫秒",
        "冷：头一次查询": f"{asked['first_ms']} 毫秒",
        "冷：头 60 次，中位 / p95": f"{asked['cold_median_ms']} / {asked['cold_p95_ms']} 毫秒",
        "热：中位 / p95": f"{asked['median_ms']} / {asked['p95_ms']} 毫秒",
        "热：处理器时间": f"{asked['cpu_ms']} 毫秒",
        "查询进程的内存": f"{asked['rss_mb']:.0f} MB",
    }


def _spent(spent: Mapping[str, Any]) -> str:
    return f"{spent['seconds']:.1f} 秒（处理器 {spent['cpu_seconds']:.1f} 秒）"


def _stage(stage: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        f"{stage['records']:,}",
        f"{stage['records_a_second']:g}",
        f"{stage['records_a_cpu_second']:g}",
        f"{stage['store_mb']:.0f} MB",
        f"{stage['rss_mb']:.0f} MB",
        stage["load"],
    )
