"""Tokens: what the lexical index sees of a Chinese text.

Single characters, pairs of neighbouring characters, and the trade's terms (lexicon): a term's
token is the concept it belongs to, so that what people say and what the papers say meet in one
token. Words of the genre (问题, 不到位, 方面 …) say nothing about what a problem is about; they
are cut out before pairs are formed, and what is left of them weighs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.fold import fold
from assistant.retrieval.lexicon import Lexicon

CONCEPT = "§"  # marks a concept token; never a character of a notice's words
_RUN = re.compile(r"[\u3400-\u9fff]+|[0-9a-z.%]+")


def concepts(text: str, lexicon: Lexicon) -> Iterator[str]:
    """The concepts whose terms occur in ``text``, each as often as it occurs."""
    for match in lexicon.find(fold(text)):
        yield from match.concepts


def tokenize(text: str, lexicon: Lexicon) -> list[str]:
    """Tokens of ``text`` for indexing and for asking alike; order and repetitions are kept."""
    folded = fold(text).lower()
    found = [CONCEPT + concept for concept in concepts(folded, lexicon)]
    for run in _RUN.findall(lexicon.without_genre(folded)):
        if run[0].isascii():
            found.append(run)
            continue
        found.extend(run)
        found.extend(run[i : i + 2] for i in range(len(run) - 1))
    return found
