"""Leftovers: what a draft left open, what a web page or a file left behind, a marking of secrecy."""

from __future__ import annotations

import random
import re

from eval.inject.planted import Form, Planted, main_records, somewhere, swap
from eval.world import EvalNotice

_COUNT = re.compile(r"(?<![\d.年月第])\d{1,4}(?=[个次份人户条件处])")
_DAY = re.compile(r"(?<!\d)\d{1,2}月\d{1,2}日")
_NAME = re.compile(r"《[^《》\n]{4,30}》")
_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])[，：；](?=[\u4e00-\u9fff])")
_QUOTES = re.compile(r"“([^“”\n]{2,20})”")
_RESIDUE = ("&nbsp;&nbsp;", "<br/>", "</span>", "<p>", "<!-- end -->")
_TOP = ("发布时间：2025-11-28 来源：办公室 浏览次数：326", "您当前的位置：首页 > 通知公告 > 正文")
_BOTTOM = (
    "分享到：微信 微博 【打印本页】【关闭窗口】",
    "上一篇：关于元旦放假的通知 下一篇：没有了",
    "扫一扫在手机打开当前页",
)
_INSIDE = (
    "【字号：大 中 小】【打印】【关闭】",
    "长按识别二维码，关注“政务公开”微信公众号",
    "点击上方蓝字关注我们",
)


def number_open(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A figure that was to be filled in later."""
    records = main_records(notice)
    found = list(_COUNT.finditer(notice.text, records[0].measures[0].start, records[-1].end))
    if not found:
        return None
    place = chance.choice(found)
    return swap(
        notice.text, place.start(), place.end(), chance.choice(["XX", "××", "____", "【待填】"])
    )


def day_open(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A day of the account that was to be filled in later."""
    return _open(notice, chance, _DAY, ("X月X日", "×月×日", "__月__日"))


def name_open(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A document of the account whose title was to be filled in later."""
    return _open(notice, chance, _NAME, ("《XXX办法》", "《××制度》", "《【待补充文件名】》"))


def _open(
    notice: EvalNotice, chance: random.Random, what: re.Pattern[str], instead: tuple[str, ...]
) -> Planted | None:
    records = [record for record in main_records(notice) if record.measures]
    if not records:
        return None
    found = list(what.finditer(notice.text, records[0].measures[0].start, records[-1].end))
    if not found:
        return None
    place = chance.choice(found)
    return swap(notice.text, place.start(), place.end(), chance.choice(instead))


def marked(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A secrecy or internal marking on top."""
    title = notice.notice.title
    if title is None:
        return None
    marking = chance.choice(["秘密★3年", "内部资料 不得外传", "机密"])
    planted = swap(notice.text, title.start, title.start, f"{marking}\n")
    return Planted(text=planted.text, places=((title.start, title.start + len(marking)),))


def marked_below(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """An internal marking under the date."""
    date = notice.notice.date_passage
    marking = chance.choice(["（内部资料，不得外传）", "密级：秘密", "内部文件 注意保存"])
    return None if date is None else _line_below(notice, date.end, marking)


def marked_under_title(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A marking in brackets on the line under the title."""
    title = notice.notice.title
    marking = chance.choice(["（内部传阅，不得外传）", "（秘密）", "（仅供内部参考）"])
    return None if title is None else _line_below(notice, title.end, marking)


def _line_below(notice: EvalNotice, at: int, line: str) -> Planted:
    planted = swap(notice.text, at, at, f"\n{line}")
    return Planted(text=planted.text, places=((at + 1, at + 1 + len(line)),))


def residue(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A tag or an entity."""
    line = chance.choice([line for line in notice.notice.lines if line.role in {"measure", "lead"}])
    return swap(notice.text, line.end, line.end, chance.choice(_RESIDUE))


def residue_inside(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A tag or an entity in the middle of a sentence."""
    place = somewhere(notice, _BETWEEN, chance)
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


def quotes_as_entities(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """A pair of quotation marks as the page's source has them."""
    place = somewhere(notice, _QUOTES, chance)
    if place is None:
        return None
    return swap(notice.text, *place.span(), f"&ldquo;{place[1]}&rdquo;")


def page_inside(notice: EvalNotice, chance: random.Random) -> Planted | None:
    """The page's bar or advert on a line of its own between two problems."""
    records = main_records(notice)[1:]
    starts = [notice.text.rfind("\n", 0, record.start) + 1 for record in records]
    starts = [start for start in starts if notice.text[start - 2 : start] == "\n\n"]
    if not starts:
        return None
    start, words = chance.choice(starts), chance.choice(_INSIDE)
    planted = swap(notice.text, start, start, f"{words}\n\n")
    return Planted(text=planted.text, places=((start, start + len(words)),))


FORMS = (
    Form(rule="placeholder-left", name="数字未填", plant=number_open),
    Form(rule="placeholder-left", name="日期未填", plant=day_open),
    Form(rule="placeholder-left", name="名称未填", plant=name_open),
    Form(rule="classified-marking", name="文首标注", plant=marked),
    Form(rule="classified-marking", name="标题下括注", plant=marked_under_title),
    Form(rule="classified-marking", name="文末标注", plant=marked_below),
    Form(rule="html-residue", name="网页代码残留", plant=residue),
    Form(rule="html-residue", name="句中残留", plant=residue_inside),
    Form(rule="html-residue", name="引号成了代码", plant=quotes_as_entities),
    Form(rule="web-boilerplate", name="页首信息", plant=page_top),
    Form(rule="web-boilerplate", name="文中插条", plant=page_inside),
    Form(rule="web-boilerplate", name="页尾信息", plant=page_bottom),
)
