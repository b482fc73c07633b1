"""Environment: what must be set before Gradio, Chroma and the model client are imported.

Verified (stack.md section 1): only GRADIO_ANALYTICS_ENABLED=False stops Gradio's version check and
telemetry; with a proxy set and no NO_PROXY its self-check on loopback goes to the proxy; LangChain
posts traces when LANGCHAIN_TRACING_V2 is set.
"""

from __future__ import annotations

import os

_LOCAL = "127.0.0.1,localhost,::1"


def keep_local() -> None:
    """Switch off everything that would call out, and keep loopback away from proxies."""
    os.environ.update(
        GRADIO_ANALYTICS_ENABLED="False",
        HF_HUB_OFFLINE="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        ANONYMIZED_TELEMETRY="False",
    )
    for name in ("LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING", "LANGCHAIN_API_KEY"):
        os.environ.pop(name, None)
    for name in ("NO_PROXY", "no_proxy"):
        kept = os.environ.get(name)
        os.environ[name] = f"{kept},{_LOCAL}" if kept else _LOCAL
