"""Set phrases: find a fixed expression that is one character off.

The data (``data/set_phrases.txt``) names the canonical forms; a window of the text that differs
from one of them in a single character is a slip, unless that character belongs to another right
expression. Two disjoint pairs of characters of each phrase are indexed, one of which survives any
single slip, so the text is passed once: linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import pairwise
from operator import ne

from assistant.review.phrase import Phrase, Slip
from assistant.review.quoted_phrases import QuotedPhrases

_QUOTES = re.compile(r"[“”‘’\"\s]")
_CHARACTER = re.compile(r"[\u4e00-\u9fff0-9〇]")
_OPENING, _CLOSING = '“‘"《', '”’"》'
_SIGNS = "-~^<>"
# verbs that govern the numbered political expressions
_VERB = re.compile(
    r"(?:增强|坚定|做到|践行|树牢|树立|拥护|捍卫|领悟|牢记|坚持|强化|落实|胸怀|心怀|筑牢|把握|统筹推进|协调推进)"
    r"[一-龥、]{0,2}$"
)
# shorter ones have too many neighbours outside quotation marks
_SHORTEST = 4
_LONG_TAIL = 8
# from this length on two wrong characters are still no coincidence
_LONG = 10


@cache
def built_in_phrases() -> tuple[Phrase, ...]:
    """The phrases that come with the project."""
    path = resources.files("assistant.review").joinpath("data", "set_phrases.txt")
    return tuple(_read(path.read_text(encoding="utf-8")))


def _read(data: str) -> Iterator[Phrase]:
    for line in data.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split("|")] + ["", ""]
        text = parts[0].lstrip(_SIGNS)
        yield Phrase(
            text=text,
            wrong=tuple(parts[1].split()),
            right_neighbours=tuple(parts[2].split()),
            signs=parts[0][: -len(text)],
        )


class PhraseIndex:
    """Canonical and wrong forms, ready to be looked up in a text."""

    def __init__(self, phrases: tuple[Phrase, ...], *, allowed: tuple[str, ...] = ()) -> None:
        self._right: dict[str, list[str]] = {}
        # pair of characters → what may stand there: (wrong form or None, phrase, offset in it)
        self._pairs: dict[str, list[tuple[str | None, Phrase, int]]] = {}
        self._quoted = QuotedPhrases(phrases, allowed)
        for text in allowed:
            self._right.setdefault(text[:2], []).append(text)
        for phrase in phrases:
            for text in (phrase.text, *phrase.right_neighbours):
                self._right.setdefault(text[:2], []).append(text)
            for wrong in phrase.wrong:
                self._pairs.setdefault(wrong[:2], []).append((wrong, phrase, 0))
            if "-" in phrase.signs:
                continue
            if len(phrase.text) >= _SHORTEST or "~" in phrase.signs:
                step = 2 if len(phrase.text) >= _SHORTEST else 1
                for at in range(0, len(phrase.text) - 1, step):
                    pair = phrase.text[at : at + 2]
                    self._pairs.setdefault(pair, []).append((None, phrase, at))

    def slips(self, text: str) -> Iterator[Slip]:
        """Yield the slips in ``text`` by place; overlapping ones give way to the longest."""
        bare, offsets = _without_quotes(text)
        found = [*self._candidates(bare, text, offsets), *self._quoted.slips(text, offsets)]
        found.sort(key=lambda slip: (slip.start, -slip.end))
        right = list(self._right_spans(bare)) if found else []
        last_end = -1
        for slip in sorted(_widest(found), key=lambda s: s.start):
            if slip.start < last_end or _excused(slip, right):
                continue
            last_end = slip.end
            yield Slip(
                start=offsets[slip.start],
                end=offsets[slip.end - 1] + 1,
                right=slip.right,
                wrong_at=tuple((offsets[at], character) for at, character in slip.wrong_at),
            )

    def _candidates(self, bare: str, text: str, offsets: list[int]) -> Iterator[Slip]:
        """Slips with offsets into ``bare``."""
        pairs = self._pairs
        for at, pair in enumerate(map("".join, pairwise(bare))):
            if pair not in pairs:
                continue
            for wrong, phrase, inner in pairs[pair]:
                if wrong is not None:
                    if bare.startswith(wrong, at):
                        yield _slip(at, wrong, phrase.text)
                    continue
                start = at - inner
                if start < 0 or bare.startswith(phrase.text, start):
                    continue
                slip = _compare(bare, start, phrase.text)
                if slip and _counts(slip, phrase.signs, bare, text, offsets):
                    yield slip
                elif slip is None and not phrase.signs and len(phrase.text) > _SHORTEST:
                    yield from _edited(bare, start, phrase.text)

    def _right_spans(self, bare: str) -> Iterator[tuple[int, int]]:
        for at, pair in enumerate(map("".join, pairwise(bare))):
            for form in self._right.get(pair, ()):
                if bare.startswith(form, at):
                    yield at, at + len(form)


@cache
def default_index() -> PhraseIndex:
    """The index over the built-in phrases."""
    return PhraseIndex(built_in_phrases())


def _without_quotes(text: str) -> tuple[str, list[int]]:
    """``text`` without quotation marks and blanks, and the offset of each character left."""
    offsets: list[int] = []
    position = 0
    for match in _QUOTES.finditer(text):
        offsets.extend(range(position, match.start()))
        position = match.end()
    offsets.extend(range(position, len(text)))
    return _QUOTES.sub("", text).replace("，", "、"), offsets


def _compare(bare: str, start: int, right: str) -> Slip | None:
    window = bare[start : start + len(right)]
    if len(window) < len(right):
        return None
    limit = 2 if len(right) >= _LONG else 1
    if sum(map(ne, window, right)) > limit:
        return None
    wrong_at = []
    for index, (found, expected) in enumerate(zip(window, right, strict=True)):
        if found != expected:
            wrong_at.append((start + index, expected))
            if not (_CHARACTER.match(found) and _CHARACTER.match(expected)):
                return None
    return Slip(start=start, end=start + len(right), right=right, wrong_at=tuple(wrong_at))


def _edited(bare: str, at: int, right: str) -> Iterator[Slip]:
    """``right`` with characters lost, added, doubled or changed about inside it.

    ``at`` is where it would begin by the pair that was found, which stands up to two characters
    off where the edit is before it. First and last characters must stand, lest the end of another
    word be taken for it.
    """
    most = 2 if len(right) >= _LONG else 1
    for start in range(max(0, at - 1), at + most + 1):
        if not bare.startswith(right[0], start):
            continue
        same = _same(bare[start : start + len(right)], right)
        if same == len(right):
            continue
        for length in _lengths_edited(bare[start : start + len(right) + 1], right, same, most):
            yield Slip(start=start, end=start + length, right=right, wrong_at=())


def _lengths_edited(window: str, right: str, same: int, most: int) -> Iterator[int]:
    """The lengths at which ``window`` is ``right`` with one edit behind its first ``same``."""
    whole = len(right) >= _LONG_TAIL
    for lost in range(1, most + 1) if whole else ():
        rest = right[same + lost :]
        if rest and window.startswith(rest, same) and _CHARACTER.match(right[same]):
            yield len(right) - lost
    doubled = window[same : same + 1] == right[same - 1]
    added = doubled or (len(right) >= _LONG and not window[same : same + 1].isdigit())
    if added and window[same + 1 :] == right[same:] and _CHARACTER.match(window[same]):
        yield len(right) + 1
    swapped = right[:same] + right[same + 1 : same + 2] + right[same] + right[same + 2 :]
    if whole and len(right) > same + 2 and window.startswith(swapped):
        yield len(right)


def _same(window: str, right: str) -> int:
    """How many characters the two share from the beginning."""
    pairs = enumerate(zip(window, right, strict=False))
    return next((i for i, (found, good) in pairs if found != good), min(len(window), len(right)))


def _excused(slip: Slip, right: list[tuple[int, int]]) -> bool:
    """Whether what deviates belongs to another right expression, no smaller part of this one."""
    spans = [
        (start, end)
        for start, end in right
        if not (slip.start <= start and end <= slip.end and end - start < slip.end - slip.start)
    ]
    return bool(slip.wrong_at) and all(
        any(start <= at < end for start, end in spans) for at, _ in slip.wrong_at
    )


def _slip(at: int, wrong: str, right: str) -> Slip:
    differing: tuple[tuple[int, str], ...] = ()
    if len(wrong) == len(right):
        pairs = enumerate(zip(wrong, right, strict=True))
        differing = tuple((at + i, good) for i, (bad, good) in pairs if bad != good)
    return Slip(start=at, end=at + len(wrong), right=right, wrong_at=differing)


def _counts(slip: Slip, signs: str, bare: str, text: str, offsets: list[int]) -> bool:
    """Whether a deviation counts under the signs of its phrase."""
    if not signs or _is_quoted(slip, text, offsets):
        return True
    if "~" in signs:
        return False
    if "^" in signs and not _VERB.search(bare, max(0, slip.start - 8), slip.start):
        return False
    first, last = slip.wrong_at[0][0], slip.wrong_at[-1][0]
    if "<" in signs and first == slip.start:
        return False
    free = 2 if slip.end - slip.start >= _LONG_TAIL else 1
    return not (">" in signs and last >= slip.end - free)


def _is_quoted(slip: Slip, text: str, offsets: list[int]) -> bool:
    before, after = offsets[slip.start] - 1, offsets[slip.end - 1] + 1
    if before < 0 or text[before] not in _OPENING:
        return False
    return text[after : after + 1] in tuple(_CLOSING + ("（" if text[before] == "《" else ""))


def _widest(slips: list[Slip]) -> Iterator[Slip]:
    """Of slips that overlap, the longest."""
    kept: Slip | None = None
    for slip in slips:
        if kept is None or slip.start >= kept.end:
            if kept:
                yield kept
            kept = slip
        elif slip.end - slip.start > kept.end - kept.start:
            kept = slip
    if kept:
        yield kept
