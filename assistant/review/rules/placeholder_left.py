"""placeholder-left: X, XX, ××, ____, 【待…】 that nobody filled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="placeholder-left",
    name="占位符未填",
    severity="error",
    group="content",
    about="X、XX、××、____、【待…】等未填的占位，一句报一处；"
    "X射线、“1+X”证书一类术语和用作小标题的【】不算。",
    message="占位符未填：“{found}”{more}",
    suggestion="补上真实内容；确实不便公开的，改写句子，不留空位。",
    basis="公开稿应为定稿文字；占位符属拦截级",
)

_WIDEST = 600
_CROSS = "XＸ×✕"
_RUN = f"[{_CROSS}]{{1,20}}(?:[-—－~～+＋][{_CROSS}]{{1,20}}){{0,3}}"
_BRACKET = (
    r"[【\[（(〔](?:此处)?(?:待|请|需)(?:填|补|定|核|确认|完善|续"
    r"|插入)[^】\]）)〕\n]{0,40}[】\]）)〕]|【待[^】\n]{1,40}】"
)
_LABEL = (
    r"[【\[](?:此处)?(?:填写?|插入|补充|具体)"
    r"(?:佐证|数据|内容|金额|数字|日期|时间|名称|人数|材料|说明)?[^】\]\n]{0,6}[】\]]"
)
_LINE = (
    r"_{2,}|＿{2,}|[○□]{2,}|【\s{0,9}】|（[ 　]{1,9}）|\*{1,5}(?=[年月日个项人名次条件家元万份处场笔台])"
    r"|…{1,2}(?=[个项人名次条件家份处场笔台](?!别|体|性))"
)
_BLANK_DATE = r"(?:\d{4}年[ 　]{1,9}(?:\d{1,2})?月[ 　]{0,9}日|\d{4}年\d{1,2}月[ 　]{1,9}日)"
_LOWER = r"(?<![A-Za-z])(?:[xｘ]{2,20}(?![A-Za-z])|x(?=[年月日个项人名条次件家号元万%]))"
_ANY = re.compile(f"{_BRACKET}|{_LABEL}|{_LINE}|{_BLANK_DATE}|{_RUN}|{_LOWER}")
# Latin X as part of a term, and × as a multiplication sign
_TERM_AFTER = re.compile(
    r"射线|光(?:机|片|检|室|胸|$|[^荣明])|线(?:检|机|片)|染色|轴|波段|型|形|档案|证书"
)
_UNIT = re.compile(r"[年月日号个项人名次条件家元万%]")
_LATIN = re.compile(r"[A-Za-z0-9]")
_MEASURED = re.compile(r"[长宽高深厚数量价率额]×[长宽高深厚数单\d]")


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit a sentence, from its first placeholder to its last."""
    if not _ANY.search(notice.text):
        return
    for line in reading.paragraphs:
        if not _ANY.search(line.text):
            continue
        for sentence in reading.sentences(line.start, line.end):
            spans = list(_placeholders(notice.text, sentence.start, sentence.end))
            if spans:
                yield _hit(notice.text[line.start : line.end], line.start, spans)


def _hit(line: str, at: int, spans: list[tuple[int, int]]) -> Hit:
    """Told with a little of its line, which begins ``at``, on either side."""
    start, end = spans[0]
    shown = line[max(0, start - at - 4) : end - at + 4]
    more = f"（本句共{len(spans)}处）" if len(spans) > 1 else ""
    return Hit(
        start=start,
        end=max(end, min(spans[-1][1], start + _WIDEST)),
        values={"found": " ".join(shown.split()), "more": more},
    )


def _placeholders(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _ANY.finditer(text, start, end):
        if match.group()[0] not in _CROSS or _stands_for_something(text, match):
            yield match.span()


def _stands_for_something(text: str, match: re.Match[str]) -> bool:
    """Whether a run of crosses is a gap to fill, not a letter of a term or a sign."""
    run = match.group()
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 4]
    if "X" in run and (_is_letter(before) or _is_letter(after[:1])):
        return False
    if len(run) > 1:
        return True
    if before.isdigit() and not _UNIT.match(after):
        return False  # the check character of an identity number or a code
    if run in "×✕":
        around = text[max(0, match.start() - 1) : match.end() + 1]
        return not (_LATIN.match(after) or _MEASURED.match(around))
    if before in ("+", "＋") or after[:1] in ("+", "＋"):
        return False  # “1+X”证书, “党建+X”
    return not _TERM_AFTER.match(after)


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
