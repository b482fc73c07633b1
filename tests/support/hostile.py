"""Hostile: what a hostile file is to a test: how it is made and how it has to end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

End = Literal["read", "refused", "either"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """A file ``name`` whose bytes ``make`` gives.

    ``end``: it is read, refused, or either; ``says`` stands in the refusal, the remark or (for a
    file that is read) the text; ``unsaid`` must stand in no text that is read; ``heavy`` files are
    stopped by the worker's limits, which takes them to the end.
    """

    name: str
    make: Callable[[], bytes]
    end: End = "refused"
    says: str = ""
    unsaid: str = ""
    heavy: bool = False

    @property
    def is_list(self) -> bool:
        """Whether it is read as a list of problems (workbooks are read as nothing else)."""
        return self.name.endswith(".xlsx")
