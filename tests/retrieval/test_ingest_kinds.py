"""Each kind of file that offices have goes in with the same records; page furniture is reported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from made_files import docx_bytes, paragraph, pdf_bytes, table

from assistant.files.read import read_document
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.retrieval.corpus import Corpus
from assistant.retrieval.cuttings import cuttings, told
from assistant.retrieval.index import open_index
from assistant.retrieval.ingest import Row, ingest

TITLE = "中共岫川县粮食局党组关于十二届县委第三轮巡察整改进展情况的通报"
LEAD = (
    "根据县委部署，2025年3月4日至4月11日，县委第五巡察组对岫川县粮食局党组开展了巡察，"
    "5月9日反馈了意见。现将整改进展情况公布如下。"
)
PROBLEMS = (
    ("库存台账更新不及时", "一是盘点粮仓12座，6月9日前补录台账36条。"),
    ("维修采购未按规定比价", "一是复核维修合同18份，退回不合规单据5份。"),
    ("党员活动记录不完整", "一是补齐活动记录本21本，7月起按月抽查。"),
)
CONTACT = "欢迎监督。电话：0000-7654321；通信地址：岫川县仓前路1号；邮政编码：000000。"
SIGNATURE = "中共岫川县粮食局党组"
DATE = "2025年12月1日"
HEADS = [f"（{n}）关于“{p}”问题" for n, (p, _) in zip("一二三", PROBLEMS, strict=True)]
LINES = [
    TITLE,
    LEAD,
    *(line for head, (_, measure) in zip(HEADS, PROBLEMS, strict=True) for line in (head, measure)),
    CONTACT,
    SIGNATURE,
    DATE,
]
TEXT = "\n".join(LINES) + "\n"
# the like in traditional characters, as an office that writes Big5 has it
TRADITIONAL = """中共岫川縣糧食局黨組關於十二屆縣委第三輪巡察整改進展情況的通報
根據縣委部署，2025年3月4日至4月11日，縣委第五巡察組對岫川縣糧食局黨組開展了巡察，5月9日反饋了意見。
（一）關於“庫存臺賬更新不及時”問題
一是盤點糧倉12座，6月9日前補錄臺賬36條。
（二）關於“維修採購未按規定比價”問題
一是複核維修合同18份，退回不合規單據5份。
（三）關於“黨員活動記錄不完整”問題
一是補齊活動記錄本21本，7月起按月抽查。
歡迎監督。電話：0000-7654321。
"""


def in_tables() -> bytes:
    """A .docx that lists problem and measures in a table."""
    rows = [
        (str(n), f"关于“{problem}”问题", measure)
        for n, (problem, measure) in enumerate(PROBLEMS, 1)
    ]
    around = [paragraph(line) for line in (TITLE, LEAD)]
    after = [paragraph(line) for line in (CONTACT, SIGNATURE, DATE)]
    grid = table(("序号", "反馈问题", "整改情况"), *rows)
    return docx_bytes("".join([*around, grid, *after]))


def page() -> bytes:
    """A saved web page with its furniture."""
    body = "".join(f"<p>{line}</p>" for line in LINES)
    return (
        '<html><head><meta charset="utf-8"><title>通知</title></head><body>'
        "<div>您现在的位置：首页 &gt; 政务公开</div>"
        "<div>发布时间：2025-12-02 09:30 来源：本站 浏览次数：88</div>"
        f"<article>{body}</article><div>【打印】 【关闭】</div>"
        "<div>上一篇：关于召开工作会议的通知</div></body></html>"
    ).encode()


KINDS: Mapping[str, Callable[[], bytes]] = {
    "plain.docx": lambda: docx_bytes("".join(map(paragraph, LINES))),
    "table.docx": in_tables,
    "pages.pdf": lambda: pdf_bytes("\n".join(LINES[:5]), "\n".join(LINES[5:])),
    "page.html": page,
    "utf8.txt": lambda: TEXT.encode("utf-8"),
    "mark.txt": lambda: b"\xef\xbb\xbf" + TEXT.encode("utf-8"),
    "utf16.txt": lambda: TEXT.encode("utf-16"),
    "utf16be.txt": lambda: TEXT.encode("utf-16-be"),
    "gb18030.txt": lambda: TEXT.encode("gb18030"),
    "marked.md": lambda: ("# " + TEXT).encode(),
}


def take(*paths: Path, data_dir: Path) -> list[Row]:
    return list(ingest([str(path) for path in paths], data_dir=data_dir, read=read_document))


@pytest.mark.parametrize("name", list(KINDS))
def test_each_kind_gives_the_same_records(name: str, tmp_path: Path, data_dir: Path) -> None:
    (tmp_path / name).write_bytes(KINDS[name]())
    (row,) = take(tmp_path / name, data_dir=data_dir)
    assert (row.outcome, row.records) == ("added", 3)
    with open_index(data_dir) as index:
        view = index.care.view(name)
        assert [record.problem for record in view.records] == [p for p, _ in PROBLEMS]
        for record, (_, measure) in zip(view.records, PROBLEMS, strict=True):
            assert measure.removeprefix("一是").rstrip("。") in "".join(record.measures)
            assert record.measures[0] in view.text[record.start : record.end]
        assert view.notice.profile.level == "county"
        assert view.notice.profile.year == 2025


def test_big5_goes_in(tmp_path: Path, data_dir: Path) -> None:
    path = tmp_path / "big5.txt"
    path.write_bytes(TRADITIONAL.encode("big5", "replace"))
    assert read_document(str(path)).encoding == "big5"
    (row,) = take(path, data_dir=data_dir)
    assert (row.outcome, row.records) == ("added", 3)


def test_page_furniture_is_cut_away_and_reported(tmp_path: Path, data_dir: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(page())
    (row,) = take(path, data_dir=data_dir)
    assert set(row.residue) == {"导航", "页面信息", "按钮"}
    assert "去掉页面残留" in row.reason
    assert f"按钮 {row.residue['按钮']}字" in row.reason
    with open_index(data_dir) as index:
        words = " ".join(record.text for record in index.records())
        assert "打印" not in words
        assert dict(index.notices()[0].residue) == dict(row.residue)


def test_clean_notice_has_nothing_to_report() -> None:
    cut = cuttings(parse(Document(text=TEXT)))
    assert cut == {}
    assert told(cut) == ""


def test_folder_with_subfolders_of_all_kinds(tmp_path: Path, data_dir: Path) -> None:
    folder = tmp_path / "归档"
    for number, (name, make) in enumerate(KINDS.items()):
        place = folder / str(number % 3)
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(make())
    (folder / "说明.txt").write_text("本文件夹存放整改通报。", encoding="utf-8")
    rows = take(folder, data_dir=data_dir)
    assert len(rows) == len(KINDS) + 1
    assert {row.outcome for row in rows if not row.path.endswith("说明.txt")} <= {
        "added",
        "unchanged",
    }
    # ten files of one notice: kept ten times at most, offered once
    with open_index(data_dir) as index:
        assert len(index.records()) == 3
        care: Corpus = index.care
        assert len(care.notices()) >= 4
