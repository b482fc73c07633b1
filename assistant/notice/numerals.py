"""Chinese and Arabic numerals: what number a piece of text writes, and how a number is written.

Both scripts occur side by side in the genre (32个问题, 两次, 十余场, 二〇二五年); everything that
compares figures asks here. Sources of the readings: GB/T 15835-2011 and common usage.
"""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_DIGITS |= {"六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_ROUGH = "余多几来数近约逾超"
_CHINESE = "〇零一二三四五六七八九"

# for embedding in other patterns; the two alternatives never overlap, so it stays linear
ARABIC = r"\d{1,3}(?:[,，]\d{3}){1,4}(?!\d)(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,4})?"
CHINESE = r"[一二两三四五六七八九十百千〇零][一二两三四五六七八九十百千万亿〇零半]{0,9}"
NUMERAL = rf"(?:(?:{ARABIC})[万亿千百]?|{CHINESE})"

_ARABIC_FORM = re.compile(r"(\d+(?:\.\d+)?)([千百]?)([万亿]*)$")


def value_of(text: str) -> float | None:
    """The number that ``text`` writes, or None when it writes none.

    Accepts Arabic ("1,200", "1.2万"), Chinese ("三十二", "两", "二〇二五", "半") and rough forms,
    whose base is returned: "十余" → 10, "百余" → 100, "40余" → 40, "近百" → 100.
    """
    bare = text.strip().strip(_ROUGH)
    if not bare:
        return None
    arabic = _ARABIC_FORM.match(bare.replace(",", "").replace("，", ""))
    if arabic:
        value = float(arabic.group(1)) * _UNITS_OR_ONE[arabic.group(2)]
        for myriad in arabic.group(3):
            value *= _MYRIADS[myriad]
        return _plain(value)
    if bare == "半":
        return 0.5
    if all(char in _DIGITS for char in bare):
        return float(int("".join(str(_DIGITS[char]) for char in bare[:15])))
    return _positional(bare)


_UNITS_OR_ONE = {"": 1, "百": 100, "千": 1000}


def is_rough(text: str) -> bool:
    """Whether the wording rounds: 十余, 40多, 近百, 约30, 数十."""
    return any(char in _ROUGH for char in text)


def in_digits(spoken: str) -> str:
    """A number said with a decimal point, in digits: 八十八点三 → 88.3, 一百 → 100.

    Raises ValueError where ``spoken`` writes no number.
    """
    whole, _, fraction = spoken.partition("点")
    value = value_of(whole)
    if value is None:
        raise ValueError(f"no number: {spoken}")
    return f"{value:g}" + (
        f".{''.join(str(_DIGITS[char]) for char in fraction)}" if fraction else ""
    )


def to_chinese(number: int) -> str:
    """Write 0 … 9999 in Chinese as ordinals do: 11 → 十一, 20 → 二十, 105 → 一百零五.

    Raises ValueError outside that range.
    """
    if not 0 <= number <= 9999:
        raise ValueError(f"not between 0 and 9999: {number}")
    if number == 0:
        return "零"
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if gap and out else "") + _CHINESE[digit + 1] + name
            gap = False
        else:
            gap = True
    return out[1:] if out.startswith("一十") else out


def ordinal_of(text: str) -> int | None:
    """The whole number of an ordinal ("十一", "11", "⑪" → 11), or None."""
    if len(text) == 1 and "①" <= text <= "⑳":
        return ord(text) - ord("①") + 1
    if len(text) == 1 and ("⑴" <= text <= "⒛" or "㈠" <= text <= "㈩"):
        return int(unicodedata.numeric(text))
    value = value_of(text)
    return int(value) if value is not None and value == int(value) else None


def _positional(text: str) -> float | None:
    """Read 三百二十, 一万二千, 百, 两万亿, 三百二, 一万半; None if a character does not belong."""
    total, section, digit, unit = 0.0, 0.0, None, 1
    for position, char in enumerate(text):
        if char in _DIGITS:
            digit = _DIGITS[char]
            unit = 1 if char in "零〇" else unit
        elif char in _UNITS:
            unit = _UNITS[char]
            section += (1 if digit is None else digit) * unit
            digit = None
        elif char in _MYRIADS:
            held = section + (digit or 0)
            total = (
                (total + held or 1) * _MYRIADS[char]
                if not held
                else (total + held * _MYRIADS[char])
            )
            section, digit, unit = 0.0, None, _MYRIADS[char]
        elif char == "半" and 0 < position == len(text) - 1:
            section += 0.5 * unit
        elif char not in _ROUGH:
            return None
    # a bare digit after 百／千／万 counts the next lower unit: 三百二 is 320
    return total + section + (digit or 0) * (unit // 10 if unit >= 100 else 1)


def _plain(value: float) -> float:
    """Undo the binary noise of a decimal times a power of ten (1.1万 → 11000)."""
    return round(value, 6)
