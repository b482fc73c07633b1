"""Payloads: words that a text carries in code: base64, hexadecimal, escapes, entities, backwards.

Nobody of the trade writes so, whatever it may say when it is read.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,4000}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}[ :]?){10,2000}")
_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4}){2,2000}")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2}|[A-Za-z0-9]){4,6000}")
_ENTITIES = re.compile(r"(?:&#(?:\d{2,6}|x[0-9a-fA-F]{2,5});){2,2000}")
_BITS = re.compile(r"(?:[01]{8}[ ,]?){3,500}")
_NUMBERS = re.compile(r"(?:\d{1,2}[-.,/ ]){4,400}\d{1,2}(?!\d)")
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LETTERS = re.compile(r"[\u3400-\u9fff]{2}|(?:[A-Za-z]{2,} ){1,}[A-Za-z]{2,}")
_LEAST = 0.9  # share of a decoded text that can be printed


def coded(text: str) -> Iterator[str]:
    """Each piece of ``text`` that reads as words when it is decoded."""
    for pattern, decode in _CODES:
        for found in pattern.finditer(text):
            said = decode(found[0])
            if said and said != found[0] and _LETTERS.search(said) and _printable(said):
                yield found[0]


def unturned(text: str) -> str:
    """What of a text that turns the direction of writing is seen; "" where nothing turns it."""
    return _TURNED.sub("", text)[::-1] if _TURNED.search(text) else ""


def _printable(said: str) -> bool:
    return sum(char.isprintable() or char.isspace() for char in said) >= _LEAST * len(said)


def _from_base64(code: str) -> str:
    bare = code.rstrip("=").replace("-", "+").replace("_", "/")
    if bare.isdigit() or (bare.isalpha() and (bare.islower() or bare.isupper())):
        return ""  # a number or a word
    return _bytes(lambda: base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True))


def _from_hex(code: str) -> str:
    bare = re.sub("[ :]", "", code)
    return "" if bare.isdigit() else _bytes(lambda: bytes.fromhex(bare))


def _from_bits(code: str) -> str:
    return _bytes(lambda: bytes(int(bits, 2) for bits in re.findall("[01]{8}", code)))


def _from_escapes(code: str) -> str:
    said = "".join(chr(int(digits, 16)) for digits in re.findall(r"[0-9a-fA-F]{4}", code))
    return said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _from_numbers(code: str) -> str:
    """1-2-3 as abc, several words at least: a row of figures seldom spells one with vowels."""
    words = [re.findall(r"\d{1,2}", word) for word in code.split()]
    if len(words) < 2 or any(not 0 < int(n) <= 26 for word in words for n in word):
        return ""
    said = ["".join(chr(96 + int(n)) for n in word) for word in words]
    return " ".join(said) if all(re.search("[aeiouy]", word) for word in said) else ""


def _from_percent(code: str) -> str:
    return unquote(code, errors="replace") if code.count("%") >= 2 else ""


def _bytes(decode: Callable[[], bytes]) -> str:
    try:
        data = decode()
    except (binascii.Error, ValueError):
        return ""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


_CODES = (
    (_BASE64, _from_base64),
    (_HEX, _from_hex),
    (_BITS, _from_bits),
    (_ESCAPES, _from_escapes),
    (_PERCENT, _from_percent),
    (_ENTITIES, html.unescape),
    (_NUMBERS, _from_numbers),
)
