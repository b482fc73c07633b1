"""Cuttings: what was left out around a notice when it was taken in, by kind, for the clerk to see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from assistant.notice.fold import fold
from assistant.notice.model import Notice

OTHER = "正文以外的文字"
# kind → how its lines look; the first that matches decides (the lines were chosen by the parser)
_KINDS: Mapping[str, re.Pattern[str]] = {
    "网页标记": re.compile(r"<[/!a-zA-Z][^>]{0,200}>|&[a-z]{2,8};"),
    "邮件头": re.compile(r"^(?:发件人|收件人|抄送|发送时间|主题|From|To|Subject|Cc)[：]"),
    "页码": re.compile(r"^[-—· ]*(?:第 ?)?\d{1,3}(?: ?页)?(?:[，,/ ]*共 ?\d{1,3} ?页)?[-—· ]*$"),
    "广告": re.compile(
        r"会员|订阅|QQ群|加群|微信|公众号|二维码|扫[一码]|客服|范文|文库|下载|转载|领取|星球"
    ),
    "页脚": re.compile(
        r"版权|备案|公网安备|ICP|主办|承办|技术支持|网站地图|标识码|联系我们|Copyright|©"
    ),
    "导航": re.compile(r"上一|下一|上篇|下篇|相关|推荐|热门|位置|首页|更多|返回|猜你"),
    "按钮": re.compile(
        r"分享|打印|关闭|收藏|顶部|纠错|保存|转发|复制|字[体号]|朗读|繁体|无障碍|大 ?中 ?小"
    ),
    "页面信息": re.compile(
        r"来源|作者|编辑|责编|浏览|点击|阅读|访问|发布|时间|日期|索引号|关键|20\d\d[-/.年]\d{1,2}"
    ),
    "符号": re.compile(r"^[^0-9A-Za-z\u3400-\u9fff]+$"),
}


def cuttings(notice: Notice) -> Mapping[str, int]:
    """Kind (Chinese) → characters, blanks not counted, of the lines that are no part of the notice."""
    counted: Counter[str] = Counter()
    for line in notice.lines:
        if line.role == "boilerplate":
            counted[_kind(fold(line.text))] += sum(not c.isspace() for c in line.text)
    return dict(counted.most_common())


def _kind(text: str) -> str:
    return next((kind for kind, pattern in _KINDS.items() if pattern.search(text)), OTHER)


def told(cut: Mapping[str, int]) -> str:
    """A line for the row of a file; "" where nothing was cut away."""
    if not cut:
        return ""
    kinds = "、".join(f"{kind} {count}字" for kind, count in cut.items())
    return f"去掉页面残留 {sum(cut.values())}字（{kinds}）"
