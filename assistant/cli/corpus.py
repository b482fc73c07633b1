"""corpus list|remove|stats: look at what has been ingested, and take something out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import asdict

from assistant.cli.options import add_corpus
from assistant.cli.output import print_json, tell
from assistant.errors import WrongCall
from assistant.retrieval.index import Index, open_index
from assistant.retrieval.record import StoredNotice
from assistant.settings import read_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``corpus``."""
    parser.add_argument(
        "action",
        metavar="ACTION",
        choices=("list", "remove", "stats"),
        help="list：列出通报；remove：移出一篇；stats：数量与索引状态",
    )
    parser.add_argument(
        "notice", metavar="NOTICE", nargs="?", help="remove 的对象：编号、文件名或标题"
    )
    add_corpus(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="输出格式（默认 text）"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the notices, what was removed, or the counts."""
    if (arguments.action == "remove") != (arguments.notice is not None):
        raise WrongCall(
            "corpus remove 要写明移出哪一篇：编号、文件名或标题"
            if arguments.action == "remove"
            else f"corpus {arguments.action} 不带通报：只有 remove 需要"
        )
    index = open_index(read_settings().data_dir, arguments.corpus)
    try:
        if arguments.action == "list":
            _list(index, arguments.format)
        elif arguments.action == "stats":
            _stats(index, arguments.format)
        else:
            removed = index.remove(arguments.notice)
            tell(f"已移出“{removed.title or removed.source}”，原有记录 {removed.records} 条")
            _show([removed], arguments.format)
    finally:
        index.close()
    return 0


def _list(index: Index, form: str) -> None:
    _show(index.notices(), form)


def _show(notices: Iterable[StoredNotice], form: str) -> None:
    if form == "json":
        print_json([{**asdict(notice), "meta": dict(notice.meta)} for notice in notices])
        return
    for notice in notices:
        state = f"隔离：{notice.quarantined}" if notice.quarantined else f"{notice.records}条"
        cells = (notice.id, state, notice.source, notice.title or "（无标题）")
        sys.stdout.write("\t".join(cells) + "\n")


def _stats(index: Index, form: str) -> None:
    stats = index.stats()
    if form == "json":
        print_json(asdict(stats))
        return
    sys.stdout.write(
        f"语料库\t{stats.corpus}\n通报\t{stats.notices}\n其中隔离\t{stats.quarantined}\n"
        f"可用记录\t{stats.records}\n向量模型\t{stats.model}\n"
        f"索引\t{'最新' if stats.fresh else '需要重建（下次查询时自动进行）'}\n"
    )
