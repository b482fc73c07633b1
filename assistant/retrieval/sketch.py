"""Sketch: a few hundred numbers that tell whether two notices are the same text.

A bottom-k sketch of character shingles (Broder 1997): of the hashes of all runs of SHINGLE
characters the SIZE least are kept. What two sketches share below the lesser of their two ends
estimates how much of the shorter text the longer one contains, so a page that holds only half of a
notice is known as well as one with other punctuation. datasketch (MinHash) estimates the Jaccard
share only, which a half and a template cannot be told apart by; so this is our own.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.notice.fold import fold

SHINGLE = 6  # characters; shorter ones are common to all notices of the trade
SIZE = 256
LEAST = 24  # hashes below both ends, or nothing can be said
KEYS = 24  # the least hashes, by which the store looks for candidates
_OUTSIDE = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """``hashes`` ascending (all there are where fewer than SIZE); ``figures`` the numbers of two
    digits or more that the text gives, at most SIZE; ``length`` counts its plain characters."""

    hashes: tuple[int, ...]
    figures: frozenset[str]
    length: int


def sketch(texts: Iterable[str]) -> Sketch:
    """The sketch of texts that follow one another; punctuation, blanks and width do not count."""
    folded = fold("\n".join(texts)).lower()
    plain = _OUTSIDE.sub("", folded)
    runs = {plain[i : i + SHINGLE] for i in range(len(plain) - SHINGLE + 1)}
    figures = sorted({found for found in _FIGURE.findall(folded) if len(found) > 1})
    return Sketch(
        hashes=tuple(sorted(map(_hash, runs))[:SIZE]),
        figures=frozenset(figures[:SIZE]),
        length=len(plain),
    )


def _hash(run: str) -> int:
    """63 bits, so that every database can hold it."""
    digest = hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def contained(one: Sketch, other: Sketch) -> float:
    """Estimated share of the shorter text's shingles that the longer one has, 0 where unknown."""
    ends = [s.hashes[-1] for s in (one, other) if len(s.hashes) == SIZE]
    end = min(ends, default=1 << 63)
    mine = {value for value in one.hashes if value <= end}
    theirs = {value for value in other.hashes if value <= end}
    least = min(len(mine), len(theirs))
    return len(mine & theirs) / least if least >= LEAST else 0.0


def same_figures(one: Sketch, other: Sketch) -> float:
    """Share of the numbers of the one with fewer that the other has, too; 1 where it has none."""
    fewer, more = sorted((one.figures, other.figures), key=len)
    return len(fewer & more) / len(fewer) if fewer else 1.0
