"""Desk: what can be done with the draft under review; nothing here knows a component.

Every function changes the Desk it is given and may take a second of computing: handlers call them
in a worker thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.chat.likeness import meaning
from assistant.errors import InputUnreadable
from assistant.files.lists import items
from assistant.notice.document import Document
from assistant.notice.model import Notice
from assistant.notice.parse import parse
from assistant.review.config import ReviewConfig
from assistant.review.finding import Finding, Review
from assistant.review.fixes import fix_document
from assistant.review.matrix import STATUS_NAMES
from assistant.review.review import review
from assistant.review.waivers import Waiver
from assistant.review.word.annotate import annotate_docx, annotate_text
from assistant.ui import wording
from assistant.ui.state import Desk, Kept, Version
from assistant.ui.upload import Upload

MOST_CHARACTERS = 300_000  # thirty times a long notice; beyond it somebody pasted something else
_SHOWN = 40  # characters of a quotation or reason in a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A commented copy: the bytes of a .docx and how many comments are in it."""

    data: bytes
    comments: int


def examine(desk: Desk, upload: Upload, feedback: str, config: ReviewConfig) -> None:
    """Review a text; the waivers of an earlier version go on. Raises InputUnreadable."""
    if not upload.text.strip():
        raise InputUnreadable(wording.NEED_DRAFT)
    if len(upload.text) > MOST_CHARACTERS:
        raise InputUnreadable(
            f"文稿有{len(upload.text):,}字，超过上限{MOST_CHARACTERS:,}字：请只送审一篇通报"
        )
    desk.feedback = tuple(items(feedback.splitlines(), ""))
    desk.upload = upload.docx
    _review(desk, Document(text=upload.text, source=upload.source), config)
    desk.keep(Version(label=_name(desk, upload.source), text=upload.text))


def take_up(desk: Desk, kept: Kept, config: ReviewConfig) -> None:
    """Go on with what was kept of a desk: review it as it was."""
    desk.feedback, desk.waivers, desk.kept = kept.feedback, kept.waivers, kept
    _review(desk, Document(text=kept.text, source=kept.source), config)
    desk.keep(Version(label=_name(desk, kept.source), text=kept.text))


def adopt(desk: Desk, notice: Notice, found: Review, docx: bytes | None) -> None:
    """Take over what the chat has reviewed."""
    desk.notice, desk.review, desk.upload, desk.chosen = notice, found, docx, None
    desk.feedback, desk.waivers = (), ()
    desk.keep(Version(label=_name(desk, notice.source), text=notice.text))


def fix(desk: Desk, config: ReviewConfig) -> int:
    """Make all safe fixes and review again; returns how many findings that settled."""
    if desk.notice is None or desk.review is None:
        return 0
    before = len(desk.review.findings)
    given = Document(text=desk.text, source=desk.notice.source)
    fixed = fix_document(given, config=config, waivers=desk.waivers)
    desk.upload = None  # its layout belongs to the old text
    _review(desk, fixed, config)
    desk.keep(Version(label=_name(desk, "安全修改后"), text=fixed.text))
    return before - len(desk.review.findings)


def waive(desk: Desk, reason: str, config: ReviewConfig) -> None:
    """Waive the finding that was clicked last; raises InputUnreadable where something is missing.

    The quotation is widened until it is found once only, so that a waiver covers what it was
    given for and not the same slip elsewhere.
    """
    finding = desk.finding
    if finding is None or desk.notice is None:
        raise InputUnreadable(wording.PICK_FINDING)
    if not reason.strip():
        raise InputUnreadable(wording.NEED_REASON)
    quotation = _unique_words(finding, desk.text)
    waiver = Waiver(rule=finding.rule, quote=quotation, reason=" ".join(reason.split()))
    desk.waivers = (*desk.waivers, waiver)
    _review(desk, Document(text=desk.text, source=desk.notice.source), config)


def unwaive(desk: Desk, index: int, config: ReviewConfig) -> None:
    """Take a waiver back (its place in the list); an unknown place changes nothing."""
    if desk.notice is None or not 0 <= index < len(desk.waivers):
        return
    desk.waivers = tuple(one for at, one in enumerate(desk.waivers) if at != index)
    _review(desk, Document(text=desk.text, source=desk.notice.source), config)


def word_copy(desk: Desk) -> Word | None:
    """The reviewed text with a Word comment at each finding, or None where there is none.

    An uploaded .docx is copied with its layout; any other text becomes a new document.
    """
    if desk.notice is None or desk.review is None:
        return None
    title = desk.notice.title
    if desk.upload is not None:
        made = annotate_docx(desk.upload, desk.text, desk.review, title=title)
    else:
        made = annotate_text(desk.text, desk.review, title=title)
    return Word(data=made.data, comments=made.comments)


def matrix(desk: Desk) -> list[list[str]]:
    """The coverage of the feedback as rows of strings, one a line of the feedback."""
    rows = desk.review.coverage if desk.review is not None else ()
    return [
        [
            row.line,
            row.problem.text if row.problem is not None else "—",
            f"{len(row.measures)}条" if row.problem is not None else "—",
            "、".join(row.evidence) or "—",
            STATUS_NAMES[row.status],
        ]
        for row in rows
    ]


def waived_choices(desk: Desk) -> list[tuple[str, int]]:
    """Label and place of each waiver."""
    return [
        (f"{_shortened(one.quote or '整篇')}（理由：{_shortened(one.reason)}）", at)
        for at, one in enumerate(desk.waivers)
    ]


def is_gap(finding: Finding) -> bool:
    """Whether the finding is something that drafting can write."""
    return finding.rule.startswith("missing-") or finding.rule == "problem-without-measures"


def has_gaps(desk: Desk) -> bool:
    """Whether drafting can add something to the reviewed text."""
    return desk.review is not None and any(is_gap(one) for one in desk.review.findings)


def has_fixes(desk: Desk) -> bool:
    """Whether a safe fix can be made."""
    return desk.review is not None and any(one.edits for one in desk.review.findings)


def _review(desk: Desk, document: Document, config: ReviewConfig) -> None:
    notice = parse(document)
    found = review(
        notice,
        feedback=desk.feedback,
        config=config,
        waivers=desk.waivers,
        similarity=meaning() if desk.feedback else None,
    )
    desk.notice, desk.review, desk.chosen = notice, found, None


def _name(desk: Desk, source: str) -> str:
    number = 1 + max((_number(one.label) for one in desk.versions), default=0)
    return f"第{number}稿" + (f"（{source}）" if source else "")


def _number(label: str) -> int:
    digits = label.removeprefix("第").partition("稿")[0]
    return int(digits) if digits.isdigit() else 0


def _unique_words(finding: Finding, text: str) -> str:
    """What a waiver quotes: the flagged words, widened until they occur once; or the message."""
    if finding.start is None or finding.end is None:
        return finding.message
    start, end = finding.start, finding.end
    while text.count(text[start:end]) > 1 and (start > 0 or end < len(text)):
        start, end = max(0, start - 4), min(len(text), end + 4)
    return text[start:end]


def _shortened(words: str) -> str:
    flat = "".join(words.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"
