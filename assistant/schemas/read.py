"""Read: the published schemas by name."""

from __future__ import annotations

from importlib import resources


def names() -> tuple[str, ...]:
    """The names of all schemas ("notice/1"), sorted; the file of notice/1 is notice-1.json."""
    files = resources.files("assistant.schemas").iterdir()
    stems = (file.name.removesuffix(".json") for file in files if file.name.endswith(".json"))
    return tuple(sorted(stem.replace("-", "/") for stem in stems))


def schema_text(name: str) -> str | None:
    """The schema as published; a name without number ("notice") means its latest. None: unknown."""
    known = names()
    if name not in known:
        numbered = [other for other in known if other.partition("/")[0] == name]
        if not numbered:
            return None
        name = max(numbered, key=lambda other: int(other.partition("/")[2]))
    file = resources.files("assistant.schemas").joinpath(name.replace("/", "-") + ".json")
    return file.read_text("utf-8")
