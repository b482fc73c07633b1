"""Features: what the recogniser of orders sees in a sentence: runs of characters, and its make.

Runs are of one to four characters of the folded text, digits read as 0; the make (names that begin
with "#") is what no list of words can say: scripts, links, code, payloads, who is spoken to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.drafting.folding import folded

LONGEST_RUN = 4
_LEAST_CLAUSE = 4  # characters of a clause that is looked at alone
_CLAUSES = re.compile(r"(?<=[，,：:、（(])")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_BLANKS = re.compile(r"\s+(?![a-z])|(?<![a-z])\s+")  # but those between words of letters
_MAKE = {
    "#foreign": re.compile(
        r"[\u0370-\u03ff\u0400-\u1fff\u3040-\u30ff\uac00-\ud7af]{2}|[\U0001f300-\U0001faff\u2600-\u27bf]"
    ),
    "#latin-words": re.compile(r"(?:\b[a-z]{2,}\b[ ,.']{1,3}){2}[a-z]{2,}", re.IGNORECASE),
    "#latin-run": re.compile(r"[a-z]{12,}", re.IGNORECASE),
    "#link": re.compile(r"https?:|www\.|\.(?:com|cn|net|org|example|io)\b", re.IGNORECASE),
    "#code": re.compile(r"[{}<>\\`$#=|\[\]]|\*\*|--|\(\)"),
    "#payload": re.compile(
        r"(?=[A-Za-z0-9+/]{0,40}[a-z])(?=[A-Za-z0-9+/]{0,40}[A-Z0-9])[A-Za-z0-9+/]{20,}={0,2}"
        r"|(?:\\u[0-9a-fA-F]{4}|%[0-9a-fA-F]{2}|&#x?[0-9a-fA-F]{2,6};){2}|(?:[01]{6,8} ?){3}"
    ),
    "#you": re.compile(r"[你您妳]"),
    "#asks": re.compile(r"[？?]|吗|呢"),
    "#exclaims": re.compile(r"[！!]"),
    "#quoted-end": re.compile(r"[”\"’'」』】]\W{0,2}$"),
    "#bracketed": re.compile(r"^\W{0,2}[（(【\[]|[】\])）]\W{0,2}$"),
    "#colon-quote": re.compile(r"[:：]\s?[“\"‘「『]"),
}


def features(text: str) -> set[str]:
    """The features of one piece of text."""
    plain = "^" + _BLANKS.sub("", _DIGITS.sub("0", folded(text))).strip(" 。；;.") + "$"
    plain = re.sub(r"\s", " ", plain)
    found = {name for name, make in _MAKE.items() if make.search(text)}
    for size in range(1, LONGEST_RUN + 1):
        found.update(plain[at : at + size] for at in range(len(plain) - size + 1))
    return found


def pieces(sentence: str) -> Iterator[str]:
    """The sentence, each of its clauses, and each two that follow one another."""
    yield sentence
    clauses = [part for part in _CLAUSES.split(sentence) if part.strip()]
    if len(clauses) < 2:
        return
    for part in clauses:
        if len(part.strip()) >= _LEAST_CLAUSE:
            yield part
    if len(clauses) > 2:
        for left, right in pairwise(clauses):
            yield left + right
