"""Environment: what must be set before Gradio, Chroma and the model client are imported.

Verified (stack.md section 1): only GRADIO_ANALYTICS_ENABLED=False stops Gradio's version check and
telemetry; with a proxy set and no NO_PROXY its self-check on loopback goes to the proxy; LangChain
posts traces when LANGCHAIN_TRACING_V2 is set.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_LOCAL = "127.0.0.1,localhost,::1"
_UPLOADS = "uploads"
_NOTHING, _TEMPORARY = "empty", "temporary"
_PATHS = ("ASSISTANT_DATA_DIR", "ASSISTANT_PROMPTS_DIR", "LLM_LOCAL_MODEL")
_OWNER_ONLY = 0o700


def keep_local() -> None:
    """Switch off everything that would call out, and keep loopback away from proxies."""
    os.environ.update(
        GRADIO_ANALYTICS_ENABLED="False",
        HF_HUB_OFFLINE="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        ANONYMIZED_TELEMETRY="False",
        # Gradio asks for matplotlib's backend at each event; unless one is named, the first event
        # waits for all of pyplot
        MPLBACKEND="agg",
    )
    for name in ("LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING", "LANGCHAIN_API_KEY"):
        os.environ.pop(name, None)
    for name in ("NO_PROXY", "no_proxy"):
        kept = os.environ.get(name)
        os.environ[name] = f"{kept},{_LOCAL}" if kept else _LOCAL


def keep_private(data_dir: Path) -> Path:
    """Close the data folder to other accounts of this machine; uploads go into a folder of it.

    Gradio would keep them in the system's temporary folder. Returns the folder of the uploads.
    """
    folder = data_dir / _UPLOADS
    for place in (data_dir, folder):
        place.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        place.chmod(_OWNER_ONLY)
    os.environ["GRADIO_TEMP_DIR"] = str(folder)
    return folder


def keep_apart(data_dir: Path) -> Path:
    """Work from here on in an empty folder, which is returned, with a temporary folder of our own.

    Gradio hands out, or copies to where it keeps uploads, what lies in the working directory or in
    the system's temporary folder: the project, and by default its data, would be among it.
    """
    folder, temporary = data_dir / _NOTHING, data_dir / _TEMPORARY
    for place in (folder, temporary):
        place.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
    for name in _PATHS:  # they are read again when settings change
        if os.environ.get(name):
            os.environ[name] = str(Path(os.environ[name]).expanduser().resolve())
    os.chdir(folder)
    tempfile.tempdir = str(temporary)  # word segmentation keeps its dictionary there
    return folder
