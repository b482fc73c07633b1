"""Hostile files: every one that the project makes, of all kinds, each a test of its own."""

from __future__ import annotations

from collections.abc import Iterator

from hostile import Hostile
from hostile_fresh import fresh_files
from hostile_page import page_files
from hostile_pdf import pdf_files
from hostile_sheet import sheet_files
from hostile_word import word_files


def hostile_files() -> Iterator[Hostile]:
    """All of them; names do not repeat."""
    for family in (word_files, pdf_files, sheet_files, page_files, fresh_files):
        yield from family()
