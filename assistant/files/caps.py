"""Caps: how large a file and what is in it may be, far above any real notice.

A notice has 3,000 to 30,000 characters; the figures leave room for lists, tables and pictures and
keep what a file can cost below the limits of the worker (assistant.files.worker.limits).
"""

from __future__ import annotations

from assistant.errors import InputUnreadable

MIB = 1024 * 1024
MAX_CHARACTERS = 2_100_000  # of text, whatever the kind of file: 2 MB in any encoding
MAX_LINES = 100_000  # of text; a notice has some hundred
MAX_TEXT_BYTES = 4 * MAX_CHARACTERS + 4  # of a plain text: UTF-32 with its mark is the widest

MAX_ENTRIES = 5_000  # of an Office file's zip
MAX_PART = 16 * MIB  # bytes of one XML part, inflated; a notice's main part has about 200 KB
MAX_INFLATED = 192 * MIB  # bytes of all parts, inflated, pictures included
MAX_TAGS = 600_000  # tags of one XML part: a tree of them takes some 100 MiB

MAX_SHEETS = 200  # of a workbook
MAX_ROWS = 20_000  # of a sheet that hold anything
MAX_COLUMNS = 200
MAX_PAGES = 500  # of a PDF
MAX_STREAM = 24 * MIB  # bytes of one stream of a PDF, inflated
MAX_STREAMS = 96 * MIB  # bytes of all page contents of a PDF, inflated
MAX_HTML = 8 * MIB  # bytes of a web page
MAX_DEPTH = 200  # nested elements of a web page; real ones stay below 60


def within(text: str, source: str) -> str:
    """``text``; raises InputUnreadable where it exceeds MAX_CHARACTERS or MAX_LINES."""
    if len(text) > MAX_CHARACTERS:
        raise InputUnreadable(
            f"“{source}”的文字超过 {MAX_CHARACTERS // 10_000} 万字：请只保留一篇通报的正文"
        )
    if max(text.count("\n"), text.count("\r")) > MAX_LINES:
        raise InputUnreadable(f"“{source}”超过 {MAX_LINES // 10_000} 万行：请只保留一篇通报的正文")
    return text
