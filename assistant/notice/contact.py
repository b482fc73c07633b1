"""Contact: how the public can reach the issuer, and where the notice says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Contact, Passage
from assistant.notice.residue import is_advert, is_residue
from assistant.notice.sheet import Segment, Sheet

# sentences that lead up to the contact details
_INVITES = re.compile(
    r"(?:欢迎|敬请|恳请|接受)[^。]{0,40}?(?:监督|意见|反映|指出)|(?:如|若|有|对)[^。]{0,24}(?:意见|建议|异议|疑问)|(?:意见|建议|情况|问题)[^。]{0,16}(?:反映|反馈|提出|联系)"
    r"|监督方式|联系方式|反映(?:渠道|方式|途径)|致电|拨打|来信|来访|联系(?:我们|市|县|区|局|本)"
)
_LABEL = re.compile(
    r"(?:联系|监督|举报|咨询|受理|办公|反映|值班|服务)?(?:电话|热线|座机|手机)(?:号码)?(?:：|为"
    r"|是|（|\d| \d)"
    r"|(?:邮政|通信|通讯|联系|办公|收件|来信|邮寄|单位|寄信|信件)(?:信箱|地址)|地 ?址："
    r"|邮政?编码?|邮 ?编|(?:电子)?(?:邮箱|邮件|信箱)|E-?mail"
    r"|(?:来信|信件|信函)(?:请)?寄|传真(?:：|号)|联系人：|受理时间|致电|拨打|来电(?=[：\d（]| \d)",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\d.@A-Za-z-])(?:（\d{3,4}）[ -]?|0\d{2,3}[-—－ ]{1,2}"
    r"|\+?86[- ]?)?\d{7,8}(?:[-转]\d{1,5})?(?![\d@A-Za-z])"
    r"|(?<![\d@A-Za-z-])1[3-9]\d{9}(?!\d)|(?<!\d)400[-—]?\d{3,4}[-—]?\d{3,4}(?!\d)|(?<!\d)(?:0\d{2,4}[-—])?(?:12\d{3}|9[56]\d{3,4})(?!\d)"
)
_EMAIL = re.compile(
    r"[A-Za-z0-9_][A-Za-z0-9._+-]{0,63}[@＠][A-Za-z0-9-]{1,40}(?:\.[A-Za-z0-9-]{1,20}){1,5}"
)
_POSTCODE = re.compile(
    r"(?:邮 ?政 ?编 ?码|邮 ?编|编码)[^\d，。；]{0,4}(\d{6})(?!\d)"
    r"|[（，；] ?(\d{6})(?= ?[）；。，]|$)"
)
_ADDRESS = re.compile(
    r"(?:(?:(?:邮政|通信|通讯|联系|办公|收件|来信|邮寄|单位|寄信|信件)(?:信箱|地址)"
    r"|(?<!邮箱)地 ?址)(?:（[^（）]{0,12}）)?[：为是 ]{0,2}"
    r"|(?:来信来访|来访来信|来信|来函|信函|信访接待地点|接待地点|(?<![邮子])信箱)[：为是]"
    r"|(?:来信|写信|寄信|信件|邮寄|函寄|信函|投信|或|请|可|可以)(?:请|可)?(?:寄(?:至|到|往)?|[至到往给])[：]? ?)"
    r"(?P<address>[^；。，：:;\n@]{4,80})"
)
_ADDRESS_END = re.compile(r" *(?:（?邮政?编码?|（?邮编|联系|电话|电子)")
# an address needs a place: a street, a number, a body
_PLACE = re.compile(r"[省市县区镇乡村路街道巷号楼院室大厦园]")
_SEARCHED = 40
# lines of page furniture that may follow the contact passage before anything is given up
_TRAILING = 12
_LONGEST = 800
_CONTACT_ITEM = 80
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")


def find_contact_start(sheet: Sheet, after: int, before: int) -> int | None:
    """The first character of the contact passage between segments ``after`` and ``before``.

    It is looked for from the end: the trailing segments that invite supervision or carry a label
    such as 联系电话. Contact sentences at the end of another paragraph start within it.
    """
    first: int | None = None
    for index in range(before - 1, max(after, before - _SEARCHED), -1):
        segment = sheet.segments[index]
        start = _contact_sentence(sheet, segment)
        if start == segment.start and segment.marker is not None and not _may_close(sheet, segment):
            start = None
        if start is None and first is not None and _leads_up(sheet, segment):
            first = segment.start
            continue
        if start is None:
            if first is not None or index < before - _TRAILING or segment.marker is not None:
                break
            continue
        first = start
        if start > segment.body:
            break
    return first


def _leads_up(sheet: Sheet, segment: Segment) -> bool:
    """Whether a line without details introduces them: 有意见或建议，请通过以下方式反映："""
    line = sheet.whole(segment)
    return segment.marker is None and line.endswith("：") and _INVITES.search(line) is not None


def find_unlabelled_start(sheet: Sheet, first: int, known: int | None) -> int | None:
    """Where the contact passage behind the signature (segment ``first`` on) begins.

    There a number or an address needs no label. ``known`` is where labelled details begin; what
    stands directly before them belongs to them.
    """
    start: int | None = None
    reached = False
    for segment in sheet.segments[first : first + _SEARCHED]:
        line = sheet.whole(segment)
        if is_residue(line) or is_advert(line):
            if reached:
                break
            start = None
            continue
        start = segment.start if start is None else start
        reached = reached or (known is not None and segment.start >= known)
        reached = reached or bool(_PHONE.search(line) or _EMAIL.search(line))
    return start if reached else known


def _may_close(sheet: Sheet, segment: Segment) -> bool:
    """Whether a numbered paragraph is about contact, not a measure that set up a hotline."""
    words = sheet.words(segment)
    return _is_heading(words) or (
        len(words) < _CONTACT_ITEM and (_LABEL.match(words) or _EMAIL.search(words)) is not None
    )


def _contact_sentence(sheet: Sheet, segment: Segment) -> int | None:
    """Where the contact sentences begin in a segment, or None if it has none."""
    shape = sheet.shape
    begin = max(segment.start, segment.end - _LONGEST)
    if _is_heading(shape[segment.body : segment.end]):
        return segment.start
    sentences = [match.span() for match in _SENTENCE.finditer(shape, begin, segment.end)]
    anchors = [at for at, span in enumerate(sentences) if _anchors(shape[slice(*span)])]
    if not anchors:
        return None
    at = anchors[0]
    while at > 0 and _INVITES.search(shape, *sentences[at - 1]):
        at -= 1
    start = sentences[at][0]
    return segment.start if at == 0 and begin == segment.start else start


def _anchors(sentence: str) -> bool:
    """Whether a sentence gives contact details, or invites to supervise without any."""
    if _EMAIL.search(sentence):
        return True
    if _LABEL.search(sentence):
        return _is_short_list(sentence) or bool(_PHONE.search(sentence))
    return re.search(r"^ *(?:欢迎|敬请|恳请)[^。]{0,40}(?:监督|意见)", sentence) is not None


def _is_short_list(sentence: str) -> bool:
    """Labels with little else around them: a contact line whose number is lost or a placeholder."""
    return (
        len(sentence) <= 160
        and re.search(r"(?:电话|地址|信箱|邮箱|邮编|编码)[：为]? ?[^ ，。]", sentence) is not None
        and re.search(r"联系|监督|反映|意见|[：]", sentence) is not None
    )


def _is_heading(line: str) -> bool:
    return len(line) <= 16 and re.search(r"监督方式|联系方式|反映(?:渠道|方式)", line) is not None


def read_contact(sheet: Sheet, start: int, end: int) -> Contact:
    """Phones, e-mails, addresses and postcodes within [start, end) of the text."""
    shape = sheet.shape
    emails = tuple(_passages(sheet, (m.span() for m in _EMAIL.finditer(shape, start, end))))
    taken = [(passage.start, passage.end) for passage in emails]
    addresses = tuple(_passages(sheet, _address_spans(shape, start, end)))
    taken += [(passage.start, passage.end) for passage in addresses]
    postcodes = tuple(
        _passages(
            sheet,
            (
                m.span(m.lastindex or 0)
                for m in _POSTCODE.finditer(shape, start, end)
                if not _overlaps(m.span(), taken[: len(emails)])
            ),
        )
    )
    phones = tuple(
        _passages(
            sheet,
            (
                m.span()
                for m in _PHONE.finditer(shape, start, end)
                if not _overlaps(m.span(), taken)
            ),
        )
    )
    span = Passage(text=sheet.document.text[start:end], start=start, end=end)
    return Contact(
        phones=phones, emails=emails, addresses=addresses, postcodes=postcodes, span=span
    )


def _address_spans(shape: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _ADDRESS.finditer(shape, start, end):
        left, text = match.start("address"), match["address"]
        cut = _ADDRESS_END.search(text)
        if cut is not None:
            text = text[: cut.start()]
        stripped = text.strip(" ")
        if len(stripped) >= 4 and _PLACE.search(stripped):
            left += len(text) - len(text.lstrip(" "))
            yield left, left + len(stripped)


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


def _passages(sheet: Sheet, spans: Iterator[tuple[int, int]]) -> Iterator[Passage]:
    for start, end in spans:
        yield Passage(text=sheet.document.text[start:end], start=start, end=end)
