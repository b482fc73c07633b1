"""The worker: whatever happens to it, the caller has an answer or one Chinese line, in time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import InputUnreadable
from assistant.files.worker import wire
from assistant.files.worker.limits import MIB, Limits
from assistant.files.worker.pool import Pool

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the limits need a POSIX system")
SHORT = Limits(memory=200 * MIB, cpu=1, wall=2.0)


@pytest.fixture
def pool() -> Iterator[Pool]:
    made = Pool()
    yield made
    made.close()


def ask(pool: Pool, task: str, data: bytes = b"x", **request: str) -> wire.Frame:
    return pool.run(f"worker_tasks:{task}", request, data, source="甲.docx", limits=SHORT)


def test_a_file_goes_there_and_back(pool: Pool) -> None:
    data = os.urandom(3 * MIB)
    answer = ask(pool, "echo", data, name="值")
    assert answer.payload == data
    assert answer.header["request"] == {"name": "值"}


def test_each_file_has_a_process_of_its_own(pool: Pool) -> None:
    seen = {ask(pool, "echo").header["pid"] for _ in range(5)}
    assert len(seen) == 5
    assert os.getpid() not in seen


@pytest.mark.parametrize(
    ("task", "message"),
    [
        ("sleep", "解析超时"),
        ("spin", "解析超时"),
        ("allocate", "内存过多"),
        ("recurse", "嵌套过深"),
        ("fail", "（KeyError）"),
        ("refuse", "“甲”没有文字"),
        ("leave", "已损坏"),
        ("crash", "已损坏"),
        ("kill_the_worker", "解析超时"),
    ],
)
def test_every_end_is_a_line_and_the_next_file_is_read(task: str, message: str, pool: Pool) -> None:
    begun = time.monotonic()
    with pytest.raises(InputUnreadable, match=message) as caught:
        ask(pool, task)
    assert time.monotonic() - begun < 15
    assert "甲" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "秘密" not in str(caught.value)
    assert ask(pool, "echo", b"y").payload == b"y"


def test_noise_does_not_get_between_the_frames(pool: Pool) -> None:
    assert ask(pool, "chatter", b"y").payload == b"y"


def test_nothing_is_written_to_the_disk(pool: Pool, tmp_path: Path) -> None:
    target = tmp_path / "a"
    with pytest.raises(InputUnreadable):
        ask(pool, "write_a_file", path=str(target))
    assert not target.exists() or target.stat().st_size == 0


def test_threads_share_the_workers(pool: Pool) -> None:
    files = [bytes([n]) * 1000 for n in range(24)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda data: ask(pool, "echo", data).payload, files))
    assert answers == files


def test_a_forked_process_starts_its_own_workers() -> None:
    code = (
        "import os, assistant.files.worker.pool as p\n"
        "from assistant.files.read import document_of\n"
        "page = '<html><body>甲</body></html>'.encode()\n"
        "document_of(page, 'a.html')\n"
        "child = os.fork()\n"
        "text = document_of(page, 'a.html').text\n"
        "if child == 0: os._exit(0 if text == '甲' else 1)\n"
        "assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0 and text == '甲'\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_plain_text_starts_no_process() -> None:
    code = (
        "import sys\n"
        "from assistant.files.read import document_of\n"
        "assert document_of('甲乙丙'.encode(), 'a.txt').text == '甲乙丙'\n"
        "assert not {'subprocess', 'lxml', 'pypdf', 'assistant.files.worker.pool'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_worker_ends_with_its_caller() -> None:
    code = (
        "import assistant.files.worker.pool as p\n"
        "from assistant.files.read import document_of\n"
        "document_of('<html><body>甲</body></html>'.encode(), 'a.html')\n"
        "print(p._POOL._idle[0]._process.pid, flush=True)\n"
        "import os; os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=60, check=False
    )
    worker = int(done.stdout)
    deadline = time.monotonic() + 10
    while _runs(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(worker)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1][0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 5,
        b"\xff" * 12,
        b"\0\0\0\x02" + b"\0" * 8 + b"[]",
        b"\0\0\0\x01" + b"\0" * 8 + b"{",
    ],
)
def test_what_is_no_frame_is_no_answer(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(raw)
    with path.open("rb") as stream:
        assert wire.read_frame(stream) is None
