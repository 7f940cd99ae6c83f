"""The checks of a session, as the server sees them: one at a time, in a worker."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from returncheck.errors import BusyError


@dataclass(slots=True)
class Progress:
    """How a check stands.

    Attributes:
        is_running: Whether one is under way.
        step: What it does.
        done: Steps of that which are done.
        total: Of how many; 0 where that is not known.
        result: How the last one ended, as the worker tells it; None before.
    """

    is_running: bool = False
    step: str = ""
    done: int = 0
    total: int = 0
    result: dict[str, Any] | None = None


@dataclass(slots=True)
class Checks:
    """Starts checks, and ends them.

    Attributes:
        session: The session's folder, which the worker erases when all is over.
        progress: How the one under way stands, or how the last one ended.
    """

    session: Path
    progress: Progress = field(default_factory=Progress)
    _process: "subprocess.Popen[str] | None" = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def warm_up(self) -> None:
        """Have a worker ready."""
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "returncheck.cli.serving.worker",
                    str(self.session),
                ],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self.session,
                text=True,
                encoding="utf-8",
            )
            reader = threading.Thread(
                target=self._listen, args=(self._process,), daemon=True
            )
            reader.start()

    def start(self, job: dict[str, Any]) -> None:
        """Begin a check.

        Args:
            job: What the worker takes.

        Raises:
            BusyError: One is under way.
        """
        with self._lock:
            if self.progress.is_running:
                raise BusyError("A check is under way. Wait for its end, or stop it.")
            self.warm_up()
            process = self._process
            assert process is not None
            assert process.stdin is not None
            self.progress = Progress(is_running=True, step="Starting")
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()

    def stop(self) -> None:
        """End the check that is under way, and have a new worker ready."""
        with self._lock:
            was_running = self.progress.is_running
            self.progress = Progress()
            if was_running:
                self._kill()
                self.warm_up()

    def close(self) -> None:
        """End the worker, in the middle of a check or not."""
        with self._lock:
            self.progress = Progress()
            self._kill()

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()

    def _listen(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                self._note(process, json.loads(line))
        except ValueError:  # closed while it was read
            return
        with self._lock:
            if process is self._process and self.progress.is_running:
                told = "The check ended before its time. Try again with fewer files."
                self.progress = Progress(result={"code": 4, "said": [], "told": [told]})

    def _note(self, process: "subprocess.Popen[str]", event: dict[str, Any]) -> None:
        with self._lock:
            if process is not self._process:
                return
            if "ended" in event:
                self.progress = Progress(result=event["ended"])
                return
            self.progress.step = event["step"]
            self.progress.done = event["done"]
            self.progress.total = event["total"]
