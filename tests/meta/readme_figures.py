"""Figures in the prose of the READMEs: written by code, and every other number told apart.

A figure stands in the prose as ``<!--=NAME-->VALUE<!--/-->``: NAME is one of FIGURES, VALUE is put
there by render_docs.py, from a constant of the code or from a log that is committed. A number of
another kind (a version, an address, an example) has its reason in ALLOWED.
"""

from __future__ import annotations

import functools
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from assistant.accounts.login import LOCKED_SECONDS, TRIES
from assistant.drafting.library import load_library
from assistant.files.worker.limits import MIB, Limits
from assistant.llm.endpoint import MOST
from assistant.review.registry import all_rules
from assistant.settings import read_settings

ROOT = Path(__file__).resolve().parent.parent.parent
BASELINES = ROOT / "eval" / "baselines"
FAULTS = ROOT / "tests" / "cases" / "llm" / "faults.yaml"

_INLINE = re.compile(r"<!--=([a-z_]{1,40})-->([^<\n]{0,40})<!--/-->")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"<!-- ([a-z-]{1,40}):begin -->.*?<!-- \1:end -->", re.DOTALL)
_NOT_PROSE = re.compile(r"`[^`\n]{1,200}`|\]\([^)\n]{1,200}\)|“[^”\n]{1,80}”|【[^】\n]{1,40}】")
_NUMBER = re.compile(
    r"\d[\d.,:/-]{0,20}\w{0,6}"
    r"|[一两二三四五六七八九十百千万几半]{1,6}(?:个)?(?:毫秒|秒|分钟|小时|倍|兆|亿)"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|hundred|thousand"
    r"|million|half|some)\b"
    r"(?= \w{0,12} ?(?:other |such )?(?:\w{1,10} )?(?:milliseconds?|seconds?|minutes?|hours?|times|MB|GB"
    r"|rules|defects|files|faults|records|measures|types|requests))",
    re.IGNORECASE,
)

ALLOWED: Mapping[str, str] = {
    r"GB/T 9704-2012": "the standard's own number",
    r"SARIF 2\.1\.0": "the version of a format",
    r"UTF-8|UTF-16|GB18030|Big5|Argon2|BM25|x86-64|HTML5": "the name of a thing",
    r"Python 3\.11": "what is needed, held by pyproject.toml",
    r"CVE-\d{4}-\d{1,7}": "the number of a published hole",
    r"127\.0\.0\.1(?::\d{1,5})?": "an address",
    r"mode 0600|权限 0600": "a file mode, which tests/accounts and tests/llm hold",
    r"\b(?:401|429)\b": "the number of an HTTP answer",
    r"Exit codes: 0 done, 1 findings, 2 wrong call, 3 unreadable\s+input, 4 service": "a contract",
    r"270 million parameters|2\.7 亿参数": "its maker's word on the bundled model",
    r"7 billion parameters|70 亿参数": "advice, not a measurement",
    r"第 ?\d{1,2} ?条|问题[一二三]第\d条|\d{1,2}月\d{1,2}日": "an example of what a user says",
}  # fmt: skip


@functools.cache
def _baseline(name: str) -> Mapping[str, Any]:
    """A committed log; its head says what it was made with."""
    found: Mapping[str, Any] = json.loads((BASELINES / name).read_text("utf-8"))
    return found


def _largest() -> Mapping[str, Any]:
    """The largest corpus that was measured."""
    found: Mapping[str, Any] = _baseline("scale.json")["rows"][-1]
    return found


def _measures() -> int:
    return sum(len(kind.measures) for kind in load_library(read_settings().library_dir).types)


def _hostile_files() -> int:
    sys.path.insert(0, str(ROOT / "tests" / "support"))
    from hostile_files import hostile_files

    return len(list(hostile_files()))


FIGURES: Mapping[str, Callable[[], str]] = {
    "rules": lambda: str(len(all_rules())),
    "types": lambda: str(len(load_library(read_settings().library_dir).types)),
    "measures": lambda: f"{_measures():,}",
    "memory": lambda: str(Limits().memory // MIB),
    "cpu": lambda: str(Limits().cpu),
    "wall": lambda: f"{Limits().wall:g}",
    "requests": lambda: str(MOST),
    "tries": lambda: str(TRIES),
    "locked_minutes": lambda: f"{LOCKED_SECONDS / 60:g}",
    "faults": lambda: str(len(yaml.safe_load(FAULTS.read_text("utf-8"))["cases"])),
    "hostile_files": lambda: str(_hostile_files()),
    "scale_records": lambda: f"{_largest()['records']:,}",
    "scale_rate": lambda: f"{_largest()['ingest_records_a_second']:.0f}",
    "scale_load": lambda: f"{_largest()['load']:.0f}",
    "scale_query": lambda: f"{_largest()['asked']['median_ms']:.0f}",
    "scale_mb": lambda: f"{_largest()['store_mb'] + _largest()['index_mb']:,.0f}",
    "gate_seconds": lambda: f"{_baseline('gate.json')['seconds']:.0f}",
}


def filled(text: str) -> str:
    """``text`` with every inline figure as the code and the logs have it now."""
    return _INLINE.sub(lambda found: f"<!--={found[1]}-->{FIGURES[found[1]]()}<!--/-->", text)


def unexplained(text: str) -> Iterator[str]:
    """Numbers of the prose that no code wrote and no reason allows, each with its surroundings."""
    prose = text
    for pattern in (_BLOCK, _FENCE, _INLINE, _NOT_PROSE, *map(re.compile, ALLOWED)):
        prose = pattern.sub(lambda found: "\n" * found[0].count("\n") or "·", prose)
    for number in _NUMBER.finditer(prose):
        around = prose[max(0, number.start() - 40) : number.end() + 30]
        yield f"{number[0]} (…{' '.join(around.split())}…)"
