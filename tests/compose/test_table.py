"""The ledger as .xlsx: a row a problem, nothing that a program would run."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import load_workbook

from assistant.compose.case import Case
from assistant.compose.read_case import read_case
from assistant.compose.table import as_table

CASE = Path(__file__).parent.parent / "cases" / "compose" / "water-bureau.yaml"


def _rows(case: Case) -> list[tuple[object, ...]]:
    data = as_table(case, [problem.measures for problem in case.problems])
    return list(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))


def test_a_row_for_each_problem() -> None:
    head, first, *rest = _rows(read_case(CASE.read_text("utf-8"), "a.yaml"))
    assert head[2:7] == ("问题", "整改措施", "责任领导和科室", "完成时限", "状态")
    assert first[:3] == (1, None, "管网改造推进缓慢")
    assert first[4:7] == ("工程股", "2025年7月31日", "已完成")
    assert [row[6] for row in rest] == ["已完成", "推进中"]


def test_open_places_are_listed() -> None:
    case = Case.model_validate(
        {"problems": [{"text": "a", "measures": ["【待填：印发日期】印发"]}]}
    )
    assert _rows(case)[1][-1] == "印发日期"


def test_no_cell_is_a_formula() -> None:
    case = Case.model_validate({"problems": ['=HYPERLINK("http://example.gov.cn")', "@SUM(1)"]})
    data = as_table(case, [[], []])
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert [row[2] for row in _rows(case)][1:] == [
        '\'=HYPERLINK("http://example.gov.cn")',
        "'@SUM(1)",
    ]
