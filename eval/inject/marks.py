"""Marks: punctuation that is half-width, doubled or without its other half."""

from __future__ import annotations

import random
import re

from eval.inject.planted import Form, Planted, main_records, somewhere, swap
from eval.world import EvalNotice

_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])[，：；](?=[\u4e00-\u9fff])")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff])[。，](?=[\u4e00-\u9fff])")
_PAIR = re.compile(r"“[^“”\n]{2,20}”|《[^《》\n]{2,20}》")
_HALF = {"，": ",", "：": ":", "；": ";"}
_LISTED = re.compile(r"(?<=[\u4e00-\u9fff])、(?=[\u4e00-\u9fff])")
_BRACKETS = re.compile(r"（[^（）\n]{2,30}）")
_QUOTES = re.compile(r"“[^“”\n]{2,20}”")
_SENTENCE = re.compile(r"[^。\n]{12,120}(?=。)")
LEAST = 2  # marks that a sentence typed with the wrong keyboard has


def half_width(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A half-width mark between Chinese characters."""
    place = somewhere(notice, _BETWEEN, chance)
    return swap(notice.text, *place.span(), _HALF[place[0]]) if place else None


def half_brackets(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Half-width brackets round Chinese words."""
    place = somewhere(notice, _STOP, chance)
    if place is None:
        return None
    return swap(notice.text, *place.span(), f"(含下属单位){place[0]}")


def half_sentence(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A whole sentence was typed with half-width marks."""
    records = main_records(notice)
    found = [
        place
        for place in _SENTENCE.finditer(notice.text, records[0].start, records[-1].end)
        if len(_BETWEEN.findall(place[0])) >= LEAST
    ]
    if not found:
        return None
    place = chance.choice(found)
    typed = _BETWEEN.sub(lambda mark: _HALF[mark[0]], place[0])
    return swap(notice.text, *place.span(), typed)


def repeated(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Two marks in a row."""
    place = somewhere(notice, _STOP, chance)
    if place is None:
        return None
    new = chance.choice([place[0] * 2, "，。", "；。" if place[0] == "。" else "，、"])
    return swap(notice.text, *place.span(), new)


def repeated_often(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The same mark three times."""
    place = somewhere(notice, _STOP, chance)
    return swap(notice.text, *place.span(), place[0] * 3) if place else None


def doubled_in_a_list(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """、、 in an enumeration, where an item was taken out."""
    place = somewhere(notice, _LISTED, chance)
    return swap(notice.text, *place.span(), "、、") if place else None


def unpaired(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """An opening or a closing mark is lost."""
    place = somewhere(notice, _PAIR, chance)
    if place is None:
        return None
    new = chance.choice([place[0][1:], place[0][:-1]])
    return _in_its_line(notice, place, new)


def bracket_lost(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """One of two brackets is lost."""
    place = somewhere(notice, _BRACKETS, chance)
    if place is None:
        return None
    return _in_its_line(notice, place, chance.choice([place[0][1:], place[0][:-1]]))


def same_quote_twice(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Both quotation marks are opening ones, or both are closing ones."""
    place = somewhere(notice, _QUOTES, chance)
    if place is None:
        return None
    words = place[0][1:-1]
    return _in_its_line(notice, place, chance.choice([f"“{words}“", f"”{words}”"]))


def _in_its_line(notice: EvalNotice, place: re.Match[str], new: str) -> Planted:
    """The other mark of the pair may lie beyond, where the next quotation begins or ends."""
    planted = swap(notice.text, *place.span(), new)
    line_start = notice.text.rfind("\n", 0, place.start()) + 1
    line_end = planted.text.find("\n", planted.places[0][1])
    line_end = len(planted.text) if line_end < 0 else line_end
    return Planted(text=planted.text, places=(*planted.places, (line_start, line_end)))


FORMS = (
    Form(rule="half-width-punctuation", name="半角标点", plant=half_width),
    Form(rule="half-width-punctuation", name="半角括号", plant=half_brackets),
    Form(rule="half-width-punctuation", name="整句半角", plant=half_sentence),
    Form(rule="repeated-punctuation", name="标点重复", plant=repeated),
    Form(rule="repeated-punctuation", name="标点三连", plant=repeated_often),
    Form(rule="repeated-punctuation", name="顿号连打", plant=doubled_in_a_list),
    Form(rule="unbalanced-quotes", name="引号缺一半", plant=unpaired),
    Form(rule="unbalanced-quotes", name="括号缺一半", plant=bracket_lost),
    Form(rule="unbalanced-quotes", name="同向引号", plant=same_quote_twice),
)
