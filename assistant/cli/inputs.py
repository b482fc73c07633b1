"""Inputs: what the verbs read, "-" being standard input."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import BinaryIO

from assistant.cli.output import tell
from assistant.errors import WrongCall
from assistant.files.facts_list import read_fact_list
from assistant.files.load import load
from assistant.files.read import document_of, read_document, shown
from assistant.notice.document import Document

FILE_HELP = "文件：.txt、.md、.docx、.pdf、.html，或 - 表示标准输入"
LIST_HELP = "每行一条：.txt、.md、.docx、.xlsx，或 - 表示标准输入"


def document(path: str) -> Document:
    """Read a notice and tell what of it is hidden or unseen; raises InputUnreadable."""
    return _told(read_document(path, stdin()))


def loaded(path: str) -> tuple[bytes, Document]:
    """The bytes of a notice and what they say, remarks told; raises InputUnreadable."""
    data = load(path, stdin())
    return data, _told(document_of(data, path))


def given_facts(facts: Sequence[str], path: str | None) -> tuple[str, ...]:
    """The facts of --fact and --facts, in this order; raises InputUnreadable."""
    given = [fact.strip() for fact in facts if fact.strip()]
    return (*given, *(read_fact_list(path, stdin(), on_remark=tell) if path is not None else ()))


def _told(given: Document) -> Document:
    for remark in given.remarks:
        tell(f"{shown(given.source)}：{remark}")
    return given


def filled(text: str, option: str) -> str:
    """The text of an option that must show something; raises WrongCall."""
    if not any(char.isprintable() and not char.isspace() for char in text):
        raise WrongCall(f"{option} 的内容是空的：请写明")
    return text.strip()


def stdin() -> BinaryIO | None:
    """Standard input as bytes; None where the process has none."""
    return sys.stdin.buffer if sys.stdin is not None else None
