"""Memory: the most a process has had."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path

STATUS = Path("/proc/self/status")


def peak_mb() -> float:
    """Megabytes that were resident at most, files mapped into memory included.

    Linux counts what the parent had into a child's ``ru_maxrss``, so VmHWM is read where it is.
    """
    if STATUS.exists():
        found = re.search(r"^VmHWM:\s+(\d{1,12}) kB", STATUS.read_text("utf-8"), re.MULTILINE)
        if found is not None:
            return round(int(found[1]) / 1024)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))
