"""Every variable that the settings read stands in the table of the README, and no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant.settings import read_settings
from assistant.variables import VARIABLES, markdown_table


class _Watched(Mapping[str, str]):
    """An environment that notes which names are asked for."""

    def __init__(self, values: dict[str, str]) -> None:
        self.asked: set[str] = set()
        self._values = values

    def __getitem__(self, name: str) -> str:
        self.asked.add(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def test_the_table_is_complete(data_dir: Path) -> None:
    watched = _Watched({"ASSISTANT_DATA_DIR": str(data_dir)})
    read_settings(watched)
    explained = {name for variable in VARIABLES for name in variable.names}
    assert {name for name in watched.asked if name.upper() == name} == explained
    assert all(f"`{name}`" in markdown_table() for name in explained)
