"""Hostile files of every kind: read or refused with one line, in time; nothing hidden passes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from figures import record
from hostile import Hostile
from hostile_files import hostile_files

from assistant.errors import InputUnreadable
from assistant.files.problems import read_problem_list
from assistant.files.read import read_document
from assistant.files.worker import pool
from assistant.files.worker.limits import Limits
from assistant.notice.parse import parse
from assistant.review.review import review
from assistant.review.word.annotate import annotate_docx

Put = Callable[[str, bytes], str]
FILES = list(hostile_files())
SECONDS = 20
FAULT = re.compile(r"（[A-Za-z]{3,40}）$")  # the kind of an exception that nobody foresaw


def read(path: str, hostile: Hostile) -> tuple[str, list[str]]:
    """The text and the remarks; raises InputUnreadable."""
    remarks: list[str] = []
    if hostile.is_list:
        return "\n".join(read_problem_list(path, on_remark=remarks.append)), remarks
    document = read_document(path)
    return document.text, list(document.remarks)


@pytest.fixture(scope="module")
def took() -> Iterator[dict[str, float]]:
    """Seconds of each file that ended as it should; a run over all of them is a figure."""
    seconds: dict[str, float] = {}
    yield seconds
    if len(seconds) == len(FILES):
        record("files", files=len(seconds), unexpected=0, worst_seconds=max(seconds.values()))


def test_enough_of_them() -> None:
    names = [one.name for one in FILES]
    assert len(names) >= 240
    assert len(set(names)) == len(names)


def _cases(files: Iterable[Hostile]) -> list[Any]:
    slow = [pytest.mark.slow]
    return [pytest.param(one, id=one.name, marks=slow if one.heavy else []) for one in files]


@pytest.mark.parametrize("hostile", _cases(FILES))
def test_read_or_refused(
    hostile: Hostile, put: Put, monkeypatch: pytest.MonkeyPatch, took: dict[str, float]
) -> None:
    if hostile.heavy:  # it goes to the limits; lower ones end it in the same way
        monkeypatch.setattr(pool, "LIMITS", Limits(cpu=1, wall=3.0))
    path = put(hostile.name, hostile.make())
    begun = time.monotonic()
    try:
        text, remarks = read(path, hostile)
    except InputUnreadable as error:
        line = str(error)
        assert hostile.end in ("refused", "either")
        assert "\n" not in line
        assert not FAULT.search(line), line
        assert hostile.says in line
    else:
        assert hostile.end in ("read", "either")
        assert not hostile.unsaid or hostile.unsaid not in text
        assert hostile.end == "either" or hostile.says in "".join(remarks)
    took[hostile.name] = round(time.monotonic() - begun, 1)
    assert took[hostile.name] < SECONDS


@pytest.mark.slow
def test_the_limits_as_they_are(put: Put) -> None:
    made = next(one for one in FILES if one.name == "forms-exponential.pdf")
    begun = time.monotonic()
    with pytest.raises(InputUnreadable, match="已停止读取"):  # by time or by memory
        read_document(put(made.name, made.make()))
    assert time.monotonic() - begun < SECONDS


WORD = [one for one in FILES if one.name.endswith(".docx") and one.end != "refused"]


@pytest.mark.parametrize("hostile", _cases(WORD))
def test_word_copy(hostile: Hostile, put: Put) -> None:
    data = hostile.make()
    try:
        document = read_document(put(hostile.name, data))
        notice = parse(document)
        copy = annotate_docx(data, document.text, review(notice), title=notice.title)
        again = read_document(put("copy.docx", copy.data))
    except InputUnreadable as error:
        assert not FAULT.search(str(error)), error
    else:
        assert again.text
        assert not hostile.unsaid or hostile.unsaid not in again.text
