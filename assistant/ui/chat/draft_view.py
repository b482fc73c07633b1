"""Draft view: a draft as Markdown for the chat and as plain text for copying and saving."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.chat.spending import spent_line
from assistant.drafting.library import Library
from assistant.drafting.model import Draft, DraftMeasure
from assistant.drafting.sections import WrittenSection
from assistant.ui import wording
from assistant.ui.markdown import folded, inert, marked, ordinal, small
from assistant.ui.records import Records

_ORIGINS = {
    "library": "措施库",
    "precedent": "范例改写",
    "model": "模型",
    "skeleton": "通用框架",
}


class DraftView:
    """Renders drafts; knows the library and the records that a draft refers to by id."""

    def __init__(self, library: Library, records: Records) -> None:
        self._library = library
        self._records = records

    def markdown(self, draft: Draft, number: int, total: int, changed: Collection[int] = ()) -> str:
        """The draft of one problem, every measure with its sources behind one click.

        ``changed`` are the measures (0 first) that a command has just changed.
        """
        blocks = [problem_head(draft.problem, number, total), self._note(draft)]
        for index, measure in enumerate(draft.measures):
            label = f"**{ordinal(index)}**" if len(draft.measures) > 1 else ""
            news = small(wording.CHANGED) if index in changed else ""
            blocks.append(f"{label}{marked(measure.text)}{news}")
            blocks.append(self._sources(measure, draft))
        blocks += [small(inert(note)) for note in draft.notes]
        missing = missing_names(draft)
        if missing:
            names = "、".join(inert(name) for name in missing)
            blocks.append(wording.LEFT.format(len(draft.placeholders), names))
        blocks.append(_engine_line(draft))
        return "\n\n".join(block for block in blocks if block)

    def plain(self, drafts: Sequence[Draft]) -> str:
        """All drafts as a Markdown document without sources: to copy, or to save as .md."""
        parts = []
        for number, draft in enumerate(drafts, 1):
            parts.append(f"## {number}．{draft.problem}\n\n{draft.text}")
        return "\n\n".join(parts) + ("\n" if parts else "")

    def _note(self, draft: Draft) -> str:
        if not draft.types:
            return "没有合适的问题类型，下面只是一个**通用框架**，请按实际情况改写。" + (
                "范例库里也没有相近的先例。" if draft.no_precedent else ""
            )
        names = "、".join(f"{key} {self._library.type_of(key).name}" for key in draft.types)
        found = (
            "范例库里没有相近的先例"
            if draft.no_precedent
            else (f"参考范例{len(draft.precedents)}条")
        )
        return f"归类：{inert(names)}；{found}。"

    def _sources(self, measure: DraftMeasure, draft: Draft) -> str:
        lines = [self._library_line(key) or self._record_lines(key) for key in measure.sources]
        near = [item.record for item in draft.precedents if item.record not in measure.sources]
        lines += [self._record_lines(key) for key in near[:1]]
        lines = [line for line in lines if line]
        if not lines:
            return ""
        return folded(f"来源：{_ORIGINS[measure.origin]}", lines)

    def _library_line(self, key: str) -> str:
        kind = next((k for k in self._library.types if key.startswith(f"{k.id}-")), None)
        if kind is None:
            return ""
        basis = f"依据：《{kind.basis}》。" if kind.basis else ""
        return inert(
            f"措施库 {key}（{kind.name}）。{kind.definition}应带佐证：{'、'.join(kind.evidence)}。"
            f"不对症的做法：{kind.off_point}。{basis}"
        )

    def _record_lines(self, key: str) -> str:
        record = self._records.get(key)
        if record is None:
            return ""
        measures = "\n\n".join(f"> {inert(text)}" for text in record.measures)
        return (
            f"相近范例 {inert(record.id)}（只供参考，其中的事实不属于本单位）\n\n"
            f"> 通报：{inert(record.notice)}（{inert(record.source)}）\n\n"
            f"> 问题：{inert(record.problem)}\n\n{measures}"
        )


def problem_head(problem: str, number: int, total: int) -> str:
    """The line above a draft."""
    name = f"问题{number}／{total}" if total > 1 else "问题"
    return f"**{name}**　{inert(problem)}"


def _engine_line(draft: Draft) -> str:
    """Which engine wrote it, and what a model cost."""
    engine = draft.model if draft.engine == "llm" and draft.model else wording.OFFLINE_NAME
    spent = spent_line(draft.usage)
    return small(inert("　".join(filter(None, (wording.WRITTEN_BY.format(engine), spent)))))


def missing_names(draft: Draft) -> tuple[str, ...]:
    """The names of the placeholders, each once, in the order of the text."""
    names = (item.text.removeprefix("【待填：").removesuffix("】") for item in draft.placeholders)
    return tuple(dict.fromkeys(names))


def sections_markdown(sections: Sequence[WrittenSection]) -> str:
    """Parts that a reviewed draft lacks, each under its name, placeholders marked."""
    blocks = ["下面是草稿缺少的部分，空处按实际情况填写后放回原位："]
    blocks += [f"**{inert(part.name)}**\n\n{marked(part.text)}" for part in sections]
    return "\n\n".join(blocks)
