"""Case files: read whole, and refused in one line of Chinese that says where."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from assistant.compose.read_case import case_schema, read_case
from assistant.errors import InputUnreadable, WrongCall

CASE = Path(__file__).parent.parent / "cases" / "compose" / "water-bureau.yaml"


def test_a_whole_case() -> None:
    case = read_case(CASE.read_text("utf-8"), "a.yaml")
    assert [problem.status for problem in case.problems] == ["done", "done", "ongoing"]
    assert case.problems[1].measures[0].startswith("复核2022年")
    assert case.contact.postcodes == ("234500",)
    assert str(case.date_of_issue) == "2025-11-28"
    assert case.inspection.kind == "xuncha"


def test_json_is_read_as_well() -> None:
    given = {"issuer": "岚川县总工会党组", "problems": ["服务职工不经常", {"text": "账实不符"}]}
    case = read_case(json.dumps(given), "a.json")
    assert [problem.text for problem in case.problems] == ["服务职工不经常", "账实不符"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("problms: [a]", "不认识的项 problms（是不是 problems？）"),
        ("contact: {tel: '1'}", "不认识的项 contact.tel"),
        ("problems: [{status: done}]", "problems[0].text 没有写"),
        (
            "problems: [{text: a, status: 完工}]",
            "problems[0].status 不在可选的值之内，写的是“完工”",
        ),
        ("date: 明天", "date 不是日期（写成 2025-11-28），写的是“明天”"),
        ("statistics: {problems: -1}", "statistics.problems 不能是负数"),
    ],
    ids=lambda value: value[:24],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(WrongCall) as error:
        read_case(text, "案例.yaml")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text", ["", "- a", "a: [", "{" * 20_000, "a: &a [*a]\nb: !!python/name:x"]
)
def test_no_case_at_all(text: str) -> None:
    with pytest.raises((InputUnreadable, WrongCall)) as error:
        read_case(text, "案例.yaml")
    assert "案例.yaml" in str(error.value)


@pytest.mark.parametrize("digits", ["9" * 100_000, "0x" + "f" * 100_000, "1" * 31])
def test_a_number_without_end_is_no_case(digits: str) -> None:
    with pytest.raises(InputUnreadable, match="第 2 行"):
        read_case(f"issuer: 甲\nstatistics: {{problems: {digits}}}\n", "a.yaml")


def test_a_case_is_valid_by_its_published_schema() -> None:
    given = yaml.safe_load(CASE.read_text("utf-8"))
    given["problems"][1] = {
        "text": "维修费把关不严",
        "status": "done",
        "measures": ["已复核凭证。"],
    }
    given["problems"][0]["status"], given["problems"][2]["measures"] = "done", ["正在推进。"]
    given["inspection"]["kind"] = "xuncha"
    given["contact"] = {"phones": ["0000-1234567"]}
    given["date_of_issue"] = given.pop("date")
    Draft202012Validator(case_schema()).validate(json.loads(json.dumps(given, default=str)))
