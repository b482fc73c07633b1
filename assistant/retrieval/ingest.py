"""Ingest: files into the store, a notice a transaction, then the index built from it.

Idempotent by content, incremental, atomic a file. A row is yielded only after what it reports has
been committed. Whatever moment the process is killed at, the store holds whole notices, and the
next run (or the next search) builds the index that fits it.
"""

from __future__ import annotations

import datetime
import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import assistant.notice
from assistant.errors import InputUnreadable
from assistant.notice.document import Document
from assistant.notice.model import Notice
from assistant.retrieval import rows, store, vectors
from assistant.retrieval.build import Source, embed_records
from assistant.retrieval.embedding import DEFAULT_MODEL, Embedder, load_embedder
from assistant.retrieval.folders import notice_files
from assistant.retrieval.front_matter import blank_front_matter
from assistant.retrieval.index import DEFAULT_CORPUS, check_corpus
from assistant.retrieval.lock import exclusive
from assistant.retrieval.quarantine import quarantine_reason
from assistant.retrieval.record import StoredNotice, StoredRecord

Outcome = Literal["added", "unchanged", "replaced", "skipped", "quarantined"]
Read = Callable[[str], Document]
Parse = Callable[[Document], Notice]

WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What became of one file. ``reason`` is Chinese, "" where there is nothing to say."""

    path: str
    outcome: Outcome
    reason: str = ""
    notice_id: str | None = None
    records: int = 0


@functools.cache
def parser_version() -> str:
    """Changes whenever the parser's code or data change, so that old parses are done again."""
    folder = Path(assistant.notice.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".txt", ".yaml"}:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def ingest(
    paths: Iterable[str],
    *,
    data_dir: Path,
    corpus: str = DEFAULT_CORPUS,
    read: Read,
    parse: Parse | None = None,
    keep_quarantined: bool = False,
    embedder: Embedder | None = None,
    wait_seconds: float = WAIT_SECONDS,
    on_wait: Callable[[str], None] | None = None,
) -> Iterator[Row]:
    """Take files and folders into a corpus; a Row for each file, in order.

    ``read`` turns a path into a Document and raises InputUnreadable, which becomes a skipped row
    and stops nothing. Raises IndexBusy when another process still writes after ``wait_seconds``
    (``on_wait`` is told once that it has to wait), WrongCall for an impossible corpus name.
    """
    check_corpus(corpus)
    if parse is None:
        from assistant.notice.parse import parse as parse_notice

        parse = parse_notice
    writer = _Writer(
        store=store.Store(data_dir),
        corpus=corpus,
        read=read,
        parse=parse,
        keep_quarantined=keep_quarantined,
        embedder=embedder or load_embedder(DEFAULT_MODEL),
    )
    with exclusive(writer.store.lock_path, wait_seconds=wait_seconds, on_wait=on_wait):
        for path in notice_files(paths):
            yield writer.take(path)
        writer.finish()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """The one writer of a store, while it holds the lock."""

    store: store.Store
    corpus: str
    read: Read
    parse: Parse
    keep_quarantined: bool
    embedder: Embedder

    def take(self, path: str) -> Row:
        """Read, parse, embed and commit one file."""
        try:
            document = self.read(path)
        except InputUnreadable as error:
            return Row(path=path, outcome="skipped", reason=str(error))
        key = path if path == "-" else str(Path(path).resolve())
        with self.store.connect() as connection:
            before = rows.find_source(connection, self.corpus, key)
            same = rows.find_notice(connection, self.corpus, document.digest)
        if same is not None and self._is_done(same):
            return self._unchanged(path, key, same, before)
        return self._write(path, key, document, same or before)

    def _is_done(self, known: rows.Known) -> bool:
        if known.parser != parser_version():
            return False
        return known.quarantined is None or not self.keep_quarantined

    def _unchanged(self, path: str, key: str, same: rows.Known, before: rows.Known | None) -> Row:
        if before is None or before.notice_id != same.notice_id:
            with self.store.connect(write=True) as connection:
                rows.link_source(connection, self.corpus, key, same.notice_id)
                store.touch(connection, self.corpus)
            reason = "内容与已有通报相同"
        else:
            reason = ""
        if same.quarantined is not None:
            reason = "；".join(filter(None, (reason, f"仍在隔离：{same.quarantined}")))
        return Row(path=path, outcome="unchanged", reason=reason, notice_id=same.notice_id)

    def _write(self, path: str, key: str, document: Document, before: rows.Known | None) -> Row:
        fronted = blank_front_matter(document.text)
        notice = self.parse(replace(document, text=fronted.text))
        if not notice.records:
            return Row(path=path, outcome="skipped", reason="没有读出任何“问题—措施”记录")
        reason = None if self.keep_quarantined else quarantine_reason(notice)
        stored = _stored(Path(path).name, key, document, notice, fronted.meta, reason)
        records = tuple(_records(stored, notice))
        # the slow part comes before the transaction, so that it is short
        embed_records(self.embedder, records, vectors.VectorCache(self.store.path))
        with self.store.connect(write=True) as connection:
            revision = store.touch(connection, self.corpus)
            rows.insert_notice(
                connection,
                self.corpus,
                stored,
                text=document.text,
                parser=parser_version(),
                revision=revision,
                records=records,
            )
            rows.link_source(connection, self.corpus, key, stored.id)
        outcome: Outcome = "added" if before is None else "replaced"
        if reason is not None:
            outcome = "quarantined"
        return Row(
            path=path,
            outcome=outcome,
            reason=reason or "",
            notice_id=stored.id,
            records=len(records),
        )

    def finish(self) -> None:
        """Build the index where it does not fit the store any more."""
        source = Source(store=self.store, corpus=self.corpus, embedder=self.embedder)
        if source.load() is None:
            source.build()


def _stored(
    name: str,
    key: str,
    document: Document,
    notice: Notice,
    meta: Mapping[str, str],
    reason: str | None,
) -> StoredNotice:
    return StoredNotice(
        id=document.digest,
        source=name,
        path=key,
        title=_one_line(notice.title.text) if notice.title else None,
        issuer=notice.issuer,
        kind=notice.inspection.kind,
        date_of_issue=notice.date_of_issue,
        records=len(notice.records),
        characters=len(document.text),
        quarantined=reason,
        added=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        meta=meta,
    )


def _one_line(title: str) -> str:
    """A title that is broken over several lines, without the breaks."""
    return "".join(part.strip() for part in title.splitlines())


def _records(stored: StoredNotice, notice: Notice) -> Iterator[StoredRecord]:
    for record in notice.records:
        # the parser counts on its own digest; the stored identity is that of the text as read
        ordinal = record.id.rpartition("-")[2]
        yield StoredRecord(
            id=f"{stored.id}-{ordinal}",
            notice_id=stored.id,
            source=stored.source,
            notice=stored.title or stored.source,
            issuer=stored.issuer,
            focus_area=record.focus_area,
            problem=record.problem.text,
            measures=tuple(measure.text for measure in record.measures),
            status=record.status,
            section=record.section,
            start=record.start,
            end=record.end,
        )
