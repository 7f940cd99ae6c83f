"""How long the stages of a run took."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stopwatch:
    """Adds up the seconds of each stage, in the order in which they began.

    Attributes:
        seconds: Stage to seconds.
    """

    def __init__(self) -> None:
        """Begin with no stage."""
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a block as part of a stage.

        Args:
            name: The stage.
        """
        began = time.perf_counter()
        try:
            yield
        finally:
            self.add(name, time.perf_counter() - began)

    def add(self, name: str, seconds: float) -> None:
        """Count time as part of a stage.

        Args:
            name: The stage.
            seconds: How long it took.
        """
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds
