"""web-boilerplate: what a web page or a reseller put around the notice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Line, Notice
from assistant.review.markings import markings
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="web-boilerplate",
    name="网页附带文字",
    severity="warning",
    group="form",
    about="网页信息行、分享打印关闭栏、上一篇下一篇、扫码关注提示、加群广告，相邻几行报一处；"
    "措施里谈微信群、QQ群、公众号的不算。",
    message="夹有网页附带文字：“{found}”",
    suggestion="删去，公开稿只留通报本身。",
    basis="公开稿应为定稿文字",
)

_WIDEST = 600
# whole short lines; each alternative starts at the head of the line, brackets aside
_LINE = re.compile(
    r"[\s【\[（|>»·]{0,6}(?:"
    r"(?:发布|发表|更新|成文|公开)(?:时间|日期)[：\s]|(?:信息|稿件|文章|新闻)?来源[：\s]|稿源[：\s]"
    r"|作者[：\s]|责任编辑|编辑[：\s]|审核[：\s]|(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?[：\s\d]"
    r"|(?:字体|字号)[：\s【\[]|(?:时间|日期)[：\s]{1,2}\d{4}|\d{4}-\d{1,2}-\d{1,2}(?:[\s\d:：]{0,9})(?:$|[^至，。]{0,40}(?:来源|浏览|网))"
    r"|分享(?:到|至|[：\s])|(?:我要)?(?:打印|收藏|纠错)(?:本页|此页|本文|$|[】\]\s])|(?:关闭|返回)(?:本页|此页|窗口|页面|顶部|首页|列表|上一|$|[】\]\s])"
    r"|上一[篇条页]|下一[篇条页]|相关(?:阅读|链接|新闻|文章|稿件|推荐|信息)(?:$|[：\s】])|(?:推荐|延伸)阅读"
    r"|扫一扫|扫码|扫描(?:上方|下方|左侧|右侧)?二维码|(?:长按|识别)[^，。]{0,8}二维码|(?:微信)?公众号[：\s]|手机版|在手机(?:上)?打开"
    r"|(?:点击|点)?(?:上方|下方|左下角|文末|标题下)?[“]?(?:蓝字|蓝色字|阅读原文)|关注(?:我们|公众号|官方|微信)|(?:会员|QQ|微信|交流|资料|免费){1,3}群[：\s号]|加(?:入)?[^，。]{0,8}群"
    r"|(?:首页|网站首页|当前位置|您(?:现在)?的?(?:所在)?位置|你的位置)[：\s>»]|版权所有|主办单位?[：\s]|承办单位?[：\s]"
    r"|技术支持[：\s]|网站(?:地图|标识|声明)|设为首页|加入收藏|无障碍|[^，。]{0,8}ICP备|[^，。]{0,8}公网安备"
    r"|\^$|TOP$)",
    re.IGNORECASE,
)
# nothing but such a line, which may stand between two paragraphs of a measure
_INSERTED = re.compile(
    r"[\s【\[（]{0,4}(?:(?:点击|点)(?:上方|下方|文末|标题下)?[“]?(?:蓝字|蓝色字|阅读原文)[”]?[^，。；]{0,10}"
    r"|(?:长按|扫描|识别|扫码)[^，。；]{0,12}(?:二维码|关注)[^，。；]{0,10}|(?:分享|转发)到[：\s][^，。；]{0,30}"
    r"|(?:打印|关闭|收藏|返回顶部|上一篇|下一篇)[^，。；]{0,30}|欢迎关注[^，。；]{0,20}(?:公众号|微信|视频号))[\s】\]）]{0,4}",
)
# adverts that sit in or behind other words
_ADVERT = re.compile(
    r"(?:更多|获取|领取|下载|索取)[^。；\n]{0,24}(?:资料|范文|公文|模板|材料|文章|全文)[^。；\n]{0,24}"
    r"(?:加|扫|关注|回复|群|点击|访问|登录)[^。；\n]{0,40}"
    r"|(?:请|欢迎|可)?(?:加入?|添加|扫码进|扫码加)(?:[^。；，\n]{0,10})(?:QQ群|微信群|交流群|资料群|会员群|微信号?|QQ)[：号]?\s?[A-Za-z0-9_-]{5,20}"
    r"|(?:现在|立即|马上)(?:订阅|加入|购买|扫码|关注)[^。；\n]{0,40}|扫(?:描|一扫)[^。；，\n]{0,12}二维码[^。；，\n]{0,10}(?:关注|分享|打开|下载)[^。；\n]{0,20}"
    r"|长按[^。；，\n]{0,12}(?:识别|关注)[^。；\n]{0,20}",
    re.IGNORECASE,
)
# an e-mail around the notice, page numbers, a list of attachments: not of a web page
_MAIL_HEAD = re.compile(r"(?:发件人|寄件人|发送时间|From)[：:]")
_OTHER = re.compile(
    r"(?:发件人|寄件人|收件人|抄送|密送|主题|发送时间|附件\d?)[：:]|附件\d{0,2}$"
    r"|[-—\s]{0,5}(?:第\s?)?\d{0,3}(?:\s?页)?[-—\s]{0,5}$"
)
# 2025-11-28 under the signature is the date of the notice in other dress
_ISO_DATE = re.compile(r"\s{0,40}20\d\d-\d{1,2}-\d{1,2}\s{0,40}")
_MARKUP = re.compile(r"<[^<>]{0,400}>|&#?[A-Za-z0-9]{1,8};")
_HEAD_LINES = 8
_LONGEST_LINE = 160
_INSIDE = frozenset({"measure", "problem", "heading"})


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield runs of adjacent residue lines, then adverts inside other lines."""
    mailed = any(_MAIL_HEAD.match(line.text) for line in notice.lines[:_HEAD_LINES])
    run: list[Line] = []
    for line in notice.lines:
        folded = notice.folded[line.start : line.end]
        if _is_residue(line, folded, mailed=mailed) and not _is_issue_date(notice, line):
            if run and line.end - run[0].start > _WIDEST:
                yield _hit(notice.text, run[0].start, run[-1].end)
                run = []
            run.append(line)
            continue
        if run:
            yield _hit(notice.text, run[0].start, run[-1].end)
            run = []
        for match in _ADVERT.finditer(notice.folded, line.start, line.end):
            yield _hit(notice.text, match.start(), match.end())
    if run:
        yield _hit(notice.text, run[0].start, run[-1].end)


def _is_residue(line: Line, folded: str, *, mailed: bool) -> bool:
    """Whether a line is what a page put there: by its words, or by what the parser made of it."""
    if _OTHER.match(folded) or next(markings(folded), None) == (0, len(folded)):
        return False
    if not _MARKUP.sub("", folded).strip():
        return False  # html-residue has it
    if line.role == "boilerplate" and not mailed:
        return True
    if line.role in _INSIDE:
        return _INSERTED.fullmatch(folded) is not None
    return len(folded) <= _LONGEST_LINE and bool(_LINE.match(folded))


def _is_issue_date(notice: Notice, line: Line) -> bool:
    """Whether a bare ISO date is what the notice closes with: the date of issue, or in its place."""
    date = notice.date_passage
    if date is not None:
        return line.start <= date.start < line.end
    late = line.start * 2 > len(notice.folded)
    return late and _ISO_DATE.fullmatch(notice.folded, line.start, line.end) is not None


def _hit(text: str, start: int, end: int) -> Hit:
    first = text[start:end].strip().splitlines()[0]
    return Hit(
        start=start,
        end=min(end, start + _WIDEST),
        values={"found": first[:24] + ("…" if len(first) > 24 else "")},
    )
