"""Transcript: the answer to one message as Markdown, growing while its pieces come in.

What a model writes is shown sentence by sentence as provisional text; the finished draft takes its
place. Nothing here waits or stores.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.chat.answer import (
    Answer,
    AskBack,
    DraftAnswer,
    DraftProgress,
    Explained,
    Missing,
    NothingToDo,
    ReviewAnswer,
    Revised,
    Said,
    SectionsAnswer,
)
from assistant.drafting.events import FellBack, Restarted, Sentence, Started, Withheld
from assistant.ui import wording
from assistant.ui.chat.draft_view import DraftView, problem_head, sections_markdown
from assistant.ui.markdown import inert, marked, ordinal, small
from assistant.ui.review.marks import review_markdown

_RULE = "\n\n---\n\n"


@dataclass(slots=True, kw_only=True)
class _Provisional:
    """The draft of one problem while it is being written."""

    head: str
    engine: str = wording.OFFLINE_NAME
    measures: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        blocks = [self.head, small(wording.WRITING_BY.format(inert(self.engine)))]
        for index, text in sorted(self.measures.items()):
            blocks.append(f"**{ordinal(index)}**{marked(text)}")
        blocks += [small(inert(note)) for note in self.notes]
        return "\n\n".join(blocks)


class Transcript:
    """The parts of one answer; ``text`` is what the page shows of it now."""

    def __init__(self, view: DraftView) -> None:
        self._view = view
        self._parts: list[str] = []
        self._provisional: _Provisional | None = None

    @property
    def text(self) -> str:
        """The whole answer so far."""
        parts = list(self._parts)
        if self._provisional is not None:
            parts.append(self._provisional.markdown())
        return _RULE.join(parts)

    def take(self, piece: Answer) -> None:
        """Take a piece in; the table, which is not shown, changes nothing."""
        if isinstance(piece, DraftProgress):
            self._progress(piece)
            return
        shown = self._finished(piece)
        if shown:
            self._provisional = None
            self._parts.append(shown)

    def say(self, line: str) -> None:
        """Add a line of ours (an error, that it was stopped) under what has come."""
        if self._provisional is not None:
            self._parts.append(self._provisional.markdown())
            self._provisional = None
        self._parts.append(inert(line))

    def _progress(self, piece: DraftProgress) -> None:
        if self._provisional is None:
            head = problem_head(piece.problem, piece.number, piece.total)
            self._provisional = _Provisional(head=head)
        now, event = self._provisional, piece.event
        if isinstance(event, Started):
            now.engine = event.model or wording.OFFLINE_NAME
        elif isinstance(event, Sentence):
            now.measures[event.measure] = now.measures.get(event.measure, "") + event.text
        elif isinstance(event, Withheld):
            now.notes.append(wording.WITHHELD.format(event.reason))
        elif isinstance(event, Restarted):
            now.measures.clear()
            now.notes[:] = [event.reason]
        elif isinstance(event, FellBack):
            now.engine = wording.OFFLINE_NAME
            now.notes.append(event.reason)

    def _finished(self, piece: Answer) -> str:
        if isinstance(piece, DraftAnswer):
            return self._view.markdown(piece.draft, piece.number, piece.total)
        if isinstance(piece, Revised):
            draft = self._view.markdown(piece.draft, piece.number, piece.total, piece.changed)
            return f"{inert(piece.said)}\n\n{draft}" if piece.said else draft
        if isinstance(piece, ReviewAnswer):
            return review_markdown(piece.review, piece.notice.text)
        if isinstance(piece, SectionsAnswer):
            return sections_markdown(piece.sections)
        if isinstance(piece, Missing):
            return missing_markdown(piece)
        if isinstance(piece, Explained):
            basis = [f"> {inert(line)}" for line in piece.basis]
            source = wording.EXPLAINED_BY[piece.origin]
            return "\n\n".join([marked(piece.text), *basis, small(source)])
        if isinstance(piece, AskBack):
            return inert(piece.question)
        if isinstance(piece, Said):
            return inert(piece.text)
        return wording.NOTHING if isinstance(piece, NothingToDo) else ""


def missing_markdown(piece: Missing) -> str:
    """The placeholders that are left, and which one is asked for."""
    lines = [
        f"- 问题{gap.problem + 1}第{gap.measure + 1}条："
        f"<mark>【待填：{inert(gap.name)}】</mark>　{inert(gap.context)}"
        for gap in piece.gaps
    ]
    return "\n\n".join(["\n".join(lines), inert(piece.said)] if lines else [inert(piece.said)])
