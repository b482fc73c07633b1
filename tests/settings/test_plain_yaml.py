"""Plain yaml: a few lines that would take all memory are refused at once; what people write is read."""

from __future__ import annotations

import tracemalloc

import pytest
import yaml

from assistant.plain_yaml import MOST_ALIASES, read_yaml

_DOUBLED = "".join(f"c{i}: &c{i} {{<<: [*c{i - 1}, *c{i - 1}]}}\n" for i in range(1, 20))
_LAUGHS = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9))
HOSTILE = {
    "merges doubled": "c0: &c0 {a: 1}\n" + _DOUBLED,
    "laughs": "a0: &a0 [1]\n" + _LAUGHS,
    "aliases": "a: &a {b: 1}\nc: [" + "*a, " * (MOST_ALIASES + 1) + "]",
    "number": "a: 0x" + "f" * 10_000,
    "date": "a: 2025-13-40",
    "object": "!!python/object/apply:os.getcwd []",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_it_is_refused_at_once(text: str) -> None:
    tracemalloc.start()
    with pytest.raises(yaml.YAMLError):
        read_yaml(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50 * 1024 * 1024


def test_what_people_write_is_read() -> None:
    text = "a: &a [一, 2, 3.5, 2025-11-28]\nb: *a\nc: {d: ~, e: yes}\n"
    found = read_yaml(text)
    assert found["b"] == found["a"]
    assert found["c"] == {"d": None, "e": True}
    assert read_yaml('{"a": [1, -2, 0x1F]}') == {"a": [1, -2, 31]}
