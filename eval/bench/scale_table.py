"""Scale table: what synthetic corpora of growing sizes cost, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from eval.bench.table import table

LEXICAL = "python -m eval.scale --data 十万条的data --folder 新文件夹 --save --lexical"
PGVECTOR = "DATABASE_URL=… python -m eval.scale --data 十万条的data --save --pgvector"
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


def lexical_table(row: Mapping[str, Any] | None) -> str:
    """The word side of a corpus laid side by side many times; "" where it was not measured."""
    return "\n".join(_words(row)) + "\n" if row is not None else ""


def _words(row: Mapping[str, Any]) -> Iterator[str]:
    asked = row["asked"]
    yield (
        f"由 `{LEXICAL} {row['copies']}` 生成（{row['created'][:10]}，提交 {str(row['commit'])[:7]}，"
        f"负荷 {row['load']}）。\n"
    )
    yield from table(
        ("词面一侧", f"{row['records']:,} 条（一份的 {row['copies']} 倍）"),
        [
            ("倒排项（问题和全文两张表）", f"{row['postings'] / 1e6:.0f} 百万"),
            ("磁盘（映射）", f"{row['disk_mb']:.0f} MB"),
            ("并成一段", _spent(row["merge"])),
            ("打开", f"{asked['opened_ms']} 毫秒"),
            ("一次查询，两张表：中位 / p95", f"{asked['median_ms']} / {asked['p95_ms']} 毫秒"),
            ("一次查询，处理器时间", f"{asked['cpu_ms']} 毫秒"),
            (
                "每个词都逐条计分：中位 / 处理器时间",
                f"{asked['every_median_ms']} / {asked['every_cpu_ms']} 毫秒",
            ),
            ("两种算法前 200 个分数的最大差", f"最高分的 {asked['differs']:.0e}"),
            ("进程内存（映射在内）", f"{asked['rss_mb']:.0f} MB"),
        ],
    )


def pgvector_table(row: Mapping[str, Any] | None) -> str:
    """A vector index inside PostgreSQL beside the exact scan; "" where it was not measured."""
    return "\n".join(_vectors(row)) + "\n" if row is not None else ""


def _vectors(row: Mapping[str, Any]) -> Iterator[str]:
    yield (
        f"由 `{PGVECTOR} {row['rows']}` 生成（{row['created'][:10]}，提交 {str(row['commit'])[:7]}，"
        f"负荷 {row['load']}；PostgreSQL {row['server']}，pgvector {row['extension']}，HNSW 默认参数）。\n"
    )
    yield from table(
        (f"{row['rows']:,} 条 × {row['dimensions']} 维", "pgvector", "本机精确扫描"),
        [
            ("一个写者，30 条一个事务，索引随写随建", f"{row['one_writer']:g} 条/秒", "–"),
            ("三个写者同时", f"{row['writers']:g} 条/秒", "–"),
            ("三个写者之后，丢的和查不到的", row["lost"], "–"),
            (
                "查前 200，中位 / p95",
                f"{row['median_ms']} / {row['p95_ms']} 毫秒",
                f"{row['scan_median_ms']} / {row['scan_p95_ms']} 毫秒",
            ),
            ("前 200 的召回", row["recall"], 1),
        ],
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
