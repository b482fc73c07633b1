"""Marks: punctuation, numbering marks and what a web page leaves behind."""

from __future__ import annotations

import random
import re

from eval.inject.planted import Form, Planted, main_records, swap
from eval.world import EvalNotice

_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])[，：；](?=[\u4e00-\u9fff])")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff])[。，](?=[\u4e00-\u9fff])")
_PAIR = re.compile(r"“[^“”\n]{2,20}”|《[^《》\n]{2,20}》")
_HALF = {"，": ",", "：": ":", "；": ";"}
_RESIDUE = ("&nbsp;&nbsp;", "<br/>", "</span>", "<p>", "<!-- end -->")
_TOP = ("发布时间：2025-11-28 来源：办公室 浏览次数：326", "您当前的位置：首页 > 通知公告 > 正文")
_BOTTOM = (
    "分享到：微信 微博 【打印本页】【关闭窗口】",
    "上一篇：关于元旦放假的通知 下一篇：没有了",
    "扫一扫在手机打开当前页",
)


def _account(notice: EvalNotice) -> tuple[int, int]:
    records = main_records(notice)
    return records[0].start, records[-1].end


def _one(
    notice: EvalNotice, pattern: re.Pattern[str], chance: random.Random
) -> re.Match[str] | None:
    found = list(pattern.finditer(notice.text, *_account(notice)))
    return chance.choice(found) if found else None


def half_width(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A half-width mark between Chinese characters."""
    place = _one(notice, _BETWEEN, chance)
    return swap(notice.text, *place.span(), _HALF[place[0]]) if place else None


def half_brackets(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Half-width brackets round Chinese words."""
    place = _one(notice, _STOP, chance)
    if place is None:
        return None
    return swap(notice.text, *place.span(), f"(含下属单位){place[0]}")


def repeated(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """Two marks in a row."""
    place = _one(notice, _STOP, chance)
    if place is None:
        return None
    new = chance.choice([place[0] * 2, "，。", "；。" if place[0] == "。" else "，、"])
    return swap(notice.text, *place.span(), new)


def repeated_often(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The same mark three times."""
    place = _one(notice, _STOP, chance)
    return swap(notice.text, *place.span(), place[0] * 3) if place else None


def unpaired(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """An opening or a closing mark is lost."""
    place = _one(notice, _PAIR, chance)
    if place is None:
        return None
    new = chance.choice([place[0][1:], place[0][:-1]])
    planted = swap(notice.text, *place.span(), new)
    # the other mark of the pair may lie beyond, where the next quotation begins or ends
    line_start = notice.text.rfind("\n", 0, place.start()) + 1
    line_end = notice.text.find("\n", place.end())
    return Planted(text=planted.text, places=(*planted.places, (line_start, line_end - 1)))


def residue(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A tag or an entity."""
    line = chance.choice([line for line in notice.notice.lines if line.role in {"measure", "lead"}])
    return swap(notice.text, line.end, line.end, chance.choice(_RESIDUE))


def residue_inside(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A tag or an entity in the middle of a sentence."""
    place = _one(notice, _BETWEEN, chance)
    if place is None:
        return None
    rubbish = chance.choice(("&nbsp;", "<br>", '<span style="color:red">'))
    return swap(notice.text, place.end(), place.end(), rubbish)


def page_top(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The page's line above the title."""
    title = notice.notice.title
    if title is None:
        return None
    words = chance.choice(_TOP)
    planted = swap(notice.text, title.end, title.end, f"\n{words}")
    return Planted(text=planted.text, places=((title.end + 1, title.end + 1 + len(words)),))


def page_bottom(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The page's share, print and link lines under the date."""
    date = notice.notice.date_passage
    if date is None:
        return None
    return swap(notice.text, date.end, date.end, f"\n{chance.choice(_BOTTOM)}")


def dun_after_bracket(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """（一）、 for （一）."""
    lines = [
        line.marker
        for line in notice.notice.lines
        if line.marker is not None and line.marker.style == "cn_paren"
    ]
    if not lines:
        return None
    marker = chance.choice(lines)
    return swap(notice.text, marker.start, marker.end, f"{marker.text.rstrip()}、")


def other_style(notice: EvalNotice, _: random.Random) -> Planted | None:
    """The problems of the last part are marked 1、 where the others have 1."""
    records = main_records(notice)
    last = [record for record in records if record.focus_area == records[-1].focus_area]
    markers = [record.problem.marker for record in last]
    if len(last) * 2 >= len(records) or any(m is None or m.style != "arabic_dot" for m in markers):
        return None
    text, places = notice.text, []
    for marker in markers:
        if marker is not None:
            text = text[: marker.end - 1] + "、" + text[marker.end :]
            places.append((marker.start, marker.end))
    return Planted(text=text, places=tuple(places))


FORMS = (
    Form(rule="half-width-punctuation", name="半角标点", plant=half_width),
    Form(rule="half-width-punctuation", name="半角括号", plant=half_brackets),
    Form(rule="repeated-punctuation", name="标点重复", plant=repeated),
    Form(rule="repeated-punctuation", name="标点三连", plant=repeated_often),
    Form(rule="unbalanced-quotes", name="引号缺一半", plant=unpaired),
    Form(rule="html-residue", name="网页代码残留", plant=residue),
    Form(rule="html-residue", name="句中残留", plant=residue_inside),
    Form(rule="web-boilerplate", name="页首信息", plant=page_top),
    Form(rule="web-boilerplate", name="页尾信息", plant=page_bottom),
    Form(rule="numbering-style", name="括号后加顿号", plant=dun_after_bracket),
    Form(rule="numbering-style", name="同级混用", plant=other_style),
)
