"""People and how to reach them: personal names in context, telephone numbers, e-mail addresses.

A name counts where a post, 同志 or a label (联系人：) stands beside it; surnames alone prove
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from assistant.facts.persons import find_persons
from assistant.facts.vocabulary import alternation, words

PersonKind = Literal["person", "phone", "email"]

_LABEL = r"(?:联系人|责任人|经办人|填报人|负责人|主讲人)[：:为]\s?"
_PHONE = re.compile(
    r"(?<![\d.])(?:0\d{2,3}[-—－ ]?\d{7,8}(?:[-—转]\d{1,5})?|1[3-9]\d{9}"
    r"|400[-—]?\d{3}[-—]?\d{4})(?![\d.])"
    r"|(?<=电话)[：为是 ]{0,2}(?P<local>\d{7,8})(?!\d)"
    r"|(?<=热线)[：为是 ]{0,2}(?P<hot>\d{7,8})(?!\d)"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A person, telephone number or e-mail address at [start, end) of the folded text."""

    start: int
    end: int
    kind: PersonKind


def find_people(folded: str) -> Iterator[FoundPerson]:
    """Yield e-mail addresses, telephone numbers, then persons."""
    for match in _EMAIL.finditer(folded):
        yield FoundPerson(start=match.start(), end=match.end(), kind="email")
    for match in _PHONE.finditer(folded):
        group = match.lastgroup or 0
        yield FoundPerson(start=match.start(group), end=match.end(group), kind="phone")
    for match in _named().finditer(folded):
        group = match.lastgroup or 0
        yield FoundPerson(start=match.start(group), end=match.end(group), kind="person")

    for start, end in find_persons(folded):
        yield FoundPerson(start=start, end=end, kind="person")


@cache
def _named() -> re.Pattern[str]:
    """A surname and one or two characters where something beside them says that it is a name."""
    surname, post = (alternation("people.txt", part) for part in ("surnames", "posts"))
    after, no_name = (alternation("people.txt", part) for part in ("after", "not_names"))
    behind = alternation("people.txt", "behind")
    plain = "".join(words("people.txt", "plain"))
    name = rf"(?!{no_name})(?:{surname})(?:某{{1,2}}|[^\W\da-zA-Z_{plain}]{{1,2}})"
    return re.compile(
        rf"(?<=任){name}(?=为)|(?:{post})(?P<after_post>{name})(?={after})"
        rf"|(?<![^\W\d_])(?P<honoured>{name})(?={behind})"
        rf"|(?:请|邀请|聘请|由|与|和)(?P<asked>{name})(?={behind})"
        rf"|(?P<comrade>{name})(?=同志)|{_LABEL}(?P<label>{name})(?![^\W\d_])"
        rf"|(?:(?<![^\W\d_])|对|由|给予|请|约谈了?)(?P<masked>(?:{surname})某{{1,2}})"
    )
