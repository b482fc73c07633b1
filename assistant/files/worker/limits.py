"""Limits: what one file may cost the process that parses it.

On Linux the kernel holds all of them. macOS knows no limit of address space, Windows neither that
nor one of processor time: there the caps on sizes (assistant.files.caps) and the wall limit, at
which the caller kills the worker, hold alone.
"""

from __future__ import annotations

import contextlib
import signal
from dataclasses import asdict, dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """``memory`` in bytes of address space, ``cpu`` and ``wall`` in seconds.

    A notice of 30 pages takes 0.1 seconds and 60 MiB as .docx, 1 second and 90 MiB as .pdf.
    """

    memory: int = 420 * MIB
    cpu: int = 8
    wall: float = 13.0

    def to_json(self) -> dict[str, float]:
        """The limits as they are sent to the worker."""
        return asdict(self)


def impose(limits: Limits) -> None:
    """Bind this process, for good, as far as the system can; past a limit the kernel ends it.

    (Past ``memory`` allocating fails, which Python raises as MemoryError.)
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, limits.wall)
    try:
        import resource
    except ImportError:  # Windows
        return
    wanted = (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        (resource.RLIMIT_DATA, limits.memory, limits.memory),
        # the first ends it with SIGXCPU, which tells why; the second with SIGKILL
        (resource.RLIMIT_CPU, limits.cpu, limits.cpu + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
    )
    for kind, soft, hard in wanted:
        with contextlib.suppress(ValueError, OSError):  # a system that does not know this one
            resource.setrlimit(kind, (soft, hard))
