"""Toml text: a TOML file that somebody else wrote, read without the parser's weak spots.

Python's parser takes memory in the square of a key's dots (8 GB for 100,000), recurses into brackets
and refuses a long whole number with an error of its own; all are refused here before or as one error.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from assistant.errors import WrongCall

LONGEST = 1_000_000  # characters; a thousand waivers have some 150,000
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*+"|\'[^\'\n]*+\'')
_DOTTED = re.compile(r"(?<![A-Za-z0-9_-])(?:[A-Za-z0-9_-]++[ \t]*+\.[ \t]*+){30}")
_NUMBER = re.compile(r"(?<![A-Za-z0-9_-])[+-]?(?:0[xob])?[0-9A-Fa-f_]{40}")


def read_toml(text: str, source: str) -> dict[str, Any]:
    """The tables of a TOML text; ``source`` names it in errors.

    Raises WrongCall for what is no TOML, is longer than LONGEST, or is nested or numbered as no
    settings are.
    """
    if len(text) > LONGEST:
        raise WrongCall(f"{source} 超过 {LONGEST // 10_000} 万字，不像是设置：请检查文件")
    bare = _STRING.sub("q", text)
    if _DOTTED.search(bare) or _NUMBER.search(bare):
        raise WrongCall(f"{source} 里有过长的键或数字，不像是设置：请检查文件")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise WrongCall(f"{source} 层层嵌套过深，不像是设置：请检查文件") from error
    except ValueError as error:  # tomllib.TOMLDecodeError, and numbers and dates that are none
        raise WrongCall(f"{source} 不是合法的 TOML（{error}）：请检查该处的写法") from error
