"""Workspace: library, index and drafter opened once, for a page that lives for weeks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.chat.history import History
from assistant.chat.responder import Responder
from assistant.chat.tokens import counter
from assistant.drafting.classify import Classifier
from assistant.drafting.draft import Drafter
from assistant.drafting.library import Library, load_library
from assistant.drafting.writer import Writer
from assistant.errors import IndexMissing
from assistant.llm.open import open_engine
from assistant.llm.prompts import load_prompts
from assistant.retrieval.backing import open_backing
from assistant.retrieval.index import DEFAULT_CORPUS, Index, open_index
from assistant.retrieval.record import StoredRecord
from assistant.retrieval.vectors import VectorCache
from assistant.settings import Settings

CACHE_NAME = "library.db"
HISTORY_NAME = "chats.db"
_WARMING = "制度执行不到位"  # drafted once: what it loads, fifty first users would load at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """What every answer needs; ``index`` is None where it was not opened."""

    library: Library
    index: Index | None
    drafter: Drafter
    history: History
    responder: Responder

    def records(self) -> Mapping[str, StoredRecord]:
        """All records that may be shown as precedents, by id."""
        return {r.id: r for r in self.index.records()} if self.index is not None else {}


def open_drafter(
    settings: Settings, corpus: str = DEFAULT_CORPUS, *, must_exist: bool = True
) -> tuple[Library, Index | None, Drafter]:
    """Open library, index and the drafter on top of them.

    Where nothing was ingested the index is None, or (``must_exist`` False) an empty one that
    follows when the first notices are taken in.
    """
    library = load_library(settings.library_dir)
    index: Index | None
    try:
        backing = open_backing(settings)
        index = open_index(settings.data_dir, corpus, backing=backing, must_exist=must_exist)
    except IndexMissing:
        index = None
    cache = VectorCache(settings.data_dir / CACHE_NAME)
    drafter = Drafter(library=library, classifier=Classifier(library, cache), index=index)
    return library, index, drafter


def open_workspace(settings: Settings) -> Workspace:
    """Open everything and load what a first answer would wait for."""
    library, index, drafter = open_drafter(settings, must_exist=False)
    if index is not None:
        index.warm()
    drafter.draft(_WARMING)
    return Workspace(
        library=library,
        index=index,
        drafter=drafter,
        history=History(settings.data_dir / HISTORY_NAME),
        responder=open_responder(settings, drafter),
    )


def open_writer(settings: Settings, drafter: Drafter) -> Writer:
    """The drafter with the configured model in front of it, or alone where there is none."""
    return Writer(
        drafter, engine=open_engine(settings), prompts=load_prompts(settings.prompts_dirs)
    )


def open_responder(settings: Settings, drafter: Drafter) -> Responder:
    """What answers the box; open it anew where the model settings have changed."""
    writer = open_writer(settings, drafter)
    model = writer.engine.model if writer.engine is not None else ""
    return Responder(writer, counter(model, settings.data_dir))
