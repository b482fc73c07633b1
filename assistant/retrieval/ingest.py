"""Ingest: files into the store, a notice a transaction, then the index built from it.

Idempotent by content, incremental, atomic a file. A row is yielded only after what it reports has
been committed. Whatever moment the process is killed at, the store holds whole notices, and the
next run (or the next search) builds the index that fits it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from assistant.errors import InputUnreadable
from assistant.notice.document import Document
from assistant.retrieval import sources, store, trash, vectors
from assistant.retrieval.backing import Backing, local_backing
from assistant.retrieval.build import Source, embed_records, open_source
from assistant.retrieval.connection import Connection
from assistant.retrieval.cuttings import told
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.entry import enter
from assistant.retrieval.folders import notice_files, path_key
from assistant.retrieval.index import DEFAULT_CORPUS, check_corpus
from assistant.retrieval.intake import Parse, parser_version, take

Outcome = Literal["added", "unchanged", "replaced", "skipped", "quarantined"]
Read = Callable[[str], Document]

WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What became of one file. ``reason`` is Chinese, "" where there is nothing to say.

    ``residue`` says how many characters of which kind of page furniture were left out.
    ``duplicates`` are ids of notices that are nearly the same text; ``duplicate_of`` is the one
    that is offered in this one's place, None where this one is offered.
    """

    path: str
    outcome: Outcome
    reason: str = ""
    notice_id: str | None = None
    records: int = 0
    residue: Mapping[str, int] = field(default_factory=dict)
    duplicates: tuple[str, ...] = ()
    duplicate_of: str | None = None


def ingest(
    paths: Iterable[str],
    *,
    data_dir: Path,
    corpus: str = DEFAULT_CORPUS,
    read: Read,
    parse: Parse | None = None,
    keep_quarantined: bool = False,
    embedder: Embedder | None = None,
    backing: Backing | None = None,
    wait_seconds: float = WAIT_SECONDS,
    on_wait: Callable[[str], None] | None = None,
) -> Iterator[Row]:
    """Take files and folders into a corpus; a Row for each file, in order.

    ``read`` turns a path into a Document and raises InputUnreadable, which becomes a skipped row
    and stops nothing. Raises IndexBusy when another process still writes after ``wait_seconds``
    (``on_wait`` is told once that it has to wait), WrongCall for an impossible corpus name,
    IndexUnavailable where a database or the embedder fails or the corpus has another model's
    vectors. ``backing`` (default: all on this machine) says what the corpus stands on.
    """
    check_corpus(corpus)
    if parse is None:
        from assistant.notice.parse import parse as parse_notice

        parse = parse_notice
    chosen = backing or local_backing(data_dir, embedder)
    writer = _Writer(
        backing=chosen,
        corpus=corpus,
        read=read,
        parse=parse,
        keep_quarantined=keep_quarantined,
    )
    writer.check()
    with chosen.store.writer(wait_seconds=wait_seconds, on_wait=on_wait):
        for path in notice_files(paths):
            yield writer.take(path)
        writer.finish()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """The one writer of a store, while it holds the lock."""

    backing: Backing
    corpus: str
    read: Read
    parse: Parse
    keep_quarantined: bool

    @property
    def _source(self) -> Source:
        return open_source(self.backing, self.corpus)

    def check(self) -> None:
        """Raise IndexUnavailable where the corpus was embedded with another model."""
        self._source.check()

    def take(self, path: str) -> Row:
        """Read, parse, embed and commit one file."""
        try:
            document = self.read(path)
        except InputUnreadable as error:
            return Row(path=path, outcome="skipped", reason=str(error))
        key = path_key(path)
        with self.backing.store.connect() as connection:
            before = sources.find_source(connection, self.corpus, key)
            same = sources.find_notice(connection, self.corpus, document.digest)
        if same is not None and self._is_done(same):
            return self._unchanged(path, key, same, before)
        if same is not None and same.trashed is not None:
            same = None  # the same text comes out of the trash: to the user it is new
        return self._write(path, key, document, same or before)

    def _is_done(self, known: sources.Known) -> bool:
        if known.parser != parser_version() or known.trashed is not None:
            return False
        return known.quarantined is None or not self.keep_quarantined

    def _unchanged(
        self, path: str, key: str, same: sources.Known, before: sources.Known | None
    ) -> Row:
        said: list[str] = []
        if before is None or before.notice_id != same.notice_id:
            with self.backing.store.connect(write=True) as connection:
                revision = store.touch(connection, self.corpus)
                self._link(connection, key, same.notice_id, revision)
            said.append("内容与已有通报相同")
        if same.quarantined is not None:
            said.append(f"仍在隔离：{same.quarantined}")
        return Row(
            path=path,
            outcome="unchanged",
            reason="；".join(said),
            notice_id=same.notice_id,
            duplicate_of=same.duplicate_of,
        )

    def _link(self, connection: Connection, key: str, notice_id: str, revision: int) -> None:
        """A path holds this notice now; the one it held before goes to the trash."""
        left = sources.link_source(connection, self.corpus, key, notice_id)
        if left is not None:
            trash.put(connection, self.corpus, left, trash.REPLACED, revision)

    def _write(self, path: str, key: str, document: Document, before: sources.Known | None) -> Row:
        # named by the path as given: the reader may not say it (a document made in a test)
        named = replace(document, source=path)
        taken = take(named, key, self.parse, keep_quarantined=self.keep_quarantined)
        if taken is None:
            return Row(path=path, outcome="skipped", reason="没有读出任何“问题—措施”记录")
        # the slow part comes before the transaction, so that it is short
        cache = vectors.StoreVectors(storage=self.backing.store)
        embed_records(self.backing.embedder, taken.records, cache)
        with self.backing.store.connect(write=True) as connection:
            revision = store.touch(connection, self.corpus)
            likeness = enter(connection, self.corpus, taken, revision)
            self._link(connection, key, taken.notice.id, revision)
        reason = taken.notice.quarantined
        outcome: Outcome = "added" if before is None else "replaced"
        said = (reason, likeness.told(), told(taken.notice.residue))
        return Row(
            path=path,
            outcome=outcome if reason is None else "quarantined",
            reason="；".join(filter(None, said)),
            notice_id=taken.notice.id,
            records=len(taken.records),
            residue=taken.notice.residue,
            duplicates=tuple(twin.id for twin in likeness.twins),
            duplicate_of=likeness.offered,
        )

    def finish(self) -> None:
        """Build the index where it does not fit the store any more."""
        source = self._source
        if source.load() is None:
            source.build()
