"""Answers, as whole processes: each validates against its published schema."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from made_files import NOTICE, docx_bytes, paragraph

from assistant.schemas.read import names, schema_text

Put = Callable[[str, bytes], Path]
Run = Callable[..., subprocess.CompletedProcess[bytes]]
ROOT = Path(__file__).resolve().parent.parent.parent


def valid(name: str, answer: Any) -> Any:
    """The answer, once it has been validated."""
    text = schema_text(name)
    assert text is not None
    Draft202012Validator(json.loads(text)).validate(answer)
    return answer


@pytest.mark.parametrize("name", names())
def test_schema_is_printed(name: str, run_assistant: Run) -> None:
    done = run_assistant("schema", name)
    assert done.returncode == 0
    schema = json.loads(done.stdout)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    assert schema["properties"]["schema"]["const"] == name
    assert run_assistant("schema", name.partition("/")[0]).stdout == done.stdout


@pytest.mark.parametrize("way", ["path", "docx", "stdin"])
def test_parse(way: str, put: Put, run_assistant: Run) -> None:
    if way == "path":
        done = run_assistant("parse", put("a.txt", NOTICE.encode("gb18030")))
    elif way == "docx":
        body = "".join(map(paragraph, NOTICE.splitlines()))
        done = run_assistant("parse", put("a.docx", docx_bytes(body)), "--with-text")
    else:
        done = run_assistant("parse", "-", stdin=NOTICE.encode())
    assert done.returncode == 0
    assert done.stderr == b""
    answer = valid("notice/1", json.loads(done.stdout))
    assert answer["encoding"] == {"path": "gb18030", "docx": "docx", "stdin": "utf-8"}[way]
    assert [record["problem"]["text"] for record in answer["records"]] == ["库存台账更新不及时"]
    if way == "docx":
        title = answer["title"]
        assert answer["text"][title["start"] : title["end"]] == title["text"]


def test_parse_tree(put: Put, run_assistant: Run) -> None:
    done = run_assistant("parse", put("a.txt", NOTICE.encode()), "--format", "tree")
    assert done.stdout.decode().startswith("中共岫川县粮食局党组关于")


def test_real_notices_validate(real_notices: Path, run_assistant: Run) -> None:
    for path in sorted(real_notices.iterdir()):
        done = run_assistant("parse", path, "--with-text")
        answer = valid("notice/1", json.loads(done.stdout))
        assert answer["characters"] == len(answer["text"])


def test_corpus_and_search(tmp_path: Path, run_assistant: Run) -> None:
    for path in sorted((ROOT / "corpus").glob("*-*.md"))[:2]:
        shutil.copy(path, tmp_path)
    first = run_assistant("ingest", tmp_path)
    assert [row.split(b"\t")[0] for row in first.stdout.splitlines()] == [b"added"] * 2
    assert "新增 2" in first.stderr.decode()
    again = run_assistant("ingest", tmp_path)
    assert [row.split(b"\t")[0] for row in again.stdout.splitlines()] == [b"unchanged"] * 2

    done = run_assistant("search", "公车管理不规范", "-k", "3")
    answer = valid("search/1", json.loads(done.stdout))
    assert len(answer["hits"]) <= 3
    scores = [hit["score"] for hit in answer["hits"]]
    assert scores == sorted(scores, reverse=True)

    queries = tmp_path / "queries.txt"
    queries.write_text("公车管理不规范\n\n理论学习走过场\n", "utf-8")
    batch = json.loads(run_assistant("search", "--batch", queries, "-k", "3").stdout)
    assert [valid("search/1", one)["query"] for one in batch] == [
        "公车管理不规范",
        "理论学习走过场",
    ]
    assert batch[0] == answer

    listed = json.loads(run_assistant("corpus", "list", "--format", "json").stdout)
    assert len(listed) == 2
    stats = run_assistant("corpus", "stats").stdout.decode()
    assert "通报\t2\n" in stats
    removed = run_assistant("corpus", "remove", listed[0]["id"])
    assert removed.returncode == 0
    assert listed[0]["title"] in removed.stderr.decode()
    left = run_assistant("corpus", "list").stdout.decode().splitlines()
    assert [line.split("\t")[0] for line in left] == [listed[1]["id"]]
    assert run_assistant("corpus", "remove", "没有这篇").returncode == 2
    assert run_assistant("search", "甲", "--corpus", "另一个").returncode == 4


def test_draft(warm_data_dir: Path, put: Put, run_assistant: Run) -> None:
    done = run_assistant(
        *("draft", "--problem", "公务接待超标准", "--fact", "7月3日印发《接待细则》"),
        *("--issuer", "局党组", "--engine", "offline"),
    )
    answer = valid("draft/1", json.loads(done.stdout))
    assert (answer["engine"], answer["stage"], answer["no_precedent"]) == (
        *("offline", "progress", True),
    )
    text = "".join(measure["text"] for measure in answer["measures"])
    assert "7月3日" in text
    assert "《接待细则》" in text
    for item in answer["placeholders"]:
        measure = answer["measures"][item["measure"]]["text"]
        assert measure[item["start"] : item["end"]] == item["text"]
    assert "还没有通报" in done.stderr.decode()

    problems = ["公务接待超标准", "党费收缴不及时", "公务接待超标准"]
    path = put("问题.txt", "\n".join(f"{i}. {p}" for i, p in enumerate(problems, 1)).encode())
    done = run_assistant(
        *("draft", "--feedback", path, "--fact", "补交党费0.4万元", "--fact", "开会3次"),
        *("--stage", "plan"),
    )
    answers = json.loads(done.stdout)
    assert [valid("draft/1", one)["problem"] for one in answers] == problems
    assert ["0.4万元" in json.dumps(one, ensure_ascii=False) for one in answers] == [
        *(False, True, False)
    ]
    assert "没有用上的事实" in done.stderr.decode()
    assert answers[0]["types"] == answers[2]["types"]
    assert answers[0]["measures"] != answers[2]["measures"]  # a reader would take it for a slip


def test_like_problems_get_measures_of_their_own(
    warm_data_dir: Path, put: Put, run_assistant: Run
) -> None:
    del warm_data_dir
    path = put("list.txt", "公务接待审批不严格\n公务接待审批把关不严\n".encode())
    drafts = json.loads(run_assistant("draft", "--feedback", path).stdout)
    taken = [{key for m in draft["measures"] for key in m["sources"]} for draft in drafts]
    assert drafts[0]["types"] == drafts[1]["types"]
    assert all(taken)
    assert not taken[0] & taken[1]


def test_draft_without_a_model(run_assistant: Run) -> None:
    done = run_assistant("draft", "--problem", "公务接待超标准", "--engine", "llm")
    assert done.returncode == 4
    assert "没有配置语言模型" in done.stderr.decode()


def test_facts(put: Put, run_assistant: Run) -> None:
    facts = put("事实.txt", "1. 清退12000元\n".encode("gb18030"))
    done = run_assistant(
        *("facts", "--draft", "3月5日印发《考勤细则》，清退1.2万元。", "--problem", "考勤松"),
        *("--fact", "3月5日印发细则", "--facts", facts),
    )
    answer = valid("facts/1", json.loads(done.stdout))
    assert [(fact["text"], fact["by"]) for fact in answer["facts"]] == [
        ("3月5日", "fact 1"),
        ("《考勤细则》", None),
        ("1.2万元", "fact 2"),
    ]
    assert [fact["text"] for fact in answer["unsupported"]] == ["《考勤细则》"]
