"""Build: from the store to a snapshot, with a generation that is loaded, extended or made anew.

What changed since the last generation is told by notices and their revisions, so that a new notice
costs what a notice costs: its records become a segment of their own, small segments are merged from
their arrays when a new one comes, and the large one is made again when the small ones have grown to
a quarter of it. The result does not depend on the way that led to it, but for the statistics of
words of the few notices that were taken out since.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from assistant.errors import IndexUnavailable
from assistant.retrieval import identity, plan, rows, store, vectors
from assistant.retrieval.backing import Backing
from assistant.retrieval.connection import Connection, Storage
from assistant.retrieval.dense.engine import Engine, Neighbours
from assistant.retrieval.derived import Derived, choose_probes, hubness
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.generation import Generations, Manifest, Part, read_manifest
from assistant.retrieval.lock import exclusive
from assistant.retrieval.plan import Named
from assistant.retrieval.record import StoredRecord
from assistant.retrieval.rows import Edition
from assistant.retrieval.segment import DerivedBroken, Segment, passage, recipe
from assistant.retrieval.snapshot import Snapshot
from assistant.retrieval.wordings import load_types

PROBE_ANEW = 5_000  # up to so many rows hubness is measured anew every time
PROBE_GROWTH = 1.25  # and in a larger index when it has grown so much since the last time
WAIT_SECONDS = 120.0  # for another process that builds the same index


def embed_records(
    embedder: Embedder, records: Sequence[StoredRecord], cache: vectors.Cache
) -> None:
    """See to it that the vectors of ``records`` are in the cache."""
    vectors.embed_cached(embedder, [passage(record) for record in records], cache)


def open_source(backing: Backing, corpus: str) -> Source:
    """A corpus on its backing."""
    return Source(
        store=backing.store, corpus=corpus, embedder=backing.embedder, engine=backing.engine
    )


@dataclass(frozen=True, kw_only=True)
class Source:
    """A corpus in a store, with the model that it is searched by and the vector database."""

    store: Storage
    corpus: str
    embedder: Embedder
    engine: Engine

    @property
    def generations(self) -> Generations:
        """The generations of this corpus."""
        return Generations(self.store.data_dir / "index" / self.corpus)

    def manifest(self, state: str) -> Manifest:
        """What a generation must say of itself to fit this state."""
        return Manifest(
            state=state,
            model=self.embedder.name,
            recipe=recipe(load_types().digest),
            dense=self.engine.name,
        )

    def load(self) -> tuple[Snapshot, Path] | None:
        """The present state with the generation that fits it; None where none does.

        Raises IndexUnavailable where the corpus was embedded with another model.
        """
        with self.store.connect() as connection:
            identity.check_model(connection, self.corpus, self.embedder.name)
            state = store.state(connection, self.corpus)
        found = self.generations.current()
        if found is None or found[1].state != state:
            return None
        if not found[1].is_made_like(self.manifest(state)):
            return None
        try:
            named = self._segments(found[1])
            hubs, probes = self.generations.hubs(found[0])
            parts = [(one.segment, one.part.dead) for one in named]
            if len(hubs) != sum(len(segment) for segment, _ in parts):
                raise DerivedBroken("hubness has another size")
            derived = Derived.over(parts, model=self.embedder.name, probes=probes, hubs=hubs)
        except DerivedBroken:
            return None
        return self._snapshot(state, derived), found[0]

    def compute(self) -> Snapshot:
        """The present state with everything computed in memory; nothing is written."""
        with self.store.connect() as connection:
            state = store.state(connection, self.corpus)
            segments = self._made(connection, rows.editions(connection, self.corpus))
            parts = [(segment, frozenset[int]()) for segment in segments]
        return self._snapshot(state, Derived.over(parts, model=self.embedder.name))

    def state(self) -> str:
        """The store's token for the present state of the corpus."""
        with self.store.connect() as connection:
            return store.state(connection, self.corpus)

    def check(self) -> None:
        """Raise IndexUnavailable where the corpus was embedded with another model."""
        with self.store.connect() as connection:
            identity.check_model(connection, self.corpus, self.embedder.name)

    def build(self, *, anew: bool = False, wait_seconds: float = WAIT_SECONDS) -> None:
        """Swap in a generation of the present state, out of the one in use where that is possible.

        With ``anew`` nothing is taken over, and the corpus changes to the present model. Raises
        IndexBusy, IndexUnavailable.
        """
        with exclusive(self.generations.lock_path, wait_seconds=wait_seconds):
            with self.store.connect(write=True) as connection:
                if not anew:
                    identity.check_model(connection, self.corpus, self.embedder.name)
                identity.set_model(connection, self.corpus, self.embedder.name)
            try:
                self._build(self._known() if not anew else None)
            except DerivedBroken as error:
                raise IndexUnavailable(
                    f"语料库“{self.corpus}”的索引写好后读不出（{error}）："
                    "请检查磁盘空间和向量服务后再试；通报都在，不会丢失"
                ) from error

    def open_base(self, generation: Path | None, count: int) -> Neighbours:
        """The vector database of a generation's large segment; raises DerivedBroken."""
        manifest = read_manifest(generation) if generation is not None else None
        if manifest is None or not manifest.parts:
            raise DerivedBroken("the generation is gone")
        return self.engine.open(self.generations.folder / manifest.parts[0].name, count)

    def mend(self, generation: Path | None) -> None:
        """Give a generation its vector database back, or build the index anew. Raises IndexBusy."""
        with exclusive(self.generations.lock_path):
            manifest = read_manifest(generation) if generation is not None else None
            mended = False
            if manifest is not None and manifest.parts:
                folder = self.generations.folder / manifest.parts[0].name
                segment = Segment.load(folder)
                ids = [record.id for record in segment.table]
                mended = self.engine.mend(folder, ids, segment.matrix)
        if not mended:
            self.build(anew=True, wait_seconds=0.0)

    def _known(self) -> Manifest | None:
        """The manifest in use, if what it names is whole and made as it would be made now."""
        found = self.generations.current()
        if found is None or not found[1].is_made_like(self.manifest("")):
            return None
        try:
            self._segments(found[1])
            self.generations.hubs(found[0])
        except DerivedBroken:
            return None
        return found[1]

    def _segments(self, manifest: Manifest) -> list[Named]:
        return [
            Named(segment=Segment.load(self.generations.folder / part.name), part=part)
            for part in manifest.parts
        ]

    def _build(self, known: Manifest | None) -> None:
        before = self._segments(known) if known else []
        with self.store.connect() as connection:
            editions = rows.editions(connection, self.corpus)
        self._embed(plan.new(plan.still_offered(before, editions), editions))
        with self.store.connect() as connection:
            state = store.state(connection, self.corpus)
            editions = rows.editions(connection, self.corpus)
            named = plan.still_offered(before, editions)
            fresh = list(self._made(connection, plan.new(named, editions)))
        named = self._written(named, fresh)
        self._swap(self.manifest(state), named, known)

    def _embed(self, editions: Sequence[Edition]) -> None:
        """See to it that vectors are there. It can take long, so no transaction stays open: one
        would keep SQLite from emptying its log, and PostgreSQL from cleaning up."""
        cache = vectors.StoreVectors(storage=self.store)
        for part in plan.chunks(editions):
            ids = [edition.notice_id for edition in part]
            with self.store.connect() as connection:
                records = tuple(rows.records(connection, self.corpus, ids))
            embed_records(self.embedder, records, cache)

    def _made(self, connection: Connection, editions: Sequence[Edition]) -> Iterator[Segment]:
        """The records of ``editions`` as segments of at most about CHUNK records."""
        cache = vectors.StoreVectors(storage=self.store)
        for part in plan.chunks(editions):
            ids = [edition.notice_id for edition in part]
            records = tuple(rows.records(connection, self.corpus, ids))
            passages = [passage(record) for record in records]
            matrix = vectors.embed_cached(self.embedder, passages, cache)
            yield Segment.compute(part, records, matrix)

    def _written(self, named: list[Named], fresh: list[Segment]) -> list[Named]:
        """The segments of the next generation: merged where that is due, written, and named."""
        pending = [(segment, frozenset[int]()) for segment in fresh]
        new = sum(map(len, fresh))
        if plan.is_due(named, new):
            pending = [*((one.segment, one.part.dead) for one in named), *pending]
            named, engine = [], self.engine
        else:
            engine = None
            while len(named) > 1 and new and len(named[-1].segment) < 2 * new:
                last = named.pop()
                pending.insert(0, (last.segment, last.part.dead))
                new += len(last.segment)
        if not sum(len(segment) for segment, _ in pending):
            return named
        merged = Segment.merged(pending)
        part = Part(name=self.generations.add(merged, engine))
        return [*named, Named(segment=merged, part=part)]

    def _swap(self, manifest: Manifest, named: list[Named], known: Manifest | None) -> None:
        """Measure hubness (of the small segments only, where the large one is as it was), swap."""
        parts = [(one.segment, one.part.dead) for one in named]
        total = sum(len(segment) for segment, _ in parts)
        fitting = Derived.over(parts, model=self.embedder.name, hubs=np.zeros(total, np.float32))
        probed, start = total, 0
        probes = choose_probes(fitting.matrix)
        hubs = np.zeros(total, dtype=np.float32)
        found = self.generations.current()
        if known is not None and found is not None and known.parts[:1] and named:
            same = known.parts[0].name == named[0].part.name
            if same and PROBE_ANEW < total < PROBE_GROWTH * known.probed:
                old, probes = self.generations.hubs(found[0])
                probed, start = known.probed, len(named[0].segment)
                hubs[:start] = old[:start]
        later = fitting.rows >= start
        positions = np.flatnonzero(later)
        hubs[fitting.rows[later]] = hubness(fitting.matrix, probes, positions)
        manifest = replace(manifest, probed=probed, parts=tuple(one.part for one in named))
        self.generations.swap(manifest, hubs, probes, self.engine)

    def _snapshot(self, state: str, derived: Derived) -> Snapshot:
        def read_texts() -> dict[str, str]:
            with self.store.connect() as connection:
                return dict(rows.texts(connection, self.corpus))

        return Snapshot(
            state=state,
            records=derived.records,
            derived=derived,
            problem_types=load_types(),
            read_texts=read_texts,
        )
