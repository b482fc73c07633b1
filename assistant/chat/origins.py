"""Origins: where the measures of a draft come from, told when the user asks for their basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.chat.answer import Explained
from assistant.chat.standing import Item
from assistant.drafting.library import Library
from assistant.drafting.model import DraftMeasure
from assistant.retrieval.record import StoredRecord

_NAMES = {
    "library": "措施库",
    "precedent": "范例改写",
    "model": "语言模型，事实经过核查",
    "skeleton": "通用框架，没有合适的问题类型",
}


def origins(
    item: Item, numbers: Sequence[int], library: Library, records: Mapping[str, StoredRecord]
) -> Explained:
    """Who wrote each measure; ``basis`` are the library types and notices that it goes back to."""
    said, basis = list[str](), list[str]()
    for number in numbers:
        measure = item.draft.measures[number]
        model = f"（{item.draft.model}）" if measure.origin == "model" and item.draft.model else ""
        said.append(f"第{number + 1}条由{_NAMES[measure.origin]}{model}写成。")
        basis += _sources(measure, library, records)
    facts = f"写进的事实都是您给的：{'；'.join(item.ask.facts)}。" if item.ask.facts else ""
    return Explained(
        text="".join(said) + facts,
        basis=tuple(dict.fromkeys(basis)) or ("没有可以对应的措施库条目或范例",),
        origin="rule",
    )


def _sources(
    measure: DraftMeasure, library: Library, records: Mapping[str, StoredRecord]
) -> Iterator[str]:
    for key in measure.sources:
        kind = next((k for k in library.types if key.startswith(f"{k.id}-")), None)
        record = records.get(key)
        if kind is not None:
            rule = f"，依据《{kind.basis}》" if kind.basis else ""
            yield f"措施库 {key}（{kind.name}{rule}）"
        elif record is not None:
            yield f"范例《{record.notice}》中的“{record.problem}”（只借写法，事实不属于本单位）"
