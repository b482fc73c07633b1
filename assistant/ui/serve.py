"""Serve: open the workspace, build the page and run it on the address of the settings."""

from __future__ import annotations

import socket
import sys

import gradio as gr
from starlette.middleware import Middleware

from assistant.chat.workspace import Workspace, open_workspace
from assistant.errors import AssistantError
from assistant.settings import Settings
from assistant.ui import look
from assistant.ui.headers import SafeHeaders
from assistant.ui.page import Page

MAX_UPLOAD = "20mb"


def serve(settings: Settings, *, block: bool = True) -> tuple[gr.Blocks, str]:
    """Serve the page; returns it and its address once it answers (``block`` False), else never.

    Raises ServiceUnavailable errors of the store, and AssistantError when the port is taken.
    """
    _say("[启动] 正在打开措施库和范例索引……")
    workspace: Workspace = open_workspace(settings)
    count = len(workspace.records())
    _say(f"[启动] 措施库{len(workspace.library.types)}类，范例{count}条。")
    pages = Page(workspace, settings)
    page = pages.build()
    try:
        _, address, _ = page.queue(max_size=64).launch(
            server_name=settings.host,
            server_port=settings.port or _free_port(settings.host),
            allowed_paths=[str(pages.exports.folder)],
            prevent_thread_lock=True,
            quiet=True,
            show_error=True,
            run_history=False,
            footer_links=[],
            max_file_size=MAX_UPLOAD,
            theme=look.theme(),
            css=look.style(),
            head=look.script(),
            app_kwargs={"middleware": [Middleware(SafeHeaders)]},
        )
    except OSError as error:
        raise AssistantError(
            f"端口 {settings.port} 已被占用：请关闭占用它的程序，"
            "或设置环境变量 ASSISTANT_PORT 换一个端口"
        ) from error
    _say(f"[启动] 已就绪，请在浏览器打开 {address}（按 Ctrl+C 停止）")
    if block:
        page.block_thread()
    return page, address


def _free_port(host: str) -> int:
    """A port that is free now (ASSISTANT_PORT=0 asks for any)."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
