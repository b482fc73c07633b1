"""Residue: what a web page, an e-mail or a reseller leaves around a notice.

Whole lines only; that a line stands before the title or after the signature is judged elsewhere.
"""

from __future__ import annotations

import re

_STAMP = r"20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?"

_LINE = re.compile(
    # page meta line: a date with a time, or a date with source, reader count, …
    rf"{_STAMP}(?: +\d{{1,2}}：\d\d(?:：\d\d)?)(?: .{{0,60}})?$"
    rf"|(?:【|\[|（)?(?:发布|发表|更新|发文|录入|信息)?(?:时间|日期)[：] ?{_STAMP}.{{0,120}}$"
    rf"|{_STAMP} +(?:来源|作者|浏览|点击|阅读|字体|发布).{{0,80}}$"
    r"|(?:信息|文章|稿件)?(?:来源|作者|编辑|责任编辑|责编|编审|审核|校对|供稿|撰稿|浏览(?:次数|量)?|点击(?:数|量|率)?|阅读(?:量|次数)?"
    r"|访问量?|发布(?:人|者|单位|机构)|信息分类|索引号|发文机关|主题分类|关键[词字]|字体(?:大小)?|字号)[：].{0,120}$"
    # share, print and close bars, navigation
    r"|(?:【|\[)? ?(?:分享(?:到|至)?|打印|关闭|收藏|返回|顶部|纠错|保存|转发|复制链接|字体|字号"
    r"|大 中 小|朗读|繁体|无障碍)"
    r"[^。，]{0,40}$"
    r"|(?:上一[篇条页则个]|下一[篇条页则]|上篇|下篇|相关(?:链接|阅读|文章|新闻|推荐|稿件|信息)|热门(?:文章|推荐|资讯)|推荐阅读|延伸阅读"
    r"|更多(?:内容|信息|精彩)|猜你喜欢)[：:]?.{0,120}$"
    r"|(?:您?(?:现在|当前)(?:所在)?(?:的)?位置|所在位置|首页|网站首页|您所在的位置)[^。]{0,120}$"
    r"|(?:版权所有|主办(?:单位)?[：]|承办(?:单位)?[：]|技术支持|网站地图|联系我们|网站标识码|[\u4e00-\u9fff]ICP备|.{0,20}公网安备"
    r"|建议使用|Copyright|copyright|COPYRIGHT|©).{0,160}$"
    r"|(?:扫一扫|扫码|扫描|长按|识别|微信扫|关注(?:我们|公众号|微信))[^。]{0,60}[。！]?$"
    r"|(?:更多|获取|领取|加入|添加|关注|点击|转发|下载)[^。；]{0,30}(?:公众号|微信|QQ|会员|资料|范文|二维码|链接|下载|阅读全文|查看)[^。；]{0,20}$"
    r"|(?:本文|文章|资料|图片|原文)(?:来源|来自|由|链接|转自)[^。]{0,60}$|转载请[^。]{0,40}$"
    r"|(?:发件人|收件人|抄送|主题|发送时间|附件|From|To|Subject|Date|Cc)[：] ?.{0,160}$"
    r"|(?:[-—·•＊*=_~^↑▲△◆◇■□●○>《<|/\\ ]|TOP|Top)+$"
    r"|[-—· ]*(?:第 ?)?\d{1,3}(?: ?页)?(?:[，,/ ]*共 ?\d{1,3} ?页)?[-—· ]*$"
)
_ADVERT = re.compile(
    r"会员|订阅|倒卖|QQ群|加群|加微信|微信号|禁止外传|仅供(?:学习|参考)|不得外传|二维码|点击(?:下载|查看|阅读|蓝字)|客服|资料群|免费(?:领|送|下载)"
    r"|更多范文|范文网|文库|公文写作|转载|版权|知识星球|全文下载|本文由"
)


def is_residue(line: str) -> bool:
    """Whether a whole (folded) line is page furniture: meta line, share bar, page number …"""
    return len(line) <= 200 and _LINE.match(line) is not None


def is_advert(line: str) -> bool:
    """Whether a line advertises (group numbers, resale); judged only outside measures."""
    return len(line) <= 160 and _ADVERT.search(line) is not None
