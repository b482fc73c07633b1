"""Sentences: the texts of a JSON answer, sentence by sentence, while the JSON is still coming.

A small reader of its own, since a parser of whole documents says nothing before the last brace. It
looks only for the strings that stand under the key "text" and keeps quiet about everything else:
words before the first brace, code fences, other keys. What it reads is untrusted: the guard comes
after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

KEY = "text"
_ENDS = "。；！？"
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSentence:
    """A piece of the ``measure``-th text, with its end mark; ``last`` ends the text."""

    measure: int
    text: str
    last: bool


class SentenceReader:
    """Feed it pieces of the answer; ``texts`` are the texts that were complete so far."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._string: list[str] | None = None  # the string being read, None outside strings
        self._escape: str | None = None
        self._last_string = ""
        self._is_value = False  # behind a colon
        self._key = ""
        self._inside = False  # within the outermost brace
        self._given = 0  # characters of the current text that were given out

    def feed(self, piece: str) -> Iterator[RawSentence]:
        """Yield the sentences that ``piece`` completes."""
        for letter in piece:
            yield from self._take(letter)

    def _take(self, letter: str) -> Iterator[RawSentence]:
        if self._string is None:
            self._outside(letter)
            return
        if self._escape is not None:
            self._escaped(letter)
            return
        if letter == "\\":
            self._escape = ""
        elif letter == '"':
            yield from self._end_string()
        else:
            self._string.append(letter)
            if letter in _ENDS and self._wanted:
                yield from self._give(last=False)

    @property
    def _wanted(self) -> bool:
        return self._is_value and self._key == KEY

    def _outside(self, letter: str) -> None:
        if letter == "{":
            self._inside, self._is_value = True, False
        elif letter == '"' and self._inside:
            self._string, self._given = [], 0
        elif letter == ":":
            self._key, self._is_value = self._last_string, True
        elif letter in ",[]}":
            self._is_value = False

    def _escaped(self, letter: str) -> None:
        assert self._string is not None and self._escape is not None
        if self._escape == "" and letter != "u":
            self._string.append(_ESCAPES.get(letter, letter))
            self._escape = None
            return
        self._escape += letter
        if len(self._escape) == 5:
            self._string.append(_unicode(self._escape[1:]))
            self._escape = None

    def _end_string(self) -> Iterator[RawSentence]:
        assert self._string is not None
        if self._wanted:
            yield from self._give(last=True)
            self.texts.append(_joined("".join(self._string)))
        else:
            self._last_string = "".join(self._string)
        self._string = None

    def _give(self, *, last: bool) -> Iterator[RawSentence]:
        assert self._string is not None
        text = _joined("".join(self._string[self._given :]))
        self._given = len(self._string)
        if text.strip() or last:
            yield RawSentence(measure=len(self.texts), text=text, last=last)


def _unicode(digits: str) -> str:
    try:
        return chr(int(digits, 16))
    except ValueError:
        return ""


def _joined(text: str) -> str:
    """Surrogate pairs that were escaped one by one made one character again."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
