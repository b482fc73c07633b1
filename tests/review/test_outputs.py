"""review as a whole process: SARIF, the page, the commented Word copy, settings and waivers."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from made_files import docx_bytes, paragraph
from word_view import accepted, comment_texts, rejected

Run = Callable[..., subprocess.CompletedProcess[bytes]]
TEXT = "关于“公车管理松”问题。一是落实三会一棵，，抽查41份,已整改。\n"
SETTINGS = '[tool.assistant.review.levels]\nset-phrase-error = "info"\n'
WAIVER = '[[waiver]]\nrule = "repeated-punctuation"\nquote = "，，"\nreason = "照录原文"\n'


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_sarif(draft: Path, run_assistant: Run) -> None:
    done = run_assistant("review", draft, "--format", "sarif")
    run = json.loads(done.stdout)["runs"][0]
    assert done.returncode == 1
    assert {one["ruleId"] for one in run["results"]} >= {"set-phrase-error"}


def test_page(draft: Path, run_assistant: Run) -> None:
    feedback = draft.with_name("feedback.txt")
    feedback.write_text("1.公务用车管理松\n2.党费收缴不及时\n", "utf-8")
    done = run_assistant("review", draft, "--format", "html", "--feedback", feedback)
    shown = done.stdout.decode("utf-8")
    assert shown.startswith("<!doctype html>")
    assert "反馈问题对照：2条，未回应1条" in shown


def test_word_copy_of_a_text(draft: Path, run_assistant: Run) -> None:
    out = draft.with_name("out.docx")
    done = run_assistant("review", draft, "--docx", out, "--fail-on", "never")
    assert done.returncode == 0
    assert "已写入批注" in done.stderr.decode("utf-8")
    assert rejected(out.read_bytes()) == TEXT
    assert "三会一课，抽查41份，" in accepted(out.read_bytes())
    first = out.read_bytes()
    run_assistant("review", "-", "--docx", out, stdin=TEXT.encode("utf-8"))
    assert out.read_bytes() == first


def test_word_copy_of_a_document(tmp_path: Path, run_assistant: Run) -> None:
    data = docx_bytes(paragraph("甲") + paragraph(TEXT.strip()))
    (tmp_path / "a.docx").write_bytes(data)
    out = tmp_path / "b.docx"
    run_assistant("review", tmp_path / "a.docx", "--docx", out)
    assert rejected(out.read_bytes()) == "甲\n" + TEXT.strip()
    assert comment_texts(out.read_bytes())
    assert (tmp_path / "a.docx").read_bytes() == data


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--docx", "{draft}"], "不是 .docx"),
        (["--docx", "{folder}/none/b.docx"], "文件夹不存在"),
        (["--docx", "{folder}/b.docx", "--fix"], "不能和 --fix 同时使用"),
        (["--docx", "{folder}/b.docx", "{draft}"], "一次只能用于一个文件"),
        (["--format", "html", "{draft}"], "一次只能用于一个文件"),
    ],
)
def test_wrong_calls(options: list[str], message: str, draft: Path, run_assistant: Run) -> None:
    given = [option.format(draft=draft, folder=draft.parent) for option in options]
    done = run_assistant("review", *given, draft)
    assert done.returncode == 2
    assert message in done.stderr.decode("utf-8")
    assert list(draft.parent.iterdir()) == [draft]


def test_the_original_is_not_overwritten(tmp_path: Path, run_assistant: Run) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx_bytes(paragraph("甲，，乙")))
    done = run_assistant("review", path, "--docx", tmp_path / "." / "a.docx")
    assert done.returncode == 2
    assert "不能覆盖原文" in done.stderr.decode("utf-8")


def test_settings_and_waivers_beside_the_draft(draft: Path, run_assistant: Run) -> None:
    draft.with_name("assistant.toml").write_text(SETTINGS, "utf-8")
    draft.with_name("a.txt.waivers.toml").write_text(WAIVER, "utf-8")
    done = run_assistant("review", draft, "--format", "json")
    answer = json.loads(done.stdout)
    severities = {one["rule"]: one["severity"] for one in answer["findings"]}
    assert severities["set-phrase-error"] == "info"
    assert "repeated-punctuation" not in severities
    assert [one["reason"] for one in answer["waived"]] == ["照录原文"]
    fixed = run_assistant("review", draft, "--fix", "--write")
    assert "豁免" not in fixed.stdout.decode("utf-8")
    assert draft.read_text("utf-8") == TEXT.replace("棵", "课").replace("41份,", "41份，")


def test_a_wrong_setting_is_refused(draft: Path, run_assistant: Run) -> None:
    draft.with_name("assistant.toml").write_text("[tool.assistant.review]\nunits = []\n", "utf-8")
    done = run_assistant("review", draft)
    assert done.returncode == 2
    assert "unit_names" in done.stderr.decode("utf-8")
