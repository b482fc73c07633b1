"""Toml text: what is made to hurt the parser is one line of Chinese, at once and in little memory."""

from __future__ import annotations

import tracemalloc

import pytest

from assistant.errors import WrongCall
from assistant.review.config import read_config
from assistant.review.waivers import read_waivers
from assistant.toml_text import LONGEST, read_toml

HOSTILE = {
    "dotted key": ".".join(["a"] * 100_000) + "=1",
    "quoted dotted key": ".".join(['"a"'] * 100_000) + "=1",
    "spaced dotted key": " . ".join(["a"] * 100_000) + "=1",
    "dotted table": f"[{'.'.join(['a'] * 100_000)}]",
    "dotted inside": f"x={{{'.'.join(['a'] * 100_000)}=1}}",
    "brackets": "a=" + "[" * 100_000,
    "braces": "a=" + "{a=" * 100_000,
    "long number": "a=" + "9" * 100_000,
    "long hexadecimal": "a=0x" + "f" * 100_000,
    "long text": "#" * (LONGEST + 1),
    "no date": "a=2025-13-40",
    "open string": '"' * 100_001,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_it_is_refused_in_one_line(text: str) -> None:
    tracemalloc.start()
    for read in (read_config, read_waivers):
        with pytest.raises(WrongCall, match=r"^[^\n]+$") as told:
            read(text, source="a.toml", rules=[])
        assert "a.toml" in str(told.value)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 200 * 1024 * 1024  # the square of the dots would be gigabytes


def test_what_teams_write_is_read() -> None:
    text = '# a. b. c\n[tool.assistant.review]\nphrases = [\'a.b.c\' , """…\n.........."""]\nn = -1_000\n'
    assert read_toml(text, "a")["tool"]["assistant"]["review"]["phrases"][0] == "a.b.c"
    sentence = "3.14." * 200
    assert read_toml(f'a = "{sentence}"', "a") == {"a": sentence}
