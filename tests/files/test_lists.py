"""Lists of problems and facts: one an item, ordinals off, nothing else lost, none merged."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from made_files import docx_bytes, paragraph, table, xlsx_bytes

from assistant.errors import InputUnreadable
from assistant.files.facts_list import read_fact_list
from assistant.files.lists import items, without_ordinal
from assistant.files.problems import read_problem_list

Put = Callable[[str, bytes], str]
PROBLEMS = ["台账更新不及时", "公务接待把关不严", "台账更新不及时"]


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("1. 台账不全", "台账不全"),
        ("12、台账不全", "台账不全"),
        ("一、台账不全", "台账不全"),
        ("（十二）台账不全", "台账不全"),
        ("(3)台账不全", "台账不全"),
        ("④台账不全", "台账不全"),
        ("问题5：台账不全", "台账不全"),
        ("- 台账不全", "台账不全"),
        ("• 1. 台账不全", "台账不全"),
        ("3.5万元未收回", "3.5万元未收回"),
        ("2024年账目不清", "2024年账目不清"),
        ("（2024）5号文件未落实", "（2024）5号文件未落实"),
        ("一些台账不全", "一些台账不全"),
        ("“一岗双责”落实不到位", "“一岗双责”落实不到位"),
        ("-", "-"),
    ],
)
def test_ordinals(line: str, item: str) -> None:
    assert without_ordinal(line) == item


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("县委第三巡察组反馈问题清单", True),
        ("巡察反馈意见", True),
        ("反馈的问题如下：", True),
        ("未建立反馈问题清单", False),
        ("巡察反馈问题整改不到位", False),
        ("1. 巡察反馈问题清单", False),
        ("公务接待审批不严格", False),
        ("群众反映的问题", False),
    ],
)
def test_the_title_of_a_list_is_no_problem(put: Put, line: str, title: bool) -> None:
    told: list[str] = []
    path = put("清单.txt", f"{line}\n公务接待把关不严\n台账更新不及时\n".encode())
    found = read_problem_list(path, on_remark=told.append)
    assert len(found) == (2 if title else 3)
    assert any("标题" in remark for remark in told) is title


def test_a_title_alone_is_kept(put: Put) -> None:
    assert read_problem_list(put("清单.txt", "巡察反馈问题清单\n".encode())) == ["巡察反馈问题清单"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.txt",
            "一、台账更新不及时\r\n\r\n二、公务接待把关不严\r\n三、台账更新不及时".encode("gb18030"),
        ),
        ("a.md", "# 反馈问题\n\n- 台账更新不及时\n- 公务接待把关不严\n- 台账更新不及时\n".encode()),
        ("a.md", "## 1. 台账更新不及时\n## 公务接待把关不严\n## 台账更新不及时\n".encode()),
        ("a.docx", docx_bytes("".join(map(paragraph, PROBLEMS)))),
        (
            "a.docx",
            docx_bytes(
                paragraph("反馈问题台账")
                + table(
                    ("反馈问题台账", "", ""),
                    ("序号", "反馈问题", "责任股室"),
                    *((str(i), problem, "办公室") for i, problem in enumerate(PROBLEMS, 1)),
                )
            ),
        ),
        (
            "a.xlsx",
            xlsx_bytes(
                [
                    ("反馈问题清单", None, None, None),
                    ("序号", "类别", "具体问题（3个）", "问题"),
                    *((i, "党建", problem, "党建方面") for i, problem in enumerate(PROBLEMS, 1)),
                ]
            ),
        ),
        ("a.xlsx", xlsx_bytes([("问题",), *((problem,) for problem in PROBLEMS)])),
        ("a.xlsx", xlsx_bytes([(i, problem) for i, problem in enumerate(PROBLEMS, 1)])),
        (
            "a.xlsx",
            xlsx_bytes(
                [("说明", "本表由督查股填写")],
                [("序号", "存在问题"), (1, PROBLEMS[0]), (2, PROBLEMS[1])],
                [("序号", "存在问题"), (3, PROBLEMS[2])],
            ),
        ),
        ("a.xlsx", xlsx_bytes([("类", "问题"), ("甲", "1.台账更新不及时\n2.公务接待把关不严"),
                               ("乙", "台账更新\n不及时")])),
    ],
    ids=[
        *("txt", "md-items", "md-headings", "docx", "docx-table", "xlsx-headed", "xlsx-column"),
        *("xlsx-no-header", "xlsx-sheets", "xlsx-lines-in-cells"),
    ],
)  # fmt: skip
def test_problem_list(name: str, data: bytes, put: Put) -> None:
    assert read_problem_list(put(name, data)) == PROBLEMS


def test_wrong_dimensions_in_a_sheet(put: Put) -> None:
    data = io.BytesIO(xlsx_bytes([("序号", "问题"), *enumerate(PROBLEMS, 1)]))
    out = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(b'<dimension ref="A1:B4"', b'<dimension ref="A1"'))
    assert read_problem_list(put("a.xlsx", out.getvalue())) == PROBLEMS


def test_problem_list_from_standard_input() -> None:
    assert read_problem_list("-", io.BytesIO("1.甲方面\n2.乙方面".encode())) == ["甲方面", "乙方面"]


@pytest.mark.parametrize("data", [b"1.\n2.\n", b"- \n", xlsx_bytes([(None,)])])
def test_a_list_without_items(data: bytes, put: Put) -> None:
    with pytest.raises(InputUnreadable):
        read_problem_list(put("a.txt", data))


def test_fact_list(put: Put) -> None:
    lines = "1. 7月3日印发《仓储管理办法》\n\n（二）清退金额3.5万元\n3.5万元已缴入国库\n"
    assert read_fact_list(put("a.txt", lines.encode())) == [
        *("7月3日印发《仓储管理办法》", "清退金额3.5万元", "3.5万元已缴入国库")
    ]
    sheet = xlsx_bytes([(1, "印发日期", "7月3日"), (2, "清退金额", 3.5), (3, "次数", 4.0)])
    assert read_fact_list(put("a.xlsx", sheet)) == ["印发日期，7月3日", "清退金额，3.5", "次数，4"]
    with pytest.raises(InputUnreadable, match="没有事实"):
        read_fact_list(put("b.txt", b"1. \n"))


def test_characters_that_nobody_sees_are_left_out() -> None:
    lines = ["\u202e1.维修费把关\u200b不严\u202c", "\u2060\ufeff", "\U000e00412．账实\x1b不符"]
    assert list(items(lines, "a.txt")) == ["维修费把关不严", "账实不符"]
