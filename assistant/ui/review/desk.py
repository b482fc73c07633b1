"""Desk: what can be done with the draft under review; nothing here knows a component.

Every function changes the Desk it is given and may take a second of computing: handlers call them
in a worker thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.chat.likeness import meaning
from assistant.chat.waiving import Waiving, day, known_by
from assistant.errors import InputUnreadable, NotPermitted
from assistant.files.lists import items
from assistant.notice.document import Document
from assistant.notice.model import Notice
from assistant.notice.parse import parse
from assistant.projects.waivers import Place
from assistant.review.config import ReviewConfig
from assistant.review.finding import Finding, Review
from assistant.review.fixes import fix_document
from assistant.review.matrix import MEANT, STATUS_NAMES
from assistant.review.registry import all_rules
from assistant.review.review import review, unused_note
from assistant.review.word.annotate import annotate_docx, annotate_text
from assistant.ui import wording
from assistant.ui.review import words
from assistant.ui.state import Desk, Kept, Original, Version, version_label
from assistant.ui.upload import Upload

MOST_CHARACTERS = 300_000  # thirty times a long notice; beyond it somebody pasted something else
_SHOWN = 40  # characters of a quotation or reason in a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a user's drafts are reviewed: the settings of the unit, and where waivers are."""

    config: ReviewConfig
    waiving: Waiving


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A commented copy: the bytes of a .docx and how many comments are in it."""

    data: bytes
    comments: int


def examine(desk: Desk, upload: Upload, feedback: str, terms: Terms) -> None:
    """Review a text with the waivers of its project or title. Raises InputUnreadable.

    The same text as before keeps its source and the .docx that it came from.
    """
    if not upload.text.strip():
        raise InputUnreadable(wording.NEED_DRAFT)
    if len(upload.text) > MOST_CHARACTERS:
        raise InputUnreadable(
            f"文稿有{len(upload.text):,}字，超过上限{MOST_CHARACTERS:,}字：请只送审一篇通报"
        )
    source, original = upload.source, None
    if upload.docx is not None:
        original = Original(data=upload.docx, text=upload.text)
    elif not source and desk.notice is not None and upload.text == desk.text:
        source, original = desk.notice.source, desk.original
    desk.feedback = tuple(items(feedback.splitlines(), ""))
    _review(desk, Document(text=upload.text, source=source), terms)
    desk.original = original
    desk.keep(Version(label=_name(desk, source), text=upload.text))


def take_up(desk: Desk, kept: Kept, original: Original | None, terms: Terms) -> None:
    """Go on with what was kept of a desk: review it as it was.

    A project that the user may not see any more is left.
    """
    desk.feedback, desk.project, desk.title = kept.feedback, kept.project, kept.title
    desk.original, desk.kept = original, kept
    document = Document(text=kept.text, source=kept.source)
    try:
        _review(desk, document, terms)
    except NotPermitted:
        desk.project = None
        _review(desk, document, terms)
    desk.keep(Version(label=_name(desk, kept.source), text=kept.text))


def adopt(desk: Desk, notice: Notice, found: Review, docx: bytes | None) -> None:
    """Take over what the chat has reviewed; ``again`` then applies its waivers."""
    desk.notice, desk.review, desk.chosen, desk.opinions = notice, found, None, ()
    desk.original = Original(data=docx, text=notice.text) if docx is not None else None
    desk.feedback, desk.given, desk.project, desk.title = (), (), None, known_by(notice)
    desk.keep(Version(label=_name(desk, notice.source), text=notice.text))


def again(desk: Desk, terms: Terms) -> None:
    """Review the same text by the waivers as they are now; what others gave or withdrew counts."""
    if desk.notice is not None:
        _review(desk, Document(text=desk.text, source=desk.notice.source), terms)


def apply_waivers(desk: Desk, terms: Terms) -> None:
    """``again``, where the draft has waivers that its review does not know of."""
    if tuple(terms.waiving.all(place(desk, terms))) != desk.given:
        again(desk, terms)


def belong(desk: Desk, project: str | None, terms: Terms) -> None:
    """Make the draft a project's, or nobody's; raises NotPermitted, and then nothing changes."""
    before, desk.project = desk.project, project
    try:
        terms.waiving.all(place(desk, terms))
        again(desk, terms)
    except NotPermitted:
        desk.project = before
        raise


def place(desk: Desk, terms: Terms) -> Place:
    """Where the waivers of the draft on the desk are kept."""
    return terms.waiving.place(desk.project, desk.title)


def fix(desk: Desk, terms: Terms) -> int:
    """Make all safe fixes and review again; returns how many findings that settled."""
    if desk.notice is None or desk.review is None:
        return 0
    before = len(desk.review.findings)
    given = Document(text=desk.text, source=desk.notice.source)
    fixed = fix_document(given, config=terms.config, waivers=desk.waivers)
    _review(desk, fixed, terms)
    desk.keep(Version(label=_name(desk, "安全修改后"), text=fixed.text))
    return before - len(desk.review.findings)


def waive(desk: Desk, reason: str, terms: Terms) -> None:
    """Waive the finding that was clicked last; raises where something is missing or not allowed."""
    finding = desk.finding
    if finding is None or desk.notice is None:
        raise InputUnreadable(wording.PICK_FINDING)
    if not reason.strip():
        raise InputUnreadable(wording.NEED_REASON)
    terms.waiving.give(place(desk, terms), finding, desk.text, reason)
    again(desk, terms)


def unwaive(desk: Desk, waiver: str, terms: Terms) -> None:
    """Take a waiver back by its id; raises NotPermitted."""
    terms.waiving.end(place(desk, terms), waiver)
    again(desk, terms)


def word_copy(desk: Desk, config: ReviewConfig) -> Word | None:
    """The reviewed text with a Word comment at each finding, or None where there is none.

    An uploaded .docx is copied with its layout, what was safely fixed since as tracked changes;
    any other text becomes a new document.
    """
    if desk.notice is None or desk.review is None:
        return None
    title = desk.notice.title
    if desk.original is None:
        made = annotate_text(desk.text, desk.review, title=title)
    elif desk.original.text == desk.text:
        made = annotate_docx(desk.original.data, desk.text, desk.review, title=title)
    else:
        before = parse(Document(text=desk.original.text, source=desk.notice.source))
        found = _found(before, desk, config)
        made = annotate_docx(desk.original.data, before.text, found, title=before.title)
    return Word(data=made.data, comments=made.comments)


def matrix(desk: Desk) -> list[list[str]]:
    """The coverage of the feedback as rows of strings, one a line of the feedback."""
    rows = desk.review.coverage if desk.review is not None else ()
    return [
        [
            row.line,
            row.problem.text + (MEANT if row.meant else "") if row.problem else "—",
            f"{len(row.measures)}条" if row.problem is not None else "—",
            "、".join(row.evidence) or "—",
            STATUS_NAMES[row.status],
        ]
        for row in rows
    ]


def waived_choices(desk: Desk) -> list[tuple[str, str]]:
    """Label and id of each waiver: the rule, what it quotes, why, who, when, and if it is idle."""
    rules = all_rules()
    notes = desk.review.notes if desk.review is not None else ()
    return [
        (
            f"{rules[one.rule].name if one.rule in rules else one.rule}　"
            f"“{_shortened(one.quote or '整篇')}”　理由：{_shortened(one.reason)}"
            f"（{'，'.join(filter(None, (one.user, day(one.given))))}）"
            f"{f'　{words.STALE}' if unused_note(waiver) in notes else ''}",
            one.id,
        )
        for one, waiver in zip(desk.given, desk.waivers, strict=True)
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


def _review(desk: Desk, document: Document, terms: Terms) -> None:
    notice = parse(document)
    later = desk.notice is None or _continues(desk.text, document.text)
    title = desk.title if desk.title and later else known_by(notice)
    given = terms.waiving.all(terms.waiving.place(desk.project, title))
    if desk.text != document.text:
        desk.opinions = ()
    desk.title, desk.given = title, tuple(given)
    desk.review = _found(notice, desk, terms.config)
    desk.notice, desk.chosen = notice, None


def _found(notice: Notice, desk: Desk, config: ReviewConfig) -> Review:
    return review(
        notice,
        feedback=desk.feedback,
        config=config,
        waivers=desk.waivers,
        similarity=meaning() if desk.feedback else None,
    )


def _continues(old: str, new: str) -> bool:
    """Whether a text is a later version of another: half of its lines at least are the same."""
    before, after = ({line for line in text.splitlines() if line.strip()} for text in (old, new))
    return 2 * len(before & after) >= max(1, min(len(before), len(after)))


def _name(desk: Desk, source: str) -> str:
    return version_label(1 + max((_number(one.label) for one in desk.versions), default=0), source)


def _number(label: str) -> int:
    digits = label.removeprefix("第").partition("稿")[0]
    return int(digits) if digits.isdigit() else 0


def _shortened(words: str) -> str:
    flat = "".join(words.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"
