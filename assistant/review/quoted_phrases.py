"""Quoted phrases: a short fixed expression in quotation marks that lost, gained or shifted characters.

Inside quotation marks a phrase stands alone, so it can be compared as a whole: with one character
less (“第一责人”), one more (“三会一课课”), or the same ones in another order (“凡提必四”). The forms are
indexed by what they become, so each quotation costs as many look-ups as it has characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from assistant.review.phrase import Phrase, Slip

_QUOTATION = re.compile(r"[“‘\"《]([\u4e00-\u9fff0-9、，]{3,16})[”’\"》（]")
_SHORTEST, _LONGEST = 4, 14


class QuotedPhrases:
    """The phrases that can be told by one edit when they stand in quotation marks."""

    def __init__(self, phrases: Sequence[Phrase], allowed: Sequence[str]) -> None:
        self._right = {*allowed}
        self._shorter: dict[str, str] = {}  # a phrase that lost one of its inner characters
        self._letters: dict[str, str] = {}  # its characters in order
        for phrase in phrases:
            self._right |= {phrase.text, *phrase.right_neighbours}
            if "-" in phrase.signs or not _SHORTEST <= len(phrase.text) <= _LONGEST:
                continue
            self._letters.setdefault(_letters(phrase.text), phrase.text)
            for at in range(1, len(phrase.text) - 1):
                if len(phrase.text) > _SHORTEST:
                    self._shorter[phrase.text[:at] + phrase.text[at + 1 :]] = phrase.text

    def slips(self, text: str, offsets: Sequence[int]) -> Iterator[Slip]:
        """Yield the slips with offsets into the text without quotation marks (``offsets``)."""
        for match in _QUOTATION.finditer(text):
            found = match.group(1).replace("，", "、")
            right = self._meant(found)
            if right is not None:
                start = bisect_left(offsets, match.start(1))
                yield Slip(start=start, end=start + len(found), right=right, wrong_at=())

    def _meant(self, found: str) -> str | None:
        """The phrase that a quotation is one edit away from, None where it is right or far off."""
        if found in self._right:
            return None
        if found in self._shorter:
            return self._shorter[found]
        if _letters(found) in self._letters:
            return self._letters[_letters(found)]
        for at in range(1, len(found) - 1):
            fewer = found[:at] + found[at + 1 :]
            if len(fewer) >= _SHORTEST and self._letters.get(_letters(fewer)) == fewer:
                return fewer
        doubled = found[:-1] if found[-1:] == found[-2:-1] else ""
        return doubled if self._letters.get(_letters(doubled)) == doubled and doubled else None


def _letters(phrase: str) -> str:
    return "".join(sorted(phrase))
