"""corpus ACTION: look at what has been ingested, correct its parse, take out and bring back."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict

from assistant.cli.filters import add_filters, read_filters
from assistant.cli.options import add_corpus
from assistant.cli.output import print_json, print_text, tell
from assistant.cli.parser import whole_number
from assistant.errors import WrongCall
from assistant.retrieval.backing import open_backing
from assistant.retrieval.corpus import NoticeView
from assistant.retrieval.corrections import Correction, Merge, Reword, Split
from assistant.retrieval.index import Index, open_index, rebuild_index
from assistant.retrieval.profile import KINDS, LEVELS, UNIT_TYPES
from assistant.retrieval.record import StoredNotice
from assistant.settings import read_settings

ACTIONS: Mapping[str, str] = {
    "list": "列出通报",
    "show": "看一篇的记录和修改历史",
    "merge": "把相邻两条记录并为一条",
    "split": "把一条记录从某字处拆成两条",
    "reword": "改写一条记录的问题",
    "undo": "撤销上一次修改",
    "remove": "移入回收站",
    "trash": "列出回收站",
    "restore": "从回收站恢复",
    "purge": "清空回收站（写明通报则只彻底删除这一篇）",
    "stats": "数量与索引状态",
    "rebuild": "按现在的解析和模型重新建立索引",
}
NAMED = frozenset({"show", "merge", "split", "reword", "undo", "remove", "restore"})
EITHER = frozenset({"purge"})


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``corpus``."""
    parser.add_argument(
        "action",
        metavar="ACTION",
        choices=tuple(ACTIONS),
        help="；".join(f"{name}：{about}" for name, about in ACTIONS.items()),
    )
    parser.add_argument("notice", metavar="NOTICE", nargs="?", help="哪一篇：编号、文件名或标题")
    parser.add_argument(
        "--record", metavar="N", action="append", default=[], help="哪条记录（merge 要写两次）"
    )
    parser.add_argument(
        "--at",
        metavar="OFFSET",
        type=whole_number(1, 10**8),
        help="split：从原文第几个字处拆开（show 列出每条的起止）",
    )
    parser.add_argument("--problem", metavar="TEXT", help="reword：新的问题；split：后一条的问题")
    parser.add_argument("--focus-area", metavar="TEXT", help="reword：新的所属方面")
    add_corpus(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="输出格式（默认 text）"
    )
    add_filters(parser, focus=False)


def run(arguments: argparse.Namespace) -> int:
    """Do the action and print what it was done to."""
    _check(arguments)
    settings = read_settings()
    backing = open_backing(settings)
    if arguments.action == "rebuild":
        tell("正在重新建立索引")
        parsed = rebuild_index(backing, arguments.corpus)
        tell(f"索引已重建，其中重新解析 {parsed} 篇")
    index = open_index(settings.data_dir, arguments.corpus, backing=backing)
    try:
        DONE[arguments.action](index, arguments)
    finally:
        index.close()
    return 0


def _check(arguments: argparse.Namespace) -> None:
    """Is everything there that the action needs? Raises WrongCall."""
    action, given = arguments.action, arguments.notice is not None
    if action in NAMED and not given:
        raise WrongCall(f"corpus {action} 要写明哪一篇：编号、文件名或标题")
    if given and action not in NAMED | EITHER:
        raise WrongCall(f"corpus {action} 不带通报：它针对整个语料库")
    wanted = {"merge": 2, "split": 1, "reword": 1}.get(action, 0)
    if len(arguments.record) != wanted:
        raise WrongCall(
            f"corpus {action} 要用 --record 写明{wanted}条记录的编号"
            if wanted
            else f"corpus {action} 不用 --record：它针对整篇通报"
        )
    if action == "split" and arguments.at is None:
        raise WrongCall("corpus split 要用 --at 写明从原文第几个字处拆开")
    if action == "reword" and not (arguments.problem or "").strip():
        raise WrongCall("corpus reword 要用 --problem 写明新的问题")


def _list(index: Index, arguments: argparse.Namespace) -> None:
    _show(index.notices(read_filters(arguments)), arguments.format)


def _trash(index: Index, arguments: argparse.Namespace) -> None:
    _show(index.care.trash(), arguments.format)


def _view(index: Index, arguments: argparse.Namespace) -> None:
    _print_view(index.care.view(arguments.notice), arguments.format)


def _correct(index: Index, arguments: argparse.Namespace) -> None:
    view = index.care.correct(arguments.notice, _correction(arguments))
    tell(f"{view.history[-1].change}：现有记录 {len(view.records)} 条，可用 corpus undo 撤销")
    _print_view(view, arguments.format)


def _correction(arguments: argparse.Namespace) -> Correction:
    if arguments.action == "merge":
        return Merge(first=arguments.record[0], second=arguments.record[1])
    if arguments.action == "split":
        return Split(record=arguments.record[0], offset=arguments.at, problem=arguments.problem)
    return Reword(
        record=arguments.record[0], problem=arguments.problem, focus_area=arguments.focus_area
    )


def _undo(index: Index, arguments: argparse.Namespace) -> None:
    _print_view(index.care.undo(arguments.notice), arguments.format)


def _remove(index: Index, arguments: argparse.Namespace) -> None:
    removed = index.remove(arguments.notice)
    tell(
        f"已移出“{removed.title or removed.source}”，原有记录 {removed.records} 条；"
        f"恢复：corpus restore {removed.id}"
    )
    _show([removed], arguments.format)


def _restore(index: Index, arguments: argparse.Namespace) -> None:
    restored = index.care.restore(arguments.notice)
    tell(f"已恢复“{restored.title or restored.source}”，记录 {restored.records} 条")
    _show([restored], arguments.format)


def _purge(index: Index, arguments: argparse.Namespace) -> None:
    gone = index.care.purge(arguments.notice)
    tell(f"已彻底删除 {len(gone)} 篇，不能再恢复")
    _show(gone, arguments.format)


def _show(notices: Iterable[StoredNotice], form: str) -> None:
    if form == "json":
        print_json([_notice_json(notice) for notice in notices])
        return
    for notice in notices:
        cells = (notice.id, _state(notice), notice.source, notice.title or "（无标题）")
        print_text("\t".join(" ".join(cell.split()) for cell in cells) + "\n")


def _notice_json(notice: StoredNotice) -> dict[str, object]:
    return {**asdict(notice), "meta": dict(notice.meta), "residue": dict(notice.residue)}


def _state(notice: StoredNotice) -> str:
    if notice.trashed is not None:
        return f"回收站：{notice.trash_reason}"
    if notice.quarantined is not None:
        return f"隔离：{notice.quarantined}"
    if notice.duplicate_of is not None:
        return f"重复：检索时用 {notice.duplicate_of}"
    return f"{notice.records}条" + ("（已修改）" if notice.version else "")


def _print_view(view: NoticeView, form: str) -> None:
    notice = view.notice
    if form == "json":
        print_json(
            {
                "notice": _notice_json(notice),
                "records": [asdict(record) for record in view.records],
                "history": [asdict(version) for version in view.history],
            }
        )
        return
    profile = notice.profile
    told = (
        KINDS.get(profile.kind or "", "巡视或巡察未知"),
        LEVELS.get(profile.level or "", "层级未知"),
        UNIT_TYPES.get(profile.unit_type or "", "单位类型未知"),
        f"{profile.year}年" if profile.year else "年份未知",
    )
    print_text(f"{notice.id}\t{_state(notice)}\t{notice.source}\t{'，'.join(told)}\n")
    for record in view.records:
        number = record.id.rpartition("-")[2]
        cells = (number, f"{record.start}-{record.end}", f"{len(record.measures)}条措施")
        print_text("\t".join((*cells, record.problem)) + "\n")
    for version in view.history:
        mark = "当前" if version.head else ""
        print_text(f"第{version.number}版\t{version.made}\t{version.change}\t{mark}\n")


def _stats(index: Index, arguments: argparse.Namespace) -> None:
    stats = index.stats()
    if arguments.format == "json":
        print_json(asdict(stats))
        return
    print_text(
        f"语料库\t{stats.corpus}\n通报\t{stats.notices}\n其中隔离\t{stats.quarantined}\n"
        f"其中重复\t{stats.duplicates}\n回收站\t{stats.trashed}\n"
        f"可用记录\t{stats.records}\n向量模型\t{stats.model}\n"
        f"索引\t{'最新' if stats.fresh else '需要重建（下次查询时自动进行）'}\n"
    )


DONE: Mapping[str, Callable[[Index, argparse.Namespace], None]] = {
    "list": _list,
    "show": _view,
    "merge": _correct,
    "split": _correct,
    "reword": _correct,
    "undo": _undo,
    "remove": _remove,
    "trash": _trash,
    "restore": _restore,
    "purge": _purge,
    "stats": _stats,
    "rebuild": _stats,
}
