"""Phrase: whether a piece cut out of a problem is a whole noun phrase, by its parts of speech.

A topic stands behind verbs in the measures (规范…, 围绕…开展…, 健全…机制): a piece that ends in the
first half of a predicate (责任扛, 宽严失) or is itself a clause (党的领导融入公司治理) does not go there.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import Any

# flags of jieba's dictionary that no noun phrase ends in; verbs of two characters may end one: they
# are the names of what is done (公务接待审批)
_NOT_LAST = ("a", "b", "c", "d", "e", "f", "m", "o", "p", "q", "r", "t", "u", "y", "z")
_SUFFIXES = frozenset(
    "会制款房站园费金物责证牌点岗权线路桥库所院校区法案账卷件品车田林水电气矿家效"
)
_STOPS = frozenset(
    re.findall(
        r"\S+",
        "统筹 谋划 用心 主动 重视 推进 融入 发挥 结合 履职 问效 以及 统筹谋划 久拖 推动 完工",
    )
)
_NAMES = frozenset(
    {"公开", "公示", "备案", "安全"}
)  # adverbs to the dictionary, names of deeds here
# a piece with one of these inside is a clause, not a name
_CLAUSE = frozenset(
    re.findall(
        r"\S+",
        "融入 成为 没有 代替 造成 导致 落到 指出 反映 停在 停留 跟着 交给 购买 开会 多次 从事 介绍 "
        "已读 写在 几年 多年 只写 只管 有 凭 只 被 把 将 讲 抓 管 替 让 使 给 落 写 看 停 浮 都 未 不 没 与 同",
    )
)
# verbs that take the matter as their object: 服务妇女群众 names nothing unless a noun heads it
_VERBS = frozenset(
    re.findall(
        r"\S+",
        "防范 化解 联系 服务 落实 履行 统筹 维护 打击 遏制 促进 助力 支持 保障 发挥 执行 贯彻 推动 "
        "健全 完善 破解 解决 整治 聚焦 坚持 引领 巩固 拓展 构建 营造",
    )
)
_HEADS = frozenset(
    re.findall(
        r"\S+",
        "工作 管理 建设 制度 机制 监管 体系 任务 活动 事项 能力 领域 职责 责任 责任制 行动 项目 "
        "专项行动 队伍 中心 平台 服务",
    )
)
_QUOTED_END = re.compile(r"(?<=.)(?:“[^“”]*”|‘[^‘’]*’)$")
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’")


def noun_phrase(piece: str) -> str | None:
    """``piece`` as a noun phrase, without a last word that belongs to the predicate, or None."""
    words = _words(_QUOTED_END.sub("", piece))
    if words and not _ends_well(words[-1]) and _stray(words[-1][0]):
        words = _words(_QUOTED_END.sub("", "".join(word for word, _ in words[:-1])))
    if not words or not _ends_well(words[-1]) or any(word in _CLAUSE for word, _ in words):
        return None
    if len(words) > 1 and words[0][0] in _VERBS and words[-1][0] not in _HEADS:
        return None
    return "".join(word for word, _ in words)


def _ends_well(word: tuple[str, str]) -> bool:
    text, flag = word
    if len(text) < 2:
        return text in _SUFFIXES
    return text in _NAMES or (text not in _STOPS and not flag.startswith(_NOT_LAST))


def _stray(text: str) -> bool:
    return len(text) == 1 or text in _STOPS


def _words(piece: str) -> list[tuple[str, str]]:
    """Words with their flags; a quotation is one word, as it is one name."""
    words: list[tuple[str, str]] = []
    place = 0
    for quoted in _QUOTED.finditer(piece):
        words += _cut(piece[place : quoted.start()])
        words.append((quoted[0], "nz"))
        place = quoted.end()
    return words + _cut(piece[place:])


def _cut(text: str) -> list[tuple[str, str]]:
    return [(pair.word, pair.flag) for pair in _tagger().cut(text, HMM=False)] if text else []


@cache
def _tagger() -> Any:
    """jieba's tagger by its dictionary alone, loaded when first needed (less than a second)."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba.posseg.dt
