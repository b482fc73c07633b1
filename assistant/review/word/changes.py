"""Changes: safe fixes as tracked changes, to be accepted or rejected in Word or WPS."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from lxml import etree

from assistant.files.numbering import W
from assistant.review.rule import Edit
from assistant.review.word.marks import empty_copy, next_id, run_of, signature
from assistant.review.word.runs import Runs, outer_run

_TRACKED = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange")
_INSERTIONS = {f"{W}ins", f"{W}moveTo"}


class Changes:
    """Tracks edits in a document; knows afterwards what stands around a changed run."""

    def __init__(self, root: etree._Element, runs: Runs, *, date: str | None) -> None:
        self._runs = runs
        self._signature = signature(date)
        self._ids = count(next_id(root, *_TRACKED))
        self._first: dict[etree._Element, etree._Element] = {}
        self._last: dict[etree._Element, etree._Element] = {}

    def track(self, edits: Iterable[Edit]) -> int:
        """Track every edit that can be; returns how many were (see ``Runs.exact``)."""
        return sum(self._track(edit) for edit in edits)

    def before(self, run: etree._Element) -> etree._Element:
        """The element that begins where ``run`` does, tracked changes included."""
        return self._first.get(run, run)

    def after(self, run: etree._Element) -> etree._Element:
        """The element that ends where ``run`` does, tracked changes included."""
        return self._last.get(run, run)

    def _track(self, edit: Edit) -> bool:
        deleted = self._runs.exact(edit.start, edit.end)
        if deleted:
            for run in deleted:
                self._delete(run)
            last = deleted[-1]
        else:
            around = self._runs.nearest(edit.start - 1, edit.start)
            if edit.start != edit.end or around is None or edit.start == 0:
                return False
            last = around[1]
        if edit.text:
            self._insert(edit.text, last)
        return True

    def _delete(self, run: etree._Element) -> None:
        mark = self._mark("del")
        run.addprevious(mark)
        mark.append(run)
        for shown in run.findall(f"{W}t"):
            shown.tag = f"{W}delText"
        self._first[run] = self._last[run] = mark

    def _insert(self, text: str, run: etree._Element) -> None:
        mark = self._mark("ins")
        mark.append(run_of(text, like=run))
        anchor = self.after(outer_run(run))
        parent = anchor.getparent()
        if parent is not None and parent.tag in _INSERTIONS:
            _split_after(anchor, parent)
            parent.addnext(mark)
        else:
            anchor.addnext(mark)
        self._last[run] = mark

    def _mark(self, name: str) -> etree._Element:
        return etree.Element(f"{W}{name}", {f"{W}id": str(next(self._ids)), **self._signature})


def _split_after(element: etree._Element, insertion: etree._Element) -> None:
    """Cut another author's insertion after ``element``: insertions do not nest."""
    rest = list(element.itersiblings())
    if not rest:
        return
    tail = empty_copy(insertion)
    tail.extend(rest)
    insertion.addnext(tail)
