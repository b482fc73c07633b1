"""Caller: asks a running page over plain HTTP, as anybody could who knows its addresses."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

import httpx

API = "/gradio_api"


class Caller:
    """One visitor with cookies, headers and a session of his own."""

    def __init__(self, address: str, headers: Mapping[str, str] | None = None) -> None:
        self.session = secrets.token_hex(6)
        self.http = httpx.Client(
            base_url=address, headers=dict(headers or {}), timeout=60, trust_env=False
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def login(self, name: str, password: str) -> int:
        """The status of the login form's answer; the cookie is kept."""
        form = {"username": name, "password": password}
        return self.http.post("/login", data=form).status_code

    def join(self, index: int, data: Sequence[Any], session: str = "") -> httpx.Response:
        """Send an event of the page by its number."""
        call = {
            "fn_index": index, "data": list(data), "session_hash": session or self.session,
            "event_data": {"index": 0, "value": "", "selected": True},
        }  # fmt: skip
        return self.http.post(f"{API}/queue/join", json=call)

    def messages(self, session: str = "") -> Iterator[dict[str, Any]]:
        """What the page tells this session, until nothing is running in it any more."""
        asked = {"session_hash": session or self.session}
        with self.http.stream("GET", f"{API}/queue/data", params=asked) as answer:
            answer.raise_for_status()
            for line in answer.iter_lines():
                if line.startswith("data:"):
                    message = json.loads(line[5:])
                    if message["msg"] == "close_stream":
                        return
                    yield message

    def event(self, index: int, data: Sequence[Any]) -> tuple[int, str, list[Any]]:
        """Status, everything that came back as text, and the data of the last message."""
        answer = self.join(index, data)
        if answer.status_code != 200:
            return answer.status_code, answer.text, []
        told: list[str] = []
        last: list[Any] = []
        for message in self.messages():
            told.append(json.dumps(message, ensure_ascii=False))
            last = (message.get("output") or {}).get("data") or last
        return 200, "\n".join(told), last

    def number(self, element: str, trigger: str = "click") -> int:
        """The number of the event that an element of the page sends (names may shift)."""
        page = self.http.get("/config").json()
        known = {one["id"]: one["props"].get("elem_id") for one in page["components"]}
        return next(
            one["id"]
            for one in page["dependencies"]
            if one["backend_fn"] and any(
                known.get(target) == element and kind == trigger for target, kind in one["targets"]
            )
        )  # fmt: skip

    def upload(self, name: str, data: bytes) -> str:
        """The path under which the page keeps an uploaded file."""
        answer = self.http.post(f"{API}/upload", files={"files": (name, data)})
        answer.raise_for_status()
        return str(answer.json()[0])

    def fetch(self, path: str) -> int:
        """The status of the answer to a file's address."""
        return self.http.get(f"{API}/file={path}").status_code
