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
# characters of plain speech: alone, or two of them together, they match anything
PLAIN = frozenset(
    "的了就都也还没有不是在人个一这那上下把被给让说去来到得着过老啥谁么吗呢吧又再才只很太最"
    "些多少什怎样能会要想可以为与和及或等其之于对从向由自己我你他们它她好点事儿跟同地里外前后"
    "中大小年月日次几两二三四五六七八九十百千万每各该某"
)
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
        found.extend(character for character in run if character not in PLAIN)
        pairs = (run[i : i + 2] for i in range(len(run) - 1))
        found.extend(pair for pair in pairs if not PLAIN.issuperset(pair))
    return found
