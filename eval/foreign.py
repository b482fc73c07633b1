"""Foreign terms: pieces of other units' names, titles and figures in a draft.

An independent count beside the product's own guard: it knows no facts, only what stands in title
marks, in quotation marks, at figures or in units' names of other notices. A piece of RUN characters
or more that a draft shares with one of those, and that neither the input nor the library nor
SHARED other notices have, is a leak. What comes about only where the user's words meet the
library's (…民政|局党组| + |会|同…) is nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from assistant.drafting.library import PLACEHOLDER, TOPIC, Library, LibraryMeasure
from assistant.drafting.skeleton import families
from assistant.drafting.unit import KINDS, in_own_words
from eval.world import EvalNotice

RUN = 4
SHARED = 3  # what so many notices have is nobody's own
MEETING = 2  # characters of the user's that a run on the border of his words must have
# an issuer of each kind of party body: the library's 党委（党组） is said in the words of its own
BODIES = (
    "某局党组",
    "某镇委员会",
    "某校总支部委员会",
    "某村支部委员会",
    "某街道工作委员会",
    "某部部务会",
)
OPEN_BODY = "党委（党组）"
_TERM = re.compile(
    r"《[^《》\n]{2,40}》|“[^“”\n]{2,24}”|\d[\d.,年月日]{0,12}(?:[\u4e00-\u9fff]{2}|%)?"
)
_MARKS = re.compile(r"[《》“”‘’]")


class Foreign:
    """The pieces of all notices' terms; build once, ask for each draft."""

    def __init__(self, notices: Sequence[EvalNotice], library: Library) -> None:
        self._owners: defaultdict[str, set[str]] = defaultdict(set)
        for notice in notices:
            for term in _terms(notice):
                for piece in _pieces(term):
                    self._owners[piece].add(notice.stem)
        self._common = {piece for text in _library_texts(library) for piece in _pieces(text)}

    def leaks(self, draft: str, *, given: str, own: Collection[str]) -> tuple[str, ...]:
        """The foreign runs of a draft, in order; ``own`` are notices that do not count."""
        given = _MARKS.sub("", given)
        parts = []
        for text in re.split(r"【[^【】\n]{0,40}】", draft):
            parts += list(self._runs(text, given, own))
        return tuple(parts)

    def _runs(self, text: str, given: str, own: Collection[str]) -> Iterator[str]:
        text = _MARKS.sub("", text)
        begin = end = -1
        for i in range(len(text) - RUN + 1):
            piece = text[i : i + RUN]
            if piece in given or not self._is_foreign(piece, own):
                continue
            if begin >= 0 and i > end:
                yield from _own_only(text[begin:end], given)
                begin = -1
            begin, end = (i if begin < 0 else begin), i + RUN
        if begin >= 0:
            yield from _own_only(text[begin:end], given)

    def _is_foreign(self, piece: str, own: Collection[str]) -> bool:
        owners = self._owners.get(piece, set()) - set(own)
        return 0 < len(owners) < SHARED and piece not in self._common


def _own_only(run: str, given: str) -> Iterator[str]:
    """The run, unless less than a term of it is left beside the user's words at one of its ends."""
    for cut in range(max(MEETING, len(run) - RUN + 1), len(run)):
        if run[:cut] in given or run[-cut:] in given:
            return
    yield run


def _terms(notice: EvalNotice) -> Iterator[str]:
    issuer = notice.meta.get("unit") or notice.notice.issuer
    if issuer:
        yield issuer
    for found in _TERM.finditer(notice.text):
        yield _MARKS.sub("", found[0])


def _pieces(text: str) -> Iterator[str]:
    for i in range(len(text) - RUN + 1):
        yield text[i : i + RUN]


def _library_texts(library: Library) -> Iterator[str]:
    """What the drafter says of itself: the library in every kind of unit's words, the skeletons."""
    for family in families():
        yield from (text.replace("{matter}", "\n") for text in (*family.progress, *family.plan))
    for kind in library.types:
        yield from (kind.name, kind.topic, *kind.asks)
        for measure in kind.measures:
            for wording in _wordings(measure):
                yield from (
                    _MARKS.sub("", part)
                    for part in PLACEHOLDER.sub("\n", wording).replace(TOPIC, "\n").splitlines()
                    if part
                )


def _wordings(measure: LibraryMeasure) -> set[str]:
    plain = {measure.progress, measure.plan}
    return plain | {
        in_own_words(text, kind, issuer)
        for text in plain
        for kind in KINDS
        for issuer in (None, *(BODIES if OPEN_BODY in text else ()))
    }
