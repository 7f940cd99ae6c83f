"""How many cores this process may use."""

import os
import sys
from pathlib import Path
from typing import Final

MOST: Final = 8
"""The most processes that are started unasked: what they read, one process writes."""

_QUOTA: Final = Path("/sys/fs/cgroup/cpu.max")


def usable_cores(quota: Path = _QUOTA) -> int:
    """The cores that this process may use, 1 or more.

    Args:
        quota: Where a container says how much of a processor it may use.
    """
    if sys.platform == "linux":
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1
    return max(1, min(cores, _allowed(quota) or cores))


def _allowed(quota: Path) -> int | None:
    """The cores that a container may use, rounded up; None where it may use all."""
    try:
        most, period = quota.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return None
    if not (most.isdigit() and period.isdigit() and int(period)):
        return None
    return -(-int(most) // int(period))
