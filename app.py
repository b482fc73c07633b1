"""Start the page: open the workspace (index built where it is missing or stale) and serve it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from assistant.errors import AssistantError
from assistant.settings import read_settings
from assistant.ui.environment import keep_apart, keep_local, keep_private


def main() -> int:
    """Serve the page until it is stopped; 0, or the exit code of what went wrong."""
    gc.disable()  # until the page stands: nothing of what is loaded is given up again
    keep_local()
    try:
        settings = read_settings()
        keep_private(settings.data_dir)
        # imported late: Gradio reads its environment when it is imported
        from assistant.ui.serve import serve

        keep_apart(settings.data_dir)
        serve(settings)
    except AssistantError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("\n已停止。", file=sys.stderr)
    return 0


if __name__ == "__main__":
    # `python app.py` from another folder finds the package, too
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    sys.exit(main())
