"""What the running page writes about its work: ids and sizes, never a text or a key."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caller import Caller
from mock_endpoint import MODEL, MockEndpoint, refuse, running, talk
from served import said_by, served

pytestmark = [pytest.mark.live, pytest.mark.slow]
MARK = "黑松林水库账目"  # stands in every text that is given to the page
KEY = "sk-" + "q7Zx" * 10  # made up; a model server that refuses it repeats it
LEAKY = refuse(401, f"Incorrect API key provided: {KEY}. 问题：{MARK}")
CUT = talk(f"一是{MARK}", finish="length")
KINDS: dict[str, Any] = {"textbox": f"{MARK}管理混乱", "chatbot": [], "checkboxgroup": [],
                         "dropdown": MARK, "api": f"{MARK}不清", "browserstate": MARK,
                         "button": MARK, "radio": MARK,
                         "dataframe": {"headers": [MARK], "data": [[MARK]]}}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, warm_library: Path) -> Path:
    place = tmp_path_factory.mktemp("quiet") / "data"
    place.mkdir()
    shutil.copy(warm_library, place / "library.db")
    return place


@pytest.fixture(scope="module")
def told(folder: Path) -> Iterator[str]:
    """All that came back from every event, called with marked texts before a failing model."""
    with (
        running(MockEndpoint([LEAKY, CUT, refuse(500, f"{KEY} {MARK}")])) as endpoint,
        served(folder, LLM_BASE_URL=endpoint.address, LLM_MODEL=MODEL, LLM_API_KEY=KEY) as address,
        Caller(address) as caller,
    ):
        yield "\n".join(_sent(caller))


def _sent(caller: Caller) -> Iterator[str]:
    page = caller.http.get("/config").json()
    kinds = {one["id"]: one["type"] for one in page["components"]}
    broken = {name: caller.upload(name, MARK.encode() * 9) for name in ("甲.docx", "乙.txt")}
    for event in page["dependencies"]:
        if not event["backend_fn"] or re.match(r"save_engine|rebuild", event["api_name"] or ""):
            continue
        inputs = [kinds[key] for key in event["inputs"]]
        for path in broken.values() if "uploadbutton" in inputs else [""]:
            file = {"path": path, "meta": {"_type": "gradio.FileData"}}
            given = {**KINDS, "uploadbutton": file}
            yield caller.event(event["id"], [given.get(kind) for kind in inputs])[1]
    for name in ("draft", "review", "facts"):
        yield caller.http.post(f"/gradio_api/call/{name}", json={"data": [MARK, 7, {}]}).text


def test_the_work_was_done(told: str) -> None:
    """So that the checks below can fail."""
    assert told.count(MARK) > 20
    assert "process_completed" in told


def test_no_answer_tells_the_key(told: str) -> None:
    assert KEY not in told


def test_terminal_and_log_files_hold_no_text_and_no_key(told: str, folder: Path) -> None:
    assert told
    said = said_by(folder).read_text("utf-8")
    assert "已就绪" in said
    for secret in (MARK, KEY, json.dumps(MARK).strip('"')):
        at = said.find(secret)
        assert at < 0, said[max(0, at - 1500) : at + 200]
    logs = [path for path in folder.rglob("*") if path.suffix in (".log", ".txt", ".err")]
    assert [path for path in logs if path.parent.parent.name != "uploads"
            and (MARK.encode() in path.read_bytes() or KEY.encode() in path.read_bytes())] == []  # fmt: skip


def test_no_handler_breaks_whatever_is_sent(told: str, folder: Path) -> None:
    """Inputs of the wrong kind are refused, by Gradio before a handler or by the handler."""
    assert told
    said = said_by(folder).read_text("utf-8")
    assert "Traceback" not in said
    unexpected = [line for line in said.splitlines() if line.startswith("[错误]")]
    assert unexpected, "wrong inputs were sent"
    assert [line for line in unexpected if "/gradio/" not in line.split()[2]] == []
