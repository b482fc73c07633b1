"""Markings: secrecy levels and 不得外传, as a line, in brackets or said of the notice itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LEVEL = re.compile(r"(?:绝密|机密|秘密)[ 　]{0,3}[★☆]")
_WORDS = (
    r"内部(?:资料|文件|材料|文稿|情况|使用|参考|传阅|刊物|掌握|发行)|(?:不得|禁止|严禁|请勿|切勿|不准|勿)外传"
    r"|(?:不得|严禁|请勿|禁止)(?:转发|扩散|翻印|转载|复制|公开|上网)|注意(?:保密|保存)|(?:妥善|注意)保管|阅后(?:收回|即焚|退回)"
    r"|仅供(?:内部|学习|参考|领导)[一-龥]{0,6}|(?:此件|本件|依申请)?不(?:予)?公开|(?:工作秘密|秘密|机密|绝密)级?"
    r"|(?:仅限|限于?)(?:本单位|本系统|机关|党内|系统)?内部(?:传阅|使用|掌握|参考)?|密级|保密期限|涉密|工作秘密|内部|限时收回|份号"
)
_MARK = re.compile(_WORDS)
# what may stand beside the words in a line that is nothing but a marking
_REST = re.compile(r"[\s，。、；：！（）【】〔〕\[\]★☆*|·—-]|[0-9]{1,6}|年|一般|长期|资料|文件")
_BRACKETED = re.compile(r"[（【〔\[]([^（）【】〔〕\[\]\n]{2,24})[）】〕\]]")
_REST_OF = 20
_SELF = re.compile(
    r"(?:本通报|此稿|本稿|此通报|此文|本报告|本件|此件|本文件?|本材料|本资料|该通报)[^。；\n]{0,16}?"
    r"(?:内部(?:资料|文件|材料|使用|掌握|传阅)|(?:不得|严禁|请勿|禁止)(?:外传|公开|扩散|转发|上网)|不(?:予)?公开|注意保密|涉密|工作秘密)"
)


def markings(line: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of markings within one folded line."""
    if len(line) <= 40 and _MARK.search(line) and not _REST.sub("", _MARK.sub("", line)):
        yield 0, len(line)
        return
    seen = 0
    for match in _LEVEL.finditer(line):
        yield match.span()
        seen = match.end()
    for match in _BRACKETED.finditer(line, seen):
        inner = match.group(1)
        if _MARK.search(inner) and not _REST.sub("", _MARK.sub("", inner)) and _apart(line, match):
            yield match.span()
    for match in _SELF.finditer(line):
        start, end = match.span()
        # （此件供内部传阅，不得外传）: the bracket with all that it says
        if line[:start].endswith(("（", "【")) and 0 <= line.find("）", end) - end <= _REST_OF:
            end = line.find("）", end) + 1
        yield start, end


def _apart(line: str, match: re.Match[str]) -> bool:
    """At an end of the line, so that it marks the line and does not quote a title within it."""
    return not line[: match.start()].strip() or not line[match.end() :].strip("。 ")
