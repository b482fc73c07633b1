"""Index: what the rest of the program asks for past records."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexBusy, IndexMissing, WrongCall
from assistant.retrieval import fusion, rows, store
from assistant.retrieval.backing import Backing, local_backing
from assistant.retrieval.build import open_source
from assistant.retrieval.corpus import Corpus
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.explain import explain
from assistant.retrieval.filters import Filters
from assistant.retrieval.masks import Masks
from assistant.retrieval.meanings import meanings
from assistant.retrieval.ranking import Ranking, rank
from assistant.retrieval.reader import Reader
from assistant.retrieval.record import StoredNotice, StoredRecord
from assistant.retrieval.renewal import renew
from assistant.retrieval.result import Hit, SearchResult
from assistant.retrieval.snapshot import Snapshot

DEFAULT_CORPUS = "main"
# found on 306 answerable and 110 other queries, 60 and 30 of them written by somebody who never saw
# the code: at 0.12 it refuses 1.6 % of the ones and 93 % of the others; the odds are steep there
THRESHOLD = 0.12  # how likely a precedent must be, or the search abstains
BEST_FLOOR = 0.02  # and the least score its best record must have
FLOOR = 0.01  # an expected grade below it is not worth a line
NOTICE_SHARE = 0.6  # of a list: what one notice has beyond it counts NOTICE_DISCOUNT
NOTICE_DISCOUNT = 0.5
_NAME = re.compile(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z_\-\u4e00-\u9fff]{0,39}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats:
    """What a corpus holds and how its derived index stands."""

    corpus: str
    notices: int
    quarantined: int
    records: int
    model: str
    fresh: bool
    duplicates: int = 0
    trashed: int = 0


def check_corpus(corpus: str) -> str:
    """The name of a corpus, if it can be a folder's name; raises WrongCall otherwise."""
    if not _NAME.fullmatch(corpus):
        raise WrongCall(f"语料库名“{corpus}”不可用：请用1—40个汉字、字母、数字、短横或下划线")
    return corpus


class Index:
    """One corpus, opened for asking; safe to use from several threads.

    It sees the corpus as it was when it was opened, and follows when a finished ingest (of this
    process or another) has swapped in a new generation.
    """

    def __init__(self, backing: Backing, corpus: str) -> None:
        self.corpus = corpus
        self._embedder = backing.embedder
        self._store = backing.store
        self._source = open_source(backing, corpus)
        self._reader = Reader(self._source)
        self._masks: Masks | None = None

    def search(
        self,
        query: str,
        k: int = 5,
        exclude: Collection[str] = frozenset(),
        *,
        filters: Filters = Filters(),  # noqa: B008 - a frozen value
        threshold: float = THRESHOLD,
    ) -> SearchResult:
        """The best precedents for a problem in anyone's words.

        ``exclude`` names notices by file name, file name without suffix, title or id; ``filters``
        limit the search to some kinds of notices without changing any record's score. The result
        is ``abstained`` when a precedent is less likely than ``threshold`` (0 never abstains but
        for an empty query or corpus). A notice fills the list only where what
        other notices have is far worse.
        """
        snapshot = self._reader.snapshot()
        allowed = self._masks_of(snapshot).allowed(exclude, filters)
        ranking = self.ranking(query, snapshot=snapshot, allowed=allowed)
        floor = FLOOR if threshold > 0 else 0.0
        kept = [hit for hit in ranking.candidates if hit.score >= floor]
        if ranking.answerable < threshold or (floor and _best(ranking) < BEST_FLOOR):
            kept = []
        chosen = fusion.diversify(
            [hit.score for hit in kept],
            [snapshot.records.notice_at(hit.position) for hit in kept],
            k,
            per_group=max(1, round(k * NOTICE_SHARE)),
            discount=NOTICE_DISCOUNT,
        )
        hits = tuple(
            Hit(
                record=snapshot.records[kept[i].position],
                score=kept[i].score,
                why=explain(snapshot, query, kept[i].position),
            )
            for i in chosen
        )
        return SearchResult(query=query, abstained=not hits, hits=hits)

    def ranking(
        self,
        query: str,
        *,
        snapshot: Snapshot | None = None,
        allowed: NDArray[np.bool_] | None = None,
    ) -> Ranking:
        """All candidates, without threshold and diversity; ``allowed`` masks positions."""
        seen = snapshot or self._reader.snapshot()
        if not query.strip() or not seen.records:
            return Ranking(candidates=(), answerable=0.0)
        vector = self._embedder.queries([query])[0]
        return rank(
            seen,
            query,
            vector,
            lambda v, k: self._reader.nearest(seen, v, k),
            allowed,
            meanings(seen.problem_types, self._embedder.name),
        )

    def records(self) -> tuple[StoredRecord, ...]:
        """All records that are offered as precedents."""
        return tuple(self._reader.snapshot().records)

    def notice_frequency(self, term: str) -> int:
        """In how many notices that are offered as precedents the string occurs."""
        return self._reader.snapshot().notice_frequency(term)

    def _masks_of(self, snapshot: Snapshot) -> Masks:
        """The masks of a snapshot; what is known of its notices is read once."""
        masks = self._masks
        if masks is None or masks.snapshot is not snapshot:
            notices = {notice.id: notice for notice in self.notices()}
            masks = self._masks = Masks(snapshot=snapshot, notices=notices)
        return masks

    @property
    def care(self) -> Corpus:
        """The same corpus for looking after its notices."""
        return Corpus(store=self._store, name=self.corpus, source=self._source)

    def notices(self, filters: Filters | None = None) -> tuple[StoredNotice, ...]:
        """The notices that fit, quarantined ones and duplicates included, in the order they were
        added; those in the trash are not."""
        return self.care.notices(filters)

    def text(self, notice_id: str) -> str:
        """The text of a stored notice as it was read; "" for an unknown one."""
        with self._store.connect() as connection:
            return rows.text(connection, self.corpus, notice_id) or ""

    def stats(self) -> Stats:
        """Counts, the embedding model, and whether the derived index fits the store."""
        notices = self.notices()
        return Stats(
            corpus=self.corpus,
            notices=len(notices),
            quarantined=sum(notice.quarantined is not None for notice in notices),
            records=sum(notice.records for notice in notices if notice.offered),
            model=self._embedder.name,
            fresh=self._source.load() is not None,
            duplicates=sum(notice.duplicate_of is not None for notice in notices),
            trashed=len(self.care.trash()),
        )

    def remove(self, notice: str, *, wait_seconds: float = 30.0) -> StoredNotice:
        """Put a notice (id, file name or title) into the trash; raises WrongCall if unknown."""
        self._reader.release()  # so that the generation in use can be swept
        return replace(self.care, wait_seconds=wait_seconds).remove(notice)

    def rebuild(self, *, wait_seconds: float = 30.0) -> None:
        """Throw the derived index away and build it again from the store."""
        with self._store.writer(wait_seconds=wait_seconds):
            self._reader.release()
            self._source.build(anew=True)

    def warm(self) -> None:
        """Load everything a first search would wait for (a long-running program calls this)."""
        self.ranking("预热")

    def close(self) -> None:
        """Let go of the generation in use; the index can still be asked, only slower."""
        self._reader.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _best(ranking: Ranking) -> float:
    return ranking.candidates[0].score if ranking.candidates else 0.0


def open_index(
    data_dir: Path,
    corpus: str = DEFAULT_CORPUS,
    *,
    embedder: Embedder | None = None,
    backing: Backing | None = None,
    must_exist: bool = True,
) -> Index:
    """Open a corpus for asking, and mend its derived index where that is needed.

    A store from before filters and near-duplicates is brought up to date first, once.

    ``backing`` (default: all on this machine) says what the corpus stands on. Raises IndexMissing
    when nothing was ingested (unless ``must_exist`` is False), WrongCall for an impossible name,
    IndexUnavailable when the store cannot be read or the corpus has another model's vectors.
    """
    check_corpus(corpus)
    chosen = backing or local_backing(data_dir, embedder)
    if must_exist:
        _check_exists(chosen, corpus)
    if chosen.store.exists():
        with contextlib.suppress(IndexBusy):  # another process writes: at the next opening
            renew(chosen.store)
    return Index(chosen, corpus)


def _check_exists(backing: Backing, corpus: str) -> None:
    check_corpus(corpus)
    known: tuple[str, ...] = ()
    if backing.store.exists():
        with backing.store.connect() as connection:
            known = store.corpora(connection)
    if corpus not in known:
        raise IndexMissing(
            f"语料库“{corpus}”还没有通报：请先运行 python -m assistant ingest 文件或文件夹"
            + ("" if corpus == DEFAULT_CORPUS else f" --corpus {corpus}")
        )


def rebuild_index(backing: Backing, corpus: str) -> int:
    """Parse again what an older parser has read, and build the index anew with the present model
    and vector database, whatever it was built with; returns how many notices were parsed again.

    Raises as ``open_index``, but for a corpus of another model: that is what this is for.
    """
    _check_exists(backing, corpus)
    source = open_source(backing, corpus)
    care = Corpus(store=backing.store, name=corpus, source=source)
    parsed = care.reparse()
    with backing.store.writer(wait_seconds=care.wait_seconds):
        source.build(anew=True)
    return parsed
