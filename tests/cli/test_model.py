"""draft --engine and review --with-llm as whole processes, against an endpoint on loopback."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from mock_endpoint import MODEL, MockEndpoint, Reply, refuse, running, talk

from assistant.schemas.read import schema_text

Put = Callable[[str, bytes], Path]
Run = Callable[..., subprocess.CompletedProcess[bytes]]
PROBLEM = "公务接待审批不严格，超标准接待时有发生"
FACT = "9月2日印发《公务接待管理办法》"
ONE = "逐笔复核公务接待报销凭证，2031年5月4日清退资金77万元，手续不全的书面说明。"
TWO = "9月2日印发《公务接待管理办法》，明确审批权限、接待标准和陪餐人数，先审批后接待。"
GOOD = json.dumps(
    {"measures": [{"text": text, "precedents": [], "facts": []} for text in (ONE, TWO)]},
    ensure_ascii=False,
)
NOTICE = """中共云汀县园林服务中心党支部关于十届县委第四轮巡察整改情况的通报

2025年4月7日至5月23日，县委第二巡察组进驻中共云汀县园林服务中心党支部开展常规巡察。

一、关于“养护费超付”问题

组织观看警示片2场，受教育40人次。

中共云汀县园林服务中心党支部

2025年11月25日
"""


@pytest.fixture
def serve() -> Iterator[Callable[..., dict[str, str]]]:
    """Start an endpoint with these replies; the environment that points at it."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def start(*replies: Reply) -> dict[str, str]:
            mock = stack.enter_context(running(MockEndpoint(replies)))
            return {"LLM_BASE_URL": mock.address, "LLM_MODEL": MODEL, "LLM_TIMEOUT": "20"}

        yield start


def _draft(run_assistant: Run, env: dict[str, str], *more: str) -> tuple[int, Any, str]:
    done = run_assistant("draft", "--problem", PROBLEM, "--fact", FACT, *more, env=env)
    answer = json.loads(done.stdout) if done.stdout else None
    if answer is not None:
        schema = json.loads(schema_text("draft/1") or "")
        Draft202012Validator(schema).validate(answer)
    return done.returncode, answer, done.stderr.decode()


def test_a_configured_model_drafts(
    warm_data_dir: Path, run_assistant: Run, serve: Callable[..., dict[str, str]]
) -> None:
    code, answer, told = _draft(run_assistant, serve(talk(GOOD)))
    assert code == 0
    assert (answer["engine"], answer["model"]) == ("llm", MODEL)
    assert [measure["origin"] for measure in answer["measures"]] == ["model", "model"]
    text = "".join(measure["text"] for measure in answer["measures"])
    assert "2031" not in text
    assert "77" not in text
    assert TWO in text
    assert "2处没有依据的事实已改为待填项" in told
    assert f"{MODEL}：1次调用" in told


def test_offline_never_asks(
    warm_data_dir: Path, run_assistant: Run, serve: Callable[..., dict[str, str]]
) -> None:
    code, answer, _ = _draft(run_assistant, serve(), "--engine", "offline")
    assert (code, answer["engine"], answer["model"]) == (0, "offline", None)


def test_a_model_that_refuses(
    warm_data_dir: Path, run_assistant: Run, serve: Callable[..., dict[str, str]]
) -> None:
    code, answer, told = _draft(run_assistant, serve(*[refuse(401)] * 3))
    assert (code, answer["engine"]) == (0, "offline")
    assert "由离线引擎起草" in told
    code, answer, told = _draft(run_assistant, serve(*[refuse(401)] * 3), "--engine", "llm")
    assert (code, answer) == (4, None)
    assert told.count("错误：") == 1


def test_llm_without_a_model(warm_data_dir: Path, run_assistant: Run) -> None:
    code, answer, told = _draft(run_assistant, {}, "--engine", "llm")
    assert (code, answer) == (4, None)
    assert "LLM_BASE_URL" in told


def test_review_with_a_model(
    put: Put, run_assistant: Run, serve: Callable[..., dict[str, str]]
) -> None:
    finding = {
        "quote": "组织观看警示片2场，受教育40人次。",
        "kind": "off-target",
        "message": "问题是多付了钱，措施却只有学习。",
        "suggestion": "写明追回多少款项、由谁复核。",
    }
    path = put("a.txt", NOTICE.encode())
    plain = run_assistant("review", path, "--format", "json")
    reply = talk(json.dumps({"findings": [finding]}, ensure_ascii=False))
    done = run_assistant("review", path, "--format", "json", "--with-llm", env=serve(reply))
    assert done.returncode == plain.returncode == 1
    answer, rules = json.loads(done.stdout), json.loads(plain.stdout)
    Draft202012Validator(json.loads(schema_text("review/1") or "")).validate(answer)
    assert [f for f in answer["findings"] if f["origin"] == "rule"] == rules["findings"]
    (own,) = [f for f in answer["findings"] if f["origin"] == "model"]
    assert NOTICE[own["start"] : own["end"]] == finding["quote"]
    assert own["severity"] == "warning"


def test_review_without_a_model_says_so(put: Put, run_assistant: Run) -> None:
    done = run_assistant("review", put("a.txt", NOTICE.encode()), "--with-llm")
    assert done.returncode == 4
    assert "LLM_BASE_URL" in done.stderr.decode()
