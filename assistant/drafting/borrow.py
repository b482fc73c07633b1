"""Borrow: which words are common property, and the best sentence that strong precedents lend."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.drafting.adapt import Adapted, adapt
from assistant.drafting.library import PLACEHOLDER, TOPIC, Library
from assistant.facts.leaks import find_leaks
from assistant.retrieval.record import StoredRecord

_HAN = re.compile(r"[\u4e00-\u9fffA-Za-z0-9“”‘’《》〈〉]+")


class Borrower:
    """Frees sentences of past records; knows the library's vocabulary."""

    def __init__(self, library: Library) -> None:
        self._library_text = "\n".join(
            PLACEHOLDER.sub("，", measure.progress).replace(TOPIC, "，")
            for kind in library.types
            for measure in kind.measures
        )

    def best(self, records: Sequence[StoredRecord], given: Sequence[str]) -> Adapted | None:
        """The first sentence, nearest record first, that may enter the draft."""
        said = "\n".join(given)

        def common(word: str) -> bool:
            return word in said or word in self._library_text

        for record in records:
            found = next(adapt(record, given=given, common=common, words=_words), None)
            if found is not None and not self._leaks(found.text, record, said):
                return found
        return None

    def _leaks(self, text: str, record: StoredRecord, said: str) -> bool:
        """The check beside the extractor: a term that only this precedent's notice has."""
        return bool(
            find_leaks(
                text,
                precedents=(record.problem, *record.measures),
                # a county's own brand stands in all notices of that county: other notices are no
                # witness, only the library and the user are
                in_how_many_notices=lambda term: 0,
                user_input=said,
                is_general=lambda term: term in self._library_text,
            )
        )


def _words(text: str) -> list[str]:
    """Overlapping pieces of three characters: no name or brand can hide between word borders."""
    pieces: list[str] = []
    for run in _HAN.findall(text):
        pieces += [run[i : i + 3] for i in range(max(1, len(run) - 2))]
    return pieces
