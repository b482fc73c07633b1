"""Notices made by hand, so that retrieval is tested without the parser and without its faults."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.errors import InputUnreadable
from assistant.notice.document import Document
from assistant.notice.fold import fold
from assistant.notice.model import (
    Contact,
    Inspection,
    Measure,
    Node,
    Notice,
    Passage,
    Problem,
    Record,
)
from assistant.retrieval.index import Index, open_index
from assistant.retrieval.ingest import Row, ingest
from tests.support.killing import Nursery

Ingest = Callable[..., list[Row]]

WATER = """中共岚川县水务局党组关于巡察整改进展情况的通报
#管网改造推进缓慢
一是重排工期，6月30日前修复漏损点12处，漏损率由14.2%降至10.8%。
二是印发《供水管网巡检办法》，7月以来巡检20次。
#维修费把关不严
一是复核2022年以来凭证416份，查出超付1.26万元，已全部追回并上缴国库。
#党组会上主要负责人率先表态
一是修订党组议事规则，写明主要负责人末位表态。
"""
SCHOOL = """中共云汀县实验小学党支部关于巡察整改进展情况的通报
#违规发放津补贴
一是清退2019年以来超标准发放的津补贴3.2万元。
#食堂食品安全管理不严
一是每周抽查留样柜，已抽查16次，退回不合格食材2批。
#“三会一课”制度落实不到位
一是印发组织生活月提醒清单，8月以来召开支部党员大会3次。
"""
VILLAGE = """中共青崧市柳沟村总支部委员会关于巡察整改进展情况的通报
#村务公开不及时
一是每月10日前在公开栏公布收支，已公布6期。
#集体资产出租管理不严
一是清理出租合同18份，补缴租金2.4万元。
#党费收缴不规范
一是重新核定党费标准，补交党费386元。
"""


def parse_by_hand(document: Document) -> Notice:
    """First line the title, a line with # a problem, the lines after it its measures."""
    records: list[Record] = []
    start = 0
    title = None
    for line in document.text.splitlines(keepends=True):
        text = line.strip()
        end = start + len(line)
        if text.startswith("#"):
            passage = Passage(text=line, start=start, end=end)
            problem = Problem(
                text=text[1:], start=start + 1, end=start + len(text), form="heading",
                heading=passage,
            )  # fmt: skip
            records.append(
                Record(
                    id=f"{document.digest}-{len(records) + 1:02}",
                    focus_area=None,
                    problem=problem,
                    measures=(),
                    status="done",
                    start=start,
                    end=end,
                )
            )
        elif text and records:
            last = records.pop()
            measure = Measure(text=text, start=start, end=start + len(text))
            records.append(
                Record(
                    id=last.id,
                    focus_area=None,
                    problem=last.problem,
                    measures=(*last.measures, measure),
                    status="done",
                    start=last.start,
                    end=end,
                )
            )
        elif text and title is None:
            title = Passage(text=text, start=start, end=start + len(text))
        start = end
    return Notice(
        text=document.text, folded=fold(document.text), source=document.source,
        encoding="utf-8", digest=document.digest, lines=(), title=title,
        issuer=title.text.partition("关于")[0] if title else None, signature=None,
        date_of_issue=None, date_passage=None, inspection=Inspection(kind="xuncha"),
        sections=(), records=tuple(records), claims=(), contact=Contact(),
        tree=Node(kind="notice", start=0, end=len(document.text)),
    )  # fmt: skip


def read_by_hand(path: str) -> Document:
    """UTF-8 text; an empty or missing file is unreadable, as for the real reader."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise InputUnreadable(f"读不到文件“{Path(path).name}”") from error
    if not text.strip():
        raise InputUnreadable(f"“{Path(path).name}”是空文件")
    return Document(text=text, source=Path(path).name)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with three fictional notices."""
    folder = tmp_path / "notices"
    folder.mkdir()
    for name, text in (("water", WATER), ("school", SCHOOL), ("village", VILLAGE)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """An empty data folder."""
    return tmp_path / "data"


@pytest.fixture
def take(data_dir: Path) -> Ingest:
    """``take(path, …)``: ingest by hand-made reading and parsing, all rows at once."""

    def run(*paths: Path | str, **options: object) -> list[Row]:
        wanted = {"read": read_by_hand, "parse": parse_by_hand, "data_dir": data_dir, **options}
        return list(ingest([str(path) for path in paths], **wanted))  # type: ignore[arg-type]

    return run


@pytest.fixture
def index(files: Path, data_dir: Path, take: Ingest) -> Index:
    """The three notices, ingested and opened."""
    take(files)
    return open_index(data_dir)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """Processes to be killed, started at once."""
    if not hasattr(os, "fork"):
        pytest.skip("这个系统没有 fork")
    found = Nursery()
    yield found
    found.close()
