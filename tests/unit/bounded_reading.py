"""Reads a path in a process of its own and tells how much memory that took."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROGRAM = """
import json, re, sys
from pathlib import Path
from returncheck.errors import InputError
from returncheck.returns.discover import discover

found = discover([Path(sys.argv[1])])
lines = [str(refusal.error) for refusal in found.refusals]
for source in found.sources:
    try:
        for batch in source.batches():
            pass
        lines += source.observations()["message"].to_list()
    except InputError as error:
        lines.append(str(error))
# What getrusage says would include the process that this one was forked from.
status = Path("/proc/self/status").read_text()
peak = int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024
print(json.dumps({"lines": lines, "peak": peak}))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What reading a path said, and its peak of memory in mebibytes."""

    lines: list[str]
    peak: float


def read_apart(path: Path) -> Reading:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    return Reading(**json.loads(done.stdout))
