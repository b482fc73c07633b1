"""Corpus: what is done to stored notices: look at them, correct their parse, take out, bring back.

Nothing here loses a notice: a correction is a version beside the parse, what is taken out lies in
the trash until it is purged by name. Each change is one transaction; the derived index follows
before the call returns, or at the next start where the process is killed in between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from assistant.errors import WrongCall
from assistant.retrieval import rows, store, trash, versions
from assistant.retrieval.build import Source
from assistant.retrieval.connection import Connection, Storage
from assistant.retrieval.corrections import Correction, corrected, described, ordinal
from assistant.retrieval.filters import Filters
from assistant.retrieval.intake import Parse, parser_version
from assistant.retrieval.record import StoredNotice, StoredRecord
from assistant.retrieval.renewal import parse_again
from assistant.retrieval.versions import Version

WAIT_SECONDS = 30.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """A stored notice to look at: its text as read, its records in force, and how they came about.

    ``history`` is oldest first and empty where the parse was never corrected.
    """

    notice: StoredNotice
    text: str
    records: tuple[StoredRecord, ...]
    history: tuple[Version, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """One corpus for care; asking is Index's. Safe to use from several threads and processes.

    Notices are named by id, file name (with or without suffix) or title; a name that is unknown or
    stands for several raises WrongCall. Writing raises IndexBusy while another process writes for
    more than ``wait_seconds``.
    """

    store: Storage
    name: str
    source: Source
    wait_seconds: float = WAIT_SECONDS

    def notices(self, filters: Filters | None = None) -> tuple[StoredNotice, ...]:
        """Live notices in the order they were added, quarantined ones and duplicates included."""
        with self.store.connect() as connection:
            found = rows.notices(connection, self.name)
        return found if filters is None else chosen(found, filters)

    def trash(self) -> tuple[StoredNotice, ...]:
        """What lies in the trash, in the order it was added."""
        with self.store.connect() as connection:
            return rows.notices(connection, self.name, trashed=True)

    def view(self, notice: str) -> NoticeView:
        """A notice, live or trashed, with text, records and history."""
        with self.store.connect() as connection:
            return self._view(connection, self._find(connection, notice).id)

    def correct(self, notice: str, change: Correction) -> NoticeView:
        """Make one correction of a notice's records; raises WrongCall where it cannot be made."""

        def act(connection: Connection, revision: int) -> NoticeView:
            found = self._find(connection, notice, live=True)
            records = rows.records_of(connection, self.name, found.id)
            text = rows.text(connection, self.name, found.id) or ""
            versions.begin(connection, self.name, found.id, records)
            used = max(
                ordinal(record.id)
                for record in versions.all_records(connection, self.name, found.id)
            )
            new = corrected(records, text, change, used=used)
            versions.add(connection, self.name, found.id, described(change), new)
            rows.replace_records(connection, self.name, found.id, new, revision)
            return self._view(connection, found.id)

        return self._change(act)

    def undo(self, notice: str) -> NoticeView:
        """Go back to the version that the one in force was made from; raises WrongCall at the
        parse."""

        def act(connection: Connection, revision: int) -> NoticeView:
            found = self._find(connection, notice, live=True)
            known = versions.history(connection, self.name, found.id)
            parent = next((version.parent for version in known if version.head), None)
            if parent is None:
                raise WrongCall(f"“{found.source}”的记录没有可撤销的修改")
            versions.move(connection, self.name, found.id, parent)
            before = versions.at(connection, self.name, found.id, parent)
            rows.replace_records(connection, self.name, found.id, before, revision)
            return self._view(connection, found.id)

        return self._change(act)

    def remove(self, notice: str) -> StoredNotice:
        """Put a notice into the trash."""

        def act(connection: Connection, revision: int) -> StoredNotice:
            found = self._find(connection, notice, live=True)
            trash.put(connection, self.name, found.id, trash.REMOVED, revision)
            return found

        return self._change(act)

    def restore(self, notice: str) -> StoredNotice:
        """Bring a notice back out of the trash."""

        def act(connection: Connection, revision: int) -> StoredNotice:
            found = self._find(connection, notice, live=False)
            trash.take_back(connection, self.name, found.id, revision)
            return found

        return self._change(act)

    def purge(self, notice: str | None = None) -> tuple[StoredNotice, ...]:
        """Delete what lies in the trash for good: one notice, or (None) all of it."""

        def act(connection: Connection, revision: int) -> tuple[StoredNotice, ...]:
            if notice is None:
                gone = rows.notices(connection, self.name, trashed=True)
            else:
                gone = (self._find(connection, notice, live=False),)
            for found in gone:
                trash.purge(connection, self.name, found.id)
            return gone

        return self._change(act)

    def reparse(self, parse: Parse | None = None) -> int:
        """Parse stored texts again that an older parser has read; returns how many.

        Corrections stay in force; a text in which no record is found any more keeps its old parse.
        """
        with self.store.connect() as connection:
            old = rows.outdated(connection, self.name, parser_version())
        for notice_id in old:
            with self.store.writer(wait_seconds=self.wait_seconds):
                parse_again(self.store, self.name, notice_id, parse)
        return len(old)

    def _view(self, connection: Connection, notice_id: str) -> NoticeView:
        return NoticeView(
            notice=rows.notices_of(connection, self.name, [notice_id])[0],
            text=rows.text(connection, self.name, notice_id) or "",
            records=rows.records_of(connection, self.name, notice_id),
            history=versions.history(connection, self.name, notice_id),
        )

    def _find(
        self, connection: Connection, notice: str, *, live: bool | None = None
    ) -> StoredNotice:
        """The notice of a name; ``live``: among the live ones, the trashed ones or (None) both."""
        among: list[StoredNotice] = []
        if live is not False:
            among += rows.notices(connection, self.name)
        if not live:
            among += rows.notices(connection, self.name, trashed=True)
        found = [n for n in among if notice in names(n.id, n.source, n.title or "")]
        where = f"语料库“{self.name}”的回收站" if live is False else f"语料库“{self.name}”"
        verb = "corpus trash" if live is False else "corpus list"
        if not found:
            raise WrongCall(f"{where}中没有“{notice}”：可用 {verb} 查看")
        if len(found) > 1:
            raise WrongCall(f"“{notice}”对应{len(found)}篇通报：请改用 {verb} 中的编号")
        return found[0]

    def _change(self, act: Callable[[Connection, int], T]) -> T:
        """One transaction of the one writer, then the index that fits it."""
        with self.store.writer(wait_seconds=self.wait_seconds):
            with self.store.connect(write=True) as connection:
                result = act(connection, store.touch(connection, self.name))
            self.source.build()
        return result


def names(*words: str) -> set[str]:
    """The names a notice goes by, file names also without their suffix."""
    return {word for word in (*words, *(Path(word).stem for word in words)) if word}


def chosen(notices: Sequence[StoredNotice], filters: Filters) -> tuple[StoredNotice, ...]:
    """The notices that fit the filters (focus areas belong to records and are not asked)."""
    return tuple(notice for notice in notices if filters.takes_notice(notice.profile))
