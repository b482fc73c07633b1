"""World: the notices, the library and the indexes an evaluation works on, opened once and shared.

Everything derived lies under ``<data_dir>/eval``: one store, a corpus of its own for each set of
notices, so that nothing of the user's own corpus is seen or touched.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.drafting.classify import Classifier
from assistant.drafting.draft import Drafter
from assistant.drafting.library import Library, load_library
from assistant.errors import InputUnreadable
from assistant.files.read import read_document
from assistant.notice.document import Document
from assistant.notice.model import Notice, Record
from assistant.notice.parse import parse
from assistant.retrieval.backing import local_backing
from assistant.retrieval.embedding import DEFAULT_MODEL, open_embedder
from assistant.retrieval.folders import notice_files
from assistant.retrieval.front_matter import blank_front_matter
from assistant.retrieval.index import Index, open_index
from assistant.retrieval.ingest import ingest
from assistant.retrieval.vectors import VectorCache
from assistant.settings import Settings

FOLDER = "eval"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalNotice:
    """A notice of the evaluation; ``text`` is as read, with the front matter blanked out.

    ``types`` are the problem types the front matter declares, one a record; empty where it
    declares none or another number than was parsed.
    """

    stem: str
    path: Path
    text: str
    meta: Mapping[str, str]
    notice: Notice
    types: tuple[str, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """The problems with their measures, in the order of the notice."""
        return self.notice.records


class World:
    """What suites draw on; lazily opened, safe to use from several threads."""

    def __init__(
        self, settings: Settings, notices_dir: Path | None = None, *, record: bool = False
    ) -> None:
        self.settings = settings
        self.record = record  # ask the configured model and write its answers down
        self.notices_dir = notices_dir or settings.corpus_dir
        self.own = notices_dir is None
        self.notices = read_notices(self.notices_dir)
        self._lock = threading.RLock()
        self._library: Library | None = None
        self._indexes: dict[tuple[str, ...], Index] = {}
        self._classifiers: dict[int, Classifier] = {}
        self._drafter: Drafter | None = None

    @property
    def library(self) -> Library:
        """The measure library."""
        with self._lock:
            if self._library is None:
                self._library = load_library(self.settings.library_dir)
            return self._library

    def index(self, notices: Sequence[EvalNotice] | None = None) -> Index:
        """An index of these notices alone (default: all); built where it does not stand yet."""
        chosen = self.notices if notices is None else tuple(notices)
        key = tuple(notice.stem for notice in chosen)
        with self._lock:
            if key not in self._indexes:
                self._indexes[key] = self._build(chosen)
            return self._indexes[key]

    def _build(self, chosen: Sequence[EvalNotice]) -> Index:
        digest = hashlib.sha256()
        for notice in chosen:
            digest.update(notice.stem.encode() + b"\0" + notice.notice.digest.encode())
        corpus = f"eval-{digest.hexdigest()[:16]}"
        embedder = open_embedder(self.settings.index)
        data_dir = self.settings.data_dir / FOLDER
        if embedder.name != DEFAULT_MODEL:  # a store of its own: vectors of two models never mix
            data_dir /= hashlib.sha256(embedder.name.encode()).hexdigest()[:12]
        backing = local_backing(data_dir, embedder)
        paths = [str(notice.path) for notice in chosen]
        for _ in ingest(
            paths,
            data_dir=data_dir,
            corpus=corpus,
            backing=backing,
            read=read_document,
            keep_quarantined=True,
        ):
            pass
        index = open_index(data_dir, corpus, backing=backing)
        index.warm()
        return index

    def classifier(self, library: Library) -> Classifier:
        """The classifier of a library; vectors of wordings are kept from run to run."""
        with self._lock:
            if id(library) not in self._classifiers:
                cache = VectorCache(self.settings.data_dir / FOLDER / "library.db")
                self._classifiers[id(library)] = Classifier(library, cache)
            return self._classifiers[id(library)]

    def drafter(self) -> Drafter:
        """The drafter as the product opens it, over all notices."""
        with self._lock:
            if self._drafter is None:
                self._drafter = Drafter(
                    library=self.library,
                    classifier=self.classifier(self.library),
                    index=self.index(),
                )
            return self._drafter

    def close(self) -> None:
        """Let go of the indexes."""
        for index in self._indexes.values():
            index.close()


def read_notices(folder: Path) -> tuple[EvalNotice, ...]:
    """All notices of a folder that have records, by name; raises InputUnreadable if none has."""
    found = []
    for path in sorted(Path(name) for name in notice_files([str(folder)])):
        document = read_document(str(path))
        fronted = blank_front_matter(document.text)
        notice = parse(replace(document, text=fronted.text))
        if not notice.records:
            continue
        types = tuple(filter(None, fronted.meta.get("types", "").split("、")))
        found.append(
            EvalNotice(
                stem=path.stem,
                path=path,
                text=fronted.text,
                meta=fronted.meta,
                notice=notice,
                types=types if len(types) == len(notice.records) else (),
            )
        )
    if not found:
        raise InputUnreadable(f"“{folder}”中没有可用于评测的通报：请检查路径")
    return tuple(found)


def reparse(text: str, source: str) -> Notice:
    """Parse a text that was changed by hand or by the injector."""
    return parse(Document(text=text, source=source))
