"""No trick makes the page hand out, read or copy a file of the machine that was not uploaded to it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from caller import Caller
from served import ROOT, pid_of, served

pytestmark = [pytest.mark.live, pytest.mark.slow]
WORD = "岚川县机要件第七号"  # stands in every file that must not come out


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, warm_library: Path) -> Path:
    """A data folder with a file of somebody's, beside it another one."""
    place = tmp_path_factory.mktemp("files") / "data"
    (place / "exports").mkdir(parents=True)
    shutil.copy(warm_library, place / "library.db")
    for secret in (place / "他人.txt", place / "exports" / "他人.txt", place.parent / "旁边.txt"):
        secret.write_text(WORD, "utf-8")
    (place / "exports" / "link.txt").symlink_to(place.parent / "旁边.txt")
    return place


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as running:
        yield running


@pytest.fixture(scope="module")
def numbers(address: str) -> dict[str, int]:
    with Caller(address) as caller:
        return {"ask": caller.number("send"), "ask_file": caller.number("upload", "upload")}


def _paths(folder: Path) -> dict[str, str]:
    secret = f"{folder}/他人.txt"
    return {
        "data": secret,
        "beside": f"{folder.parent}/旁边.txt",
        "project": f"{ROOT}/README.md",
        "export": f"{folder}/exports/他人.txt",
        "link": f"{folder}/exports/link.txt",
        "up": f"{folder}/uploads/../他人.txt",
        "up-from-empty": f"{folder}/empty/../他人.txt",
        "relative": "../他人.txt",
        "process": "/proc/self/cwd/../他人.txt",
        "database": f"{folder}/chats.db",
    }


def _tricks(path: str) -> Iterator[str]:
    quoted = path.replace("/", "%2f").replace("..", "%2e%2e")
    for route in (
        "/gradio_api/file=",
        "/file=",
        "/gradio_api/file/",
        "/static/..",
        "/assets/../..",
    ):
        yield route + path
        yield route + quoted
        yield route + path.replace("/", "//")
    yield f"/gradio_api/file={path}?x=.png"
    yield f"/gradio_api/file={path}%00.png"
    yield f"/gradio_api/file=file://{path}"
    yield f"/gradio_api/file={path.replace('/', chr(92))}"
    yield f"/gradio_api/FILE={path}"
    yield f"/gradio_api//file={path}"
    yield f"/gradio_api/deep_link?session_hash={path}"


@pytest.mark.parametrize("name", _paths(Path("/")))
def test_no_address_gives_it_out(address: str, folder: Path, name: str) -> None:
    with Caller(address) as caller:
        for asked in _tricks(_paths(folder)[name]):
            answer = caller.http.get(asked)
            assert answer.status_code in (307, 400, 403, 404), asked
            assert WORD not in answer.text


def _component(kind: str, value: Any, **given: Any) -> list[dict[str, Any]]:
    said = {"type": "component", "component": kind, "value": value, "constructor_args": given,
            "props": {}}  # fmt: skip
    return [{"role": "assistant", "metadata": None, "options": None, "content": [said]}]


def _turns(path: str) -> Iterator[Any]:
    """Earlier messages of a chat, as a caller may claim them."""
    yield _component("chatbot", [], avatar_images=[path, path])
    yield _component("downloadbutton", None, icon=path)
    yield _component("html", f"<iframe src='file://{path}'></iframe>")
    yield _component("file", [path])
    yield _component("image", {"url": f"file://{path}"})
    yield [{"role": "assistant", "content": [{"type": "file", "file": {"path": path}}]}]
    yield [{"role": "assistant", "content": [{"type": "file", "file": path}]}]
    yield [{"role": "assistant", "content": f"![]({path}) <img src='file={path}'>"}]


def _kept(folder: Path) -> list[str]:
    return [str(one) for one in (folder / "uploads").rglob("*") if one.is_file()]


@pytest.mark.parametrize("name", ["data", "beside", "project", "database"])
def test_no_event_copies_or_reads_it(
    address: str, folder: Path, numbers: dict[str, int], name: str
) -> None:
    path = _paths(folder)[name]
    before = _kept(folder)
    for turns in _turns(path):
        with Caller(address) as caller:
            _, told, _ = caller.event(
                numbers["ask"], ["公务接待审批不严", turns, None, "", "", None]
            )
            assert WORD not in told
    for given in (path, {"path": path}, {"url": f"file://{path}"}, [path], {"path": [path]},
                  {"path": path, "meta": {"_type": "gradio.FileData"}, "is_stream": True}):  # fmt: skip
        with Caller(address) as caller:
            _, told, _ = caller.event(numbers["ask_file"], [given, [], None, "", "", None])
            assert WORD not in told
    drafts = [one for one in set(_kept(folder)) - set(before) if not one.endswith("草稿.md")]
    assert drafts == [], "something was copied to where uploads are kept"


def test_the_server_works_in_an_empty_folder(address: str, folder: Path) -> None:
    place = Path(f"/proc/{pid_of(folder).read_text()}/cwd")
    if not place.exists():
        pytest.skip("no /proc: the working directory of another process cannot be read")
    assert place.resolve() == (folder / "empty").resolve()
    assert list((folder / "empty").iterdir()) == []
    for private in (folder, folder / "uploads", folder / "empty"):
        assert private.stat().st_mode & 0o077 == 0
