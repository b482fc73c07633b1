"""The measure library: fact-free measures by problem type, read from corpus/library and validated.

The library is data, not code: one YAML file a problem type (ids as in domain.md section 3; E… for
types that only some kinds of unit have) and slots*.yaml, which gives every placeholder name its
kind of fact. An unknown key, an unregistered slot or a measure that states a fact is refused when
the library is read, with the file's name, so that nothing wrong can reach a draft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from assistant.errors import WrongCall

Role = Literal["rule", "action", "mechanism"]
Style = Literal["standard", "specific"]
Stage = Literal["plan", "progress"]
SlotKind = Literal[
    "date", "count", "money", "percent", "document", "organization", "place", "person", "title"
]
PLACEHOLDER = re.compile(r"【待填：([^【】]{1,20})】")
TOPIC = "{topic}"
_TYPE_KEYS = {
    "id", "name", "definition", "units", "asks", "topic", "evidence", "off_point", "basis",
    "measures",
}  # fmt: skip
_MEASURE_KEYS = {"id", "role", "style", "when", "needs", "progress", "plan"}
_STYLES = {"standard", "specific"}
_ROLES = {"rule", "action", "mechanism"}
_KINDS = set(SlotKind.__args__)  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What a placeholder asks for: its kind of fact and words near which a user's fact fits it."""

    name: str
    kind: SlotKind
    verbs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryMeasure:
    """One measure in two wordings; ``{topic}`` stands at most once in each.

    ``style`` standard: the remedy as most units word it; specific: an uncommon, sharper one.
    ``when`` holds words that make it the better choice, ``needs`` words of which the problem or the
    user's facts must have one: a measure for a part of its type's field is no answer without.
    """

    id: str
    role: Role
    style: Style
    when: tuple[str, ...]
    progress: str
    plan: str
    needs: tuple[str, ...] = ()

    def wording(self, stage: Stage) -> str:
        """The template for the stage: what is reported as done, or what will be done."""
        return self.plan if stage == "plan" else self.progress


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemType:
    """A problem type with the wordings people use for it and the measures that cure it.

    ``units`` names kinds of unit_kind(), "any", or in Chinese a word of the issuer's name: some
    matters are one office's own (审计 audits others; what others do with audits is another type).
    """

    id: str
    name: str
    definition: str
    units: tuple[str, ...]
    asks: tuple[str, ...]
    topic: str
    evidence: tuple[str, ...]
    off_point: str
    basis: str | None
    measures: tuple[LibraryMeasure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All problem types, in the order of their ids, and the slot registry."""

    types: tuple[ProblemType, ...]
    slots: Mapping[str, Slot]

    def type_of(self, type_id: str) -> ProblemType:
        """The type with this id; raises KeyError for an unknown one."""
        return next(item for item in self.types if item.id == type_id)


def load_library(folder: Path) -> Library:
    """Read and validate the library; raises WrongCall naming file and defect. Cached by state."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise WrongCall(f"措施库 {folder} 里没有文件：请检查 corpus/library 是否完整")
    state = tuple((str(path), path.stat().st_mtime_ns) for path in files)
    return _load(state)


@lru_cache(maxsize=4)
def _load(state: tuple[tuple[str, int], ...]) -> Library:
    slots: dict[str, Slot] = {}
    types: list[ProblemType] = []
    paths = [Path(name) for name, _ in state]
    for path in paths:
        if path.name.startswith("slots"):
            slots.update(_slots(path))
    for path in paths:
        if not path.name.startswith("slots"):
            types.append(_problem_type(path, slots))
    types.sort(key=lambda item: (item.id[0], int(item.id[1:])))
    return Library(types=tuple(types), slots=slots)


def _read(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise WrongCall(f"措施库文件 {path.name} 不是合法的 YAML：{error}") from error
    if not isinstance(data, dict):
        raise WrongCall(f"措施库文件 {path.name} 的最外层应为键值表")
    return cast(dict[str, Any], data)


def _slots(path: Path) -> Iterator[tuple[str, Slot]]:
    for name, body in _read(path).items():
        kind = body.get("kind")
        if kind not in _KINDS:
            raise WrongCall(f"{path.name}：占位“{name}”的 kind“{kind}”不在 {sorted(_KINDS)} 之内")
        yield name, Slot(name=name, kind=kind, verbs=tuple(body.get("verbs") or ()))


def _problem_type(path: Path, slots: Mapping[str, Slot]) -> ProblemType:
    data = _read(path)
    missing, unknown = _TYPE_KEYS - data.keys(), data.keys() - _TYPE_KEYS
    if missing or unknown:
        raise WrongCall(f"{path.name}：缺少键 {sorted(missing)}，多出键 {sorted(unknown)}")
    return ProblemType(
        id=data["id"],
        name=data["name"],
        definition=data["definition"],
        units=tuple(data["units"]),
        asks=tuple(data["asks"]),
        topic=data["topic"],
        evidence=tuple(data["evidence"]),
        off_point=str(data["off_point"]),
        basis=data["basis"],
        measures=tuple(_measure(path, item, slots) for item in data["measures"]),
    )


def _measure(path: Path, data: dict[str, Any], slots: Mapping[str, Slot]) -> LibraryMeasure:
    unknown = data.keys() - _MEASURE_KEYS
    style = data.get("style", "specific")
    if unknown or data.get("role") not in _ROLES or style not in _STYLES:
        raise WrongCall(
            f"{path.name} {data.get('id')}：未知的键 {sorted(unknown)}，或 role、style 不对"
        )
    for stage in ("progress", "plan"):
        for name in PLACEHOLDER.findall(data[stage]):
            if name not in slots:
                raise WrongCall(f"{path.name} {data['id']}：占位“{name}”没有在 slots*.yaml 登记")
        if data[stage].count(TOPIC) > 1:
            raise WrongCall(f"{path.name} {data['id']}：{TOPIC} 至多出现一次")
    return LibraryMeasure(
        id=data["id"],
        role=data["role"],
        style=style,
        when=tuple(data.get("when") or ()),
        needs=tuple(data.get("needs") or ()),
        progress=data["progress"],
        plan=data["plan"],
    )
