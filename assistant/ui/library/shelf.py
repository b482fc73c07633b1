"""Shelf: the corpus as the page sees it: searched, listed, read, taken in, mended.

Every method may read the disk or wait for the one writer: handlers call them in a worker thread.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.chat.workspace import Workspace
from assistant.errors import IndexMissing, InputUnreadable
from assistant.files.read import read_document
from assistant.notice.document import Document
from assistant.retrieval.backing import Backing
from assistant.retrieval.corpus import NoticeView
from assistant.retrieval.corrections import Correction
from assistant.retrieval.filters import Filters
from assistant.retrieval.index import Index, rebuild_index
from assistant.retrieval.ingest import Row, ingest
from assistant.retrieval.record import StoredNotice, StoredRecord
from assistant.retrieval.result import SearchResult
from assistant.ui import wording
from assistant.ui.records import Records

HITS = 12
WAIT_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """What the corpus holds: live notices (those set aside included) and the trash."""

    notices: tuple[StoredNotice, ...] = ()
    trash: tuple[StoredNotice, ...] = ()


class Shelf:
    """One corpus; holds nothing of any user."""

    def __init__(self, workspace: Workspace, backing: Backing, data_dir: Path) -> None:
        self._workspace = workspace
        self._backing = backing
        self._data_dir = data_dir

    @property
    def index(self) -> Index:
        """The open index; raises IndexMissing while nothing has been taken in."""
        if self._workspace.index is None:
            raise IndexMissing(wording.SHELF_EMPTY)
        return self._workspace.index

    def search(self, query: str, filters: Filters) -> SearchResult:
        """The best precedents, at most HITS."""
        return self.index.search(query, k=HITS, filters=filters)

    def stock(self) -> Stock:
        """All notices; empty while nothing has been taken in."""
        if self._workspace.index is None:
            return Stock()
        return Stock(notices=self.index.care.notices(), trash=self.index.care.trash())

    def record(self, record_id: str) -> StoredRecord | None:
        """A record that may be shown as a precedent."""
        return Records(self._workspace.index).get(record_id)

    def view(self, notice_id: str) -> NoticeView:
        """A notice, live or in the trash; raises WrongCall for an unknown one."""
        return self.index.care.view(notice_id)

    def correct(self, notice_id: str, change: Correction) -> NoticeView:
        """Correct the parse; raises WrongCall where it cannot be done, IndexBusy."""
        return self.index.care.correct(notice_id, change)

    def undo(self, notice_id: str) -> NoticeView:
        """Take the last correction back."""
        return self.index.care.undo(notice_id)

    def remove(self, notice_id: str) -> None:
        """Put a notice into the trash, from which it can be brought back at any time."""
        self.index.care.remove(notice_id)

    def restore(self, notice_id: str) -> None:
        """Bring a notice back."""
        self.index.care.restore(notice_id)

    def take_in(self, paths: Sequence[str]) -> Iterator[Row]:
        """Ingest files, a row each; raises IndexBusy while another process writes."""
        yield from ingest(
            paths,
            data_dir=self._data_dir,
            backing=self._backing,
            read=_read,
            wait_seconds=WAIT_SECONDS,
        )

    def rebuild(self) -> int:
        """Parse anew what an older parser has read, and build the index; how many were parsed."""
        return rebuild_index(self._backing, self.index.corpus)


def _read(path: str) -> Document:
    """A document; errors call the file by its name."""
    try:
        return read_document(path)
    except InputUnreadable as error:
        raise InputUnreadable(str(error).replace(path, Path(path).name)) from error
