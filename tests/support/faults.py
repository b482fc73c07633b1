"""The faults of tests/cases/llm/faults.yaml as replies of the mock endpoint."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from mock_endpoint import DONE, Part, Pause, Reply, Reset, event, said, used

CASES = Path(__file__).resolve().parent.parent / "cases" / "llm" / "faults.yaml"
KEY = "sk-proj-Zq8Yw7Xv6Uu5Tt4Ss3Rr2Qq1Pp0Oo9Nn"


def load_faults() -> list[dict[str, Any]]:
    """The cases as they are written."""
    cases: list[dict[str, Any]] = yaml.safe_load(CASES.read_text("utf-8"))["cases"]
    return cases


def replies_of(case: Mapping[str, Any]) -> list[Reply]:
    """What the endpoint does in this case."""
    return [_reply(**reply) for reply in case["replies"]]


def _reply(
    *,
    parts: list[Any] | None = None,
    endless: list[Any] | None = None,
    type: str | None = "text/event-stream",
    gzip: str | None = None,
    **fields: Any,
) -> Reply:
    bytes_ = [_part(part) for part in parts or ()]
    if gzip is not None:
        bytes_ = [_zip(bytes_)]
        fields["headers"] = {**fields.get("headers", {}), "content-encoding": gzip}
    forever = [_part(part) for part in endless or ()]
    return Reply(media=type, parts=bytes_, endless=forever, **fields)


def _zip(parts: list[Part]) -> bytes:
    return gzip.compress(b"".join(part for part in parts if isinstance(part, bytes)), 1)


def _part(part: Any) -> Part:
    if part == "done":
        return DONE
    if part == "used":
        return used(3, 5)
    if "pause" in part:
        return Pause(seconds=part["pause"])
    if "reset" in part:
        return Reset()
    return _bytes(part) * int(part.get("times", 1))


def _bytes(part: Mapping[str, Any]) -> bytes:
    if "say" in part:
        return said(part["say"], part.get("finish"))
    if "big" in part:
        return said("制" * part["big"])
    if "event" in part:
        return event(part["event"])
    if "hex" in part:
        return bytes.fromhex(part["hex"])
    text: str = part["raw"].replace("KEY", KEY)
    return text.encode()
