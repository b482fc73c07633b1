"""Persons by the make of their names: a surname and characters that given names are made of.

Such a name counts where the words beside it speak of a person: a post (网格员) or 聘请, 由 before
it, 牵头 or 任组长 behind it, or more such names in one list. Words made of the same characters
(文明, 平安) are listed in data/people.txt, [plain_pairs].
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.facts.vocabulary import alternation, words

_LEAD = r"由|请|邀请|聘请|特邀|特聘|返聘|聘任|聘用|任命|推选|选举|选派|抽调|约谈|约谈了|表彰|慰问|访谈|看望|指定|明确"
_ROLE = (
    r"牵头|带队|带头|负责|主讲|授课|讲授|主持|同志|领衔|挂帅|包保|包抓|担任|任(?![务期免用])"
    r"|组成|为(?:组长|副组长|成员|负责人|[\u4e00-\u9fff]{1,6}(?:长|主任|书记|员))|等\d|等[一二三四五六七八九十]{1,2}[人名位]|等同志"
    r"|(?:副)?(?:书记|局长|主任|校长|院长|教授|组长|处长|科长|老师|医生|医师|律师)"
)
_CHOSEN = r"牵头|带队|主讲|授课|同志|担任|任(?![务期免用职])"
# what makes a name the name of something else (学习雷锋广场, 请高平县)
_NO_PERSON = r"(?![省市县区镇乡村路街局院校站厂所]|社区|小学|中学|大学|公司|集团|公园|广场|水库|大道|大桥|式)"
_NAME_IN_LIST = re.compile(r"[^、和与]{2,4}")


def find_persons(folded: str) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of the names in the folded text; the same name may come twice."""
    for pattern in (_introduced(), _followed()):
        for match in pattern.finditer(folded):
            yield match.span("name")
    for match in _listed().finditer(folded):
        for name in _NAME_IN_LIST.finditer(folded, *match.span("names")):
            yield name.span()


@cache
def _names() -> tuple[str, str]:
    """Patterns of a surname with two characters of given names, and with one."""
    surnames = words("people.txt", "surnames") - words("people.txt", "prepositions")
    single = "".join(sorted(name for name in surnames if len(name) == 1))
    double = "|".join(sorted(name for name in surnames if len(name) == 2))
    pairs, no_name = (alternation("people.txt", part) for part in ("plain_pairs", "not_names"))
    given = "".join(sorted(words("people.txt", "given")))
    head = rf"(?!{no_name}|{pairs})(?:{double}|[{single}])(?!{pairs})"
    return rf"{head}[{given}]{{2}}{_NO_PERSON}", rf"{head}[{given}]{_NO_PERSON}"


@cache
def _introduced() -> re.Pattern[str]:
    """A post or a verb whose object is a person, then a name; a short one needs a role behind."""
    full, short = _names()
    posts = alternation("people.txt", "posts", "more_posts")
    return re.compile(rf"(?:{posts}|{_LEAD})(?P<name>{full}|{short}(?={_ROLE}))")


@cache
def _followed() -> re.Pattern[str]:
    """A name that begins a clause and has a role behind it, or one that is chosen for an office."""
    full, short = _names()
    return re.compile(
        rf"(?P<name>(?<![\u4e00-\u9fff])(?:{full}|{short})(?={_ROLE})|{full}(?={_CHOSEN}))"
    )


@cache
def _listed() -> re.Pattern[str]:
    """Several names in a row, of which one at least has three characters, or that have a role."""
    full, short = _names()
    posts = alternation("people.txt", "posts", "more_posts")
    one = rf"(?:{full}|{short})"
    row = rf"(?:{short}[、和与])?{full}(?:[、和与]{one}){{1,10}}"
    role_row = rf"{one}(?:[、和与]{one}){{1,10}}(?={_ROLE})"
    return re.compile(rf"(?:(?<![\u4e00-\u9fff])|{posts}|{_LEAD})(?P<names>{role_row}|{row})")
