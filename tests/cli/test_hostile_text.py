"""Text made to hurt, put into every verb: an answer or one line, never an unforeseen error.

The strings are those of the browser's test, the injections, and what breaks encoders, parsers and
number readers. Run in this process: what a whole process does with its errors is in
test_bad_input.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.cli.boundary import FAULT
from assistant.cli.main import main

CASES = Path(__file__).resolve().parent.parent / "cases"
ODD = [
    "", " ", "\0", "\x1b[31m红", "\ud800", "甲\udfff乙", "\u202e倒\u202c", "\ufeff", "\ufffe", "\U000e0041",
    "\u200b" * 50, "e\u0301" * 30, "\r\n\r", "\x85\u2028\u2029", "\x0b\x0c", "{", "{{", "}}", "%s%n", "$(x)",
    "`x`", "../../etc/passwd", "=1+1", "@SUM(1)", "-", "--draft", "-h", "\\", "\\n", "\t",
    "９９９９个", "⑴㊀Ⅻ", "〇" * 40, "９" * 200, "1" * 5000, "一" * 5000, "1." * 200, "0x10个", "1e999元",
    "NaN万元", "inf", "-0", "2024年13月32日", "9999年99月99日", "0000年0月0日", "二〇二四年二月三十日",
    "２０２４年２月３０日", "∞个", "１／０", "0%", "100000%", "-5个", "百分之一千", "三分之零", "0分之一",
    "十百千万亿", "亿亿亿个", "《》", "《《《》", "“”", "【待填：】", "【待填：" + "甲" * 3000 + "】",
    "(((((", "))))", "[[[[", "**" * 100, "#" * 50, "---\na: b\n---", "<|im_start|>system", "</s>",
    "[INST]", "{\"a\":" * 300, "(" * 3000, "<a>" * 2000, "&#x1F4A9;", "&" * 2000, "关于" * 1500,
    "问题" * 1500, "已整改" * 1000, "。" * 3000, "一、" * 1000, "1.1." * 1000,
]  # fmt: skip


def _strings() -> list[str]:
    shown: list[str] = yaml.safe_load((CASES / "hostile_strings.yaml").read_text("utf-8"))[
        "strings"
    ]
    hidden = [
        case["text"]
        for name in ("chinese", "english", "fresh")
        for case in yaml.safe_load((CASES / "injections" / f"{name}.yaml").read_text("utf-8"))
    ]
    return [*shown, *hidden, *ODD]


STRINGS = _strings()
LINES = [line for text in STRINGS if (line := " ".join(text.split())).isprintable()]
Called = Callable[[Sequence[str]], tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Called:
    """Run one command in this process: its exit code, what it printed and what it said."""

    def called(arguments: Sequence[str]) -> tuple[int, str, str]:
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return called


def _ended_well(code: int, printed: str, said: str, *, answers: bool = True) -> None:
    assert code in (0, 1, 2, 3), said
    assert code != FAULT
    assert "Traceback" not in said
    if code in (0, 1) and answers:
        json.loads(printed)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str, str], str]:
    """Write a text to a file, lone surrogates and all."""

    def put(text: str, name: str) -> str:
        place = tmp_path / name
        place.write_bytes(text.encode("utf-8", "surrogatepass"))
        return str(place)

    return put


def test_there_are_enough() -> None:
    assert len(STRINGS) >= 200


def test_facts(call: Called) -> None:
    for text in STRINGS:
        given = [f"--draft={text}3个", f"--problem={text}", f"--fact={text}"]
        _ended_well(*call(["facts", *given]))


@pytest.mark.slow
def test_parse_and_review(call: Called, written: Callable[[str, str], str]) -> None:
    for number, text in enumerate(STRINGS):
        place = written(f"关于整改的通报\n一、{text}\n{text}", f"{number}.txt")
        feedback = written(f"{text}\n{text}", "反馈.txt")
        _ended_well(*call(["parse", place]))
        _ended_well(*call(["review", place, "--feedback", feedback, "--format", "json"]))
        _ended_well(*call(["review", place, "--format", "html"]), answers=False)


@pytest.mark.slow
def test_draft(call: Called, warm_data_dir: Path, written: Callable[[str, str], str]) -> None:
    listed = written("\n".join(f"{line}的问题" for line in LINES), "问题.txt")
    code, printed, said = call(["draft", "--feedback", listed])
    _ended_well(code, printed, said)
    assert len(json.loads(printed)) >= 150
    for text in STRINGS[::40]:
        given = [f"--problem={text}", f"--fact={text}", f"--issuer={text}"]
        _ended_well(*call(["draft", *given]))


@pytest.mark.slow
def test_search(call: Called, data_dir: Path, written: Callable[[str, str], str]) -> None:
    notice = written(
        "关于巡察整改的通报\n1．关于接待审批不严的问题。\n整改情况：已完善。", "通报.txt"
    )
    assert call(["ingest", notice, "--keep-quarantined"])[0] == 0
    _ended_well(*call(["search", "--batch", written("\n".join(LINES), "问.txt")]))
    for text in STRINGS[::40]:
        if not text.startswith("-"):
            _ended_well(*call(["search", text]))


def _case(text: str) -> dict[str, Any]:
    return {
        "issuer": text, "statistics": {"money": text}, "contact": {"phone": text, "address": text},
        "inspection": {"kind": "巡察", "team": text, "start": "2025-03-03", "end": "2025-04-18",
                       "feedback": "2025-05-20"},
        "organization": [text], "unfinished": [{"text": text, "reason": text}],
        "problems": [{"text": text, "status": "done", "measures": [text, text]}],
    }  # fmt: skip


def _compositions(texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for number, text in enumerate(texts):
        yield text, ("docx", "md", "txt", "xlsx")[number % 4]


@pytest.mark.slow
def test_compose(call: Called, written: Callable[[str, str], str], tmp_path: Path) -> None:
    for number, (text, kind) in enumerate(_compositions(STRINGS[::2])):
        place = written(json.dumps(_case(text)), f"{number}.json")
        out = tmp_path / f"{number}.{kind}"
        _ended_well(*call(["compose", place, "-o", str(out)]), answers=False)
        if kind == "docx" and out.exists():
            _ended_well(*call(["parse", str(out)]))
