"""compose CASE -o FILE: the whole notice from a case file."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from assistant.chat.workspace import open_drafter
from assistant.cli.inputs import stdin
from assistant.cli.options import add_corpus
from assistant.cli.output import tell
from assistant.compose.block import ComposedNotice
from assistant.compose.case import Case
from assistant.compose.docx_notice import as_docx
from assistant.compose.measures import CaseMeasures, measures_of
from assistant.compose.notice import compose
from assistant.compose.plain import as_markdown, as_text
from assistant.compose.read_case import read_case
from assistant.compose.table import as_table
from assistant.drafting.draft import Drafter
from assistant.errors import InputUnreadable, WrongCall
from assistant.files.decode import decode
from assistant.files.load import load
from assistant.settings import read_settings
from assistant.whole_file import PUBLIC, write_whole

SUFFIXES = (".docx", ".md", ".txt", ".xlsx")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``compose``."""
    parser.add_argument("case", metavar="CASE", help="案例文件：.yaml、.json，或 - 表示标准输入")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        required=True,
        help="写到哪里：.docx（GB/T 9704 版式）、.md、.txt 为通报；.xlsx 为内部整改台账",
    )
    parser.add_argument(
        "--skeleton",
        choices=("three_part", "direct"),
        help="three_part：组织、整改情况、下一步三段式；direct：每个问题一章（默认按案例文件）",
    )
    add_corpus(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compose and write; what is not given is a placeholder and a line on standard error."""
    target = Path(arguments.output)
    if target.suffix.lower() not in SUFFIXES:
        raise WrongCall(f"写不了“{target.name}”：文件名请以 {'、'.join(SUFFIXES)} 结尾")
    case = read_case(decode(load(arguments.case, stdin()), arguments.case).text, arguments.case)
    if arguments.skeleton is not None:
        case = case.model_copy(update={"skeleton": arguments.skeleton})

    def drafter() -> Drafter:
        return open_drafter(read_settings(), arguments.corpus)[2]

    measures = measures_of(case, drafter)
    notice = compose(case, measures.texts)
    _save(target, _content(case, measures, notice, target.suffix.lower()))
    _report(target, case, measures, notice)
    return 0


def _content(case: Case, measures: CaseMeasures, notice: ComposedNotice, suffix: str) -> bytes:
    if suffix == ".docx":
        return as_docx(notice)
    if suffix == ".xlsx":
        return as_table(case, measures.texts)
    return (as_markdown(notice) if suffix == ".md" else as_text(notice)).encode("utf-8")


def _save(target: Path, content: bytes) -> None:
    try:
        write_whole(target, content, mode=PUBLIC)
    except OSError as error:
        raise InputUnreadable(
            f"写不了“{target}”（{error.strerror}）：请检查文件夹是否存在、是否可写"
        ) from error


def _report(target: Path, case: Case, measures: CaseMeasures, notice: ComposedNotice) -> None:
    for fact in measures.left:
        tell(f"没有用上的事实（看不出属于哪个问题）：{fact}")
    if measures.masked:
        tell(f"{measures.masked}处没有依据的事实已改为待填项")
    for remark in notice.remarks:
        tell(remark)
    open_places = Counter(notice.placeholders())
    for text, times in open_places.items():
        tell(f"待填：{text[4:-1]}" + (f"（{times}处）" if times > 1 else ""))
    drafted = f"，其中{measures.drafted}个由程序起草措施" if measures.drafted else ""
    tell(f"已写出 {target}：{len(case.problems)}个问题{drafted}，还缺{sum(open_places.values())}处")
