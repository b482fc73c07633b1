"""Serve: open the workspace, build the page and run it on the address of the settings."""

from __future__ import annotations

import gc
import ipaddress
import socket
import sys
from pathlib import Path

import gradio as gr
from gradio.utils import get_upload_folder
from starlette.middleware import Middleware

from assistant.chat.workspace import Workspace, open_workspace
from assistant.errors import AssistantError, WrongCall
from assistant.settings import Settings
from assistant.ui import look
from assistant.ui.belongings import Belongings
from assistant.ui.doorkeeper import Doorkeeper
from assistant.ui.evaluation.report import ReportRoute
from assistant.ui.guards import ProxyLogin, SameOrigin
from assistant.ui.headers import SafeHeaders
from assistant.ui.identity import Gate
from assistant.ui.mcp import answer_as_caller
from assistant.ui.page import Page
from assistant.ui.quiet import keep_quiet
from assistant.ui.sessions import keep_small
from assistant.ui.visitors import Visitors

MAX_UPLOAD = "20mb"
QUEUE = 256  # events that may wait; more are refused at once instead of piling up
# events of all kinds that run at once; Gradio's own forty let ten of fifty drafting users wait
EVENTS = 128
LOGIN_NOTE = "整改通报助手：请用管理员分给您的用户名登录"


def serve(settings: Settings, *, block: bool = True) -> tuple[gr.Blocks, str]:
    """Serve the page; returns it and its address once it answers (``block`` False), else never.

    Raises ServiceUnavailable errors of the store, WrongCall where it would be open to everybody,
    and AssistantError when the port is taken.
    """
    gate = Gate(settings)
    check_access(settings, gate)
    _say("[启动] 正在打开措施库和范例索引……")
    workspace: Workspace = open_workspace(settings)
    count = len(workspace.records())
    _say(f"[启动] 措施库{len(workspace.library.types)}类，范例{count}条。")
    pages = Page(workspace, settings, gate)
    page = pages.build()
    try:
        _, address, _ = page.queue(max_size=QUEUE).launch(
            server_name=settings.host,
            server_port=settings.port or _free_port(settings.host),
            auth=gate.accepts if settings.login == "users" else None,
            auth_message=LOGIN_NOTE if settings.login == "users" else None,
            allowed_paths=[str(pages.exports.folder)],
            prevent_thread_lock=True,
            quiet=True,
            show_error=False,  # errors of ours are shown all the same; others may quote a text
            run_history=False,
            footer_links=[],
            max_file_size=MAX_UPLOAD,
            max_threads=EVENTS,
            mcp_server=True,
            theme=look.theme(),
            css=look.style(),
            head=look.head(),
            app_kwargs={"middleware": _middleware(settings, gate)},
        )
    except OSError as error:
        raise AssistantError(
            f"端口 {settings.port} 已被占用：请关闭占用它的程序，"
            "或设置环境变量 ASSISTANT_PORT 换一个端口"
        ) from error
    _settle(page)
    _say(f"[启动] 已就绪，请在浏览器打开 {address}（按 Ctrl+C 停止）")
    if block:
        page.block_thread()
    return page, address


def _settle(page: gr.Blocks) -> None:
    """What is done once to a page that answers, before anybody is told of it."""
    answer_as_caller(page)
    keep_quiet()
    keep_small(page)
    gc.freeze()  # what was loaded stays: no collection need look at it again
    gc.enable()


def check_access(settings: Settings, gate: Gate) -> None:
    """Raises WrongCall where the page would be open to more people than was meant."""
    if settings.login == "none" and not is_loopback(settings.host) and not settings.allow_open:
        raise WrongCall(
            f"没有登录就不能对外开放（{settings.host}）：请设置 ASSISTANT_LOGIN=users 或 header，"
            "确要不设登录，另设 ASSISTANT_ALLOW_OPEN=1"
        )
    if settings.login != "none" and not gate.users.all():
        raise WrongCall("还没有用户：请先运行 python -m assistant users add 用户名 --role admin")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches ``host``."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _middleware(settings: Settings, gate: Gate) -> list[Middleware]:
    """The guards in front of the page, the outermost first."""
    guards = [
        Middleware(SafeHeaders),
        Middleware(SameOrigin, origins=settings.origins, loopback=is_loopback(settings.host)),
    ]
    if settings.login == "header":
        guards.append(Middleware(ProxyLogin, trusted=gate.header))
    belongings = Belongings(Path(get_upload_folder()))
    belongings.sweep()
    guards.append(Middleware(Doorkeeper, visitors=Visitors(gate), belongings=belongings, gate=gate))
    guards.append(Middleware(ReportRoute, data_dir=settings.data_dir))  # behind the doorkeeper
    return guards


def _free_port(host: str) -> int:
    """A port that is free now (ASSISTANT_PORT=0 asks for any)."""
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
