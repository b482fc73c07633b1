"""Report: the newest evaluation report, served to whoever may see the page and shown in a frame of it.

It holds texts of the corpus and of drafts, so it is trusted with nothing: the answer's own policy
puts it into an origin of its own (``sandbox``: no cookie, no storage, no page around it), lets it
load nothing and run no script but the one whose hash stands in its head. The doorkeeper has asked
who comes before the call gets here.
"""

from __future__ import annotations

import asyncio
import gzip
import re
import threading
from pathlib import Path

from assistant.ui.evaluation.figures import newest_report
from assistant.ui.headers import App, Message, Receive, Send

ADDRESS = "/evaluation-report"
_HEAD = 1000  # characters in which the page states its policy, before anything out of a log
_HASH = r"'sha256-[A-Za-z0-9+/=]{44}'"
_POLICY = re.compile(
    rf"<meta http-equiv=\"Content-Security-Policy\" content=\"(default-src 'none'; script-src {_HASH}; "
    rf"style-src {_HASH}; base-uri 'none'; form-action 'none')\">"
)
_APART = "sandbox allow-scripts; frame-ancestors 'self'"


def page_of(report: Path) -> bytes:
    """The report as HTML; it may be kept compressed."""
    data = report.read_bytes()
    return gzip.decompress(data) if report.suffix == ".gz" else data


def policy_of(page: bytes) -> str | None:
    """The policy that a report states in its head; None for a page that is none of ours."""
    found = _POLICY.search(page[:_HEAD].decode("utf-8", "replace"))
    return f"{found[1]}; {_APART}" if found else None


class ReportRoute:
    """ASGI middleware that answers ADDRESS: the newest report of the project's own notices, or 404."""

    def __init__(self, app: App, *, data_dir: Path) -> None:
        self.app = app
        self._data_dir = data_dir
        self._lock = threading.Lock()
        self._kept: tuple[Path, float, tuple[bytes, str] | None] | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer the one address, pass every other call on."""
        if scope["type"] != "http" or scope["path"].rstrip("/") != ADDRESS:
            await self.app(scope, receive, send)
            return
        found = await asyncio.to_thread(self._newest) if scope["method"] == "GET" else None
        if found is None:
            await _answer(send, 404, "没有可看的评测报告".encode(), [])
            return
        body, policy = found
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-security-policy", policy.encode()),
            (b"cache-control", b"no-store"),
        ]
        if any(b"gzip" in value for key, value in scope["headers"] if key == b"accept-encoding"):
            headers.append((b"content-encoding", b"gzip"))
        else:
            body = gzip.decompress(body)
        await _answer(send, 200, body, headers)

    def _newest(self) -> tuple[bytes, str] | None:
        """The report, compressed, and its policy; read again only when it is another one."""
        report = newest_report(self._data_dir)
        if report is None:
            return None
        with self._lock:
            written = report.stat().st_mtime
            if self._kept is None or self._kept[:2] != (report, written):
                page = page_of(report)
                policy = policy_of(page)
                read = (gzip.compress(page), policy) if policy else None
                self._kept = (report, written, read)
            return self._kept[2]


async def _answer(send: Send, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    plain = [(b"content-type", b"text/plain; charset=utf-8")]
    length = (b"content-length", str(len(body)).encode())
    await send(
        {"type": "http.response.start", "status": status, "headers": [*(headers or plain), length]}
    )
    await send({"type": "http.response.body", "body": body})
