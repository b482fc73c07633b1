"""Other programs: the named endpoints and MCP tools answer as the contracts say."""

from __future__ import annotations

import json
import urllib.request
from typing import Any

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from jsonschema import Draft202012Validator
from made_files import NOTICE

from assistant.schemas.read import schema_text

pytestmark = [
    pytest.mark.live,
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ENDPOINTS = ("search", "draft", "review", "facts", "parse")


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address, verbose=False)


def _valid(name: str, answer: Any) -> Any:
    text = schema_text(name)
    assert text is not None
    Draft202012Validator(json.loads(text)).validate(answer)
    return answer


def test_nothing_but_the_contracts_is_offered(client: Client) -> None:
    offered = client.view_api(return_format="dict", print_info=False)
    assert set(offered["named_endpoints"]) == {f"/{name}" for name in ENDPOINTS}


def test_answers_are_those_of_the_contracts(client: Client) -> None:
    found = client.predict("公务接待超标准", 2, api_name="/search")
    assert len(_valid("search/1", found)["hits"]) <= 2
    fact = "9月2日印发《公务接待管理办法》"
    given = ("公务接待审批不严格", [fact], "", "progress")
    draft = _valid("draft/1", client.predict(*given, api_name="/draft"))
    assert fact in "".join(measure["text"] for measure in draft["measures"])
    assert draft["unsupported"] == []
    _valid("review/1", client.predict(NOTICE, api_name="/review"))
    _valid("notice/1", client.predict(NOTICE, api_name="/parse"))
    facts = client.predict("3月5日召开会议", "会议少", [], api_name="/facts")
    assert [item["text"] for item in _valid("facts/1", facts)["unsupported"]] == ["3月5日"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("", "/review"), "内容是空的"),
        ((" ", 5, "/search"), "内容是空的"),
        (("接待", 0, "/search"), "k 应在"),
        (("接待", [], "", "later", "/draft"), "stage 应为"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(client: Client, call: Any, said: str) -> None:
    *values, name = call
    with pytest.raises(AppError, match=said):
        client.predict(*values, api_name=name)


def test_the_tools_describe_themselves(address: str) -> None:
    with urllib.request.urlopen(f"{address}/gradio_api/mcp/schema", timeout=20) as answer:
        tools = {tool["name"]: tool for tool in json.load(answer)}
    assert set(tools) == set(ENDPOINTS)
    for tool in tools.values():
        assert tool["description"]
        properties = tool["inputSchema"]["properties"]
        assert all(one.get("description") for one in properties.values()), properties
        assert "request" not in properties
